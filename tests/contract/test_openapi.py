"""Every answer of the simulated apps has the shape that the real ones publish."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import aiohttp
import pytest

from custom_components.autoarr.servers.models import NewTitle
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from simulator.arr.server import ArrServer
from simulator.arr.tracked import State
from simulator.world import Simulation
from tests.contract.openapi import description, nulls

COMMON = [
    "blocklist?pageSize=50",
    "calendar?start=2020-01-01&end=2100-01-01&unmonitored=true",
    "command",
    "config/downloadclient",
    "config/downloadclient/1",
    "config/host",
    "config/importlist",
    "config/indexer",
    "config/mediamanagement",
    "config/naming",
    "config/ui",
    "customformat",
    "delayprofile",
    "delayprofile/1",
    "diskspace",
    "downloadclient",
    "downloadclient/1",
    "downloadclient/schema",
    "filesystem?path=/downloads",
    "health",
    "history?pageSize=200",
    "history/since?date=2020-01-01T00:00:00Z",
    "importlist",
    "indexer",
    "indexer/2",
    "indexer/schema",
    "indexerflag",
    "language",
    "language/1",
    "log",
    "manualimport?downloadId=none",
    "notification",
    "notification/schema",
    "qualitydefinition",
    "qualitydefinition/1",
    "qualityprofile",
    "qualityprofile/4",
    "qualityprofile/schema",
    "queue/status",
    "releaseprofile",
    "remotepathmapping",
    "rootfolder",
    "rootfolder/1",
    "system/status",
    "system/task",
    "system/task/1",
    "tag",
    "tag/detail",
    "update",
]
SONARR = [
    "episode?seriesId=1&includeEpisodeFile=true&includeSeries=true",
    "episode/1",
    "episodefile?seriesId=1",
    "episodefile/1",
    "history?includeSeries=true&includeEpisode=true&pageSize=200",
    "history/series?seriesId=2&includeSeries=true&includeEpisode=true",
    "languageprofile",
    "parse?title=Breaking.Bad.S01E01.1080p.WEB.h264-OSPREY",
    "queue?includeUnknownSeriesItems=true&includeSeries=true&includeEpisode=true",
    "queue/details?includeSeries=true&includeEpisode=true",
    "release?episodeId=1",
    "series",
    "series/1",
    "series/lookup?term=office",
    "wanted/cutoff?includeSeries=true&includeEpisodeFile=true",
    "wanted/missing?includeSeries=true&pageSize=100",
]
RADARR = [
    "blocklist/movie?movieId=4",
    "collection",
    "config/metadata",
    "exclusions",
    "history?includeMovie=true&pageSize=200",
    "history/movie?movieId=4&includeMovie=true",
    "movie",
    "movie/1",
    "movie/lookup?term=dune",
    "movie/lookup/tmdb?tmdbId={tmdb}",
    "moviefile?movieId=1",
    "moviefile/1",
    "parse?title=Titanic.1997.1080p.BluRay.x264-KELVIN",
    "queue?includeUnknownMovieItems=true&includeMovie=true",
    "queue/details?includeMovie=true",
    "release?movieId=1",
    "wanted/cutoff",
    "wanted/missing?pageSize=100",
]


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world in which many things have happened and some are happening."""
    description("sonarr")
    async with Simulation(speed=120) as sim:
        for media in ("movie", "series"):
            await sim.scenario("bad_release", media=media)
            await sim.scenario("old_failures", media=media, count=5)
        await sim.until(
            lambda: all(counters.imports for counters in sim.counters.values())
        )
        for media in ("movie", "series"):
            await sim.scenario("stalled", media=media)
            await sim.scenario("sample", media=media)
            await sim.scenario("title_mismatch", media=media)
            await sim.scenario("delay", media=media)
        await sim.clock.play(1200)
        await _label(sim.sonarr)
        await _label(sim.radarr)
        yield sim


async def _label(app: ArrServer) -> None:
    async with aiohttp.ClientSession(headers={"X-Api-Key": app.api_key}) as session:
        for path, body in (
            ("tag", {"label": "kids"}),
            (
                "remotepathmapping",
                {"host": "x", "remotePath": "/a", "localPath": "/downloads"},
            ),
        ):
            url = f"{app.url}/api/v3/{path}"
            async with session.post(url, json=body) as response:
                assert response.status == 201


async def _wrong(app: ArrServer, paths: list[str]) -> list[str]:
    spec = description(app.name)
    wrong: list[str] = []
    async with aiohttp.ClientSession(headers={"X-Api-Key": app.api_key}) as session:
        for path in paths:
            url = f"{app.url}/api/v3/{path}"
            async with session.get(url) as response:
                assert response.status == 200, path
                assert response.content_type == "application/json", path
                answer: Any = await response.json()
            plain = f"/api/v3/{path.partition('?')[0]}"
            wrong += spec.problems("GET", plain, answer)
            wrong += [f"{path}: null at {where}" for where in nulls(answer)]
    return wrong


async def test_sonarr_answers_in_the_shapes_of_its_api_description(
    sim: Simulation,
) -> None:
    assert len(sim.sonarr.queue.rows()) >= 3
    assert await _wrong(sim.sonarr, [*COMMON, *SONARR]) == []


async def test_radarr_answers_in_the_shapes_of_its_api_description(
    sim: Simulation,
) -> None:
    tmdb = sim.radarr.films.films[1].movie.tmdb_id
    paths = [path.format(tmdb=tmdb) for path in (*COMMON, *RADARR)]
    assert len(sim.radarr.queue.rows()) >= 3
    assert await _wrong(sim.radarr, paths) == []


async def test_every_endpoint_that_is_served_exists_in_the_real_apps(
    sim: Simulation,
) -> None:
    for app in (sim.sonarr, sim.radarr):
        spec = description(app.name)
        unknown = [
            f"{method} {path}"
            for method, path in app.routes.endpoints()
            if spec.operation(method, f"/api/v3/{path}") is None
            # Settings can be written without their id, which no description says.
            and not (method == "PUT" and path.startswith("config/"))
        ]
        assert unknown == []


def test_the_check_itself_sees_wrong_types_and_unknown_fields() -> None:
    spec = description("sonarr")
    tag = {"id": 1, "label": "kids"}
    assert spec.problems("GET", "/api/v3/tag", [tag]) == []
    assert spec.problems("GET", "/api/v3/tag", [{**tag, "id": "1"}])
    assert spec.problems("GET", "/api/v3/tag", [{**tag, "colour": "red"}])


async def test_what_writes_answer_has_the_published_shape_too(sim: Simulation) -> None:
    movie = (await _get(sim.radarr, "movie/lookup?term=Dune 1984"))[0]
    series = (await _get(sim.sonarr, "series/lookup?term=Seinfeld"))[0]
    where = {"qualityProfileId": 4, "monitored": True}
    writes: list[tuple[ArrServer, str, str, Any]] = [
        (
            sim.radarr,
            "POST",
            "movie",
            {**movie, **where, "rootFolderPath": "/data/media/movies"},
        ),
        (
            sim.sonarr,
            "POST",
            "series",
            {**series, **where, "rootFolderPath": "/data/media/tv"},
        ),
        (sim.radarr, "PUT", "movie/1", await _get(sim.radarr, "movie/1")),
        (sim.sonarr, "PUT", "series/1", await _get(sim.sonarr, "series/1")),
        (sim.sonarr, "PUT", "episode/1", {"monitored": True}),
    ]
    apps: tuple[ArrServer, ...] = (sim.sonarr, sim.radarr)
    for app in apps:
        client = await _get(app, "downloadclient/1")
        delay = {"usenetDelay": 5, "tags": [1]}
        writes += [
            (app, "POST", "tag", {"label": "new"}),
            (app, "POST", "command", {"name": "CheckHealth"}),
            (app, "POST", "rootfolder", {"path": "/data/other"}),
            (app, "POST", "delayprofile", delay),
            (app, "POST", "releaseprofile", {"name": "x", "enabled": True}),
            (app, "PUT", "downloadclient/1?forceSave=true", client),
            (app, "PUT", "config/ui/1", await _get(app, "config/ui")),
        ]
    wrong: list[str] = []
    for app, method, path, body in writes:
        answer = await _send(app, method, path, body)
        plain = f"/api/v3/{path.partition('?')[0]}"
        wrong += description(app.name).problems(method, plain, answer)
        wrong += [f"{method} {path}: null at {where}" for where in nulls(answer)]
    assert wrong == []


async def test_what_a_request_asks_has_the_published_shape(sim: Simulation) -> None:
    sonarr, radarr = description("sonarr"), description("radarr")
    wrong = sonarr.misnamed(
        "EpisodesMonitoredResource", {"episodeIds": [1], "monitored": True}
    )
    wrong += sonarr.misnamed(
        "SeriesEditorResource", {"seriesIds": [1], "monitorNewItems": "all"}
    )
    wrong += radarr.misnamed(
        "MovieEditorResource", {"movieIds": [1], "monitored": True}
    )
    async with aiohttp.ClientSession() as session:
        films = RadarrClient(session, sim.radarr.url, sim.radarr.api_key)
        shows = SonarrClient(session, sim.sonarr.url, sim.sonarr.api_key)
        film = (await films.look_up("Dune 1984"))[0]
        show = (await shows.look_up("Seinfeld"))[0]
        await films.add(film, NewTitle(profile_id=4, root_folder="/data/media/movies"))
        await shows.add(
            show, NewTitle(profile_id=4, root_folder="/data/media/tv", future=True)
        )
    for spec, app, schema, options in (
        (radarr, sim.radarr, "MovieResource", "AddMovieOptions"),
        (sonarr, sim.sonarr, "SeriesResource", "AddSeriesOptions"),
    ):
        body: Any = app.writes[-1].body
        wrong += spec.misnamed(schema, body)
        wrong += spec.misnamed(options, body["addOptions"])
    assert wrong == []


async def test_what_a_recovery_asks_and_tells_has_the_published_shape(
    sim: Simulation,
) -> None:
    told = {
        "radarr": await sim.scenario("import_blocked_by_id", media="movie"),
        "sonarr": await sim.scenario("import_blocked_by_id", pack=True),
    }
    wrong: list[str] = []
    apps: tuple[ArrServer, ...] = (sim.sonarr, sim.radarr)
    for app in apps:
        spec = description(app.name)
        download_id = told[app.name]["download_id"]
        media_id = told[app.name]["media_id"]
        await sim.until(partial(_is_blocked, app, download_id))
        media = "series" if app is sim.sonarr else "movie"
        releases = f"release?{media}Id={media_id}&seasonNumber=1"
        for path in (
            f"manualimport?downloadId={download_id}",
            releases,
            f"blocklist?{media}Ids={media_id}",
        ):
            answer = await _get(app, path)
            plain = f"/api/v3/{path.partition('?')[0]}"
            wrong += spec.problems("GET", plain, answer)
            wrong += [f"{path}: null at {where}" for where in nulls(answer)]
        files = await _get(app, f"manualimport?downloadId={download_id}")
        assert files
        editor = "SeriesEditorResource" if media == "series" else "MovieEditorResource"
        ids = "seriesIds" if media == "series" else "movieIds"
        body = {ids: [media_id], "qualityProfileId": 4}
        wrong += spec.misnamed(editor, body)
        (edited,) = await _send(app, "PUT", f"{media}/editor", body)
        assert edited["qualityProfileId"] == 4
    assert wrong == []


def _is_blocked(app: ArrServer, download_id: str) -> bool:
    tracked = app.downloads.tracked.get(download_id)
    return tracked is not None and tracked.state is State.IMPORT_BLOCKED


async def _get(app: ArrServer, path: str) -> Any:
    return await _send(app, "GET", path, None)


async def _send(app: ArrServer, method: str, path: str, body: Any) -> Any:
    url = f"{app.url}/api/v3/{path}"
    async with (
        aiohttp.ClientSession(headers={"X-Api-Key": app.api_key}) as session,
        session.request(method, url, json=body) as response,
    ):
        assert response.ok, (method, path, await response.text())
        return await response.json()
