"""Fields and types of the simulated SABnzbd against answers of real servers.

The recordings say which fields there are and of which type; values are compared only
where they are facts (names of settings, texts).
"""

from collections.abc import AsyncIterator, Iterator
import json
from pathlib import Path
from typing import Any

import pytest

from simulator.nzb import Fate
from simulator.sabnzbd import Outage
from tests.simulator.sabnzbd import Sab, post, running

DATA = Path(__file__).parent.parent / "data"
VERSIONS = ("3.7.1", "5.1.3")


@pytest.fixture(params=VERSIONS)
async def sab(request: pytest.FixtureRequest, loopback: None) -> AsyncIterator[Sab]:
    """Return a SABnzbd of each recorded version."""
    async with running(request.param, url_base="/sabnzbd") as sab:
        yield sab


def recorded(sab: Sab, name: str) -> Any:
    """Return what the real server of that version said."""
    version = sab.server.engine.dialect.version
    path = DATA / f"sabnzbd-{version}" / f"{name}.json"
    return json.loads(path.read_text("utf-8"))


def shape(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each field with its type; elements of lists count as one."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from shape(below, f"{path}.{name}")
    elif isinstance(value, list):
        yield path, "list"
        for below in value:
            yield from shape(below, f"{path}[]")
    else:
        yield path, type(value).__name__


def same_shape(real: object, ours: object) -> None:
    """Compare fields and types, with what is recorded on both sides."""
    assert dict(shape(ours)) == dict(shape(real))


def row_of(answer: Any) -> Any:
    """Return the only row of a history, without what jobs differ in."""
    [row] = answer["history"]["slots"]
    return {name: value for name, value in row.items() if name != "stage_log"}


async def test_an_empty_queue_and_history(sab: Sab) -> None:
    real, ours = recorded(sab, "queue-downloading"), await sab.get("queue")
    same_shape({**real["queue"], "slots": []}, ours["queue"])
    real, ours = recorded(sab, "history-good"), await sab.get("history")
    same_shape({**real["history"], "slots": []}, ours["history"])


async def test_a_queue_that_downloads(sab: Sab) -> None:
    await sab.add(post("A", size=6_000_000_000), cat="tv")
    [paused] = await sab.add(post("B"), cat="movies")
    await sab.get("queue", name="pause", value=paused)
    sab.clock.advance(20)
    same_shape(recorded(sab, "queue-downloading"), await sab.get("queue"))


async def test_a_queue_with_an_encrypted_job(sab: Sab) -> None:
    await sab.add(post(fate=Fate.ENCRYPTED), cat="tv")
    sab.clock.advance(600)
    real = recorded(sab, "queue-encrypted-paused")
    same_shape(real, await sab.get("queue"))
    real, ours = recorded(sab, "warnings-encrypted"), await sab.get("warnings")
    same_shape(real, ours)


async def test_a_queue_that_fetches_an_nzb(sab: Sab) -> None:
    sab.server.engine.on_fetch = lambda job: None
    await sab.get("addurl", name="http://127.0.0.1/x.nzb", cat="tv")
    same_shape(recorded(sab, "queue-grabbing"), await sab.get("queue"))
    [job] = sab.server.engine.jobs
    sab.server.engine.fetch_failed(job, "File not on server")
    real, ours = recorded(sab, "history-addurl-404"), await sab.get("history")
    same_shape(row_of(real), row_of(ours))


@pytest.mark.parametrize(
    ("fate", "name"),
    [
        (Fate.GOOD, "history-good"),
        (Fate.MISSING_ARTICLES, "history-missing"),
        (Fate.REPAIR_FAILED, "history-unrepairable"),
    ],
)
async def test_a_settled_row(sab: Sab, fate: Fate, name: str) -> None:
    [nzo_id] = await sab.add(post(fate=fate), cat="tv")
    ours = await sab.end(nzo_id)
    [real] = recorded(sab, name)["history"]["slots"]
    same_shape(real, ours)
    assert [stage["name"] for stage in ours["stage_log"]] == [
        stage["name"] for stage in real["stage_log"]
    ]


async def test_a_row_that_waits_for_post_processing(sab: Sab) -> None:
    await sab.get("pause_pp")
    await sab.add(post(), cat="tv")
    sab.clock.advance(100)
    real, ours = recorded(sab, "history-pp-waiting"), await sab.get("history")
    same_shape(real, ours)


async def test_a_row_before_it_is_settled(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(), cat="tv")
    while (row := await sab.row(nzo_id)) is None or row["status"] != "Completed":
        sab.clock.advance(0.4)
    assert (row["loaded"], row["storage"]) == (True, "")
    if sab.server.engine.dialect.modern:
        [real] = recorded(sab, "history-good-unsettled")["history"]["slots"]
        same_shape(real, row)


@pytest.mark.parametrize(
    ("name", "ask"),
    [("fullstatus", {}), ("fullstatus-skip-dashboard", {"skip_dashboard": 1})],
)
async def test_full_status(sab: Sab, name: str, ask: dict[str, int]) -> None:
    real, ours = recorded(sab, name), await sab.get("fullstatus", **ask)
    same_shape(real, ours)
    assert (await sab.get("status", **ask))["status"].keys() <= ours["status"].keys()


@pytest.mark.parametrize(
    ("how", "name", "seconds"),
    [
        (Outage.REFUSED, "fullstatus-server-down", 15),
        (Outage.STUCK, "fullstatus-stuck-35s", 35),
        (Outage.LOGIN, "fullstatus-server-login", 5),
    ],
)
async def test_full_status_of_a_news_server_in_trouble(
    sab: Sab, how: Outage, name: str, seconds: int
) -> None:
    await sab.add(post())
    sab.server.engine.provider_down(True, how)
    sab.clock.advance(seconds)
    real = recorded(sab, name)["status"]["servers"][0]
    ours = (await sab.get("fullstatus", skip_dashboard=1))["status"]["servers"][0]
    left_out = {"serverconnections"} if not sab.server.engine.dialect.modern else set()
    same_shape(
        {name: value for name, value in real.items() if name not in left_out},
        {name: value for name, value in ours.items() if name not in left_out},
    )
    for field in ("serveractive", "servererror"):
        host = ours["servername"]
        text = str(real[field]).replace("127.0.0.1", host)
        assert str(ours[field]) == text


async def test_every_setting_is_there(sab: Sab) -> None:
    real, ours = recorded(sab, "get_config"), await sab.get("get_config")
    theirs = {name for name, _ in shape(real)}
    mine = {name for name, _ in shape(ours)}
    assert theirs - mine == {".config.misc.host_whitelist[]"}
    assert mine - theirs == {".config.misc.unwanted_extensions[]"}


async def test_server_stats_and_files(sab: Sab) -> None:
    [nzo_id] = await sab.add(post(), cat="tv")
    real, ours = recorded(sab, "get_files"), await sab.get("get_files", value=nzo_id)
    same_shape(real, ours)
    await sab.end(nzo_id)
    [real] = recorded(sab, "server_stats-after-outcomes")["servers"].values()
    [ours] = (await sab.get("server_stats"))["servers"].values()
    assert real.keys() == ours.keys()
