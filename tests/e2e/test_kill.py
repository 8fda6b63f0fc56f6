"""Killed at any moment of an attempt, a home comes to the same end as if it had lived."""

import asyncio
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import random
import re
import signal
import sys
from typing import Any
from uuid import uuid4

import pytest

from custom_components.autoarr.const import CONF_SEARCH_WAIT, CONF_SETTLE_TIME
from simulator.arr import commands
from simulator.world import Simulation

from .home import OUR_AGENT
from .killed_home import BEGIN, Life

pytestmark = [pytest.mark.slow, pytest.mark.real_time, pytest.mark.timeout(300)]

SPEED = 60
AT_ONCE = 10
"""Homes at a time: they mostly wait."""
PATIENCE = 60
HAUNTED = 3
"""How many homes of each story are killed at random moments, again and again."""
PATIENT = {CONF_SETTLE_TIME: 3, CONF_SEARCH_WAIT: 30}
"""As in a real home the apps look at their clients more often than AutoArr decides."""
DEATHS = 20
"""How many moments of a story are tried."""
FEWEST = 17
"""How many of them must have come: no two lives are quite the same."""
DECISIVE = re.compile("journal|DELETE|POST /api/v3")
"""What no home may die of."""
ROOT = Path(__file__).parents[2]
LONGEST_LINE = 2**22


@dataclass(frozen=True, slots=True)
class Story:
    """What happens."""

    scenario: str
    media: str = "series"
    app_searches: bool = True
    """Whether the app looks for another release by itself."""


@dataclass(slots=True)
class Lived:
    """One life of a home, as it was told.

    Attributes:
        process: Its id, once the home watches.
        moments: Those that came, in order.
        events: Names of what the bus heard of AutoArr.
        complaints: Warnings and errors in the log.
        ended: The exit code; negative when a signal ended it.
    """

    process: int | None = None
    moments: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    ended: int | None = None

    @property
    def killed(self) -> bool:
        """Whether it ended before its story."""
        return self.ended == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class End:
    """How a story ended: for the world, and in what AutoArr keeps of it.

    Attributes:
        world: What the app did, whoever told it to, and what stands where.
        writes: What Home Assistant asked servers to change.
        ledger: Class, state and attempts of each failure.
        told: How often the feed has each event, by whom it is about.
        unfinished: Steps of which nobody knows how they went.
        lives: What was told of each life.
    """

    world: dict[str, Any]
    writes: list[str]
    ledger: list[Any]
    told: Counter[str]
    unfinished: list[str]
    lives: tuple[Lived, ...]


class Lives:
    """The program that gives life to homes."""

    def __init__(self, program: Process) -> None:
        """Listen to a program that was just started."""
        assert program.stdin
        assert program.stdout
        self._asked, self._told = program.stdin, program.stdout
        self._program = program
        self._news: dict[str, asyncio.Queue[dict[str, Any]]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def begin(cls) -> Lives:
        """Start the program."""
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.e2e.killed_home"),
            stdin=PIPE,
            stdout=PIPE,
            cwd=ROOT,
            limit=LONGEST_LINE,
        )
        return cls(program)

    async def end(self) -> None:
        """End the program, and all lives with it."""
        self._asked.close()
        assert await self._program.wait() == 0
        await self._listening

    async def _listen(self) -> None:
        while line := await self._told.readline():
            news = json.loads(line)
            self._news[news["life"]].put_nowait(news)

    async def live(self, life: Life, watching: asyncio.Event) -> Lived:
        """Have a home live to its end, whatever that is.

        Args:
            life: Its name and all else.
            watching: Is set when it watches its servers.
        """
        news = self._news[life.name] = asyncio.Queue()
        self._asked.write(f"{life.ordered()}\n".encode())
        lived = Lived()
        try:
            async with asyncio.timeout(PATIENCE):
                while lived.ended is None:
                    _note(lived, await news.get())
                    if lived.process is not None:
                        watching.set()
        except TimeoutError:
            lived.complaints.append(
                f"no end after {PATIENCE} s: {lived.events} {lived.moments[-6:]}"
            )
            if lived.process:
                os.kill(lived.process, signal.SIGKILL)
        # Whoever died too early leaves nobody waiting for the story to begin.
        watching.set()
        return lived


def _note(lived: Lived, news: dict[str, Any]) -> None:
    """Note down what was told of a life."""
    match news:
        case {"ready": process}:
            lived.process = process
            os.kill(process, BEGIN)
        case {"moment": moment}:
            lived.moments.append(moment)
        case {"event": name}:
            lived.events.append(name)
        case {"complaint": complaint}:
            lived.complaints.append(complaint)
        case {"ended": code}:
            lived.ended = code


@pytest.fixture
async def lives(loopback: None) -> AsyncIterator[Lives]:
    """Have the program run."""
    program = await Lives.begin()
    yield program
    await program.end()


class Theatre:
    """Plays one story to many homes, each in a world of its own."""

    def __init__(self, lives: Lives, folder: Path, story: Story) -> None:
        """Play a story; what homes keep on disk is below a folder."""
        self._lives = lives
        self._folder = folder
        self._story = story
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def play(self, *deaths: str) -> End:
        """Play the story to a home that dies and lives again, and return its end.

        Args:
            deaths: The moments at which its lives but the last end, should they come.
        """
        async with self._at_once, Simulation(speed=SPEED, seed=7) as simulation:
            folder = self._folder / uuid4().hex
            await asyncio.to_thread(folder.mkdir, parents=True)
            app = simulation.app(self._story.media)
            handling = app.core.settings.config["downloadclient"]
            handling["autoRedownloadFailed"] = self._story.app_searches
            watching = asyncio.Event()
            lived: list[Lived] = []
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._begin(simulation, watching))
                for death in (*deaths, None):
                    life = Life(
                        name=uuid4().hex,
                        folder=str(folder),
                        addresses=simulation.connections(),
                        options=PATIENT,
                        dies_at=death,
                    )
                    lived.append(await self._lives.live(life, watching))
                    if not lived[-1].killed:
                        break
            return await asyncio.to_thread(
                _end, simulation, self._story, folder, tuple(lived)
            )

    async def _begin(self, simulation: Simulation, watching: asyncio.Event) -> None:
        await watching.wait()
        await simulation.scenario(self._story.scenario, media=self._story.media)


def _end(
    simulation: Simulation, story: Story, folder: Path, lived: tuple[Lived, ...]
) -> End:
    counters = simulation.app(story.media).core.counters
    told = folder / "report.json"
    report = json.loads(told.read_text()) if told.exists() else {}
    return End(
        world={
            "searches": counters.searches,
            "grabs": counters.grabs,
            "imports": counters.imports,
            "blocklistings": counters.blocklistings,
            "removals": counters.removals,
            "jobs": len(simulation.sabnzbd.engine.jobs),
        },
        writes=[
            f"{name} {request.method} {request.params} {request.body}"
            for name, server in simulation.servers.items()
            for request in server.writes
            if request.agent.startswith(OUR_AGENT)
        ],
        ledger=[
            (
                failure["class"],
                failure["state"],
                [
                    (attempt["n"], attempt["step"], attempt["outcome"])
                    for attempt in failure["attempts"]
                ],
            )
            for failure in report.get("failures", ())
        ],
        told=Counter(
            f"{row['title']}: {row['message']}" for row in report.get("activity", ())
        ),
        unfinished=report.get("unfinished", []),
        lives=lived,
    )


def moments_of(end: End) -> list[str]:
    """Return the moments at which a home is to die: all that matter most, some others."""
    moments = end.lives[0].moments
    chosen = [each for each in moments if DECISIVE.search(each)]
    others = [each for each in moments if each not in chosen]
    wanted = max(1, DEATHS - len(chosen))
    return chosen + [others[number * len(others) // wanted] for number in range(wanted)]


def deaths_in(end: End, chance: random.Random) -> tuple[str, ...]:
    """Return moments at which a home is to die, one in each of some lives.

    The first may be any moment of the story; a later life is shorter, and begins like it.
    """
    moments = end.lives[0].moments
    later = chance.choices(moments[: len(moments) // 2], k=chance.randint(0, 2))
    return (chance.choice(moments), *later)


def objections(end: End, unkilled: End) -> list[str]:
    """Return what is not as it should be where a home was killed."""
    found = [
        f"{what}: {is_} instead of {should_be}"
        for what, is_, should_be in (
            ("the world", end.world, unkilled.world),
            ("our writes", end.writes, unkilled.writes),
            ("the ledger", end.ledger, unkilled.ledger),
            ("unfinished steps", end.unfinished, []),
            ("told twice", end.told - unkilled.told, Counter()),
        )
        if is_ != should_be
    ]
    # What was told just before the end may be told again, or not be in the feed.
    deaths = sum(life.killed for life in end.lives)
    lost = unkilled.told - end.told
    if lost.total() > deaths:
        found.append(f"not told: {lost}")
    heard = Counter(event for life in end.lives for event in life.events)
    again = heard - Counter(unkilled.lives[0].events)
    if again.total() > deaths:
        found.append(f"heard again: {again}")
    return found + [each for life in end.lives for each in life.complaints]


STORIES = [
    Story("no_redownload", app_searches=False),
    Story("encrypted_paused"),
    Story("bad_release", media="movie"),
]


@pytest.fixture(autouse=True)
def long_memories(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let apps know what they were told as long as in a world that is not in a hurry."""
    monkeypatch.setattr(commands, "_KEEP", commands._KEEP * SPEED)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.scenario)
async def test_a_home_that_is_killed_comes_to_the_same_end(
    lives: Lives, tmp_path: Path, story: Story
) -> None:
    theatre = Theatre(lives, tmp_path, story)
    unkilled = await theatre.play()
    assert objections(unkilled, unkilled) == []
    moments = moments_of(unkilled)
    ends = await asyncio.gather(*(theatre.play(moment) for moment in moments))
    wrong = {
        moment: found
        for moment, end in zip(moments, ends, strict=True)
        if (found := objections(end, unkilled))
    }
    assert not wrong, json.dumps(wrong, indent=2)
    killed = sum(end.lives[0].killed for end in ends)
    assert killed >= FEWEST, f"only {killed} of {len(moments)} homes were killed"


async def test_a_home_that_is_killed_again_and_again_comes_to_the_same_end(
    lives: Lives, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(request.config.getoption("seed"))
    for story in STORIES:
        theatre = Theatre(lives, tmp_path, story)
        unkilled = await theatre.play()
        deaths = [deaths_in(unkilled, chance) for _ in range(HAUNTED)]
        ends = await asyncio.gather(*(theatre.play(*each) for each in deaths))
        for died, end in zip(deaths, ends, strict=True):
            found = objections(end, unkilled)
            assert not found, f"{story.scenario}, killed at {died}: {found}"
        assert any(end.lives[0].killed for end in ends), deaths
