"""Carries writes out: written down first, sent once, and reconciled after a restart."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid7

from ..activity import JsonValue
from ..servers.arr import ArrClient
from ..servers.base import (
    CannotConnect,
    Client,
    ConnectionLost,
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    RateLimited,
    Rejected,
    ServerError,
    ServerFault,
    ServerTimeout,
    UnexpectedAnswer,
)
from ..servers.models import Command, Episode, HistoryEvent
from ..servers.radarr import RadarrClient
from ..servers.sabnzbd import SabnzbdClient
from ..servers.sonarr import SonarrClient
from ..store import NOT_SENT, JournalEntry
from .imports import accepted
from .model import Facts, Failure, Message, TitleKey
from .releases import choose
from .writes import (
    DeleteJob,
    DeleteRecord,
    GrabRelease,
    ImportFiles,
    MarkFailed,
    PauseClient,
    RefreshTitle,
    RemoveFromQueue,
    Result,
    ResumeClient,
    RetryJob,
    SearchEpisodes,
    SearchMovie,
    SearchSeason,
    Sent,
    SetProfile,
    Unblock,
    Write,
)

REMEMBERED = timedelta(minutes=4)
"""How long an app is sure to know what it was told; it forgets after five."""
_SEARCHES = {SearchMovie.action, SearchEpisodes.action, SearchSeason.action}
_GRABS = 3
"""How many releases are tried in a row while indexers do not give them out."""


class NothingToGrab(NotFound):
    """A server searched, and has nothing that will do."""


class Doubtful(Rejected):
    """A server could do it, but AutoArr cannot be sure that it would be right."""

    def __init__(self, text: str, why: Message) -> None:
        """Keep why, in words for people."""
        super().__init__(text)
        self.why = why


class Journal(Protocol):
    """Where steps are written down."""

    async def intend(self, entry: JournalEntry) -> None:
        """Write a step down, durably, or raise StoreError."""

    async def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        """Write down how it went."""

    async def unfinished(self) -> list[JournalEntry]:
        """Return the steps whose result is not known."""


class Executor:
    """Sends writes to servers for one stack."""

    def __init__(
        self,
        clients: Mapping[str, Client],
        journal: Journal,
        clock: Callable[[], datetime],
    ) -> None:
        """Send through clients, by server id."""
        self._clients = clients
        self._journal = journal
        self._clock = clock
        self._removed: set[str] = set()

    def removed(self, download_id: str) -> bool:
        """Return whether AutoArr itself took a download away since it was started."""
        return download_id in self._removed

    def steps(
        self, failure: Failure, writes: tuple[Write, ...]
    ) -> tuple[JournalEntry, ...]:
        """Return a failure's writes as they are to be written down before they are run."""
        return tuple(
            self._entry(write, failure.correlation_id, failure.id) for write in writes
        )

    async def run(
        self, steps: tuple[JournalEntry, ...], writes: tuple[Write, ...]
    ) -> Result:
        """Send the writes of a failure's newest attempt until one does not go through.

        Args:
            steps: What `steps` returned for them; it is in the journal by now.
            writes: To be sent in this order.
        """
        new_download_id = None
        for number, (step, write) in enumerate(zip(steps, writes, strict=True), 1):
            try:
                new_id = await self._do(step, write)
            except ServerError as err:
                for left in steps[number:]:
                    await self._journal.finish(left.id, NOT_SENT)
                why = err.why if isinstance(err, Doubtful) else None
                return Result(sent=_what_became_of_it(err), detail=str(err), why=why)
            new_download_id = new_id or new_download_id
        return Result(sent=Sent.DONE, new_download_id=new_download_id)

    async def is_gone(self, title: TitleKey) -> bool:
        """Return whether somebody took a title out of its library."""
        client = self._clients.get(title.server_id)
        if isinstance(client, ArrClient):
            try:
                await client.title(title.media_id)
            except NotFound:
                return True
            except ServerError:
                # What is sent will tell.
                return False
        return False

    async def leave(self, steps: Iterable[JournalEntry]) -> Result:
        """Send nothing for a title that is gone."""
        for step in steps:
            await self._journal.finish(step.id, NOT_SENT)
        return Result(sent=Sent.TITLE_GONE)

    async def order(self, write: Write, correlation_id: str) -> None:
        """Send what a person asked for.

        Raises:
            StoreError: It could not be written down, so it was not sent.
            ServerError: The server did not do it.
        """
        step = self._entry(write, correlation_id)
        await self._journal.intend(step)
        await self._do(step, write)

    async def reconcile(
        self,
        facts_of: Callable[[str], Facts],
        has_answered: Callable[[str], bool],
        started_at: datetime,
    ) -> tuple[list[JournalEntry], bool]:
        """Settle the steps that a restart cut off, by what the servers say now.

        What cannot be told counts as sent: never twice. But what was to follow a step of
        the same attempt that was not sent was not sent either.

        Args:
            facts_of: What is known of a download now, by its id.
            has_answered: Whether a server was read since the start.
            started_at: The start; what was written down since is being sent.

        Returns:
            The steps that were never sent, and whether all are settled: those of
            servers that have not answered yet are not.
        """
        never_sent: list[JournalEntry] = []
        waiting: set[str] = set()
        for entry in await self._journal.unfinished():
            if entry.at >= started_at:
                continue
            story = entry.failure_id or entry.id
            if story in waiting or not has_answered(entry.server_id):
                waiting.add(story)
                continue
            try:
                undone = any(
                    _follows(entry, each) for each in never_sent
                ) or await self._is_undone(entry, facts_of(_download_of(entry.target)))
            except ServerError:
                waiting.add(story)
                continue
            if undone:
                never_sent.append(entry)
                await self._journal.finish(entry.id, NOT_SENT)
                continue
            if entry.removal:
                self._removed.add(_download_of(entry.target))
            await self._journal.finish(entry.id, Sent.DONE, "seen after a restart")
        return never_sent, not waiting

    async def _is_undone(self, entry: JournalEntry, facts: Facts) -> bool:
        """Return whether it is proven that a step was not taken.

        Raises:
            ServerError: The server that would know cannot say.
        """
        client = self._clients.get(entry.server_id)
        if entry.action not in _SEARCHES or not isinstance(client, ArrClient):
            return _is_undone(entry, facts)
        if self._clock() - entry.at > REMEMBERED:
            return False
        return not any(
            _is_that_search(entry.target, command)
            for command in await client.commands()
        )

    def _entry(
        self, write: Write, correlation_id: str, failure_id: str | None = None
    ) -> JournalEntry:
        return JournalEntry(
            id=uuid7().hex,
            at=self._clock(),
            failure_id=failure_id,
            server_id=write.server_id,
            action=write.action,
            target=write.describe(),
            correlation_id=correlation_id,
            removal=write.destructive,
        )

    async def _do(self, entry: JournalEntry, write: Write) -> str | None:
        """Send what was written down, and write down how it went."""
        # Before it is sent: the watch may see it gone before the answer is here.
        ours = {_download_of(entry.target)} if write.destructive else set()
        ours -= self._removed
        self._removed |= ours
        try:
            new_id = await self._send(write)
        except ServerError as err:
            sent = _what_became_of_it(err)
            if sent is not Sent.UNSURE:
                self._removed -= ours
            await self._journal.finish(entry.id, sent, str(err))
            raise
        await self._journal.finish(entry.id, Sent.DONE)
        return new_id

    async def _send(self, write: Write) -> str | None:
        """Send one write; return the id of the job that a retry made."""
        client = self._clients.get(write.server_id)
        match client, write:
            case ArrClient(), RemoveFromQueue():
                await _remove(client, write)
            case ArrClient(), MarkFailed():
                await _mark_failed(client, write)
            case ArrClient(), GrabRelease():
                await _grab(client, write)
            case ArrClient(), ImportFiles():
                await _import(client, write)
            case ArrClient(), Unblock():
                await _unblock(client, write)
            case ArrClient(), RefreshTitle():
                await client.refresh_title(write.media_id)
            case ArrClient(), SetProfile():
                await _set_profile(client, write)
            case RadarrClient(), SearchMovie():
                await client.search_movies([write.movie_id])
            case SonarrClient(), SearchEpisodes():
                await client.search_episodes(write.episode_ids)
            case SonarrClient(), SearchSeason():
                await client.search_season(write.series_id, write.season)
            case SabnzbdClient(), RetryJob():
                return await client.retry(write.job_id, write.password)
            case SabnzbdClient(), DeleteJob():
                await _gone(client.delete_jobs([write.job_id]))
            case SabnzbdClient(), DeleteRecord():
                await _gone(client.delete_history([write.job_id], delete_files=True))
            case SabnzbdClient(), PauseClient():
                await client.pause()
            case SabnzbdClient(), ResumeClient():
                await client.resume()
            case _:
                raise Rejected(f"no server here can {write.action}")
        return None


async def _remove(client: ArrClient, write: RemoveFromQueue) -> None:
    if write.blocklist:
        await _grabs_of(client, write.download_id)
    await _gone(
        client.remove_from_queue(
            write.queue_id,
            remove_from_client=write.remove_from_client,
            blocklist=write.blocklist,
            skip_redownload=write.skip_redownload,
            change_category=write.change_category,
        )
    )


async def _mark_failed(client: ArrClient, write: MarkFailed) -> None:
    """Blocklist a grab by the number that it has now."""
    grabs = await _grabs_of(client, write.grabbed_as or write.download_id)
    await client.mark_failed(
        write.history_id if write.history_id in grabs else grabs[0]
    )


async def _grabs_of(client: ArrClient, download_id: str) -> list[int]:
    """Return the records of a grab as the app has them now.

    Without one it would take the download away and blocklist nothing, and an app that was
    set back to a backup gives the numbers of its records once more, to other grabs.
    """
    told = await _learnt(client.history_of(download_id))
    grabs = [
        each.id
        for each in told
        if each.event is HistoryEvent.GRABBED
        and (each.download_id or "").lower() == download_id.lower()
    ]
    if not grabs:
        raise Doubtful("the grab is not recorded", Message(key="reason_no_grab"))
    return grabs


async def _grab(client: ArrClient, write: GrabRelease) -> None:
    """Search, and grab the first release that will do and that its indexer gives out."""
    episode_id = next(iter(write.episode_ids), None)
    if isinstance(client, SonarrClient) and write.season is None and episode_id is None:
        raise Rejected("neither a season nor an episode is named")
    found = await _learnt(
        client.releases(
            write.media_id,
            season=write.season,
            episode_id=episode_id,
        )
    )
    releases = list(found)
    refusal: ServerError = NothingToGrab("no release found that will do")
    for _ in range(_GRABS):
        if (release := choose(releases, write)) is None:
            break
        try:
            await client.grab(release)
        except Rejected as err:
            refusal = err
            releases.remove(release)
        else:
            return
    raise refusal


async def _import(client: ArrClient, write: ImportFiles) -> None:
    """Import the files of a download if they are beyond doubt what was grabbed."""
    title = await _learnt(client.title(write.media_id))
    episodes: tuple[Episode, ...] = ()
    if isinstance(client, SonarrClient):
        episodes = await _learnt(client.episodes(write.media_id))
    candidates = await _learnt(client.import_candidates(write.download_id))
    verdict = accepted(candidates, write, title, episodes)
    if verdict.objection:
        raise Doubtful(verdict.detail, verdict.objection)
    await client.import_files(verdict.files)


async def _unblock(client: ArrClient, write: Unblock) -> None:
    """Take all entries of a release off the blocklist, if there are any."""
    name = write.release.casefold()
    entries = await _learnt(client.blocklist_of(write.media_id))
    await client.remove_blocklisted(
        [entry.id for entry in entries if entry.source_title.casefold() == name]
    )


async def _set_profile(client: ArrClient, write: SetProfile) -> None:
    """Change a title's profile, unless somebody else changed it meanwhile."""
    now = (await _learnt(client.title(write.media_id))).quality_profile_id
    if now == write.profile_id:
        return
    if now != write.before_id:
        text = "the title has another quality profile by now"
        raise Doubtful(text, Message(key="reason_profile_changed"))
    await client.set_profile(write.media_id, write.profile_id)


async def _learnt[T](answer: Awaitable[T]) -> T:
    """Return what must be known before a write; without it, nothing was sent."""
    try:
        return await answer
    except (ServerTimeout, ConnectionLost, UnexpectedAnswer) as err:
        raise CannotConnect(str(err)) from err


async def _gone(deletion: Awaitable[object]) -> None:
    """Delete something; what is gone already is as good as deleted."""
    with suppress(NotFound):
        await deletion


def _what_became_of_it(err: ServerError) -> Sent:
    """Return what is known of a write that was not answered as it should be."""
    match err:
        case NothingToGrab():
            return Sent.NOTHING_FOUND
        case ServerTimeout() | ConnectionLost():
            return Sent.UNSURE
        case Rejected() | NotFound() | ServerFault():
            return Sent.REFUSED
        case CannotConnect() | RateLimited() | InvalidAuth() | HostNotAllowed():
            return Sent.UNREACHABLE
        case _:
            return Sent.UNSURE


def _download_of(target: Mapping[str, JsonValue]) -> str:
    """Return the id of the download that a write is about; searches have none."""
    return str(target.get("download_id") or target.get("job_id") or "")


def _is_that_search(target: Mapping[str, JsonValue], command: Command) -> bool:
    """Return whether somebody told an app to search what a step was to search."""
    if not (command.is_search and command.asked):
        return False
    match target:
        case {"movie_id": int(movie_id)}:
            return movie_id in command.movie_ids
        case {"episode_ids": list(episode_ids)}:
            return not set(command.episode_ids).isdisjoint(episode_ids)
        case _:
            season = (command.series_id, command.season)
            return season == (target.get("series_id"), target.get("season"))


def _follows(entry: JournalEntry, earlier: JournalEntry) -> bool:
    """Return whether a step was to be taken after another one of the same attempt."""
    return entry.failure_id is not None and entry.failure_id == earlier.failure_id


def _is_undone(entry: JournalEntry, facts: Facts) -> bool:
    """Return whether the facts prove that a step was not taken."""
    match entry.action:
        case RemoveFromQueue.action:
            return bool(facts.rows) and facts.app_failed is None
        case MarkFailed.action:
            grab = facts.grab
            return (
                grab is not None
                and grab.id == entry.target["history_id"]
                and (grab.download_id or "").lower() == facts.download_id.lower()
                and facts.app_failed is None
            )
        case DeleteJob.action:
            return facts.job is not None
        case RetryJob.action | DeleteRecord.action:
            return facts.record is not None and not facts.record_gone
        case (
            Unblock.action
            | SetProfile.action
            | RefreshTitle.action
            | PauseClient.action
            | ResumeClient.action
        ):
            # Doing it twice does no harm, leaving it out may.
            return True
        case _:
            return False
