"""What the metadata services say of a series, and what a video file says of itself."""

from datetime import UTC, datetime

from simulator.arr.library import ENGLISH
from simulator.arr.wire import Json, iso
from simulator.catalogue import SeriesTitle, clean_title, slug, words
from simulator.indexer import minutes


def show_wire(show: SeriesTitle, born: float) -> Json:
    """Return what TheTVDB says of a series, as look-ups and the library show it."""
    first = datetime(show.year, 3, 1, tzinfo=UTC).timestamp()
    return {
        "title": show.title,
        "alternateTitles": [{"title": name, "seasonNumber": -1} for name in show.also],
        "sortTitle": words(show.title),
        "status": "ended" if show.ended else "continuing",
        "ended": show.ended,
        "overview": f"{show.title}, a series that began in {show.year}.",
        "network": "Simulated Network",
        "airTime": "21:00",
        "images": images(show, f"/MediaCoverProxy/{show.tvdb_id}/poster.jpg"),
        "originalLanguage": {"id": 8, "name": "Japanese"}
        if show.kind == "anime"
        else ENGLISH,
        "year": show.year,
        "useSceneNumbering": False,
        "runtime": minutes(show),
        "tvdbId": show.tvdb_id,
        "tvRageId": 0,
        "tvMazeId": 0,
        "tmdbId": show.tmdb_id,
        "firstAired": iso(min(first, born)),
        "lastAired": iso(born),
        "seriesType": show.kind,
        "cleanTitle": clean_title(show.title),
        "imdbId": show.imdb_id,
        "titleSlug": slug(show.title),
        "certification": "TV-MA",
        "genres": ["Drama"],
        "ratings": {"votes": show.popularity * 100, "value": show.popularity / 10},
        "languageProfileId": 1,
    }


def folder_name(title: str) -> str:
    """Return a title as a folder may be called."""
    return "".join("" if char in '<>"|?*:/\\' else char for char in title).strip()


def media_info(resolution: int) -> Json:
    """Return the media info of a file."""
    width = {480: 720, 720: 1280, 1080: 1920, 2160: 3840}.get(resolution, 720)
    return {
        "audioBitrate": 640_000,
        "audioChannels": 5.1,
        "audioCodec": "EAC3",
        "audioLanguages": "eng",
        "audioStreamCount": 1,
        "videoBitDepth": 8,
        "videoBitrate": 8_000_000,
        "videoCodec": "h264",
        "videoFps": 23.976,
        "videoDynamicRange": "",
        "videoDynamicRangeType": "",
        "resolution": f"{width}x{resolution or 480}",
        "runTime": "48:00",
        "scanType": "Progressive",
        "subtitles": "eng",
    }


def images(show: SeriesTitle, url: str) -> list[Json]:
    """Return the posters of a series; url is the app's own copy."""
    remote = f"https://artwork.invalid/series/{show.tvdb_id}.jpg"
    return [{"coverType": "poster", "url": url, "remoteUrl": remote}]
