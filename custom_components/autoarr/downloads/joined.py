"""One picture of a download from what SABnzbd, Sonarr and Radarr each say about it.

Facts in, status, outcome and media out; no memory (that is the tracker's).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..servers.models import Episode, HistoryJob, Job, Movie, QueueRow, Series
from .model import Download, DownloadStatus, Facts, Media, MediaType, Outcome, TitleKey

FINAL = frozenset({"Completed", "Failed"})
FULL = 100 * 2**20
"""With fewer bytes left a disk is full: SABnzbd writes several articles at once."""
BEYOND_REPAIR = 0.5
"""What share of a job may be missing at most; few posts can be repaired beyond 10 %."""

_POST_PROCESSING = {
    "Queued": DownloadStatus.VERIFYING,
    "QuickCheck": DownloadStatus.VERIFYING,
    "Verifying": DownloadStatus.VERIFYING,
    "Repairing": DownloadStatus.VERIFYING,
    "Fetching": DownloadStatus.VERIFYING,
    "Extracting": DownloadStatus.EXTRACTING,
    "Moving": DownloadStatus.EXTRACTING,
    "Running": DownloadStatus.EXTRACTING,
}
_WAITING_JOBS = frozenset({"Queued", "Grabbing", "Propagating"})

_ROW_STATUS = {
    "queued": DownloadStatus.QUEUED,
    "delay": DownloadStatus.QUEUED,
    "downloadClientUnavailable": DownloadStatus.QUEUED,
    "fallback": DownloadStatus.QUEUED,
    "paused": DownloadStatus.PAUSED,
    "completed": DownloadStatus.IMPORTING,
    "failed": DownloadStatus.FAILED,
}


def is_final(record: HistoryJob) -> bool:
    """Return whether SABnzbd is done with a job: a status can be final too early."""
    return record.status in FINAL and not record.loaded


def failed_in_client(facts: Facts) -> bool:
    """Return whether SABnzbd gave the job up."""
    record = facts.record
    return (
        facts.job is None
        and record is not None
        and record.status == "Failed"
        and is_final(record)
    )


def is_nothing_left(free: int | None) -> bool:
    """Return whether a disk is full, as far as a download is concerned."""
    return free is not None and free < FULL


def is_hopeless(job: Job) -> bool:
    """Return whether so much of a job is missing that no repair can make it good."""
    return job.size > 0 and job.size_missing >= job.size * BEYOND_REPAIR


def verdict(facts: Facts) -> Outcome | None:
    """Return how Sonarr or Radarr say it ended; of several records the newest counts."""
    told = [
        ((record.date, record.id), outcome)
        for record, outcome in (
            (facts.app_failed, Outcome.FAILED),
            (facts.ignored, Outcome.IGNORED),
            (facts.imported, Outcome.IMPORTED),
        )
        if record is not None
    ]
    return max(told, key=lambda item: item[0])[1] if told else None


def is_blocked(row: QueueRow) -> bool:
    """Return whether a row is downloaded, but not imported for a reason it gives."""
    return row.tracked_state == "importBlocked" or (
        row.tracked_state == "importPending" and row.tracked_status != "ok"
    )


def is_held_up(facts: Facts) -> bool:
    """Return whether a download has not failed: its servers tell anew how it is."""
    if facts.app_failed is not None or failed_in_client(facts):
        return False
    return facts.job is not None or bool(facts.rows) or facts.unlisted


def is_known(facts: Facts) -> bool:
    """Return whether a download is in any queue or history."""
    return bool(facts.rows or facts.job or (facts.record and not facts.record_gone))


def status_of(facts: Facts) -> DownloadStatus:
    """Return where a download stands."""
    if facts.job is not None:
        return _job_status(facts.job, facts)
    record = facts.record
    if record is not None and not is_final(record):
        return _POST_PROCESSING.get(record.status, DownloadStatus.EXTRACTING)
    if failed_in_client(facts):
        return DownloadStatus.FAILED
    if facts.rows:
        return _row_status(facts, in_client=record is not None)
    ended = verdict(facts)
    if ended is Outcome.FAILED:
        return DownloadStatus.FAILED
    if facts.unlisted:
        return DownloadStatus.IMPORT_BLOCKED
    if ended is None and record is not None and facts.grabbed:
        return DownloadStatus.IMPORTING
    return DownloadStatus.COMPLETED


def _job_status(job: Job, facts: Facts) -> DownloadStatus:
    # A job with the priority Force goes on while everything else is paused.
    held = facts.client_paused and job.priority != "Force"
    if job.status == "Paused" or held:
        return DownloadStatus.PAUSED
    if job.status in _WAITING_JOBS:
        return DownloadStatus.QUEUED
    if job.status == "Checking":
        return DownloadStatus.VERIFYING
    if job.status == "Fetching" or facts.running:
        return _moving_or_not(facts)
    # SABnzbd says Downloading of every job that waits for its turn.
    return DownloadStatus.QUEUED


def _moving_or_not(facts: Facts) -> DownloadStatus:
    stalled = facts.standing.stalled_for is not None
    return DownloadStatus.STALLED if stalled else DownloadStatus.DOWNLOADING


def _row_status(facts: Facts, *, in_client: bool) -> DownloadStatus:
    rows = facts.rows
    if any(is_blocked(row) for row in rows):
        return DownloadStatus.IMPORT_BLOCKED
    if any(row.tracked_state in ("failed", "failedPending") for row in rows):
        return DownloadStatus.FAILED
    row = rows[0]
    if in_client or row.tracked_state in ("importing", "importPending", "imported"):
        return DownloadStatus.IMPORTING
    return _ROW_STATUS.get(row.status) or _moving_or_not(facts)


def title_key(facts: Facts, episode_ids: Collection[int]) -> TitleKey | None:
    """Return what film or episodes it is for; None when no app could tell."""
    media_id = _media_id(facts)
    if media_id is None or facts.owner_id is None:
        return None
    return TitleKey(
        server_id=facts.owner_id,
        media_id=media_id,
        episode_ids=tuple(sorted(episode_ids)),
    )


def media_of(
    facts: Facts,
    key: TitleKey | None,
    library: Mapping[int, Movie | Series],
    episodes: Mapping[int, Episode],
) -> Media:
    """Return what is downloaded, with the names as far as the library is known."""
    if key is None:
        return Media()
    item = library.get(key.media_id)
    known = [episodes[number] for number in key.episode_ids if number in episodes]
    seasons = {episode.season for episode in known} or {
        row.season for row in facts.rows if row.season is not None
    }
    return Media(
        media_type=MediaType.MOVIE if _is_movie(facts) else MediaType.SERIES,
        title=item.title if item else "",
        year=(item.year or None) if item else None,
        season=seasons.pop() if len(seasons) == 1 else None,
        episodes=tuple(sorted(episode.episode for episode in known)),
        tmdb_id=item.tmdb_id if item else None,
        tvdb_id=item.tvdb_id if isinstance(item, Series) else None,
        imdb_id=item.imdb_id if item else None,
        server_media_id=key.media_id,
        episode_ids=key.episode_ids,
    )


def _media_id(facts: Facts) -> int | None:
    for source in (*facts.rows, facts.grab, facts.app_failed, facts.imported):
        if source is not None:
            media_id = source.movie_id or source.series_id
            if media_id:
                return media_id
    return None


def _is_movie(facts: Facts) -> bool:
    sources = (*facts.rows, facts.grab, facts.app_failed, facts.imported)
    return any(source is not None and source.movie_id for source in sources)


def picture(
    facts: Facts,
    *,
    media: Media,
    key: TitleKey | None,
    outcome: Outcome | None,
    before: Download | None,
) -> Download:
    """Return the download as people see it; before keeps what is no longer told."""
    status = status_of(facts)
    size, size_left = _sizes(facts, before)
    row = facts.rows[0] if facts.rows else None
    told = facts.grab or facts.app_failed or facts.imported or facts.ignored
    return Download(
        id=facts.download_id,
        server_id=facts.owner_id or facts.client_id,
        client_id=facts.client_id,
        title=release_name(facts) or (before.title if before else ""),
        media=media,
        status=status,
        progress=100.0 * (size - size_left) / size if size else 0.0,
        size=size,
        size_left=size_left,
        time_left=_time_left(facts, status),
        quality=(row and row.quality) or (told and told.quality) or None,
        protocol=row.protocol if row else "usenet" if facts.client_id else "unknown",
        client_job_id=facts.download_id,
        outcome=outcome,
        title_key=key,
    )


def release_name(facts: Facts) -> str:
    """Return the name of the release, as whoever grabbed it wrote it if possible."""
    for source in (facts.grab, facts.app_failed, facts.imported, facts.ignored):
        if source is not None and source.source_title:
            return source.source_title
    if facts.rows:
        return facts.rows[0].title
    if facts.job:
        return facts.job.name
    return facts.record.name if facts.record else ""


def _sizes(facts: Facts, before: Download | None) -> tuple[int, int]:
    """Return size and what is left of it."""
    if facts.job:
        return facts.job.size, facts.job.size_left
    # The history counts only what came: an aborted job would seem to shrink.
    told = facts.grab.size if facts.grab and facts.grab.size else 0
    size = before.size if before and before.size else told
    if facts.record:
        size = size or facts.record.size
        if failed_in_client(facts):
            return size, max(size - facts.record.size, 0)
        return size, 0
    if facts.rows:
        row = facts.rows[0]
        return row.size or size, row.size_left
    return size, before.size_left if before else 0


def _time_left(facts: Facts, status: DownloadStatus) -> int | None:
    if status not in (DownloadStatus.DOWNLOADING, DownloadStatus.QUEUED):
        return None
    if facts.job:
        return facts.job.time_left
    return facts.rows[0].time_left if facts.rows else None


def _without_numbers(label: str) -> str:
    """Return a label such as WAIT 52 sec without its count-down."""
    return "".join(letter for letter in label if not letter.isdigit())


def fingerprint(facts: Facts) -> tuple[object, ...]:
    """Return what a diagnosis may rest on: a change of it is worth a new look.

    Progress, places in the queue and time left are not part of it.
    """
    job, record, standing = facts.job, facts.record, facts.standing
    return (
        facts.client_id,
        (standing.stalled_for, standing.line, standing.speed is not None),
        job
        and (
            job.status,
            tuple(map(_without_numbers, job.labels)),
            is_hopeless(job),
        ),
        record if record and is_final(record) else record and record.status,
        facts.owner_id,
        tuple(
            (
                row.id,
                row.status,
                row.tracked_status,
                row.tracked_state,
                row.messages,
                row.error_message,
            )
            for row in facts.rows
        ),
        facts.grab,
        facts.app_failed,
        facts.imported,
        facts.ignored,
        facts.ownership_known or facts.grabbed,
        facts.retry_of,
        job is not None
        and (facts.client_paused or (facts.client_idle and facts.running))
        and (facts.warnings, is_nothing_left(facts.free)),
        facts.unlisted,
        (facts.unlisted or any(is_blocked(row) for row in facts.rows)) and facts.health,
    )


def is_worth_following(facts: Facts) -> bool:
    """Return whether a download runs, failed, or was ended by the app unseen.

    A finished job alone is not: SABnzbd's history is full of them.
    """
    record = facts.record
    return bool(
        facts.job
        or facts.rows
        or (record and not is_final(record))
        or failed_in_client(facts)
        or verdict(facts)
    )


def same_but_for_time(before: Download, after: Download) -> bool:
    """Return whether at most the time left differs: it does for each waiting job."""
    return before == after or before == replace(after, time_left=before.time_left)
