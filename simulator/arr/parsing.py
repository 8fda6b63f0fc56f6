"""Reading release names: season, episodes and quality, as far as our indexers go."""

from dataclasses import dataclass
import re

from simulator.catalogue import clean_title

_EPISODES = re.compile(
    r"^(?P<title>.+?)[. _-]+S(?P<season>\d{1,4})(?P<episodes>(?:[. _-]?E\d{1,4})*)\b",
    re.IGNORECASE,
)
_MOVIE = re.compile(
    r"^(?P<title>.+?)[. _(]+(?P<year>(?:19|20)\d\d)\b(?!p)", re.IGNORECASE
)
_RESOLUTION = re.compile(r"(480|576|720|1080|2160)p", re.IGNORECASE)
_GROUP = re.compile(r"-(?P<group>[A-Za-z0-9]+)(?:\.\w{2,4})?$")

_QUALITIES: dict[str, dict[int, int]] = {
    "bluray": {480: 20, 576: 21, 720: 6, 1080: 7, 2160: 19},
    "webrip": {480: 12, 720: 14, 1080: 15, 2160: 17},
    "web": {480: 8, 720: 5, 1080: 3, 2160: 18},
    "hdtv": {480: 1, 720: 4, 1080: 9, 2160: 16},
}
_SONARR_BLURAY = {480: 13, 576: 22}


@dataclass(frozen=True, slots=True)
class Name:
    """What a release name says.

    Attributes:
        title: Clean title (letters and digits).
        shown: Title with spaces.
        year: Year of a film.
        season: Season of episodes.
        episodes: Episode numbers; none for a whole season.
    """

    title: str
    shown: str
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()


def parse_episodes(text: str) -> Name | None:
    """Read a name like `Show.S01E02…` or `Show.S01…`."""
    if (match := _EPISODES.match(text)) is None:
        return None
    return Name(
        clean_title(match["title"]),
        _spaced(match["title"]),
        season=int(match["season"]),
        episodes=tuple(int(n) for n in re.findall(r"\d+", match["episodes"])),
    )


def parse_movie(text: str) -> Name | None:
    """Read a name like `Film.Name.1999…`."""
    if (match := _MOVIE.match(text)) is None:
        return None
    return Name(
        clean_title(match["title"]), _spaced(match["title"]), year=int(match["year"])
    )


def quality_id(text: str, *, sonarr: bool) -> int:
    """Return the quality that a name says; 0 if it says none."""
    low = text.lower()
    found = _RESOLUTION.search(low)
    if found is None:
        return 0
    height = int(found[1])
    for source, ids in _QUALITIES.items():
        if source in low.replace("-", ""):
            if sonarr and source == "bluray":
                return _SONARR_BLURAY.get(height, ids.get(height, 0))
            return ids.get(height, 0)
    return _QUALITIES["hdtv"].get(height, 0)


def release_group(text: str) -> str:
    """Return the group at the end of a name."""
    match = _GROUP.search(text)
    return match["group"] if match is not None else ""


def _spaced(title: str) -> str:
    return re.sub(r"[._]+", " ", title).strip()
