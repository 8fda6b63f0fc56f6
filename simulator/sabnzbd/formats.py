"""Numbers as SABnzbd writes them, and as people write them in its settings."""

import re

MEBIBYTE = 1024.0**2
_UNITS = ("", "K", "M", "G", "T", "P")
_WRITTEN = re.compile(r"^\s*([\d.]+)\s*([KMGTP]?)i?B?\s*$", re.IGNORECASE)
_EPISODE = re.compile(r"(?i)^(.+?)[ ._-]+s(\d{1,2})e(\d{1,3})")
_MOVIE = re.compile(r"^(.+?)[ ._(-]+((?:19|20)\d{2})\b")


def units(value: float, postfix: str = "", *, padded: bool = False) -> str:
    """Return bytes in the largest fitting unit: "0 B", "912 KB", "3.2 MB", "1.3 M".

    Args:
        value: Bytes.
        postfix: What follows the unit.
        padded: Keep the blank where there is neither unit nor postfix.
    """
    step = 0
    while value > 1023 and step < len(_UNITS) - 1:
        value /= 1024
        step += 1
    text = f"{value:.{1 if step > 1 else 0}f} {_UNITS[step]}{postfix}"
    return text if padded else text.rstrip()


def mebibytes(value: float) -> str:
    """Return bytes as MiB with two decimals."""
    return f"{value / MEBIBYTE:.2f}"


def time_left(left: float, speed: float) -> str:
    """Return how long bytes take, `[D:]H:MM:SS`; all zeros when nothing moves.

    Args:
        left: Bytes.
        speed: Bytes a second.
    """
    if speed <= 0 or left <= 0:
        return "0:00:00"
    minutes, seconds = divmod(int(left / speed), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    tail = f"{minutes:02}:{seconds:02}"
    return f"{days}:{hours:02}:{tail}" if days else f"{hours}:{tail}"


def spoken(seconds: float) -> str:
    """Return a duration as the stage log says it: "2 minutes 3 seconds"."""
    whole = int(seconds)
    if whole < 1:
        return "0 seconds"
    parts = [(whole // 3600, "hour"), (whole % 3600 // 60, "minute")]
    words = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in parts if n]
    if rest := whole % 60:
        words.append(f"{rest} sec" if rest == 1 else f"{rest} seconds")
    return " ".join(words)


def read_bytes(text: object) -> float:
    """Return the bytes that a setting such as "500M" or "1.5 G" means; 0 for none."""
    match = _WRITTEN.match(str(text))
    if match is None:
        return 0.0
    factor: float = 1024.0 ** _UNITS.index(match[2].upper())
    return float(match[1]) * factor


def duplicate_key(name: str) -> str:
    """Return what two posts of the same episode or movie have in common."""
    if episode := _EPISODE.match(name):
        season, number = int(episode[2]), int(episode[3])
        return f"{_plain(episode[1])}/{season}/{number}"
    if movie := _MOVIE.match(name):
        return f"{_plain(movie[1])}/{movie[2]}"
    return ""


def _plain(title: str) -> str:
    return re.sub(r"[ ._-]+", " ", title).strip().lower()
