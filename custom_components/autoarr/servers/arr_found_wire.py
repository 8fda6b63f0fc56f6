"""What the look-ups of Sonarr and Radarr say of titles, and what that becomes."""

from datetime import datetime

from .decoding import Reader, Wire, utc
from .models import Found, Season


class WireSeason(Wire):
    """A season of a series."""

    season_number: int
    monitored: bool = False


class WireImage(Wire):
    """A picture."""

    cover_type: str | int = ""
    remote_url: str | None = None


class WireTitle(Wire):
    """Another name."""

    title: str = ""


class WireVotes(Wire):
    """How often people rated a title."""

    votes: float = 0


class WireMovieRatings(Wire):
    """The ratings of a film."""

    imdb: WireVotes | None = None
    tmdb: WireVotes | None = None


class _WireFound(Wire):
    """What the answers of both look-ups share."""

    title: str = ""
    year: int = 0
    id: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    overview: str | None = None
    remote_poster: str | None = None
    images: list[WireImage] | None = None
    alternate_titles: list[WireTitle] | None = None


class WireFoundMovie(_WireFound):
    """A film of GET movie/lookup."""

    original_title: str | None = None
    studio: str | None = None
    ratings: WireMovieRatings | None = None
    has_file: bool | None = None
    digital_release: datetime | None = None
    physical_release: datetime | None = None
    collection: WireTitle | None = None


class WireFoundSeries(_WireFound):
    """A series of GET series/lookup."""

    tvdb_id: int | None = None
    network: str | None = None
    ended: bool = False
    series_type: str = "standard"
    seasons: list[WireSeason] | None = None
    ratings: WireVotes | None = None
    first_aired: datetime | None = None


FOUND_MOVIES = Reader(list[WireFoundMovie], "movie/lookup")
FOUND_SERIES = Reader(list[WireFoundSeries], "series/lookup")


def seasons(wires: list[WireSeason] | None) -> tuple[Season, ...]:
    """Return the seasons of a series, the specials first."""
    found = {
        wire.season_number: Season(number=wire.season_number, monitored=wire.monitored)
        for wire in wires or ()
        if wire.season_number >= 0
    }
    return tuple(found[number] for number in sorted(found))


def earliest(*times: datetime | None) -> datetime | None:
    """Return the first of some times that are known."""
    return min((at for each in times if (at := utc(each))), default=None)


def found_movie(wire: WireFoundMovie) -> Found:
    """Return what Radarr's look-up says of a film."""
    ratings = wire.ratings or WireMovieRatings()
    votes = max(
        (each.votes for each in (ratings.imdb, ratings.tmdb) if each), default=0
    )
    return Found(
        title=wire.title,
        year=wire.year,
        tmdb_id=wire.tmdb_id or None,
        imdb_id=wire.imdb_id or None,
        original_title=wire.original_title or "",
        other_titles=_names(wire),
        overview=wire.overview or "",
        poster=_poster(wire),
        network=wire.studio or "",
        collection=wire.collection.title if wire.collection else "",
        votes=votes,
        media_id=wire.id or None,
        has_file=bool(wire.has_file),
        released=earliest(wire.digital_release, wire.physical_release),
    )


def found_series(wire: WireFoundSeries) -> Found:
    """Return what Sonarr's look-up says of a series."""
    return Found(
        title=wire.title,
        year=wire.year,
        tvdb_id=wire.tvdb_id or None,
        tmdb_id=wire.tmdb_id or None,
        imdb_id=wire.imdb_id or None,
        other_titles=_names(wire),
        overview=wire.overview or "",
        poster=_poster(wire),
        network=wire.network or "",
        votes=wire.ratings.votes if wire.ratings else 0,
        seasons=seasons(wire.seasons),
        media_id=wire.id or None,
        released=utc(wire.first_aired),
        ended=wire.ended,
        series_type=wire.series_type,
    )


def _names(wire: _WireFound) -> tuple[str, ...]:
    names = (each.title for each in wire.alternate_titles or () if each.title)
    return tuple(dict.fromkeys(name for name in names if name != wire.title))


def _poster(wire: _WireFound) -> str | None:
    """Return the public address of the poster: the app's own needs its key."""
    if wire.remote_poster:
        return wire.remote_poster
    return next(
        (
            image.remote_url
            for image in wire.images or ()
            if image.cover_type == "poster" and image.remote_url
        ),
        None,
    )
