"""How long downloads stand still or crawl while they are worked on, by their own progress.

Bytes over watched time and nothing else: estimates and states say too little. Whose fault
it is, and what follows, is for the diagnosis.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .model import Line, Standing

CLIENT_GAP = timedelta(minutes=1)
"""How far apart two readings of a SABnzbd may be for the time between them to count."""
APP_GAP = timedelta(minutes=5)
"""The same for a Sonarr or Radarr, which is read less often."""

PROOF = 1 / 6
"""For what share of a stall others must have moved on to prove whose fault it is."""
CERTAINTY = 1 / 2
"""The same until times count as well in which nothing came for anybody."""
DOUBT = 3
"""After how many stalls in a row nothing coming for anybody excuses none of them: all
that while no news server had anything to complain about."""

_NONE = timedelta()
_UNWATCHED = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a download may stand still, and how slow it may be.

    Attributes:
        stall: For the job that SABnzbd works on.
        torrent_stall: For a torrent that Sonarr or Radarr tells of.
        minimum_speed: Bytes per second, on average over the time of a stall; 0 is off.
    """

    stall: timedelta = timedelta(minutes=30)
    torrent_stall: timedelta = timedelta(hours=1)
    minimum_speed: int = 0


@dataclass(slots=True)
class _Watch:
    """What was seen of one download while it was worked on."""

    left: int
    proven: timedelta = _NONE
    """Stood still while others of its client moved on."""
    alone: timedelta = _NONE
    """Stood still with nothing to compare it with."""
    dead: timedelta = _NONE
    """Stands still now that nothing comes for anybody."""
    unexplained: timedelta = _NONE
    """What of that no news server's trouble explains."""
    silent: timedelta = _NONE
    """Stood still in earlier such times, that were over for others and not for it."""
    moved: bool = False
    period: timedelta = _NONE
    """How much of the current period for the average speed is over."""
    left_at_first: int = 0
    """Bytes left when that period began."""
    speed: int | None = None
    """Bytes per second in the last whole period."""

    def take(self, left: int, passed: timedelta, line: Line) -> None:
        """Take what is left after some time in which it was worked on."""
        if left != self.left:
            # More left counts as well: SABnzbd fetches more repair blocks when it must.
            self.moved = self.moved or left < self.left
            self.left = left
            self.proven = self.alone = self.silent = _NONE
            self.dead = self.unexplained = _NONE
        elif line is Line.WORKS:
            self.proven += passed
            self.silent += self.dead
            self.dead = self.unexplained = _NONE
        elif line is Line.UNKNOWN:
            self.alone += passed
            self.dead = self.unexplained
        else:
            # That nothing came before either may have had the same reason.
            self.dead += passed + self.alone
            self.alone = _NONE
            is_explained = line is Line.DEAD
            self.unexplained = _NONE if is_explained else self.unexplained + passed

    def measure(self, passed: timedelta, whole: timedelta) -> None:
        """Take the average speed, once a whole period was watched."""
        if self.left > self.left_at_first:
            self.period, self.left_at_first = _NONE, self.left
        self.period += passed
        if self.period >= whole:
            came = self.left_at_first - self.left
            self.speed = int(came / self.period.total_seconds())
            self.period, self.left_at_first = _NONE, self.left


class ProgressClock:
    """The clocks of the downloads of one server; each runs only while it is watched.

    Time counts between two readings that both saw a download worked on and lie close
    together. What is not worked on keeps its clock, and progress sets it back.
    """

    def __init__(
        self, limit: timedelta, longest_gap: timedelta, minimum_speed: int = 0
    ) -> None:
        """Start with no downloads.

        Args:
            limit: How long one may stand still, and the period for its average speed.
            longest_gap: How far apart two readings may be.
            minimum_speed: Bytes per second on average; 0 never calls anything slow.
        """
        self._limit = limit
        self._longest_gap = longest_gap
        self._minimum_speed = minimum_speed
        self._watches: dict[str, _Watch] = {}
        self._at_work: Container[str] = ()
        self._at: datetime | None = None

    def look(
        self,
        at_work: Mapping[str, int],
        now: datetime,
        lines: Mapping[str, Line],
        *,
        speed_limit: int | None = None,
    ) -> set[str]:
        """Take a reading.

        Args:
            at_work: Bytes left of each download that is worked on now, by id.
            now: The time.
            lines: What the reading says about the others of this server, by the id of
                each of these; nothing where it is missing.
            speed_limit: Bytes per second that are allowed at most.

        Returns:
            The ids of those that began or ceased to stand still or crawl.
        """
        since_last = self._since_last(now)
        changed = set()
        for download_id, left in at_work.items():
            line = lines.get(download_id, Line.UNKNOWN)
            watch = self._watches.get(download_id)
            if watch is None:
                self._watches[download_id] = _Watch(left=left, left_at_first=left)
                continue
            before = self._judged(watch)
            passed = since_last if download_id in self._at_work else _NONE
            watch.take(left, passed, line)
            if self._minimum_speed and line in (Line.WORKS, Line.UNKNOWN):
                held_back = speed_limit and speed_limit <= self._minimum_speed
                watch.measure(_NONE if held_back else passed, self._limit)
            after = self._judged(watch)
            if _trouble(before) != _trouble(after):
                changed.add(download_id)
                watch.moved = False
        self._at_work = at_work
        self._at = now
        return changed

    def interrupt(self) -> None:
        """Let no time count until two more readings: the server did not answer."""
        self._at = None

    def keep(self, download_ids: Container[str]) -> None:
        """Forget the clocks of all other downloads."""
        for download_id in [each for each in self._watches if each not in download_ids]:
            del self._watches[download_id]

    def standing(self, download_id: str) -> Standing:
        """Return how a download stands; nothing is said of one not worked on now."""
        watch = self._watches.get(download_id)
        if watch is None or download_id not in self._at_work:
            return _UNWATCHED
        return self._judged(watch)

    def _since_last(self, now: datetime) -> timedelta:
        """Return the time since the last reading, as far as it was watched."""
        if self._at is None:
            return _NONE
        passed = now - self._at
        # A clock that was set, back or far ahead, measured nothing.
        return passed if _NONE < passed <= self._longest_gap else _NONE

    def _judged(self, watch: _Watch) -> Standing:
        own = watch.proven + watch.alone
        is_proven = watch.proven >= self._limit * PROOF
        if is_proven:
            # It stood still when all was well: that nothing comes now excuses it no more.
            own += watch.dead
        if watch.proven >= self._limit * CERTAINTY:
            own += watch.silent
        if own >= self._limit:
            is_proven = is_proven or watch.proven > watch.alone
            line = Line.WORKS if is_proven else Line.UNKNOWN
            return Standing(stalled_for=self._seconds, line=line)
        if not is_proven and own + watch.dead >= self._limit:
            is_doubtful = watch.unexplained >= self._limit * DOUBT
            line = Line.UNKNOWN if is_doubtful else Line.DEAD
            return Standing(stalled_for=self._seconds, line=line)
        if watch.speed is not None and watch.speed < self._minimum_speed:
            return Standing(speed=watch.speed)
        return Standing(moves=watch.moved)

    @property
    def _seconds(self) -> int:
        return int(self._limit.total_seconds())


def clock_of_client(patience: Patience) -> ProgressClock:
    """Return the clock of the jobs of a SABnzbd."""
    return ProgressClock(patience.stall, CLIENT_GAP, patience.minimum_speed)


def clock_of_app(patience: Patience) -> ProgressClock:
    """Return the clock of the torrents that a Sonarr or Radarr waits for."""
    return ProgressClock(patience.torrent_stall, APP_GAP)


def _trouble(standing: Standing) -> tuple[object, ...]:
    return (standing.stalled_for, standing.line, standing.speed is not None)
