"""The queue of the simulated apps: pages, filters, and what its buttons really do."""

import pytest

from simulator.arr.server import ArrServer
from simulator.world import Simulation
from tests.simulator.worlds import FAILED, call, history, queue, row_of

IGNORED_SONARR, IGNORED_RADARR = 7, 9


async def test_pages_follow_each_other_and_one_beyond_the_end_is_the_last(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    await sim.scenario("bulk_queue", media=media, count=45)
    first = await call(app, "GET", "queue?page=1&pageSize=20&sortKey=title")
    assert (first["totalRecords"], len(first["records"])) == (45, 20)
    assert first["sortDirection"] == "descending"
    last = await call(app, "GET", "queue?page=99&pageSize=20&sortKey=title")
    assert (last["page"], len(last["records"])) == (3, 5)
    titles = [row["title"] for row in first["records"]]
    assert titles == sorted(titles, reverse=True)
    assert len((await call(app, "GET", "queue"))["records"]) == 10


async def test_an_unknown_sort_key_means_the_endpoints_own(sim: Simulation) -> None:
    await sim.scenario("bulk_queue", count=5)
    answer = await call(sim.radarr, "GET", "queue?sortKey=nonsense")
    assert answer["sortKey"] == "timeleft"


@pytest.mark.parametrize(
    "key", ["progress", "size", "quality", "added", "estimatedCompletionTime", "status"]
)
async def test_the_queue_sorts_by_every_key_it_names(sim: Simulation, key: str) -> None:
    await sim.scenario("bulk_queue", count=20)
    up = await call(sim.radarr, "GET", f"queue?sortKey={key}&sortDirection=ascending")
    assert up["sortKey"] == key
    assert up["sortDirection"] == "ascending"


async def test_a_status_filter_narrows_the_queue(sim: Simulation) -> None:
    await sim.scenario("bulk_queue", count=30)
    path = "queue?pageSize=100&status=completed&status=paused"
    answer = await call(sim.radarr, "GET", path)
    assert {row["status"] for row in answer["records"]} == {"completed", "paused"}
    everything = await call(sim.radarr, "GET", "queue/details?includeMovie=true")
    assert len(everything) == 30
    assert all(row["movie"]["id"] == row["movieId"] for row in everything)
    one = everything[0]["movieId"]
    chosen = await call(sim.radarr, "GET", f"queue?movieIds={one}&pageSize=100")
    assert {row["movieId"] for row in chosen["records"]} == {one}
    details = await call(sim.radarr, "GET", f"queue/details?movieId={one}")
    assert {row["movieId"] for row in details} == {one}


async def test_a_number_that_is_none_is_refused_with_problem_details(
    sim: Simulation,
) -> None:
    answer = await call(sim.radarr, "GET", "queue?page=first", status=400)
    assert answer["title"] == "One or more validation errors occurred."


async def test_row_ids_stay_while_the_download_lives(sim: Simulation) -> None:
    await sim.scenario("stalled", media="series")
    await sim.until(lambda: bool(sim.sonarr.downloads.tracked))
    before = [row["id"] for row in await queue(sim.sonarr)]
    await sim.clock.play(600)
    assert [row["id"] for row in await queue(sim.sonarr)] == before


async def test_removing_with_blocklist_deletes_the_job_and_searches_again(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("stalled", media=media)
    await sim.until(lambda: bool(app.downloads.tracked))
    (row,) = await queue(app)
    assert await call(app, "DELETE", f"queue/{row['id']}?blocklist=true") is None
    assert sim.sabnzbd.engine.find(told["download_id"]) is None
    (failed,) = await history(app, FAILED)
    assert failed["data"]["message"] == "Manually marked as failed"
    await sim.until(lambda: app.core.counters.imports == 1)


async def test_skip_redownload_keeps_the_app_from_searching(sim: Simulation) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = await queue(sim.radarr)
    path = f"queue/{row['id']}?blocklist=true&skipRedownload=true"
    await call(sim.radarr, "DELETE", path)
    await sim.clock.play(300)
    assert sim.radarr.core.counters.searches == 1
    assert len(sim.radarr.history.blocked) == 1


async def test_removing_without_anything_ignores_the_download(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("stalled", media=media)
    await sim.until(lambda: bool(app.downloads.tracked))
    (row,) = await queue(app)
    await call(app, "DELETE", f"queue/{row['id']}?removeFromClient=false")
    await sim.clock.play(300)
    assert await queue(app) == []
    event = IGNORED_SONARR if media == "series" else IGNORED_RADARR
    (ignored,) = await history(app, event)
    assert ignored["data"]["message"] == "Manually ignored"
    assert sim.sabnzbd.engine.find(told["download_id"]) is not None


async def test_blocklisting_what_the_app_never_grabbed_blocks_nothing(
    sim: Simulation,
) -> None:
    await sim.scenario("title_mismatch")
    row = await row_of(sim, sim.radarr, "importBlocked")
    await call(sim.radarr, "DELETE", f"queue/{row['id']}?blocklist=true")
    assert sim.radarr.history.blocked == []
    assert await history(sim.radarr, FAILED) == []


async def test_removing_one_episode_of_a_pack_removes_the_pack(sim: Simulation) -> None:
    await sim.scenario("season_pack")
    await sim.until(lambda: bool(sim.sonarr.downloads.tracked))
    rows = await queue(sim.sonarr)
    await call(sim.sonarr, "DELETE", f"queue/{rows[1]['id']}")
    assert await queue(sim.sonarr) == []


async def test_a_row_that_is_gone_answers_404_and_stops_a_bulk_removal(
    sim: Simulation,
) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = await queue(sim.radarr)
    answer = await call(sim.radarr, "DELETE", "queue/1", status=404)
    assert answer == {"message": "NotFound"}
    await call(sim.radarr, "DELETE", "queue/bulk", {"ids": [row["id"], 1]}, status=404)
    assert len(await queue(sim.radarr)) == 1
    answer = await call(sim.radarr, "DELETE", "queue/bulk", {"ids": [row["id"]]})
    assert answer == {}
    assert await queue(sim.radarr) == []


async def test_sabnzbd_cannot_change_the_category_of_what_is_imported(
    sim: Simulation,
) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = await queue(sim.radarr)
    path = f"queue/{row['id']}?removeFromClient=false&changeCategory=true"
    answer = await call(sim.radarr, "DELETE", path, status=500)
    assert "does not support" in answer["message"]


async def test_nothing_is_removed_while_the_client_is_down(sim: Simulation) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = await queue(sim.radarr)
    await sim.sabnzbd.set_up(False)
    await call(sim.radarr, "DELETE", f"queue/{row['id']}", status=500)
    await sim.sabnzbd.set_up(True)
    assert len(sim.sabnzbd.engine.jobs) == 1


async def test_a_held_release_can_be_grabbed_or_blocked(sim: Simulation) -> None:
    await sim.scenario("delay")
    (row,) = await queue(sim.radarr)
    assert await call(sim.radarr, "POST", f"queue/grab/{row['id']}", {}, 200) == {}
    assert sim.radarr.core.counters.grabs == 1

    await sim.scenario("delay")
    pending = [row for row in await queue(sim.radarr) if row["status"] == "delay"]
    await call(sim.radarr, "DELETE", f"queue/{pending[0]['id']}?blocklist=true")
    assert len(sim.radarr.history.blocked) == 1
    assert sim.radarr.downloads.pending == []


async def test_a_download_under_way_cannot_be_grabbed_again(sim: Simulation) -> None:
    await sim.scenario("stalled")
    await sim.until(lambda: bool(sim.radarr.downloads.tracked))
    (row,) = await queue(sim.radarr)
    await call(sim.radarr, "POST", "queue/grab/bulk", {"ids": [row["id"]]}, 404)


async def test_a_grab_can_be_marked_as_failed_after_the_fact(sim: Simulation) -> None:
    await sim.scenario("good")
    await sim.until(lambda: sim.radarr.core.counters.imports == 1)
    grab = (await history(sim.radarr, 1))[0]
    assert await call(sim.radarr, "POST", f"history/failed/{grab['id']}", {}, 200) == {}
    assert len(await history(sim.radarr, FAILED)) == 1
    (block,) = (await call(sim.radarr, "GET", "blocklist"))["records"]
    await call(sim.radarr, "DELETE", f"blocklist/{block['id']}")
    await call(sim.radarr, "DELETE", f"blocklist/{block['id']}", status=404)
    answer = await call(sim.radarr, "DELETE", "blocklist/bulk", {"ids": [block["id"]]})
    assert answer == {}


async def test_history_takes_numbers_in_one_place_and_names_in_the_others(
    sim: Simulation, app: ArrServer, media: str
) -> None:
    told = await sim.scenario("bad_release", media=media)
    await sim.until(lambda: app.core.counters.failures == 1)
    await call(app, "GET", "history?eventType=grabbed", status=400)
    name = "series" if media == "series" else "movie"
    path = f"history/{name}?{name}Id={told['media_id']}&eventType=downloadFailed"
    (failed,) = await call(app, "GET", path)
    assert failed["eventType"] == "downloadFailed"
    since = await call(
        app, "GET", "history/since?date=2000-01-01T00:00:00Z&eventType=1"
    )
    assert {row["eventType"] for row in since} == {"grabbed"}
    assert await call(app, "GET", "history/since?date=2999-01-01T00:00:00Z") == []
    await call(app, "GET", "history/since?date=yesterday", status=400)
    await call(app, "GET", "history/since?eventType=nonsense", status=400)
