"""The conditions of rules about what Plex learns of the apps' libraries."""

from collections.abc import Iterable, Iterator
import re

from ..cases import case, threshold, when
from ..model import Hit, Severity
from ..paths import last_part, overlap, swapped, under
from ..rows import Missing, Row
from ..views import ArrView, PlexView, form, listed
from .arr import used_roots
from .edits import of_row
from .plex import preferred

_SONARR = ("onSeriesDelete", "onEpisodeFileDelete")
_RADARR = ("onMovieDelete", "onMovieFileDelete")
_RELAYS = frozenset({"Webhook", "CustomScript"})
_TOOL = re.compile(r"autoscan|plex|tautulli", re.IGNORECASE)
_KINDS = {True: "show", False: "movie"}


def _entries(arr: ArrView) -> list[Row]:
    """Return the entries that tell Plex anything at all."""
    return [
        row
        for row in arr.plex_entries()
        if any(
            row.has(name) and row.flag(name) for name in row.names() if name[:2] == "on"
        )
    ]


def _tells(row: Row) -> bool:
    """Return whether an entry makes Plex look at new files."""
    return (
        bool(form(row, "updateLibrary"))
        and row.flag("onDownload")
        and row.flag("onUpgrade")
    )


def _told_by_others(arr: ArrView) -> bool:
    """Return whether another tool seems to hear of new files and to tell Plex."""
    return any(
        row.text("implementation") in _RELAYS
        and row.has("onDownload")
        and row.flag("onDownload")
        and _TOOL.search(f"{row.text('name')} {form(row, 'url')} {form(row, 'path')}")
        for row in arr.list("notification")
    )


def _is_told(arr: ArrView) -> bool:
    return any(_tells(row) for row in _entries(arr)) or _told_by_others(arr)


def _mending(arr: ArrView) -> Hit:
    entries = arr.plex_entries()
    if not entries:
        return Hit(current="-")
    row = entries[0]
    names = ("onDownload", "onUpgrade", "onRename", *_deletes(arr))
    changes = {name: True for name in names if row.has(name)}
    return Hit(
        subject=row.text("name"),
        current=listed(name for name in changes if not row.flag(name))
        or "updateLibrary",
        edits=of_row(
            arr, "notification", row, **changes, **{"fields.updateLibrary": True}
        ),
    )


def _deletes(arr: ArrView) -> tuple[str, ...]:
    return _SONARR if arr.is_sonarr else _RADARR


def _looks_itself(plex: PlexView) -> bool:
    return plex.on("FSEventLibraryUpdatesEnabled") or plex.on(
        "ScheduledLibraryUpdatesEnabled"
    )


@case("XAP-018")
def never_told(arr: ArrView) -> Iterable[Hit]:
    """Find that new files stay unseen."""
    if not _is_told(arr):
        blind = not any(_looks_itself(plex) for plex in arr.stack.plexes)
        yield from when(blind, _mending(arr))


@case("XAP-018", Severity.MEDIUM)
def told_late(arr: ArrView) -> Iterable[Hit]:
    """Find that new files are seen by chance."""
    return when(not _is_told(arr), _mending(arr))


@case("XAP-018", Severity.LOW)
def not_told_of_less(arr: ArrView) -> Iterable[Hit]:
    """Find that Plex keeps what was renamed or deleted."""
    entries = _entries(arr)
    names = ("onRename", *_deletes(arr))
    if entries and not any(all(row.flag(name) for name in names) for row in entries):
        yield _mending(arr)


def _locations(arr: ArrView) -> list[str]:
    """Return the folders of the libraries that can show what the app keeps."""
    kind = _KINDS[arr.is_sonarr]
    return [
        path
        for plex in arr.stack.plexes
        for section, path in plex.locations()
        if section.text("type") == kind
    ]


def _mapped(arr: ArrView, root: str) -> Iterator[str]:
    """Yield how entries for Plex name a root folder."""
    for row in _entries(arr):
        start, other = form(row, "mapFrom"), form(row, "mapTo")
        yield swapped(root, str(start), str(other)) if start and other else root


@case("XAP-019")
def folder_unknown_to_plex(arr: ArrView) -> Iterable[Hit]:
    """Find that Plex is told of folders it does not have."""
    entries = _entries(arr)
    if not entries:
        return
    locations, roots = _locations(arr), used_roots(arr)
    for root in roots:
        if any(
            overlap(path, place) for path in _mapped(arr, root) for place in locations
        ):
            continue
        pair = _mapping_for(root, roots, locations)
        changes = dict(zip(("fields.mapFrom", "fields.mapTo"), pair, strict=False))
        yield Hit(
            subject=root,
            current=f"{root} / {listed(locations) or '-'}",
            recommended=" > ".join(pair),
            edits=of_row(arr, "notification", entries[0], **changes),
        )


def _mapping_for(
    root: str, roots: list[str], locations: list[str]
) -> tuple[str, str] | tuple[()]:
    """Return what to replace in paths, and by what, so that Plex knows all of them.

    An entry for Plex has room for one mapping only: one that loses another root folder
    is none.
    """
    for place in locations:
        start, other = root.rstrip("/"), place.rstrip("/")
        while start and other and last_part(start) == last_part(other):
            if all(
                any(overlap(swapped(each, start, other), known) for known in locations)
                for each in roots
            ):
                return start, other
            start, other = start.rpartition("/")[0], other.rpartition("/")[0]
    return ()


@case("XAP-020")
def in_no_library(arr: ArrView) -> Iterable[Hit]:
    """Find that nobody can play what an app gets; folders of one name may be the same."""
    locations = _locations(arr)
    for root in used_roots(arr):
        paths = [root, *_mapped(arr, root)]
        covered = any(under(path, place) for path in paths for place in locations)
        alike = any(last_part(root) == last_part(place) for place in locations)
        if not covered and not alike:
            yield Hit(subject=root, current=f"{root} / {listed(locations) or '-'}")


def _lost_roots(plex: PlexView) -> Iterator[str]:
    """Yield the root folders out of reach that a library shows."""
    unread: Missing | None = None
    places = [path for _, path in plex.locations()]
    for arr in plex.stack.arrs:
        try:
            missed = arr.complains("RootFolderCheck", "MountCheck")
            for row in arr.list("rootfolder"):
                path = row.text("path")
                shown = any(
                    overlap(path, place) or last_part(path) == last_part(place)
                    for place in places
                )
                if shown and (missed or not row.flag("accessible")):
                    yield path
        except Missing as err:
            unread = err
    if unread is not None:
        raise unread


@case("XAP-021")
def empties_too_early(plex: PlexView) -> Iterable[Hit]:
    """Find that Plex would forget a library that is only out of reach."""
    if plex.on("autoEmptyTrash"):
        for path in _lost_roots(plex):
            yield Hit(
                subject=path,
                current=f"autoEmptyTrash = 1, {path}",
                edits=preferred(plex, autoEmptyTrash=False),
            )


@case("XAP-021", Severity.INFO)
def never_empties(plex: PlexView) -> Iterable[Hit]:
    """Find that what is gone stays visible."""
    return when(not plex.on("autoEmptyTrash"), Hit(current="autoEmptyTrash = 0"))


@case("XAP-022")
def finds_nothing(plex: PlexView) -> Iterable[Hit]:
    """Find that Plex never learns of new files."""
    told = any(_is_told(arr) for arr in plex.stack.arrs)
    return when(not told and not _looks_itself(plex), Hit(current="-"))


def _scanning(plex: PlexView, least: int, most: int) -> Iterator[Hit]:
    name = "ScheduledLibraryUpdateInterval"
    if plex.on("ScheduledLibraryUpdatesEnabled"):
        seconds = plex.preference(name).number(name.lower())
        if least <= seconds < most:
            yield Hit(
                current=f"{name} = {seconds:g}", edits=preferred(plex, **{name: 86400})
            )


@case("XAP-022", Severity.LOW)
def scans_often(plex: PlexView) -> Iterable[Hit]:
    """Find that Plex looks at everything all the time."""
    return _scanning(plex, 0, threshold("plex_scan_seconds")["often"])


@case("XAP-022", Severity.INFO)
def scans_needlessly(plex: PlexView) -> Iterable[Hit]:
    """Find that Plex looks at everything although it is told."""
    limits = threshold("plex_scan_seconds")
    arrs = plex.stack.arrs
    if arrs and all(_is_told(arr) for arr in arrs):
        yield from _scanning(plex, limits["often"], limits["needless"])
