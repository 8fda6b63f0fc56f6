"""Which writes would cure a failure, given what is known: no timing, no permission."""

from dataclasses import dataclass

from ..servers.models import HistoryRecord
from .errors import NotPossible
from .ledger import is_blamed, was_retried, was_tried
from .model import UNLISTED, Facts, Failure, FailureClass, MediaType, Message, Step
from .situation import Situation
from .writes import (
    DeleteJob,
    DeleteRecord,
    GrabRelease,
    ImportFiles,
    MarkFailed,
    RefreshTitle,
    RemoveFromQueue,
    RetryJob,
    SearchEpisodes,
    SearchMovie,
    SearchSeason,
    SearchWrite,
    SetProfile,
    Unblock,
    Write,
)

WAITS_FOR_IMPORT = frozenset({"importBlocked", "importPending"})
"""What the apps call the state of a download whose files are complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A step and how it would be carried out.

    Attributes:
        step: What it is called.
        writes: In this order; empty when only a person can help.
        by_app: The app is the searcher.
        why: Why a person has to say yes first, or, without writes, what they could do.
    """

    step: Step
    writes: tuple[Write, ...] = ()
    by_app: bool = False
    why: Message | None = None

    @property
    def destructive(self) -> bool:
        """Whether any of the writes takes something away."""
        return any(write.destructive for write in self.writes)


def plan(failure: Failure, situation: Situation) -> Plan:
    """Return what would cure a failure whose class another release may cure."""
    if failure.failure_class is not FailureClass.UNKNOWN:
        return another_release(failure, situation)
    if not was_retried(failure):
        retry = same_release(failure, situation)
        if retry:
            return retry
        if not _recorded_by_app(failure, situation):
            found = another_release(failure, situation)
            return Plan(
                step=found.step,
                writes=found.writes,
                by_app=found.by_app,
                why=found.why or Message(key="reason_unknown"),
            )
    return another_release(failure, situation)


def another_release(failure: Failure, situation: Situation) -> Plan:
    """Return how a failed release is blamed and another one looked for."""
    search = search_of(failure, situation)
    if search is None:
        return Plan(step=Step.ASK, why=Message(key="reason_not_searchable"))
    if _recorded_by_app(failure, situation):
        return Plan(step=Step.BLOCKLIST_SEARCH, writes=(search,))
    facts = situation.facts
    if facts is None or facts.grab is None:
        return Plan(step=Step.ASK, why=Message(key="reason_no_grab"))
    by_app = situation.app_searches
    owner_id = facts.owner_id or search.server_id
    blame = _blame(failure, facts, facts.grab, owner_id, by_app=by_app)
    return Plan(
        step=Step.BLOCKLIST_SEARCH,
        writes=blame if by_app else (*blame, search),
        by_app=by_app,
        why=Message(key="reason_torrent") if _is_torrent(facts) else None,
    )


def same_release(failure: Failure, situation: Situation) -> Plan | None:
    """Return how SABnzbd tries the same job again; None when that makes no sense.

    Once Sonarr or Radarr recorded the failure, its own search makes the title good.
    """
    facts = situation.facts
    if (
        facts is None
        or facts.client_id is None
        or facts.record is None
        or facts.record_gone
        or facts.record.status != "Failed"
        or facts.record.loaded
        or not facts.record.retry
        or _recorded_by_app(failure, situation)
    ):
        return None
    retry = RetryJob(
        server_id=facts.client_id, job_id=facts.record.id, title=failure.title
    )
    return Plan(step=Step.RETRY_SAME, writes=(retry,))


def after_environment(failure: Failure, situation: Situation) -> Plan:
    """Return how a title is got that the system spoiled: the same release, not blamed."""
    if situation.diagnosis is None or situation.diagnosis.retry_helps:
        retry = same_release(failure, situation)
        if retry and not was_tried(failure, Step.RETRY_SAME):
            return retry
    facts, search = situation.facts, search_of(failure, situation)
    if search is None:
        return Plan(step=Step.ASK, why=Message(key="reason_not_searchable"))
    if facts and _is_torrent(facts):
        return Plan(step=Step.ASK, why=Message(key="reason_torrent"))
    writes: tuple[Write, ...] = ()
    if facts and facts.rows and facts.owner_id:
        writes = (_removal(failure, facts, facts.owner_id, blocklist=False),)
    key = failure.title_key
    if key and _recorded_by_app(failure, situation):
        blamed = Unblock(
            server_id=key.server_id, media_id=key.media_id, release=failure.title
        )
        writes = (*writes, blamed)
    if key is None or was_tried(failure, Step.REGRAB):
        # It is no longer offered: then any other release will do.
        return Plan(step=Step.REGRAB, writes=(*writes, search))
    grab = GrabRelease(
        server_id=key.server_id,
        media_id=key.media_id,
        episode_ids=key.episode_ids,
        season=failure.media.season if len(key.episode_ids) > 1 else None,
        release=failure.title,
    )
    return Plan(step=Step.REGRAB, writes=(*writes, grab))


def import_by_hand(failure: Failure, situation: Situation) -> Plan:
    """Return how a finished download is imported that its app does not dare to."""
    facts, key = situation.facts, failure.title_key
    if facts is None or key is None or not facts.rows or not facts.grabbed:
        return Plan(step=Step.ASK, why=Message(key="reason_importable"))
    if not any(row.tracked_state in WAITS_FOR_IMPORT for row in facts.rows):
        return Plan(step=Step.ASK, why=Message(key="reason_nothing_to_import"))
    write = ImportFiles(
        server_id=key.server_id,
        download_id=facts.download_id,
        media_id=key.media_id,
        episode_ids=key.episode_ids,
        title=failure.title,
    )
    return Plan(step=Step.IMPORT, writes=(write,))


def new_metadata(failure: Failure) -> Plan:
    """Return how an app finds out what an episode is called."""
    key = failure.title_key
    if key is None:
        return Plan(step=Step.WAIT, why=Message(key="reason_waiting"))
    write = RefreshTitle(server_id=key.server_id, media_id=key.media_id)
    return Plan(step=Step.REFRESH, writes=(write,))


def lower_quality(failure: Failure, situation: Situation) -> Plan:
    """Return how a title is looked for in a lower quality than it should have."""
    key, search = failure.title_key, search_of(failure, situation)
    if key is None or search is None or situation.profiles is None:
        return Plan(step=Step.ASK, why=Message(key="reason_no_lower_quality"))
    before_id, profile_id = situation.profiles
    lower = SetProfile(
        server_id=key.server_id,
        media_id=key.media_id,
        profile_id=profile_id,
        before_id=before_id,
    )
    return Plan(step=Step.LOWER_QUALITY, writes=(lower, search))


def removal(failure: Failure, situation: Situation) -> Plan:
    """Return how a download is taken away without blaming its release."""
    facts = situation.facts
    if facts is None:
        return Plan(step=Step.ASK, why=Message(key="reason_gone"))
    writes: tuple[Write, ...] = ()
    if facts.rows and facts.owner_id:
        writes = (_removal(failure, facts, facts.owner_id, blocklist=False),)
    elif facts.client_id and facts.job:
        writes = (
            DeleteJob(
                server_id=facts.client_id, job_id=facts.job.id, title=failure.title
            ),
        )
    elif facts.client_id and facts.record and not facts.record_gone:
        writes = (
            DeleteRecord(
                server_id=facts.client_id, job_id=facts.record.id, title=failure.title
            ),
        )
    if not writes:
        return Plan(step=Step.ASK, why=Message(key="reason_gone"))
    return Plan(step=Step.REMOVE, writes=writes)


def search_of(failure: Failure, situation: Situation) -> SearchWrite | None:
    """Return the search for a title; None when it is not known what the title is."""
    key = failure.title_key
    if key is None:
        return None
    if failure.media.media_type is MediaType.MOVIE:
        return SearchMovie(server_id=key.server_id, movie_id=key.media_id)
    if not key.episode_ids:
        return None
    season = failure.media.season
    if situation.whole_season and season is not None and len(key.episode_ids) > 1:
        return SearchSeason(
            server_id=key.server_id, series_id=key.media_id, season=season
        )
    return SearchEpisodes(
        server_id=key.server_id, series_id=key.media_id, episode_ids=key.episode_ids
    )


def wished(failure: Failure, situation: Situation, strategy: str) -> Plan:
    """Return the plan for what a person asks for.

    Args:
        failure: Whatever its class and state.
        situation: As known now.
        strategy: `auto`, `same_release`, `other_release`, `lower_quality` or `import`.

    Raises:
        NotPossible: It cannot be done, with the reason.
    """
    match strategy:
        case "same_release":
            found = same_release(failure, situation)
            if found is None:
                raise NotPossible(Message(key="reason_not_retryable"))
        case "other_release":
            found = another_release(failure, situation)
        case "lower_quality":
            found = lower_quality(failure, situation)
        case "import":
            found = import_by_hand(failure, situation)
        case "auto":
            found = _best(failure, situation)
        case _:
            raise NotPossible(
                Message(key="reason_not_offered", placeholders={"strategy": strategy})
            )
    if not found.writes:
        raise NotPossible(found.why or Message(key="reason_gone"))
    return found


def _best(failure: Failure, situation: Situation) -> Plan:
    """Return what helps most, for a person who leaves the choice to AutoArr."""
    match failure.failure_class:
        case (
            FailureClass.BAD_RELEASE
            | FailureClass.ENCRYPTED
            | FailureClass.DANGEROUS
            | FailureClass.STALLED
            | FailureClass.UNKNOWN
        ):
            return plan(failure, situation)
        case FailureClass.ENVIRONMENT:
            if situation.facts and situation.facts.rows:
                # It goes on by itself once the cause is gone.
                return Plan(step=Step.ASK, why=Message(key="reason_environment"))
            return after_environment(failure, situation)
        case FailureClass.UNOWNED:
            found = same_release(failure, situation)
            return found or Plan(step=Step.ASK, why=Message(key="reason_unowned"))
        case FailureClass.REDUNDANT:
            return removal(failure, situation)
        case FailureClass.IMPORTABLE:
            return import_by_hand(failure, situation)
        case _:
            return Plan(step=Step.ASK, why=advice(failure))


def advice(failure: Failure) -> Message:
    """Return what is said of a failure that nothing is done about."""
    if failure.cause.key == UNLISTED:
        return Message(key="reason_unlisted")
    return Message(key=f"reason_{failure.failure_class}")


def _recorded_by_app(failure: Failure, situation: Situation) -> bool:
    """Return whether the failed release is blocklisted already.

    Whatever was tried to that end, it is not while it still stands in the app's queue.
    """
    facts = situation.facts
    if facts is not None and facts.app_failed is not None:
        return True
    return is_blamed(failure) and not (facts and facts.rows)


def _blame(
    failure: Failure,
    facts: Facts,
    grab: HistoryRecord,
    owner_id: str,
    *,
    by_app: bool,
) -> tuple[Write, ...]:
    """Return the writes that blocklist a grabbed release and clear its place."""
    mark = MarkFailed(
        server_id=owner_id,
        history_id=grab.id,
        download_id=failure.download_id,
        grabbed_as=grab.download_id or "",
        title=failure.title,
    )
    if facts.rows:
        # After a retry the download has another id than its grab: the app would delete
        # the data, then fail to find what to blocklist.
        same_id = (grab.download_id or "").lower() == facts.download_id.lower()
        gone = _removal(
            failure,
            facts,
            owner_id,
            blocklist=same_id,
            skip_redownload=not by_app,
        )
        return (gone,) if same_id else (gone, mark)
    if facts.job and facts.client_id:
        return (
            DeleteJob(
                server_id=facts.client_id, job_id=facts.job.id, title=failure.title
            ),
            mark,
        )
    return (mark,)


def _removal(
    failure: Failure,
    facts: Facts,
    owner_id: str,
    *,
    blocklist: bool,
    skip_redownload: bool = True,
) -> RemoveFromQueue:
    return RemoveFromQueue(
        server_id=owner_id,
        queue_id=facts.rows[0].id,
        download_id=failure.download_id,
        title=failure.title,
        # It cannot be seen whether a tracker is private, where deleting costs ratio.
        remove_from_client=not _is_torrent(facts),
        change_category=_is_torrent(facts),
        blocklist=blocklist,
        skip_redownload=skip_redownload,
    )


def _is_torrent(facts: Facts) -> bool:
    return any(row.protocol == "torrent" for row in facts.rows)
