"""The libraries of a server."""

from dataclasses import dataclass

MOVIES = 1
SHOWS = 2
HOME_VIDEOS = 3


@dataclass(slots=True, kw_only=True)
class Section:
    """A library.

    Attributes:
        key: Its number.
        type: movie or show.
        title: Its name.
        agent: Where its metadata comes from.
        scanner: What reads its folder.
        uuid: Its lasting id.
        path: Its folder, as Plex sees it.
        created_at: World time in unix seconds.
        scanned_at: World time of the last scan in unix seconds.
        content_changed_at: Grows when a scan finds a change.
    """

    key: int
    type: str
    title: str
    agent: str
    scanner: str
    uuid: str
    path: str
    created_at: int
    scanned_at: int
    content_changed_at: int = 1000


def usual_sections(
    now: float, *, movies: str, shows: str, legacy: bool
) -> dict[int, Section]:
    """Return the libraries of a home by their keys.

    Args:
        now: World time in unix seconds.
        movies: Folder of the movies.
        shows: Folder of the shows.
        legacy: Movies and shows use agents from before 2019.
    """
    created = int(now) - 400 * 86_400
    plans = (
        (
            MOVIES,
            "movie",
            "Movies",
            "com.plexapp.agents.imdb" if legacy else "tv.plex.agents.movie",
            "Plex Movie Scanner" if legacy else "Plex Movie",
            movies,
        ),
        (
            SHOWS,
            "show",
            "TV Shows",
            "com.plexapp.agents.thetvdb" if legacy else "tv.plex.agents.series",
            "Plex Series Scanner" if legacy else "Plex TV Series",
            shows,
        ),
        (
            HOME_VIDEOS,
            "movie",
            "Home Videos",
            "com.plexapp.agents.none",
            "Plex Video Files Scanner",
            "/media/home videos",
        ),
    )
    return {
        key: Section(
            key=key,
            type=kind,
            title=title,
            agent=agent,
            scanner=scanner,
            uuid=f"{key:08x}-5eed-4000-8000-000000000000",
            path=path,
            created_at=created,
            scanned_at=int(now),
        )
        for key, kind, title, agent, scanner, path in plans
    }
