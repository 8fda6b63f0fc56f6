"""What holds for a whole stack whatever happens: several films, a Radarr and a SABnzbd.

Tracker, diagnosis, casebook, brake, ledger and decisions are the real ones. The servers
are a few sets that obey what they are told, lie low now and then, and are left alone by
nobody.
"""

from datetime import datetime, timedelta
from typing import override

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.autoarr.downloads.brake import Brake, title_of
from custom_components.autoarr.downloads.casebook import Casebook
from custom_components.autoarr.downloads.diagnosis import diagnose
from custom_components.autoarr.downloads.ledger import after_writes, counted
from custom_components.autoarr.downloads.model import (
    Change,
    Failure,
    FailureClass,
    Message,
    Outcome,
    RecoveryMode,
)
from custom_components.autoarr.downloads.policy import REMOVALS_WINDOW
from custom_components.autoarr.downloads.recovery import decide
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.tracker import Tracker
from custom_components.autoarr.downloads.writes import (
    DeleteJob,
    DeleteRecord,
    GrabRelease,
    MarkFailed,
    RemoveFromQueue,
    Result,
    RetryJob,
    SearchMovie,
    Sent,
    Unblock,
    Write,
)
from custom_components.autoarr.servers.models import (
    DownloadHandling,
    HistoryEvent,
    ServerType,
)

from ..profiles import LONG_RUN, is_long
from .stack import FILMS, POLICY, SAYS, Servers, Shelf, done
from .world import TestClock, failed, queue


class Stack(RuleBasedStateMachine):
    """Seven films and all that can happen to them."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        super().__init__()
        self.clock = TestClock()
        self.servers = Servers()
        self.shelf = Shelf()
        self.mode = RecoveryMode.AUTOMATIC
        self.sick = False
        self.down = False
        self.obeys = Sent.DONE
        self.removals: list[datetime] = []
        self.ours: set[str] = set()
        self.failed_at: dict[str, datetime] = {}
        self.start_home()

    def start_home(self) -> None:
        """Start Home Assistant: what is only in memory begins anew."""
        self.tracker = Tracker(self.clock)
        self.tracker.add_owner("radarr", ServerType.RADARR)
        self.casebook = Casebook(self.shelf, "stack", self.clock)
        done(self.casebook.load())
        self.brake = Brake(POLICY)
        self.brake.restore(self.casebook.open.values(), self.clock.now)
        self.started_at = self.watched_since = self.clock.now
        self.read()

    # -- looking -----------------------------------------------------------------------

    def read(self) -> None:
        """Read the servers and judge what changed."""
        servers = self.servers
        if self.down:
            return
        changes = self.tracker.update_client(
            "sab",
            queue(*servers.queue_jobs()),
            tuple(told for _, told in reversed(servers.failures.values())),
        )
        changes += self.tracker.update_owner(
            "radarr", ServerType.RADARR, servers.rows(), servers.told
        )
        for change in changes:
            self.judge(change)

    def judge(self, change: Change) -> None:
        """Take up a failure, as the reporter does."""
        download = change.download
        if change.ended and download.outcome is Outcome.IMPORTED:
            self.brake.saw_success(self.clock.now)
        found = diagnose(change.facts)
        if found is None or not (change.facts.grabbed or change.facts.ownership_known):
            return
        known = self.casebook.of_download(download.id)
        if known is None and done(self.shelf.find_by_download(download.id)):
            return
        ended_at = change.facts.ended_at
        failure = done(self.casebook.record(download, found, failed_at=ended_at))
        if known is None or known.download_id != failure.download_id:
            active = len(self.tracker.downloads)
            self.brake.saw_failure(failure, self.clock.now, active)

    def situation(self, failure: Failure) -> Situation:
        """Return what is known of a failure."""
        tracker = self.tracker
        download = tracker.download(failure.download_id)
        facts = tracker.facts(failure.download_id) if download else None
        assert failure.title_key is not None
        replacement = tracker.find_replacement(
            failure.title_key,
            {failure.download_id, *failure.past_downloads},
            min(failure.detected_at, failure.failed_at or failure.detected_at)
            - timedelta(minutes=1),
        )
        environment = self.brake.holds(failure)
        if self.sick:
            environment = environment or Message(key="cause_provider_down")
        newest = download
        if failure.attempts and failure.attempts[-1].download_id:
            newest = tracker.download(failure.attempts[-1].download_id) or download
        gone = newest is not None and newest.outcome is Outcome.REMOVED
        if facts is not None and facts.app_failed is not None and newest is download:
            gone = False
        imported = replacement is not None and replacement.outcome is Outcome.IMPORTED
        return Situation(
            mode=self.mode,
            watched_since=self.watched_since,
            facts=facts,
            diagnosis=diagnose(facts) if facts else None,
            environment=environment,
            sick=Message(key="cause_provider_down") if self.sick else None,
            measured=True,
            handling=DownloadHandling(searches_again=self.servers.searches_again),
            replacement=replacement,
            imported=imported,
            removed_elsewhere=gone
            and newest is not None
            and newest.id not in self.ours,
            unavailable="Radarr" if self.down else None,
            removals_left=POLICY.max_removals - len(self.recent_removals()),
        )

    def recent_removals(self) -> list[datetime]:
        """Return the removals within the limit's window."""
        since = self.clock.now - REMOVALS_WINDOW
        return [at for at in self.removals if at > since]

    def look(self) -> None:
        """Let AutoArr look at everything and act."""
        self.read()
        for failure in tuple(self.casebook.open.values()):
            decision = decide(
                failure, self.situation(failure), POLICY, self.clock.now, 0
            )
            after = done(self.casebook.change(decision.failure))
            if decision.writes:
                result = self.send(failure, decision.writes)
                done(self.casebook.change(after_writes(after, result, self.clock.now)))

    # -- what is sent ------------------------------------------------------------------

    def send(self, failure: Failure, writes: tuple[Write, ...]) -> Result:
        """Hold what is sent against the laws, and obey."""
        now = self.clock.now
        assert self.mode is RecoveryMode.AUTOMATIC, "who observes changes nothing"
        assert not self.down, "nothing is sent to who is down"
        destructive = [write for write in writes if write.destructive]
        if destructive:
            assert not self.sick, "a sick house takes nothing away"
            held = self.brake.holds_title(title_of(failure))
            assert not held, "nothing is taken away while the brake is on"
            assert now >= self.failed_at[failure.download_id] + POLICY.settle
            assert now >= self.watched_since + POLICY.settle
        if self.obeys is not Sent.DONE:
            return Result(sent=self.obeys)
        new_id = None
        for write in writes:
            new_id = self.obey(write) or new_id
        return Result(sent=Sent.DONE, new_download_id=new_id)

    def obey(self, write: Write) -> str | None:
        """Change the servers as they would change; return the id of a new job."""
        servers, now = self.servers, self.clock.now
        match write:
            case RemoveFromQueue(download_id=key):
                self.remove(key)
                if write.blocklist:
                    film = servers.film_of(key)
                    servers.blame(key, film, now, searches=not write.skip_redownload)
            case DeleteJob(job_id=key) | DeleteRecord(job_id=key):
                self.remove(key)
            case MarkFailed(download_id=key):
                servers.blame(key, servers.film_of(key), now, searches=True)
            case RetryJob(job_id=key):
                film, _ = servers.failures.pop(key)
                servers.number += 1
                new = f"nzo{servers.number}"
                servers.jobs[new] = film
                return new
            case SearchMovie(movie_id=film):
                servers.search(film, now)
            case GrabRelease(media_id=film):
                servers.search(film, now)
                return servers.grab(film, now)
            case Unblock():
                assert servers.blocked
            case _:
                raise AssertionError(f"nobody expected {write}")
        return None

    def remove(self, job_id: str) -> None:
        """Take a download away for AutoArr."""
        self.ours.add(job_id)
        self.removals.append(self.clock.now)
        assert len(self.recent_removals()) <= POLICY.max_removals
        here = self.servers.jobs.pop(job_id, None)
        gone = self.servers.failures.pop(job_id, None)
        assert here is not None or gone is not None, f"{job_id} is not there"
        self.servers.stuck.discard(job_id)

    # -- what happens ------------------------------------------------------------------

    @rule(film=st.sampled_from(FILMS))
    def somebody_wants(self, film: int) -> None:
        """A film is grabbed that nothing is under way for."""
        servers = self.servers
        busy = {*servers.jobs.values(), *(of for of, _ in servers.failures.values())}
        if film not in busy and film not in servers.searching:
            servers.grab(film, self.clock.now)

    @precondition(lambda self: self.servers.jobs)
    @rule(
        data=st.data(),
        how=st.sampled_from([*SAYS, "missing", "missing", "encrypted"]),
        many=st.booleans(),
    )
    def downloads_fail(self, data: st.DataObject, how: str, many: bool) -> None:
        """One download fails, or all do."""
        keys = sorted(set(self.servers.jobs) - self.servers.stuck)
        if not keys:
            return
        for key in keys if many else [data.draw(st.sampled_from(keys))]:
            self.failed_at[key] = self.clock.now
            if how == "encrypted":
                self.servers.stuck.add(key)
                continue
            film = self.servers.jobs.pop(key)
            told = failed(key, SAYS[how], completed=self.clock.now)
            self.servers.failures[key] = (film, told)

    @precondition(lambda self: self.servers.failures and not self.down)
    @rule()
    def radarr_polls(self) -> None:
        """Radarr notes what failed, takes it away, and looks again if it does so."""
        servers = self.servers
        grabs = {each.download_id for each in servers.told}
        for key, (film, _) in tuple(servers.failures.items()):
            if key in grabs:
                del servers.failures[key]
                servers.blame(key, film, self.clock.now, searches=True)

    @precondition(lambda self: self.servers.searching)
    @rule(data=st.data(), finds=st.booleans())
    def search_ends(self, data: st.DataObject, finds: bool) -> None:
        """A search finds something, maybe the very release that failed, or nothing."""
        film = data.draw(st.sampled_from(sorted(self.servers.searching)))
        if finds:
            self.servers.grab(film, self.clock.now)

    @precondition(lambda self: self.servers.jobs)
    @rule(data=st.data())
    def download_is_imported(self, data: st.DataObject) -> None:
        """All is well with one."""
        keys = sorted(set(self.servers.jobs) - self.servers.stuck)
        if keys:
            key = data.draw(st.sampled_from(keys))
            film = self.servers.jobs.pop(key)
            self.servers.library.add(film)
            self.servers.note(HistoryEvent.IMPORTED, key, film, self.clock.now)

    @precondition(lambda self: self.servers.jobs or self.servers.failures)
    @rule(data=st.data())
    def somebody_removes(self, data: st.DataObject) -> None:
        """A download vanishes: a person, or another tool."""
        here = [*self.servers.jobs, *self.servers.failures]
        key = data.draw(st.sampled_from(here))
        self.servers.jobs.pop(key, None)
        self.servers.failures.pop(key, None)
        self.servers.stuck.discard(key)

    @rule(seconds=st.sampled_from([0, 30, 60, 120, 300, 601, 3700, 47_000, 200_000]))
    def time_passes(self, seconds: int) -> None:
        """Time passes, or jumps, and AutoArr looks."""
        self.clock.pass_by(seconds=seconds)
        now = self.clock.now
        self.servers.searching = {
            film: until for film, until in self.servers.searching.items() if until > now
        }
        self.look()

    @rule(seconds=st.sampled_from([60, 120, 700]))
    def more_time_passes(self, seconds: int) -> None:
        """Most often it is time that passes."""
        self.time_passes(seconds)

    @rule(
        again=st.sampled_from([None, True, False]),
        sick=st.sampled_from([None, None, True, False]),
        mode=st.sampled_from([None, None, None, RecoveryMode.AUTOMATIC, *RecoveryMode]),
        obeys=st.sampled_from([None, Sent.DONE, Sent.REFUSED, Sent.UNREACHABLE]),
    )
    def something_changes(
        self,
        again: bool | None,
        sick: bool | None,
        mode: RecoveryMode | None,
        obeys: Sent | None,
    ) -> None:
        """Radarr's settings, the news provider, the mode, or whether writes are obeyed."""
        self.servers.searches_again = (
            self.servers.searches_again if again is None else again
        )
        self.sick = self.sick if sick is None else sick
        self.mode = mode or self.mode
        self.obeys = obeys or self.obeys

    @rule()
    def apps_restart(self) -> None:
        """Radarr and SABnzbd go, or come back."""
        self.down = not self.down
        if not self.down:
            self.watched_since = self.clock.now

    @rule()
    def home_restarts(self) -> None:
        """Home Assistant restarts."""
        if not self.down:
            self.start_home()

    # -- what always holds ---------------------------------------------------------------

    @invariant()
    def attempts_are_bounded(self) -> None:
        """No title gets more attempts than allowed, and none is numbered twice."""
        for failure in self.shelf.failures.values():
            assert len(counted(failure)) <= POLICY.max_attempts
            numbers = [each.n for each in failure.attempts]
            assert numbers == sorted(set(numbers))

    @invariant()
    def a_title_has_one_open_failure(self) -> None:
        """What fails again is carried on, not begun anew."""
        titles = [title_of(each) for each in self.casebook.open.values()]
        assert len(titles) == len(set(titles))

    @invariant()
    def what_is_open_is_stored(self) -> None:
        """A restart finds what was known."""
        stored = {e.id: e for e in self.shelf.failures.values() if e.state.is_open}
        assert stored == dict(self.casebook.open)

    @invariant()
    def the_house_blames_no_release(self) -> None:
        """Who is ill is not the release, as long as it is known."""
        for failure in self.casebook.open.values():
            if failure.failure_class is FailureClass.ENVIRONMENT:
                assert failure.blames != "release"

    @override
    def teardown(self) -> None:
        """Left alone in a quiet world, every failure ends or asks."""
        self.mode, self.obeys = RecoveryMode.AUTOMATIC, Sent.DONE
        self.sick = self.down = False
        self.watched_since = self.clock.now
        for _ in range(150):
            if self.servers.failures:
                self.radarr_polls()
            for key in sorted(set(self.servers.jobs) - self.servers.stuck):
                film = self.servers.jobs.pop(key)
                self.servers.note(HistoryEvent.IMPORTED, key, film, self.clock.now)
            self.time_passes(3600)
            if all(each.state == "asking" for each in self.casebook.open.values()):
                return
        raise AssertionError(f"still {[*self.casebook.open.values()]}")


TestStack = Stack.TestCase
TestStack.settings = settings(
    max_examples=LONG_RUN if is_long() else 40,
    stateful_step_count=50,
    deadline=None,
    derandomize=not is_long(),
    suppress_health_check=[HealthCheck.too_slow],
)
