"""Folders as several machines and containers name them: compare, map, find the mount."""

from collections.abc import Iterable, Sequence
import re

from .rows import Row

_WINDOWS = re.compile(r"^([A-Za-z]:|\\\\)")


def is_windows(path: str) -> bool:
    """Return whether a path is one of Windows."""
    return bool(_WINDOWS.match(path))


def normal(path: str) -> str:
    """Return a path in the one way in which two are compared."""
    text = path.strip()
    windows = is_windows(text)
    text = re.sub(r"/{2,}", "/", text.replace("\\", "/")) if windows else text
    text = text.rstrip("/") or "/"
    return text.casefold() if windows else text


def under(path: str, folder: str) -> bool:
    """Return whether a path lies below a folder, or is that folder."""
    inner, outer = normal(path), normal(folder)
    return inner == outer or inner.startswith(f"{outer.rstrip('/')}/")


def overlap(one: str, other: str) -> bool:
    """Return whether one of two folders lies within the other."""
    return under(one, other) or under(other, one)


def joined(folder: str, name: str) -> str:
    """Return a folder's path within another; an absolute one stands for itself."""
    if not name:
        return folder
    if name.startswith("/") or is_windows(name):
        return name
    return f"{folder.rstrip('/')}/{name.strip('/')}"


def to_local(path: str, host: str, mappings: Iterable[Row]) -> str:
    """Return how an app sees a path that its download client reported.

    The first remote path mapping with the same host text and a fitting start counts.
    """
    for mapping in mappings:
        remote = mapping.text("remotePath")
        if mapping.text("host").casefold() == host.casefold() and under(path, remote):
            rest = path[len(remote.rstrip("/\\")) :].lstrip("/\\")
            return joined(mapping.text("localPath"), rest).rstrip("/") or "/"
    return path


def mount(path: str, known: Sequence[str]) -> str | None:
    """Return the longest known mount that holds a path; None if none does."""
    holding = [place for place in known if under(path, place)]
    return max(holding, key=len, default=None)


def swapped(path: str, start: str, other: str) -> str:
    """Return a path whose start is replaced; unchanged where it starts otherwise."""
    if start and under(path, start):
        return joined(other, path[len(start.rstrip("/")) :].lstrip("/"))
    return path


def last_part(path: str) -> str:
    """Return the name of the folder itself."""
    return normal(path).rpartition("/")[2]
