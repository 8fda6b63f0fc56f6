"""The simulated months: time that does not pass, and a witness that is not blind."""

import asyncio
from collections.abc import Awaitable, Callable
import json
from pathlib import Path
from random import Random
import subprocess
import sys

import aiohttp
import pytest

from benchmarks.recovery_world.agenda import MONTH, entries, promised
from benchmarks.recovery_world.causes import HEALTHY, MISSING, Shape, Stage
from benchmarks.recovery_world.command import goals, main
from benchmarks.recovery_world.home import living_in
from benchmarks.recovery_world.life import Account, Outcome
from benchmarks.recovery_world.titles import catalogue
from benchmarks.recovery_world.witness import OURS, Witness
from benchmarks.timeless.loop import TimelessLoop, world_clock
from simulator.arr.queue import row_id
from simulator.world import Simulation

ROOT = Path(__file__).parents[2]
KEYS = [
    "seed",
    "months",
    "failures_by_class",
    "recoverable",
    "recovered",
    "given_up",
    "false_removals",
    "wrong_blame",
    "duplicate_searches",
]


type Play = Callable[[Simulation, Witness, Stage], Awaitable[None]]


def play(story: Play) -> None:
    """Play a story in a timeless world that nobody but a witness watches."""

    async def begin(loop: TimelessLoop) -> None:
        async with Simulation(
            movies=0, series=0, clock=world_clock(loop), catalogue=catalogue(0)
        ) as simulation:
            witness = Witness(simulation, lambda: None)
            await story(simulation, witness, Stage(simulation))

    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, TimelessLoop)
        with living_in(loop):
            runner.run(begin(loop))


async def ask(simulation: Simulation, method: str, path: str, **body: object) -> None:
    """Ask Radarr for something as AutoArr would."""
    headers = {"User-Agent": OURS, "X-Api-Key": simulation.radarr.api_key}
    url = f"{simulation.radarr.url}/api/v3/{path}"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, url, json=body) as answer,
    ):
        answer.raise_for_status()


def test_a_month_passes_in_no_time_and_in_order() -> None:
    async def wait() -> list[float]:
        loop = asyncio.get_running_loop()
        seen: list[float] = []
        loop.call_later(60, lambda: seen.append(loop.time()))
        await asyncio.sleep(MONTH)
        return [*seen, loop.time()]

    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        assert runner.run(wait()) == [60, MONTH]


def test_work_for_threads_is_done_and_its_errors_arrive() -> None:
    async def work() -> int:
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(lambda: 1 // 0)
        return await asyncio.to_thread(lambda: 42)

    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        assert runner.run(work()) == 42


def test_who_removes_a_healthy_download_is_seen() -> None:
    async def story(simulation: Simulation, witness: Witness, stage: Stage) -> None:
        witness.cases.append(await stage.begin(HEALTHY, Shape.MOVIE))
        await asyncio.sleep(30)
        (job,) = simulation.sabnzbd.engine.jobs
        target = witness.cases[0].target
        assert target is not None
        number = row_id(job.nzo_id, target.units[0])
        await ask(simulation, "DELETE", f"queue/{number}?blocklist=true")
        assert [*witness.false_removals] == [job.nzo_id]
        assert simulation.radarr.history.blocked

    play(story)


def test_who_blames_a_bad_release_is_right() -> None:
    async def story(simulation: Simulation, witness: Witness, stage: Stage) -> None:
        witness.cases.append(await stage.begin(MISSING, Shape.MOVIE))
        await asyncio.sleep(10)
        grab = simulation.radarr.history.rows[0]
        await ask(simulation, "POST", f"history/failed/{grab.id}")
        assert witness.false_removals == {}
        assert witness.writes == {"radarr POST history": 1}

    play(story)


def test_who_searches_while_a_download_runs_is_seen() -> None:
    async def story(simulation: Simulation, witness: Witness, stage: Stage) -> None:
        witness.cases.append(await stage.begin(HEALTHY, Shape.MOVIE))
        await asyncio.sleep(30)
        assert witness.duplicates == []
        target = witness.cases[0].target
        assert target is not None
        films = {"name": "MoviesSearch", "movieIds": [target.media_id]}
        await ask(simulation, "POST", "command", **films)
        await asyncio.sleep(30)
        (duplicate,) = witness.duplicates
        assert duplicate.startswith("AutoArr searched")

    play(story)


def test_a_month_has_enough_of_every_class() -> None:
    found: dict[str, int] = {}
    for entry in entries(1, Random(3)):
        if entry.kind is not None:
            name = entry.kind.failure_class
            found[name] = found.get(name, 0) + 1
    # What a news provider loses comes on top.
    assert all(number >= promised(1) for name, number in found.items() if name)
    assert len(found) == 12


def test_one_broken_goal_is_enough_to_miss() -> None:
    outcome = Outcome(1, 1, {"bad_release": 30}, recoverable=100, recovered=95)
    account = Account(outcome, {}, [], {}, {})
    assert all(met for _, met in goals(account))
    outcome.recovered = 94
    assert [text for text, met in goals(account) if not met] == [
        "94.0% of 100 recoverable failures recovered"
    ]
    outcome.recovered, outcome.wrong_blame = 100, 1
    assert [text for text, met in goals(account) if not met] == ["1 wrongly blamed"]


def test_it_refuses_to_live_for_no_time(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--months", "0"])
    assert "--months" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_three_days_of_everything_end_well(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.json"
    arguments = ["--months", "0.1", "--seed", "7", "--json", str(numbers)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "recovery_world", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert [*json.loads(numbers.read_text())] == KEYS
    assert done.returncode == 0, done.stdout
