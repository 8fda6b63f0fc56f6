"""All downloads of a stack, one object each, and how they change from look to look.

It joins what SABnzbd, Sonarr and Radarr say by the download id they share. What that
means is not decided here: see diagnosis.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from ..servers.models import (
    Episode,
    HealthCheck,
    HistoryJob,
    HistoryRecord,
    JobQueue,
    Movie,
    NewsServer,
    QueueRow,
    Series,
    ServerType,
    Warning as SabWarning,
)
from .clock import Patience, clock_of_app, clock_of_client
from .joined import (
    failed_in_client,
    fingerprint,
    is_final,
    is_worth_following,
    media_of,
    picture,
    same_but_for_time,
    title_key,
    verdict,
)
from .model import Change, Download, Facts, Outcome, TitleKey
from .reports import ClientReport, OwnerReport, Told, news_trouble
from .retries import Retries

HANDOVER = timedelta(seconds=20)
"""A job that moves from SABnzbd's queue to its history can be in neither for a moment."""
APP_RESTART = timedelta(minutes=5)
"""Sonarr's and Radarr's queue is empty until they have asked their clients again."""
TIME_TOLERANCE = 0.05
"""By what share the time left may be off for a job that waits."""
MOST_ENDED = 2_000
"""How many downloads that are over are remembered."""


@dataclass(slots=True)
class _Entry:
    """A download and what is remembered of it between two looks."""

    download: Download
    fingerprint: tuple[object, ...]
    seen_at: datetime
    downloaded_at: datetime | None = None
    missing_since: datetime | None = None
    unlisted: bool = False
    ended_at_baseline: bool = False


class Tracker:
    """Joins the servers' answers; each update returns what changed, and only that."""

    def __init__(
        self, clock: Callable[[], datetime], patience: Patience | None = None
    ) -> None:
        """Start with no servers; clock gives the time of a look."""
        self._clock = clock
        self._patience = patience or Patience()
        self._clients: dict[str, ClientReport] = {}
        self._owners: dict[str, OwnerReport] = {}
        self._entries: dict[str, _Entry] = {}
        self._active: dict[str, Download] = {}
        self._by_title: dict[tuple[str, int], set[str]] = {}
        self._unsettled: set[str] = set()
        """Missing, or not known whose: looked at again with every update."""
        self._ended: dict[str, None] = {}
        """Oldest first."""
        self._renamed: set[str] = set()
        self._retries = Retries()
        self._expected: dict[str, TitleKey | None] = {}

    @property
    def downloads(self) -> Mapping[str, Download]:
        """The downloads that are not over, by id."""
        return MappingProxyType(self._active)

    def add_owner(self, server_id: str, server_type: ServerType) -> None:
        """Expect a Sonarr or Radarr: until it answered, nobody can say what is not its."""
        if server_id not in self._owners:
            clock = clock_of_app(self._patience)
            self._owners[server_id] = OwnerReport(server_type, clock)

    def update_client(
        self,
        client_id: str,
        queue: JobQueue | None,
        history: tuple[HistoryJob, ...] | None,
        warnings: Sequence[SabWarning] = (),
        news_servers: Sequence[NewsServer] = (),
    ) -> list[Change]:
        """Take what a SABnzbd says now; queue None: it could not be read.

        History holds the newest entries, newest first; None when it did not change.
        """
        client = self._add_client(client_id)
        if queue is None:
            client.lose()
            return []
        baseline = not client.answered
        known = client.jobs.keys() | client.history.keys()
        client.warnings = tuple(warnings)
        client.news_trouble = news_trouble(news_servers)
        now = self._clock()
        touched, retimed = client.take_queue(queue, now)
        if history is not None:
            touched |= client.take_history(history, self._entries)
        touched |= client.take_time(now)
        fresh = (client.jobs.keys() | client.history.keys()) - known
        self._retries.link(client, self._unclaimed(fresh), self._entries)
        changes = self._look(touched, baseline=baseline)
        self._retime(client, retimed)
        return changes

    def _add_client(self, client_id: str) -> ClientReport:
        if client_id not in self._clients:
            self._clients[client_id] = ClientReport(clock_of_client(self._patience))
        return self._clients[client_id]

    def update_owner(
        self,
        server_id: str,
        server_type: ServerType,
        rows: Iterable[QueueRow] | None,
        records: Iterable[HistoryRecord] = (),
    ) -> list[Change]:
        """Take what a Sonarr or Radarr says now; rows None: it could not be read.

        Records are those since the last update. A server that is down keeps its rows,
        and changes nothing until it answers again.
        """
        self.add_owner(server_id, server_type)
        owner = self._owners[server_id]
        if rows is None:
            owner.lose()
            return []
        baseline = owner.answered_at is None
        touched = owner.take_records(records)
        now = self._clock()
        touched |= owner.take_rows(rows, now, self._is_in_client)
        touched |= owner.take_time(now)
        renamed, self._renamed = self._renamed, set()
        changes = self._look(touched | renamed, baseline=baseline)
        owner.forget_old(self._entries)
        return changes

    def _is_in_client(self, download_id: str) -> bool:
        return any(
            client.reachable and client.lists(download_id)
            for client in self._clients.values()
        )

    def _retime(self, client: ClientReport, job_ids: Iterable[str]) -> None:
        """Note how long jobs still have to wait; that alone is no change.

        The far end of a queue is not told to the second: each look would cost as much
        as the whole queue.
        """
        for job_id in job_ids:
            entry = self._entries.get(job_id)
            left = client.jobs[job_id].time_left
            if entry is None or left is None or entry.download.time_left is None:
                continue
            shown = entry.download.time_left
            if abs(left - shown) > shown * TIME_TOLERANCE:
                entry.download = replace(entry.download, time_left=left)
                self._active[job_id] = entry.download

    def set_library(
        self, server_id: str, library: Mapping[int, Movie | Series]
    ) -> None:
        """Take the films or series of a server by id; seen with its next update."""
        owner = self._owners.get(server_id)
        if owner is not None:
            owner.library = dict(library)
            self._rename(server_id)

    def set_episodes(
        self, server_id: str, episodes: Mapping[int, Collection[Episode]]
    ) -> None:
        """Take the episodes of some series, by series id; seen with the next update."""
        owner = self._owners.get(server_id)
        if owner is not None:
            owner.episodes.update(
                (episode.id, episode)
                for group in episodes.values()
                for episode in group
            )
            self._rename(server_id)

    def set_health(self, server_id: str, health: tuple[HealthCheck, ...]) -> None:
        """Take what a server complains about; seen with its next update."""
        owner = self._owners.get(server_id)
        if owner is not None and owner.health != health:
            owner.health = health
            self._rename(server_id)

    def _rename(self, server_id: str) -> None:
        self._renamed.update(
            download_id
            for download_id, download in self._active.items()
            if download.server_id == server_id
        )

    def remove_server(self, server_id: str) -> None:
        """Forget a server; downloads that only it knew are forgotten without a word."""
        self._clients.pop(server_id, None)
        self._owners.pop(server_id, None)
        for download_id in list(self._entries):
            if self._is_known(download_id):
                self._update(download_id, baseline=False)
            else:
                self._forget(download_id)

    def _is_known(self, download_id: str) -> bool:
        return any(
            client.lists(download_id) or download_id in client.gone
            for client in self._clients.values()
        ) or any(owner.knows(download_id) for owner in self._owners.values())

    def download(self, download_id: str) -> Download | None:
        """Return a download, running or over, as long as it is remembered."""
        entry = self._entries.get(download_id)
        return entry.download if entry else None

    def downloaded_at(self, download_id: str) -> datetime | None:
        """Return since when SABnzbd is done with a download, as far as that was seen."""
        entry = self._entries.get(download_id)
        return entry.downloaded_at if entry else None

    def of_title(self, key: TitleKey) -> list[Download]:
        """Return the downloads of a title that are remembered, running or over."""
        found = [
            self._entries[download_id]
            for download_id in self._by_title.get((key.server_id, key.media_id), ())
        ]
        return [
            entry.download
            for entry in sorted(found, key=lambda entry: entry.seen_at)
            if entry.download.title_key and entry.download.title_key.overlaps(key)
        ]

    def find_replacement(
        self, key: TitleKey, not_ids: Collection[str], since: datetime
    ) -> Download | None:
        """Return the newest download of a title that was grabbed or retried since then."""
        found: list[tuple[datetime, Download]] = []
        for download_id in self._by_title.get((key.server_id, key.media_id), ()):
            entry = self._entries[download_id]
            other = entry.download.title_key
            if download_id in not_ids or other is None or not key.overlaps(other):
                continue
            at = _started_at(self.facts(download_id), entry.seen_at)
            if at >= since:
                found.append((at, entry.download))
        return max(found, key=lambda item: item[0])[1] if found else None

    def facts(self, download_id: str) -> Facts:
        """Return everything that the servers say about a download now."""
        now = self._clock()
        client_id, client = self._client_of(download_id)
        retry_of = self._retries.of(download_id)
        owner_id, owner = self._owner_of(download_id)
        if owner is None and retry_of:
            owner_id, owner = self._owner_of(retry_of)
        told = owner.told.get(download_id) if owner else None
        told = told or Told()
        grab = told.grab
        if grab is not None:
            retry_of = None
        elif retry_of and owner and retry_of in owner.told:
            grab = owner.told[retry_of].grab
        facts = Facts(
            download_id=download_id,
            owner_id=owner_id,
            owner_type=owner.server_type if owner else None,
            rows=owner.rows.get(download_id, ()) if owner else (),
            grab=grab,
            app_failed=told.failed,
            imported=told.imported,
            ignored=told.ignored,
            ownership_known=self._is_ownership_known(download_id),
            retry_of=retry_of,
            health=owner.health if owner else (),
            unlisted=download_id in self._entries
            and self._entries[download_id].unlisted,
        )
        if client is None:
            if owner is None:
                return facts
            return replace(facts, standing=owner.clock.standing(download_id))
        return client.tell(replace(facts, client_id=client_id), now)

    def _client_of(self, download_id: str) -> tuple[str | None, ClientReport | None]:
        """Return the SABnzbd that has the job, else the one that had it last."""
        for client_id, client in self._clients.items():
            if client.lists(download_id):
                return client_id, client
        entry = self._entries.get(download_id)
        if entry and entry.download.client_id in self._clients:
            client_id = entry.download.client_id
            return client_id, self._clients[client_id]
        return None, None

    def _owner_of(self, download_id: str) -> tuple[str | None, OwnerReport | None]:
        claims = {
            server_id: owner.claim(download_id)
            for server_id, owner in self._owners.items()
        }
        best = max(claims, key=lambda server_id: claims[server_id], default=None)
        expected = self._expected.get(download_id)
        if expected and expected.server_id in claims and max(claims.values()) < 3:
            best = expected.server_id
        elif best is None or not claims[best]:
            return None, None
        return best, self._owners[best]

    def _is_ownership_known(self, download_id: str) -> bool:
        """Return whether every app answered since the download was first seen."""
        if not self._owners:
            return False
        entry = self._entries.get(download_id)
        if entry is None:
            return False
        return all(
            owner.reachable and owner.answered_at and owner.answered_at >= entry.seen_at
            for owner in self._owners.values()
        )

    def restore_retry(self, job_id: str, failed_id: str) -> None:
        """Remember, after a restart too, that a job retries a failed one."""
        self._retries.restore(job_id, failed_id)

    def expect(self, download_ids: Iterable[str], key: TitleKey | None) -> None:
        """Follow downloads of a title though SABnzbd is done with them already.

        After a restart their grab may be older than what is read of an app's history.
        """
        self._expected.update(dict.fromkeys(download_ids, key))

    def _unclaimed(self, job_ids: Iterable[str]) -> list[str]:
        """Return those of the jobs that no app says it grabbed."""
        return [
            job_id
            for job_id in job_ids
            if all(owner.claim(job_id) < 3 for owner in self._owners.values())
        ]

    def _look(self, touched: Iterable[str], *, baseline: bool) -> list[Change]:
        ids = sorted({*touched, *self._unsettled})
        updates = [self._update(each, baseline=baseline) for each in ids]
        changes = [change for change in updates if change is not None]
        # What replaces another download is told after it.
        changes.sort(key=self._began)
        self._forget_oldest()
        return changes

    def _began(self, change: Change) -> datetime:
        entry = self._entries[change.download.id]
        return _started_at(change.facts, entry.seen_at)

    def _update(self, download_id: str, *, baseline: bool) -> Change | None:
        """Join anew what is known of one download; return how it changed, if it did."""
        facts = self.facts(download_id)
        entry = self._entries.get(download_id)
        is_expected = facts.record is not None and download_id in self._expected
        if not (entry or is_expected or is_worth_following(facts)):
            return None
        before = entry.download if entry else None
        outcome, settled = self._outcome(facts, entry)
        self._unsettled.discard(download_id)
        if not settled:
            self._unsettled.add(download_id)
        if entry and facts.unlisted is not entry.unlisted:
            facts = replace(facts, unlisted=entry.unlisted)
        if entry and entry.missing_since and not (outcome or entry.unlisted):
            return None
        download = self._picture(facts, outcome, before)
        telling = fingerprint(facts)
        news = (
            before is None
            or entry is None
            or entry.fingerprint != telling
            or not same_but_for_time(before, download)
        )
        if entry is None:
            entry = _Entry(download, telling, self._clock())
            self._entries[download_id] = entry
        if entry.downloaded_at is None and facts.record and is_final(facts.record):
            entry.downloaded_at = self._clock()
            if before is None and facts.record.completed:
                entry.downloaded_at = min(entry.downloaded_at, facts.record.completed)
        if news or before != download:
            self._keep(entry, download, telling)
        if not news:
            return None
        if outcome and (before is None or before.outcome is None):
            entry.ended_at_baseline = baseline
        return Change(
            download=download,
            facts=facts,
            before=before,
            baseline=baseline or (entry.ended_at_baseline and outcome is not None),
        )

    def _picture(
        self, facts: Facts, outcome: Outcome | None, before: Download | None
    ) -> Download:
        owner = self._owners.get(facts.owner_id) if facts.owner_id else None
        episode_ids = {row.episode_id for row in facts.rows if row.episode_id}
        for told_id in (facts.download_id, facts.retry_of):
            told = owner.told.get(told_id) if owner and told_id else None
            if told:
                episode_ids |= told.episode_ids
        key = title_key(facts, episode_ids)
        if key is None:
            known = before.title_key if before else None
            key = known or self._expected.get(facts.download_id)
        library = owner.library if owner else {}
        episodes = owner.episodes if owner else {}
        return picture(
            facts,
            media=media_of(facts, key, library, episodes),
            key=key,
            outcome=outcome,
            before=before,
        )

    def _outcome(
        self, facts: Facts, entry: _Entry | None
    ) -> tuple[Outcome | None, bool]:
        """Return how it ended, if it did, and whether that holds until news come."""
        settled = facts.grabbed or facts.ownership_known or not self._owners
        ended = verdict(facts)
        if failed_in_client(facts) and ended is not Outcome.IMPORTED:
            return Outcome.FAILED, settled
        record = facts.record
        at_work = record is not None and not is_final(record)
        if facts.job is not None or at_work or facts.rows:
            if entry:
                entry.missing_since, entry.unlisted = None, False
            return None, settled
        if ended:
            return ended, True
        is_owned = facts.grabbed or self._was_owned(facts.download_id, entry)
        if record is not None and not is_owned:
            # Downloaded, and nobody will import it. If nobody: that must be known.
            return (Outcome.IGNORED if settled else None), settled
        if entry is None:
            return None, False
        if entry.download.outcome:
            return entry.download.outcome, True
        return self._missing(facts, entry)

    def _was_owned(self, download_id: str, entry: _Entry | None) -> bool:
        """Return whether an app had it that may only have lost sight of it for now."""
        key = entry.download.title_key if entry else self._expected.get(download_id)
        return key is not None and key.server_id in self._owners

    def _missing(self, facts: Facts, entry: _Entry) -> tuple[Outcome | None, bool]:
        """Return removed once a download has been missing for long enough.

        Sonarr and Radarr lose sight of everything when they restart or cannot reach
        their client; only a SABnzbd that answers can tell at once that a job is gone.
        What SABnzbd still has is not removed: the app just does not list it.
        """
        client = self._clients.get(facts.client_id) if facts.client_id else None
        if client and not client.reachable:
            return None, False
        now = self._clock()
        is_there = facts.record is not None and not facts.record_gone
        if entry.unlisted and not is_there:
            # The app may have found and imported it, and tidied up.
            entry.unlisted, entry.missing_since = False, now
        if entry.missing_since is None or entry.missing_since > now:
            entry.missing_since = now
        patience = HANDOVER if client and facts.record is None else APP_RESTART
        if now - entry.missing_since < patience:
            return None, False
        owner = self._owners.get(facts.owner_id) if facts.owner_id else None
        if owner and not owner.has_answered_after(entry.missing_since):
            # It may have been imported: only its history can tell.
            return None, False
        is_wanted = facts.grabbed or facts.download_id in self._expected
        entry.unlisted = owner is not None and is_there and is_wanted
        return (None, False) if entry.unlisted else (Outcome.REMOVED, True)

    def _keep(
        self, entry: _Entry, download: Download, telling: tuple[object, ...]
    ) -> None:
        self._leave_title(entry.download)
        entry.download = download
        entry.fingerprint = telling
        key = download.title_key
        if key:
            place = self._by_title.setdefault((key.server_id, key.media_id), set())
            place.add(download.id)
        if download.outcome is None:
            self._active[download.id] = download
            self._ended.pop(download.id, None)
        else:
            self._active.pop(download.id, None)
            self._ended.setdefault(download.id)

    def _leave_title(self, download: Download) -> None:
        key = download.title_key
        if key:
            place = self._by_title.get((key.server_id, key.media_id), set())
            place.discard(download.id)
            if not place:
                self._by_title.pop((key.server_id, key.media_id), None)

    def _forget_oldest(self) -> None:
        for download_id in list(self._ended)[: max(len(self._ended) - MOST_ENDED, 0)]:
            self._forget(download_id)

    def _forget(self, download_id: str) -> None:
        self._leave_title(self._entries.pop(download_id).download)
        self._active.pop(download_id, None)
        self._ended.pop(download_id, None)
        self._unsettled.discard(download_id)
        self._retries.forget(download_id)
        self._expected.pop(download_id, None)
        for client in self._clients.values():
            client.forget(download_id)


def _started_at(facts: Facts, seen_at: datetime) -> datetime:
    if facts.retry_of is None and facts.grab is not None:
        return facts.grab.date
    added = [row.added for row in facts.rows if row.added]
    return min(added) if added else seen_at
