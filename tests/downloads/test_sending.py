"""What a recovery tells the simulated apps happens there, and nothing else does."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from custom_components.autoarr.downloads.executor import Executor
from custom_components.autoarr.downloads.writes import (
    GrabRelease,
    ImportFiles,
    PauseClient,
    RefreshTitle,
    RemoveFromQueue,
    Result,
    ResumeClient,
    Sent,
    SetProfile,
    Unblock,
    Write,
)
from custom_components.autoarr.servers.base import Client
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from custom_components.autoarr.servers.sonarr import SonarrClient
from custom_components.autoarr.store import Store
from simulator.arr.films import Film
from simulator.arr.history import Event
from simulator.arr.library import Target
from simulator.arr.server import ArrServer
from simulator.http import Fault
from simulator.world import Simulation

from .cases import failure
from .world import TestClock


@pytest.fixture
async def sim(socket_enabled: None) -> AsyncIterator[Simulation]:
    """A world that lives sixty times as fast."""
    async with Simulation(speed=60, movies=6, series=4) as simulation:
        yield simulation


@pytest.fixture
async def clients(sim: Simulation) -> AsyncIterator[dict[str, Client]]:
    """Return a client of each app."""
    async with aiohttp.ClientSession() as session:
        yield {
            "radarr": RadarrClient(session, sim.radarr.url, sim.radarr.api_key),
            "sonarr": SonarrClient(session, sim.sonarr.url, sim.sonarr.api_key),
            "sab": SabnzbdClient(session, sim.sabnzbd.url, sim.sabnzbd.api_key),
        }


@pytest.fixture
async def executor(
    clients: dict[str, Client], tmp_path: Path
) -> AsyncIterator[Executor]:
    """Return an executor on a real store."""
    store = await Store.open(f"sqlite:///{tmp_path / 'autoarr.db'}", "home")
    yield Executor(clients, store.journal, TestClock())
    await store.close()


async def sent(executor: Executor, *writes: Write) -> Result:
    """Send writes and return what came of it."""
    steps = executor.steps(failure(), writes)
    for step in steps:
        await executor._journal.intend(step)
    return await executor.run(steps, writes)


def wanted_film(sim: Simulation) -> Film:
    """Return a film that is looked for."""
    return next(
        film
        for film in sim.radarr.films.films.values()
        if film.file is None and film.monitored
    )


def best_of(app: ArrServer, target: Target) -> list[str]:
    """Return the names of a title's releases that the app would take, best first."""
    offers = app.core.library.offers(target)
    judged = [app.search.judge(offer, target, user=True) for offer in offers]
    rank = app.core.library.table.rank
    return [
        each.release.title
        for each in sorted(
            (each for each in judged if each.approved),
            key=lambda each: -rank(each.release.quality_id),
        )
    ]


async def imported(sim: Simulation, app: ArrServer, download_id: str) -> None:
    """Wait until a download was imported."""
    await sim.until(
        lambda: any(
            row.event is Event.IMPORTED and row.download_id == download_id
            for row in app.history.rows
        )
    )


async def blocked(sim: Simulation, app: ArrServer, download_id: str) -> None:
    """Wait until a download wants a hand for its import."""
    await sim.until(
        lambda: (
            (tracked := app.downloads.tracked.get(download_id)) is not None
            and tracked.state.value == "importBlocked"
        )
    )


# Grabbing


async def test_the_best_release_that_was_not_tried_is_grabbed(
    sim: Simulation, executor: Executor
) -> None:
    film = wanted_film(sim)
    first, second, *_ = best_of(sim.radarr, sim.radarr.films.target(film))
    result = await sent(
        executor,
        GrabRelease(server_id="radarr", media_id=film.id, excluded=(first.upper(),)),
    )
    assert result.sent is Sent.DONE
    assert sim.radarr.core.counters.grabbed == [second]


async def test_a_named_release_is_grabbed_although_the_app_would_not(
    sim: Simulation, executor: Executor
) -> None:
    film = wanted_film(sim)
    target = sim.radarr.films.target(film)
    name = best_of(sim.radarr, target)[0]
    (offer,) = [o for o in sim.radarr.films.offers(target) if o.title == name]
    sim.radarr.history.block(
        target,
        source_title=name,
        quality_id=offer.quality_id,
        indexer=offer.indexer,
        message="aborted",
    )
    grab = GrabRelease(server_id="radarr", media_id=film.id, release=name.lower())
    assert (await sent(executor, grab)).sent is Sent.DONE
    assert sim.radarr.core.counters.grabbed == [name]


async def test_nothing_to_grab_is_told_as_such(
    sim: Simulation, executor: Executor
) -> None:
    film = wanted_film(sim)
    grab = GrabRelease(server_id="radarr", media_id=film.id, release="Gone.2001-X")
    assert (await sent(executor, grab)).sent is Sent.NOTHING_FOUND
    sim.indexers.up = False
    grab = GrabRelease(server_id="radarr", media_id=film.id)
    assert (await sent(executor, grab)).sent is Sent.NOTHING_FOUND
    assert sim.radarr.core.counters.grabs == 0


async def test_a_whole_season_is_grabbed_as_a_pack(
    sim: Simulation, executor: Executor
) -> None:
    shows = sim.sonarr.shows
    episode = next(one for one in shows.missing(sim.clock.time()) if one.season == 1)
    series = shows.series[episode.series_id]
    every = shows.season(series, 1)
    for one in every:
        one.file = None
    grab = GrabRelease(
        server_id="sonarr",
        media_id=series.id,
        season=1,
        episode_ids=tuple(one.id for one in every),
    )
    assert (await sent(executor, grab)).sent is Sent.DONE
    (row, *rows) = sim.sonarr.history.rows
    assert len(rows) + 1 == len(every), "one record an episode of one release"
    assert row.target.season == 1


async def test_an_episode_is_grabbed_alone(sim: Simulation, executor: Executor) -> None:
    episode = sim.sonarr.shows.missing(sim.clock.time())[0]
    grab = GrabRelease(
        server_id="sonarr", media_id=episode.series_id, episode_ids=(episode.id,)
    )
    assert (await sent(executor, grab)).sent is Sent.DONE
    assert [row.unit for row in sim.sonarr.history.rows] == [episode.id]


async def test_a_search_that_was_not_answered_grabbed_nothing(
    sim: Simulation, executor: Executor
) -> None:
    await sim.radarr.set_fault(Fault.TRUNCATED)
    grab = GrabRelease(server_id="radarr", media_id=wanted_film(sim).id)
    assert (await sent(executor, grab)).sent is Sent.UNREACHABLE


async def test_a_series_is_never_searched_as_a_whole(
    sim: Simulation, executor: Executor
) -> None:
    result = await sent(executor, GrabRelease(server_id="sonarr", media_id=1))
    assert result.sent is Sent.REFUSED
    assert sim.sonarr.core.counters.searches == 0


# Importing


@pytest.mark.parametrize("media", ["movie", "series"])
async def test_what_was_matched_by_id_only_is_imported_by_hand(
    sim: Simulation, executor: Executor, media: str
) -> None:
    app: ArrServer = sim.radarr if media == "movie" else sim.sonarr
    told = await sim.scenario("import_blocked_by_id", media=media)
    download_id = told["download_id"]
    await blocked(sim, app, download_id)
    grab = app.history.grab(download_id)
    assert grab is not None
    result = await sent(
        executor,
        ImportFiles(
            server_id="radarr" if media == "movie" else "sonarr",
            download_id=download_id,
            media_id=told["media_id"],
            episode_ids=() if media == "movie" else grab.target.units,
            title=grab.source_title,
        ),
    )
    assert result == Result(sent=Sent.DONE)
    await imported(sim, app, download_id)


async def test_a_season_pack_is_imported_by_hand_file_by_file(
    sim: Simulation, executor: Executor
) -> None:
    told = await sim.scenario("import_blocked_by_id", pack=True)
    download_id = told["download_id"]
    await blocked(sim, sim.sonarr, download_id)
    grab = sim.sonarr.history.grab(download_id)
    assert grab is not None
    write = ImportFiles(
        server_id="sonarr",
        download_id=download_id,
        media_id=told["media_id"],
        episode_ids=grab.target.units,
        title=grab.source_title,
    )
    few = replace(write, episode_ids=write.episode_ids[1:])
    assert (await sent(executor, few)).sent is Sent.REFUSED
    assert sim.sonarr.core.counters.imports == 0
    assert (await sent(executor, write)).sent is Sent.DONE
    await sim.until(lambda: download_id not in sim.sonarr.downloads.tracked)
    assert all(sim.sonarr.shows.file(unit) for unit in grab.target.units)
    assert len(grab.target.units) > 1


@pytest.mark.parametrize("story", ["sample", "executable", "not_an_upgrade"])
async def test_what_the_app_objects_to_is_left_to_people(
    sim: Simulation, executor: Executor, story: str
) -> None:
    told = await sim.scenario(story, media="movie")
    download_id = told["download_id"]
    await sim.until(
        lambda: (
            (tracked := sim.radarr.downloads.tracked.get(download_id)) is not None
            and tracked.level != "ok"
        )
    )
    before = sim.radarr.core.counters.imports
    write = ImportFiles(
        server_id="radarr", download_id=download_id, media_id=told["media_id"]
    )
    assert (await sent(executor, write)).sent is Sent.REFUSED
    assert sim.radarr.core.counters.imports == before


async def test_a_download_that_is_gone_has_nothing_to_import(
    sim: Simulation, executor: Executor
) -> None:
    write = ImportFiles(server_id="radarr", download_id="nzo_gone", media_id=1)
    result = await sent(executor, write)
    assert (result.sent, "no video file" in result.detail) == (Sent.REFUSED, True)
    absent = ImportFiles(server_id="radarr", download_id="nzo_gone", media_id=999)
    assert (await sent(executor, absent)).sent is Sent.REFUSED


async def test_what_is_not_what_was_grabbed_is_left_to_people(
    sim: Simulation, executor: Executor
) -> None:
    told = await sim.scenario("import_blocked_by_id", media="movie")
    download_id = told["download_id"]
    await blocked(sim, sim.radarr, download_id)
    others = [film for film in sim.radarr.films.films if film != told["media_id"]]
    grab = sim.radarr.history.grab(download_id)
    assert grab is not None
    result = await sent(
        executor,
        ImportFiles(server_id="radarr", download_id=download_id, media_id=others[0]),
    )
    assert result.sent is Sent.REFUSED
    assert "another film" in result.detail
    assert result.why is not None
    assert result.why.key == "reason_import_other"
    assert grab.source_title in result.why.placeholders["file"]
    assert sim.radarr.core.counters.imports == 0


# The rest


async def test_a_release_is_taken_off_the_blocklist_and_its_neighbours_stay(
    sim: Simulation, executor: Executor
) -> None:
    film = wanted_film(sim)
    target = sim.radarr.films.target(film)
    other = Target(film.id + 1, (film.id + 1,))
    for whose, name in (
        (target, "A-X"),
        (target, "A-X"),
        (target, "B-X"),
        (other, "A-X"),
    ):
        sim.radarr.history.block(
            whose, source_title=name, quality_id=3, indexer="I", message="m"
        )
    unblock = Unblock(server_id="radarr", media_id=film.id, release="a-x")
    assert (await sent(executor, unblock)).sent is Sent.DONE
    assert [
        (row.target.media_id, row.source_title) for row in sim.radarr.history.blocked
    ] == [(film.id, "B-X"), (other.media_id, "A-X")]
    assert (await sent(executor, unblock)).sent is Sent.DONE, "none there is fine"


@pytest.mark.parametrize("server", ["radarr", "sonarr"])
async def test_a_profile_is_set_unless_somebody_else_set_another(
    sim: Simulation, executor: Executor, server: str
) -> None:
    def profile() -> int:
        return (
            sim.radarr.films.films[1].profile_id
            if server == "radarr"
            else sim.sonarr.shows.series[1].profile_id
        )

    before = profile()
    there = SetProfile(server_id=server, media_id=1, profile_id=1, before_id=before)
    assert before != 1
    assert (await sent(executor, there)).sent is Sent.DONE
    assert profile() == 1
    assert (await sent(executor, there)).sent is Sent.DONE, "it is so already"
    late = SetProfile(server_id=server, media_id=1, profile_id=before, before_id=2)
    assert (await sent(executor, late)).sent is Sent.REFUSED
    assert profile() == 1


async def test_a_title_is_refreshed(sim: Simulation, executor: Executor) -> None:
    for server in ("radarr", "sonarr"):
        write = RefreshTitle(server_id=server, media_id=1)
        assert (await sent(executor, write)).sent is Sent.DONE
    assert any(c.body.get("seriesIds") == [1] for c in sim.sonarr.commands.all())
    assert any(c.body.get("movieIds") == [1] for c in sim.radarr.commands.all())


async def test_sabnzbd_is_paused_and_goes_on(
    sim: Simulation, executor: Executor, clients: dict[str, Client]
) -> None:
    sab = clients["sab"]
    assert isinstance(sab, SabnzbdClient)
    assert (await sent(executor, PauseClient(server_id="sab"))).sent is Sent.DONE
    assert (await sab.queue()).paused
    assert (await sent(executor, ResumeClient(server_id="sab"))).sent is Sent.DONE
    assert not (await sab.queue()).paused


async def test_sabnzbd_cannot_file_a_download_elsewhere(
    sim: Simulation, executor: Executor, clients: dict[str, Client]
) -> None:
    told = await sim.scenario("stalled", media="movie")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = sim.radarr.queue.rows()
    result = await sent(
        executor,
        RemoveFromQueue(
            server_id="radarr",
            queue_id=row["id"],
            download_id=told["download_id"],
            remove_from_client=False,
            change_category=True,
        ),
    )
    assert result.sent is Sent.REFUSED
    assert told["download_id"] in sim.radarr.downloads.tracked
