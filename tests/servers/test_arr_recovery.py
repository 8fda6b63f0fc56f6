"""What a recovery asks of Sonarr and Radarr: blocklist, releases, profiles, imports."""

from datetime import UTC, datetime
import json
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    NotFound,
    Rejected,
    ServerTimeout,
    Timeouts,
    UnexpectedAnswer,
)
from custom_components.autoarr.servers.models import (
    ImportCandidate,
    ProfileQuality,
    QualityProfile,
    Release,
)
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from tests.servers.app import App
from tests.servers.records import QUALITY, history, page

BLOCKLIST = "GET /api/v3/blocklist"
RELEASES = "GET /api/v3/release"
GRAB = "POST /api/v3/release"
FILES = "GET /api/v3/manualimport"
COMMAND = "POST /api/v3/command"
PROFILES = "GET /api/v3/qualityprofile"
STARTED = {"id": 9, "name": "ManualImport", "status": "queued"}


@pytest.fixture
def sonarr(app: App, session: aiohttp.ClientSession) -> SonarrClient:
    """A client of a Sonarr."""
    return SonarrClient(session, app.url, "key")


@pytest.fixture
def radarr(app: App, session: aiohttp.ClientSession) -> RadarrClient:
    """A client of a Radarr."""
    return RadarrClient(session, app.url, "key")


# The blocklist


def entry(number: int, **said: object) -> dict[str, Any]:
    """An entry of the blocklist."""
    return {
        "id": number,
        "seriesId": 1,
        "episodeIds": [101],
        "sourceTitle": f"Some.Show.{number}",
        "date": "2026-06-01T12:00:00Z",
        "protocol": "usenet",
        **said,
    }


async def test_the_blocklist_of_a_title_is_read_to_its_last_page(
    app: App, sonarr: SonarrClient
) -> None:
    app.says(BLOCKLIST, page([entry(1), entry(2)], 1, 251))
    app.says(BLOCKLIST, page([entry(3)], 2, 251))
    found = await sonarr.blocklist_of(1)
    assert [each.id for each in found] == [1, 2, 3]
    assert [("seriesIds", "1") in asked.query for asked in app.asked] == [True, True]
    assert [dict(asked.query)["page"] for asked in app.asked] == ["1", "2"]


async def test_an_app_that_ignores_the_filter_does_not_mix_titles_up(
    app: App, radarr: RadarrClient
) -> None:
    entries = [{**entry(1), "movieId": 4}, {**entry(2), "movieId": 5}]
    for each in entries:
        del each["seriesId"]
    app.says(BLOCKLIST, page(entries))
    assert [each.id for each in await radarr.blocklist_of(5)] == [2]
    assert ("movieIds", "5") in app.last().query


async def test_a_blocklist_that_ends_early_ends(app: App, sonarr: SonarrClient) -> None:
    app.says(BLOCKLIST, page([], 1, 900))
    assert await sonarr.blocklist_of(1) == ()
    assert len(app.asked) == 1


# Releases


def offer(**said: object) -> dict[str, Any]:
    """A release that Sonarr found."""
    return {
        "guid": "https://indexer.invalid/1",
        "quality": QUALITY,
        "age": 2,
        "ageHours": 51.25,
        "size": 2147483648,
        "indexerId": 3,
        "indexer": "NZBgeek",
        "title": "Some.Show.S01E01.1080p.WEB.h264-GRP",
        "fullSeason": False,
        "approved": True,
        "temporarilyRejected": False,
        "rejected": False,
        "rejections": [],
        "mappedSeriesId": 1,
        "mappedEpisodeInfo": [{"id": 101, "seasonNumber": 1, "episodeNumber": 1}],
        "downloadAllowed": True,
        "protocol": "usenet",
        **said,
    }


async def test_what_indexers_have_comes_with_what_the_app_thinks_of_it(
    app: App, sonarr: SonarrClient
) -> None:
    app.says(
        RELEASES,
        [
            offer(),
            offer(rejected=True, rejections=["Release is blocklisted"]),
            offer(temporarilyRejected=True, rejections=["Waiting"]),
            offer(rejections=["Only a reason"]),
        ],
    )
    first, *rejected = await sonarr.releases(1, episode_id=101)
    assert first == Release(
        guid="https://indexer.invalid/1",
        indexer_id=3,
        title="Some.Show.S01E01.1080p.WEB.h264-GRP",
        indexer="NZBgeek",
        protocol="usenet",
        size=2147483648,
        age=51.25,
        quality="WEBDL-1080p",
        series_id=1,
        episode_ids=(101,),
    )
    assert all(each.rejected for each in rejected)
    assert rejected[0].rejections == ("Release is blocklisted",)


async def test_each_search_asks_for_what_it_is_for(
    app: App, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    app.says(RELEASES, [])
    await sonarr.releases(1, episode_id=101)
    await sonarr.releases(1, season=0, episode_id=101)
    await radarr.releases(4)
    assert [asked.query for asked in app.asked] == [
        [("episodeId", "101")],
        [("seriesId", "1"), ("seasonNumber", "0")],
        [("movieId", "4")],
    ]
    with pytest.raises(ValueError, match="season or an episode"):
        await sonarr.releases(1)
    assert len(app.asked) == 3, "else Sonarr reads the feeds of all indexers"


async def test_a_release_that_cannot_be_read_costs_only_itself(
    app: App, radarr: RadarrClient
) -> None:
    app.says(
        RELEASES,
        [
            {"title": "no guid"},
            offer(mappedSeriesId=None, mappedMovieId=4, quality="?", ageHours="?"),
            {"guid": "g", "indexerId": 1},
        ],
    )
    strange, bare = await radarr.releases(4)
    assert (strange.movie_id, strange.quality, strange.age) == (4, None, None)
    assert bare == Release(guid="g", indexer_id=1)


async def test_releases_that_are_cut_off_are_none(
    app: App, radarr: RadarrClient
) -> None:
    app.says(RELEASES, "[{")
    with pytest.raises(UnexpectedAnswer):
        await radarr.releases(4)


async def test_a_search_may_take_longer_than_anything_else(
    app: App, session: aiohttp.ClientSession
) -> None:
    assert Timeouts().search >= 120
    hasty = RadarrClient(session, app.url, "key", timeouts=Timeouts(search=0.1))
    app.hangs(RELEASES)
    with pytest.raises(ServerTimeout):
        await hasty.releases(4)


async def test_a_grab_names_release_and_indexer(app: App, radarr: RadarrClient) -> None:
    app.says(GRAB, {"guid": "g", "indexerId": 1})
    await radarr.grab(Release(guid="g", indexer_id=1, title="A"))
    assert app.last().body == {"guid": "g", "indexerId": 1}


async def test_a_grab_that_did_not_happen_says_why(
    app: App, radarr: RadarrClient
) -> None:
    forgotten = "Couldn't find requested release in cache, try searching again"
    app.says(GRAB, {"message": forgotten}, status=404)
    app.says(GRAB, {"message": "Getting release from indexer failed"}, status=409)
    release = Release(guid="g", indexer_id=1)
    with pytest.raises(NotFound):
        await radarr.grab(release)
    with pytest.raises(Rejected, match="Getting release from indexer failed"):
        await radarr.grab(release)


# Imports


def file(**said: object) -> dict[str, Any]:
    """A file that Sonarr could import."""
    return {
        "path": "/downloads/tv/Some.Show.S01E01/a.mkv",
        "relativePath": "a.mkv",
        "folderName": "Some.Show.S01E01",
        "name": "a",
        "size": 1000,
        "series": {"id": 1, "title": "Some Show"},
        "seasonNumber": 1,
        "episodes": [{"id": 101, "episodeNumber": 1}, {"id": 102}],
        "releaseGroup": "GRP",
        "quality": QUALITY,
        "languages": [{"id": 1, "name": "English"}],
        "qualityWeight": 3,
        "downloadId": "nzo1",
        "indexerFlags": 0,
        "releaseType": "multiEpisode",
        "rejections": [{"reason": "Sample", "type": "permanent"}],
        "id": 1,
        **said,
    }


async def test_what_could_be_imported_goes_back_as_it_came(
    app: App, sonarr: SonarrClient
) -> None:
    app.says(FILES, [file()])
    app.says(COMMAND, STARTED, status=201)
    (found,) = await sonarr.import_candidates("nzo1")
    assert app.last().query == [("downloadId", "nzo1")]
    assert found.rejections == ("Sample",)
    assert (found.series_id, found.episode_ids) == (1, (101, 102))
    assert (found.folder, found.name, found.size) == ("Some.Show.S01E01", "a", 1000)
    assert found.quality == "WEBDL-1080p"
    assert hash(found)
    assert (await sonarr.import_files([found])).status == "queued"
    assert app.last().body == {
        "name": "ManualImport",
        "importMode": "auto",
        "files": [
            {
                "path": "/downloads/tv/Some.Show.S01E01/a.mkv",
                "folderName": "Some.Show.S01E01",
                "seriesId": 1,
                "episodeIds": [101, 102],
                "quality": QUALITY,
                "languages": [{"id": 1, "name": "English"}],
                "releaseGroup": "GRP",
                "releaseType": "multiEpisode",
                "indexerFlags": 0,
                "downloadId": "nzo1",
            }
        ],
    }


async def test_a_film_goes_back_with_its_own_id(app: App, radarr: RadarrClient) -> None:
    app.says(COMMAND, STARTED, status=201)
    await radarr.import_files([ImportCandidate(path="/a.mkv", movie_id=4)])
    assert app.last().body["files"] == [{"path": "/a.mkv", "movieId": 4}]


async def test_what_the_app_does_not_know_is_not_made_up(
    app: App, radarr: RadarrClient
) -> None:
    app.says(
        FILES,
        [
            {"path": "/a.mkv", "movie": {"title": "?"}, "quality": {}},
            {"path": "/b.mkv", "movie": {"id": 0}, "quality": {"quality": {"name": 3}}},
            {"path": "/c.mkv", "rejections": [{"reason": None}, {}, "Sample"]},
            {"path": "/d.mkv", "rejections": "Sample"},
            {"name": "no path"},
        ],
    )
    found = await radarr.import_candidates("nzo1")
    assert [each.path for each in found] == ["/a.mkv", "/b.mkv", "/c.mkv", "/d.mkv"]
    assert [each.movie_id for each in found] == [None] * 4
    assert [each.quality for each in found] == [None] * 4
    assert found[2].rejections == ("", "", "Sample"), "without a reason it is one still"
    assert found[3].rejections == ("",), "and when it cannot be read"
    assert json.loads(found[2].details) == {}


# Profiles


def quality(number: int, name: str, *, allowed: bool = True) -> dict[str, Any]:
    """A quality of a profile."""
    return {
        "quality": {"id": number, "name": name},
        "items": [],
        "allowed": allowed,
    }


GROUP = {
    "id": 1002,
    "name": "WEB 1080p",
    "items": [quality(15, "WEBRip-1080p"), quality(3, "WEBDL-1080p")],
    "allowed": True,
}


async def test_a_profile_tells_what_it_allows_from_worst_to_best(
    app: App, radarr: RadarrClient
) -> None:
    items = [
        quality(0, "Unknown", allowed=False),
        quality(9, "HDTV-1080p"),
        GROUP,
        quality(7, "Bluray-1080p", allowed=False),
    ]
    said = {"id": 4, "name": "HD", "upgradeAllowed": True, "items": items}
    app.says(
        PROFILES,
        [
            {**said, "cutoff": 1002},
            {**said, "cutoff": 9},
            {**said, "cutoff": 3},
            {**said, "cutoff": 77},
            {"id": 5},
            {"name": "no id"},
        ],
    )
    first, *others = await radarr.profiles()
    assert first == QualityProfile(
        id=4,
        name="HD",
        upgrade_allowed=True,
        cutoff=2,
        qualities=(
            ProfileQuality(id=9, name="HDTV-1080p", rank=1),
            ProfileQuality(id=15, name="WEBRip-1080p", rank=2),
            ProfileQuality(id=3, name="WEBDL-1080p", rank=2),
        ),
    )
    assert [each.cutoff for each in others] == [1, 2, None, None]
    assert others[-1] == QualityProfile(id=5, name="")


async def test_a_profile_is_set_and_nothing_else_is_named(
    app: App, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    app.says("PUT /api/v3/series/editor", [], status=202)
    app.says("PUT /api/v3/movie/editor", [], status=202)
    await sonarr.set_profile(1, 4)
    assert app.last().body == {"seriesIds": [1], "qualityProfileId": 4}
    await radarr.set_profile(2, 5)
    assert app.last().body == {"movieIds": [2], "qualityProfileId": 5}


async def test_one_title_is_refreshed_not_all(
    app: App, sonarr: SonarrClient, radarr: RadarrClient
) -> None:
    app.says(COMMAND, STARTED, status=201)
    await sonarr.refresh_title(1)
    assert app.last().body == {"name": "RefreshSeries", "seriesIds": [1]}
    await radarr.refresh_title(2)
    assert app.last().body == {"name": "RefreshMovie", "movieIds": [2]}


# The age of a grab

DAY_BEFORE = datetime(2026, 5, 31, 11, 30, tzinfo=UTC)
HALF_AN_HOUR_BEFORE = datetime(2026, 6, 1, 11, 30, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "published"),
    [
        ({"publishedDate": "2026-05-31T11:30:00Z"}, DAY_BEFORE),
        ({"publishedDate": "2026-05-31T13:30:00+02:00"}, DAY_BEFORE),
        ({"ageHours": "0.5"}, HALF_AN_HOUR_BEFORE),
        ({"ageHours": "0,5"}, HALF_AN_HOUR_BEFORE),
        (
            {"publishedDate": "yesterday", "ageHours": 0.5},
            HALF_AN_HOUR_BEFORE,
        ),
        ({"publishedDate": "0001-01-01T00:00:00Z"}, None),
        ({"ageHours": "a while"}, None),
        ({"ageHours": "1e99"}, None),
        ({}, None),
    ],
)
async def test_a_grab_tells_when_its_release_was_posted(
    app: App, sonarr: SonarrClient, data: dict[str, Any], published: datetime | None
) -> None:
    app.says("GET /api/v3/history", page([history(1, "grabbed", data=data)]))
    (record,) = await sonarr.history_of("nzo1")
    assert record.published == published
