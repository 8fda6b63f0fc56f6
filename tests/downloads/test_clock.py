"""When a download stands still: by its own progress, over time that was watched."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.downloads.clock import (
    APP_GAP,
    CLIENT_GAP,
    Patience,
    ProgressClock,
)
from custom_components.autoarr.downloads.diagnosis import diagnose
from custom_components.autoarr.downloads.model import (
    Change,
    Diagnosis,
    DownloadStatus,
    FailureClass,
    Line,
)
from custom_components.autoarr.downloads.tracker import Tracker
from custom_components.autoarr.servers.models import (
    Job,
    NewsServer,
    ServerType,
    Warning as SabWarning,
)

from .world import GIB, START, World, ended, grabbed, job, row

LIMIT = timedelta(minutes=30)
READING = timedelta(seconds=10)
SECONDS = int(LIMIT.total_seconds())
LINES = st.sampled_from(Line)


def clock(minimum_speed: int = 0) -> ProgressClock:
    """Return a clock with the limits of SABnzbd's jobs."""
    return ProgressClock(LIMIT, CLIENT_GAP, minimum_speed)


def look(
    watch: ProgressClock,
    at_work: Mapping[str, int],
    now: datetime,
    line: Line,
    **facts: Any,
) -> set[str]:
    """Let a clock take a reading that says the same about the others of each."""
    return watch.look(at_work, now, dict.fromkeys(at_work, line), **facts)


def watched(
    lines: Iterable[Line], *, left: int = 100, start: datetime = START
) -> tuple[ProgressClock, datetime]:
    """Return a clock that saw one download stand still, and the time of its last look."""
    watch, now = clock(), start
    look(watch, {"a": left}, now, Line.UNKNOWN)
    for line in lines:
        now += READING
        look(watch, {"a": left}, now, line)
    return watch, now


HALF_AN_HOUR = int(LIMIT / READING)


# The clock of one download


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Line.WORKS, Line.WORKS),
        (Line.UNKNOWN, Line.UNKNOWN),
        (Line.SILENT, Line.DEAD),
        (Line.DEAD, Line.DEAD),
    ],
)
def test_a_download_stands_still_once_the_limit_is_passed(
    line: Line, said: Line
) -> None:
    watch, now = watched([line] * (HALF_AN_HOUR - 1))
    assert watch.standing("a").stalled_for is None
    assert look(watch, {"a": 100}, now + READING, line) == {"a"}
    assert watch.standing("a").stalled_for == SECONDS
    assert watch.standing("a").line is said
    assert look(watch, {"a": 100}, now + 2 * READING, line) == set()


def test_progress_sets_the_clock_back() -> None:
    watch, now = watched([Line.WORKS] * HALF_AN_HOUR)
    assert look(watch, {"a": 99}, now + READING, Line.WORKS) == {"a"}
    assert watch.standing("a").stalled_for is None
    look(watch, {"a": 98}, now + 2 * READING, Line.WORKS)
    assert watch.standing("a").moves


def test_more_left_than_before_is_no_stall() -> None:
    watch, now = watched([Line.WORKS] * (HALF_AN_HOUR - 1))
    look(watch, {"a": 150}, now + READING, Line.WORKS)
    assert watch.standing("a").stalled_for is None
    assert not watch.standing("a").moves


@given(
    before=st.integers(0, HALF_AN_HOUR - 1),
    gap=st.integers(int(CLIENT_GAP.total_seconds()) + 1, 10**7)
    | st.integers(-(10**7), 0),
    line=LINES,
)
def test_a_gap_or_a_clock_that_was_set_adds_nothing(
    before: int, gap: int, line: Line
) -> None:
    watch, now = watched([line] * before)
    now += timedelta(seconds=gap)
    look(watch, {"a": 100}, now, line)
    assert watch.standing("a").stalled_for is None
    for _ in range(HALF_AN_HOUR - before - 1):
        now += READING
        look(watch, {"a": 100}, now, line)
        assert watch.standing("a").stalled_for is None
    look(watch, {"a": 100}, now + READING, line)
    assert watch.standing("a").stalled_for == SECONDS


@given(line=LINES, rounds=st.integers(1, 200))
def test_time_without_an_answer_adds_nothing(line: Line, rounds: int) -> None:
    watch, now = clock(), START
    for _ in range(rounds):
        look(watch, {"a": 100}, now, line)
        watch.interrupt()
        now += CLIENT_GAP
    assert watch.standing("a").stalled_for is None


@given(
    looks=st.lists(st.booleans(), max_size=2 * HALF_AN_HOUR),
    line=LINES,
)
def test_only_time_between_two_looks_at_work_counts(
    looks: list[bool], line: Line
) -> None:
    watch, now, at_work = clock(), START, False
    counted = timedelta()
    for works in looks:
        now += READING
        look(watch, {"a": 100} if works else {"b": 5}, now, line)
        counted += READING if works and at_work else timedelta()
        at_work = works
        stands = watch.standing("a").stalled_for is not None
        assert stands is (works and counted >= LIMIT)


@given(
    steps=st.lists(
        st.tuples(st.integers(1, 60), st.integers(0, 2), LINES), max_size=400
    )
)
def test_nothing_stalls_within_the_limit_after_its_last_progress(
    steps: list[tuple[int, int, Line]],
) -> None:
    watch, now, left, moved_at = clock(), START, 10_000, START
    for seconds, came, line in steps:
        now += timedelta(seconds=seconds)
        left -= came
        if came:
            moved_at = now
        look(watch, {"a": left}, now, line)
        if watch.standing("a").stalled_for is not None:
            assert now - moved_at >= LIMIT


def test_what_stood_still_while_all_was_well_is_not_excused_by_what_follows() -> None:
    watch, _ = watched([Line.WORKS] * 60 + [Line.DEAD] * HALF_AN_HOUR)
    assert watch.standing("a").line is Line.WORKS
    assert watch.standing("a").stalled_for


def test_time_in_which_nothing_came_for_anybody_counts_late_once_it_is_over() -> None:
    watch, now = watched([Line.WORKS] * 20 + [Line.DEAD] * HALF_AN_HOUR)
    assert watch.standing("a").line is Line.DEAD
    for n in range(1, HALF_AN_HOUR // 2 - 20):
        look(watch, {"a": 100}, now + n * READING, Line.WORKS)
        assert watch.standing("a").stalled_for is None
    for n in range(HALF_AN_HOUR // 2 - 20, HALF_AN_HOUR // 2 + 1):
        look(watch, {"a": 100}, now + n * READING, Line.WORKS)
    assert watch.standing("a").line is Line.WORKS


def test_of_two_that_stand_still_the_first_is_found_by_those_that_pass_them() -> None:
    passed_by_one = [Line.DEAD] * 90 + [Line.WORKS] * 20
    watch, _ = watched(passed_by_one * 4)
    assert watch.standing("a").stalled_for is None
    watch, _ = watched(passed_by_one * 5)
    assert watch.standing("a").line is Line.WORKS


def test_that_nothing_comes_for_anybody_excuses_not_for_ever_if_nobody_says_why() -> (
    None
):
    watch, now = watched([Line.SILENT] * (3 * HALF_AN_HOUR - 1))
    assert watch.standing("a").line is Line.DEAD
    assert look(watch, {"a": 100}, now + READING, Line.SILENT) == {"a"}
    assert watch.standing("a").line is Line.UNKNOWN
    assert watch.standing("a").stalled_for


def test_a_news_server_in_trouble_excuses_as_long_as_it_is() -> None:
    troubled = [Line.SILENT] * HALF_AN_HOUR + [Line.DEAD] * (9 * HALF_AN_HOUR)
    watch, _ = watched(troubled)
    assert watch.standing("a").line is Line.DEAD
    watch, _ = watched(troubled + [Line.SILENT] * (3 * HALF_AN_HOUR - 1))
    assert watch.standing("a").line is Line.DEAD


def test_trouble_that_shows_late_explains_the_time_before_it_as_well() -> None:
    watch, now = watched([Line.UNKNOWN] * HALF_AN_HOUR)
    assert watch.standing("a").line is Line.UNKNOWN
    assert look(watch, {"a": 100}, now + READING, Line.DEAD) == {"a"}
    assert watch.standing("a").line is Line.DEAD


def test_what_left_the_queue_is_forgotten() -> None:
    watch, now = watched([Line.WORKS] * HALF_AN_HOUR)
    watch.keep({"b"})
    look(watch, {"a": 100}, now + READING, Line.WORKS)
    assert watch.standing("a").stalled_for is None


# Slow ones


def crawl(
    watch: ProgressClock, speed: int, *, line: Line = Line.UNKNOWN, **facts: Any
) -> int | None:
    """Let a download come at a speed for the period and return it if it is too slow."""
    left, now = 10 * GIB, START
    for _ in range(HALF_AN_HOUR + 1):
        look(watch, {"a": left}, now, line, **facts)
        now += READING
        left -= speed * int(READING.total_seconds())
    return watch.standing("a").speed


def test_slowness_is_off_by_default() -> None:
    assert Patience().minimum_speed == 0
    assert crawl(clock(), 1) is None


@given(speed=st.integers(1, 200_000))
def test_a_download_is_slow_when_its_average_is_below_the_wanted_speed(
    speed: int,
) -> None:
    watch = clock(100_000)
    assert crawl(watch, speed) == (speed if speed < 100_000 else None)
    assert watch.standing("a").moves is (speed >= 100_000)


def test_who_limits_the_speed_gets_no_complaint_about_it() -> None:
    assert crawl(clock(100_000), 1, speed_limit=100_000) is None
    assert crawl(clock(100_000), 1, speed_limit=100_001) == 1


def test_no_download_is_slow_while_a_news_server_is_in_trouble() -> None:
    assert crawl(clock(100_000), 1, line=Line.DEAD) is None


def test_a_slow_download_that_got_faster_is_no_longer_slow() -> None:
    watch = clock(100_000)
    crawl(watch, 10)
    left, now, changed = 5 * GIB, START + LIMIT, set[str]()
    for _ in range(2 * HALF_AN_HOUR):
        now += READING
        left -= 2_000_000
        changed |= look(watch, {"a": left}, now, Line.UNKNOWN)
    assert changed == {"a"}
    assert watch.standing("a").speed is None
    assert watch.standing("a").moves


def test_more_to_fetch_is_not_slowness() -> None:
    watch = clock(100_000)
    for n in range(2 * HALF_AN_HOUR):
        look(watch, {"a": 1000 + n}, START + n * READING, Line.UNKNOWN)
    assert watch.standing("a").speed is None


# In the tracker


class Sab(World):
    """A world whose SABnzbd is looked at every ten seconds."""

    def __init__(self, patience: Patience | None = None) -> None:
        """Start after the first looks."""
        super().__init__()
        self.tracker = Tracker(self.clock, patience)
        self.first_looks()

    def watch(
        self,
        queue: Callable[[int], tuple[Job, ...]],
        duration: timedelta = LIMIT,
        **facts: Any,
    ) -> list[Change]:
        """Look again and again at a queue that may change; return what changed."""
        changes = []
        for n in range(int(duration / READING) + 1):
            changes += self.sab(*queue(n), **facts)
            self.clock.pass_by(seconds=READING.total_seconds())
        return changes

    def own(self, *ids: str) -> None:
        """Let Radarr have grabbed these."""
        self.radarr(*map(row, ids), records=map(grabbed, ids))

    def trouble(self, download_id: str = "a") -> Diagnosis | None:
        """Return what is wrong with a download."""
        return diagnose(self.tracker.facts(download_id))


@pytest.fixture
def sab() -> Sab:
    """A SABnzbd with the default patience."""
    return Sab()


def status(changes: list[Change], download_id: str = "a") -> list[str]:
    """Return the statuses of a download, one after the other, without repetition."""
    told = [
        change.download.status.value
        for change in changes
        if change.download.id == download_id
    ]
    return [
        each for each, before in zip(told, ["", *told], strict=False) if each != before
    ]


def test_a_job_that_stands_still_while_others_move_on_is_stalled(sab: Sab) -> None:
    sab.own("a", "b")
    changes = sab.watch(lambda n: (job("a"), job("b", position=1, size_left=GIB - n)))
    assert status(changes) == ["downloading", "stalled"]
    assert status(changes, "b") == ["queued"]
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.STALLED
    assert found.blames == "release"
    assert found.cause.key == "cause_no_progress"
    assert found.cause.placeholders == {"minutes": "30"}
    assert sab.trouble("b") is None


def test_a_job_that_stands_still_alone_is_stalled_when_nothing_else_is_wrong(
    sab: Sab,
) -> None:
    sab.own("a")
    sab.watch(
        lambda _: (job("a"),), status="Idle", news_servers=(NewsServer(name="n"),)
    )
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.STALLED


@pytest.mark.parametrize(
    "server",
    [
        NewsServer(name="News", warning="Timed out"),
        NewsServer(name="News", error="502 Too many connections"),
        NewsServer(name="News", active=False),
    ],
    ids=["warning", "error", "given up"],
)
def test_a_news_server_in_trouble_is_the_reason_when_nothing_else_moves(
    sab: Sab, server: NewsServer
) -> None:
    sab.own("a")
    news = (NewsServer(name="Fine"), server)
    changes = sab.watch(lambda _: (job("a"),), status="Idle", news_servers=news)
    assert status(changes) == ["downloading", "stalled"]
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.blames == "system"
    assert found.cause.placeholders == {"provider": "News"}
    sab.watch(lambda _: (job("a"),), READING, news_servers=news[:1])
    assert sab.trouble() is None


@pytest.mark.parametrize(
    ("news", "failure_class"),
    [
        ((NewsServer(name="Main"),), FailureClass.STALLED),
        ((), FailureClass.ENVIRONMENT),
    ],
    ids=["another is fine", "no other is left"],
)
def test_a_news_server_that_sabnzbd_can_do_without_explains_no_stall(
    sab: Sab, news: tuple[NewsServer, ...], failure_class: FailureClass
) -> None:
    sab.own("a")
    block = NewsServer(name="Block", error="482 no quota", optional=True)
    sab.watch(lambda _: (job("a"),), status="Idle", news_servers=(block, *news))
    found = sab.trouble()
    assert found
    assert found.failure_class is failure_class


def test_nothing_for_several_jobs_blames_none_of_them(sab: Sab) -> None:
    sab.own("a", "b")
    sab.watch(lambda _: (job("a"), job("b", position=1)), status="Idle")
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.ENVIRONMENT
    assert found.cause.key == "cause_nothing_comes"
    assert sab.trouble("b") is None


def test_behind_a_job_that_stalls_the_next_has_its_turn_and_may_stall(sab: Sab) -> None:
    sab.own("a", "b", "c")

    def queue(n: int) -> tuple[Job, ...]:
        passing = job("c", position=2, size_left=3 * GIB - n)
        return (job("a"), job("b", position=1), passing)

    sab.watch(queue)
    assert sab.trouble()
    assert sab.trouble("b") is None
    changes = sab.watch(queue)
    assert status(changes, "b") == ["downloading", "stalled"]
    assert sab.trouble("a")
    found = sab.trouble("b")
    assert found
    assert found.failure_class is FailureClass.STALLED
    assert sab.trouble("c") is None


def test_none_of_two_dead_jobs_hides_the_other_for_ever(sab: Sab) -> None:
    sab.own("a", "b")
    news = (NewsServer(name="Fine"),)
    queue = (job("a"), job("b", position=1))
    sab.watch(lambda _: queue, 3 * LIMIT + READING, status="Idle", news_servers=news)
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.STALLED
    sab.watch(lambda _: queue, LIMIT + READING, status="Idle", news_servers=news)
    found = sab.trouble("b")
    assert found
    assert found.failure_class is FailureClass.STALLED


def test_a_refusal_in_the_warnings_explains_a_stall(sab: Sab) -> None:
    sab.own("a")
    text = "Server news.example.org reported: 481 wrong user name or password"
    sab.watch(lambda _: (job("a"),))
    assert sab.trouble()
    refused = SabWarning(level="ERROR", text=text, time=sab.clock.now)
    sab.sab(job("a"), warnings=(refused,))
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.ENVIRONMENT


def test_a_job_that_came_in_whole_between_two_looks_shows_that_the_line_works(
    sab: Sab,
) -> None:
    sab.own("a")

    def another(n: int) -> tuple[Job, ...]:
        return (job("a"), job(f"small{n}", position=1))

    for n in range(HALF_AN_HOUR + 1):
        done = tuple(ended(f"small{k}") for k in range(n)[-5:])
        sab.sab(*another(n), history=done)
        sab.clock.pass_by(seconds=READING.total_seconds())
    found = sab.trouble()
    assert found
    assert found.failure_class is FailureClass.STALLED


@pytest.mark.parametrize(
    "held",
    [
        {"paused": True},
        {"job": {"status": "Paused"}},
        {"job": {"status": "Grabbing"}},
        {"job": {"status": "Propagating"}},
        {"job": {"status": "Checking"}},
        {"job": {"status": "Fetching"}},
        {"speed_limit_bytes": 1000, "paused": True},
    ],
    ids=str,
)
def test_nothing_stalls_while_it_is_held(sab: Sab, held: dict[str, Any]) -> None:
    sab.own("a")
    facts = {key: value for key, value in held.items() if key != "job"}
    waiting = job("a", **held.get("job", {}))
    sab.watch(lambda _: (waiting,), timedelta(hours=10), **facts)
    assert sab.tracker.facts("a").standing.stalled_for is None
    assert sab.tracker.downloads["a"].status is not DownloadStatus.STALLED


def test_a_forced_job_may_stall_while_everything_else_is_paused(sab: Sab) -> None:
    sab.own("a")
    sab.watch(lambda _: (job("a", priority="Force"),), paused=True)
    assert sab.tracker.downloads["a"].status is DownloadStatus.STALLED


def test_a_pause_stops_the_clock_and_keeps_it(sab: Sab) -> None:
    sab.own("a")
    sab.watch(lambda _: (job("a"),), LIMIT / 2)
    sab.watch(lambda _: (job("a"),), timedelta(hours=5), paused=True)
    sab.watch(lambda _: (job("a"),), LIMIT / 2 - READING)
    assert sab.trouble() is None
    sab.watch(lambda _: (job("a"),), READING)
    assert sab.trouble()


def test_a_client_that_does_not_answer_stops_the_clock(sab: Sab) -> None:
    sab.own("a")
    for _ in range(1000):
        sab.sab(job("a"))
        sab.clock.pass_by(seconds=10)
        sab.tracker.update_client("sab", None, None)
        sab.clock.pass_by(seconds=10)
    assert sab.trouble() is None


def test_of_two_hundred_jobs_none_stalls_that_only_waits_for_its_turn(sab: Sab) -> None:
    def queue(n: int) -> tuple[Job, ...]:
        first = job("j0", size_left=GIB - n * 1000)
        return (first, *(job(f"j{k}", position=k) for k in range(1, 200)))

    changes = sab.watch(queue, 3 * LIMIT)
    assert not [each for each in changes if each.download.status == "stalled"]
    assert not [each for each in sab.tracker.downloads if sab.trouble(each)]


def test_nobodys_job_may_stand_still(sab: Sab) -> None:
    sab.radarr()
    sab.watch(lambda _: (job("a"),))
    sab.radarr()
    assert sab.tracker.downloads["a"].status is DownloadStatus.STALLED
    assert sab.trouble() is None


def test_a_slow_job_is_stalled_when_that_is_wanted() -> None:
    world = Sab(Patience(minimum_speed=50_000))
    world.own("a")
    world.watch(lambda n: (job("a", size_left=GIB - 10_000 * n),))
    found = world.trouble()
    assert found
    assert found.failure_class is FailureClass.STALLED
    assert found.cause.key == "cause_slow"
    assert found.cause.placeholders == {"speed": "1"}
    assert world.tracker.downloads["a"].status is DownloadStatus.DOWNLOADING


def torrents(world: World, *left: int, minutes: int = 0, **facts: Any) -> None:
    """Let Radarr tell of torrents, once a minute."""
    for _ in range(minutes + 1):
        rows = [
            row(f"t{n}", protocol="torrent", size_left=size, **facts)
            for n, size in enumerate(left)
        ]
        world.radarr(*rows, records=[grabbed(f"t{n}") for n in range(len(left))])
        world.clock.pass_by(minutes=1)


def test_a_torrent_that_stands_still_is_stalled_after_an_hour(sab: Sab) -> None:
    torrents(sab, GIB, minutes=59)
    assert sab.trouble("t0") is None
    torrents(sab, GIB)
    assert sab.tracker.downloads["t0"].status is DownloadStatus.STALLED
    found = sab.trouble("t0")
    assert found
    assert found.failure_class is FailureClass.STALLED
    assert found.cause.placeholders == {"minutes": "60"}
    torrents(sab, GIB - 1)
    assert sab.trouble("t0") is None
    torrents(sab, GIB - 2)
    assert sab.tracker.facts("t0").standing.moves


@pytest.mark.parametrize("state", ["paused", "queued", "completed", "delay"])
def test_a_torrent_that_is_not_downloaded_does_not_stall(sab: Sab, state: str) -> None:
    torrents(sab, GIB, minutes=300, status=state)
    assert sab.tracker.facts("t0").standing.stalled_for is None


def test_the_clock_of_a_torrent_stops_with_its_app(sab: Sab) -> None:
    for _ in range(200):
        torrents(sab, GIB)
        sab.tracker.update_owner("radarr", ServerType.RADARR, None)
    assert sab.trouble("t0") is None
    assert timedelta(minutes=1) < APP_GAP
