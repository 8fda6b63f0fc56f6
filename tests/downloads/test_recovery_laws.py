"""What holds for recovery whatever happens: a small world is driven at random."""

from dataclasses import replace
from datetime import timedelta
from typing import override

from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from custom_components.autoarr.downloads.ledger import counted
from custom_components.autoarr.downloads.model import (
    REPLACED,
    Download,
    Facts,
    FailureClass,
    Message,
    RecoveryMode,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.recovery import decide
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.writes import (
    GrabRelease,
    MarkFailed,
    RemoveFromQueue,
    Result,
    SearchMovie,
    Sent,
    Write,
)
from custom_components.autoarr.servers.models import HistoryEvent, HistoryRecord

from .cases import (
    APP_RESTS,
    APP_SEARCHES,
    Story,
    diagnosis,
    failed_in_the_app,
    failure,
    replacement,
    situation,
)
from .world import failed, grabbed, job, record, row

POLICY = Policy()
CLASSES = sorted(REPLACED)


class World(RuleBasedStateMachine):
    """A film that fails, an app that may search, and AutoArr watching."""

    @initialize(
        failure_class=st.sampled_from(CLASSES),
        searches=st.booleans(),
        stuck=st.booleans(),
        has_grab=st.booleans(),
        mode=st.sampled_from(RecoveryMode),
        jitter=st.floats(-1, 1),
    )
    def begin(
        self,
        *,
        failure_class: FailureClass,
        searches: bool,
        stuck: bool,
        has_grab: bool,
        mode: RecoveryMode,
        jitter: float,
    ) -> None:
        """Let a download fail."""
        self.story = Story(failure(failure_class), jitter=jitter)
        self.story.answers = self.answer
        self.handling = APP_SEARCHES if searches else APP_RESTS
        self.mode = mode
        self.failure_class = failure_class
        self.sent = Sent.DONE
        self.environment: Message | None = None
        self.unavailable: str | None = None
        self.store_healthy = True
        self.removals_left = 5
        self.protected_by: str | None = None
        self.watched_since = self.story.now - timedelta(hours=1)
        self.replacement: Download | None = None
        self.search_until = self.story.now
        self.imported = False
        self.count = 1
        self.fail(stuck=stuck, has_grab=has_grab)

    def fail(self, *, stuck: bool, has_grab: bool) -> None:
        """Let the newest download be the failed one."""
        self.id = f"nzo{self.count}"
        self.failed_at = self.story.now
        self.is_stuck = stuck
        self.app_failed: HistoryRecord | None = None
        self.grab = grabbed(self.id, number=self.count) if has_grab else None
        self.blamed = False

    @property
    def facts(self) -> Facts:
        """What the servers say."""
        return Facts(
            download_id=self.id,
            client_id="sab",
            owner_id="radarr",
            job=job(self.id) if self.is_stuck else None,
            rows=(row(self.id),) if self.is_stuck else (),
            record=None if self.is_stuck or self.app_failed else failed(self.id),
            grab=self.grab,
            app_failed=self.app_failed,
        )

    @property
    def situation(self) -> Situation:
        """What AutoArr knows."""
        return Situation(
            mode=self.mode,
            watched_since=self.watched_since,
            facts=self.facts,
            diagnosis=diagnosis(self.failure_class),
            environment=self.environment,
            handling=self.handling,
            replacement=self.replacement,
            imported=self.imported,
            unavailable=self.unavailable,
            removals_left=self.removals_left,
            store_healthy=self.store_healthy,
            protected_by=self.protected_by,
        )

    def answer(self, writes: tuple[Write, ...]) -> Result:
        """Do what is sent, and hold it against the laws."""
        now = self.story.now
        assert self.mode is RecoveryMode.AUTOMATIC
        assert self.environment is None, "a sick house changes nothing"
        assert self.unavailable is None
        assert self.store_healthy
        assert self.protected_by is None
        assert self.replacement is None, "something is under way already"
        if any(write.destructive for write in writes):
            assert self.removals_left > 0
            assert now >= self.failed_at + POLICY.settle
            assert now >= self.watched_since + POLICY.settle
        if self.sent is not Sent.DONE:
            return Result(sent=self.sent)
        for write in writes:
            self.obey(write)
        return Result(sent=Sent.DONE)

    def obey(self, write: Write) -> None:
        """Change the world as the servers would."""
        match write:
            case RemoveFromQueue():
                self.is_stuck = False
                if write.blocklist:
                    self.blame(searches=not write.skip_redownload)
            case MarkFailed():
                self.blame(searches=True)
            case SearchMovie() | GrabRelease():
                self.search()

    def blame(self, *, searches: bool) -> None:
        """Let the app record a failure."""
        assert self.grab is not None, "nothing is blocklisted without a grab"
        assert not self.blamed, "nobody is blamed twice for one download"
        self.blamed = True
        self.app_failed = record(HistoryEvent.FAILED, self.id)
        if searches and self.handling.searches_again:
            self.search()

    def search(self) -> None:
        """Let a search run for up to ten minutes."""
        assert self.story.now >= self.search_until, "two searches for one title"
        self.search_until = self.story.now + POLICY.search_wait

    @rule(
        passing=st.sampled_from(
            [timedelta(seconds=each) for each in (0, 30, 120, 600, 3600, 46800)]
        )
    )
    def look(self, passing: timedelta) -> None:
        """Let time pass, then let AutoArr look."""
        self.story.now += passing
        self.story.look(self.situation)

    @precondition(lambda self: not self.app_failed and not self.is_stuck and self.grab)
    @rule()
    def app_notices(self) -> None:
        """The app reads SABnzbd's history, and looks for another release if it does."""
        self.blame(searches=True)
        self.story.look(self.situation)

    @precondition(
        lambda self: self.story.now < self.search_until and not self.replacement
    )
    @rule()
    def search_finds(self) -> None:
        """A search brings another release."""
        self.count += 1
        self.replacement = replacement(f"nzo{self.count}")
        self.search_until = self.story.now

    @precondition(lambda self: not self.replacement)
    @rule()
    def rss_finds(self) -> None:
        """Another release turns up by itself, which ends a search as well."""
        self.count += 1
        self.replacement = replacement(f"nzo{self.count}")
        self.search_until = self.story.now

    @precondition(lambda self: self.replacement and not self.imported)
    @rule(stuck=st.booleans(), has_grab=st.booleans())
    def replacement_fails(self, stuck: bool, has_grab: bool) -> None:
        """The other release fails as well."""
        assert self.replacement
        if not self.story.failure.state.is_open:
            return
        self.story.replaced_one_failed(self.replacement.id)
        new_id = int(self.replacement.id.removeprefix("nzo"))
        self.replacement = None
        newest, self.count = self.count, new_id
        self.fail(stuck=stuck, has_grab=has_grab)
        self.count = newest

    @precondition(lambda self: self.replacement)
    @rule()
    def replacement_is_imported(self) -> None:
        """All is well."""
        self.imported = True

    @precondition(lambda self: self.replacement)
    @rule()
    def replacement_is_lost(self) -> None:
        """The other release vanishes."""
        self.replacement = None

    @rule(mode=st.sampled_from(RecoveryMode))
    def switch_mode(self, mode: RecoveryMode) -> None:
        """The user changes the mode."""
        self.mode = mode

    @rule(sick=st.booleans())
    def house(self, sick: bool) -> None:
        """The brake goes on or off."""
        self.environment = Message(key="cause_many_at_once") if sick else None

    @rule(down=st.booleans())
    def server(self, down: bool) -> None:
        """A server goes or comes."""
        if self.unavailable and not down:
            self.watched_since = self.story.now
        self.unavailable = "Radarr" if down else None

    @rule(healthy=st.booleans(), left=st.integers(0, 2), protected=st.booleans())
    def limits(self, healthy: bool, left: int, protected: bool) -> None:
        """Store, limit and protection change."""
        self.store_healthy = healthy
        self.removals_left = left
        self.protected_by = "keep" if protected else None

    @rule(sent=st.sampled_from([Sent.DONE, Sent.REFUSED, Sent.UNREACHABLE]))
    def server_obeys(self, sent: Sent) -> None:
        """The app does what it is told, or not."""
        self.sent = sent

    @invariant()
    def attempts_are_bounded_and_numbered(self) -> None:
        """No title gets more attempts than the user allows."""
        if hasattr(self, "story"):
            attempts = self.story.failure.attempts
            assert len(counted(self.story.failure)) <= POLICY.max_attempts
            assert [each.n for each in attempts] == [*range(1, len(attempts) + 1)]

    @invariant()
    def what_is_over_stays_over(self) -> None:
        """A closed failure has an end, no next step, and nothing more happens to it."""
        if hasattr(self, "story") and not self.story.failure.state.is_open:
            closed = self.story.failure
            assert closed.resolved_at
            assert closed.next_step is None
            later = self.story.now + timedelta(days=1)
            decision = decide(closed, self.situation, POLICY, later, 0)
            assert decision.failure == closed
            assert decision.writes == ()

    @invariant()
    def the_same_look_decides_the_same(self) -> None:
        """A decision taken twice changes nothing the second time."""
        if not hasattr(self, "story"):
            return
        now = self.story.now
        first = decide(self.story.failure, self.situation, POLICY, now, 0)
        if not first.writes:
            again = decide(first.failure, self.situation, POLICY, now, 0)
            assert again.failure == first.failure or again.writes

    @override
    def teardown(self) -> None:
        """Left alone in a quiet world, every failure that may be acted upon ends."""
        if not hasattr(self, "story"):
            return
        self.mode = RecoveryMode.AUTOMATIC
        self.environment = self.unavailable = self.protected_by = None
        self.store_healthy = True
        self.removals_left = 5
        self.sent = Sent.DONE
        self.replacement = None
        self.watched_since = self.story.now
        for _ in range(120):
            self.story.look(self.situation, minutes=30)
            if self.story.state in {"asking", "recovered", "given_up", "dismissed"}:
                return
        raise AssertionError(f"still {self.story.failure}")


TestWorld = World.TestCase
TestWorld.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@given(
    failure_class=st.sampled_from(FailureClass),
    hours=st.lists(st.floats(0, 20), max_size=12),
)
@settings(deadline=None)
def test_a_full_disk_never_blocklists_a_release(
    failure_class: FailureClass, hours: list[float]
) -> None:
    story = Story(failure(failure_class))
    sick = situation(environment=Message(key="cause_disk_full"))
    for each in hours:
        story.look(sick, hours=each)
        story.look(replace(sick, facts=failed_in_the_app()))
    assert story.sent == []
