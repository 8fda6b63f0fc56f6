"""Asks SABnzbd. Its errors mostly come with status 200, its refusals of a key with 403."""

from asyncio import sleep
from collections.abc import Iterable, Mapping
from itertools import batched
from math import ceil
from typing import override

from yarl import URL

from . import sabnzbd_wire as wire
from .base import (
    Client,
    HostNotAllowed,
    InvalidAuth,
    NotFound,
    Rejected,
    ServerError,
    UnexpectedAnswer,
    WrongApp,
    WrongBasePath,
)
from .decoding import Reader, amount
from .models import (
    HistoryJob,
    Job,
    JobHistory,
    JobQueue,
    SabStatus,
    ServerInfo,
    ServerType,
    Warning,
)

_AT_A_STRETCH = 500
"""How many jobs are made of an answer before others may work: about a millisecond."""


class SabnzbdClient(Client):
    """Asks a SABnzbd, 3.7 or newer."""

    server_type = ServerType.SABNZBD
    minimum_version = "3.7"
    other_base_paths = ("/sabnzbd",)

    @override
    def _headers(self) -> dict[str, str]:
        # SABnzbd reads no header for the key: it goes with the form.
        return {"Accept": "application/json", "Accept-Encoding": "identity"}

    @override
    def _auth_error(
        self, status: int, headers: Mapping[str, str], body: bytes
    ) -> ServerError:
        if status == 401:
            return WrongApp("something other than SABnzbd asks for a login")
        # Plain text, whatever the content type says.
        if b"Hostname verification failed" in body:
            return HostNotAllowed("SABnzbd does not know the host name it is called by")
        if b"ccess denied" in body:
            return HostNotAllowed("SABnzbd does not let this address in")
        return super()._auth_error(status, headers, body)

    @override
    async def identify(self) -> ServerInfo:
        # With an empty key SABnzbd says that the key is good.
        self._check_key()
        try:
            # The one question about a key that a wrong one leaves no warning for.
            auth = await self._ask(
                "auth", wire.AUTH, {"key": self._key}, with_key=False
            )
        except (NotFound, WrongApp) as err:
            if await self._is_elsewhere(self._answers_version):
                raise WrongBasePath("SABnzbd is under another path") from err
            raise WrongApp("something other than SABnzbd answered") from err
        except (Rejected, UnexpectedAnswer) as err:
            if isinstance(err, WrongBasePath):
                raise
            raise WrongApp("something other than SABnzbd answered") from err
        except InvalidAuth as err:
            # The key was not looked at yet, and with warnings off there is no text.
            raise HostNotAllowed("SABnzbd does not let this address in") from err
        if auth.auth != "apikey":
            raise InvalidAuth(f"SABnzbd calls this a {auth.auth}, not its API key")
        version = (await self._ask("version", wire.VERSION)).version
        self._check_version(version)
        await self.queue(limit=1)
        return ServerInfo(
            server_type=self.server_type,
            version=version,
            name="SABnzbd",
            url_base=self._base.path.rstrip("/"),
        )

    async def _answers_version(self, base: URL) -> bool:
        """Return whether SABnzbd answers below a base path; that needs no key."""
        status, _, body = await self._answer(
            "POST", base, "api", form={"mode": "version", "output": "json"}
        )
        return status == 200 and body.lstrip().startswith(b'{"version"')

    async def _ask[T](
        self,
        mode: str,
        reader: Reader[T],
        fields: Mapping[str, str] | None = None,
        *,
        with_key: bool = True,
        timeout: float | None = None,
    ) -> T:
        """Ask for a mode of the API.

        Raises:
            NotFound: The job does not exist.
            Rejected: SABnzbd says why it does not.
        """
        form = {"mode": mode, "output": "json", **(fields or {})}
        if with_key:
            form["apikey"] = self._key
        body = await self._request("POST", "api", form=form, timeout=timeout)
        try:
            return self._decoded(reader, body)
        except UnexpectedAnswer as unread:
            try:
                refusal = self._decoded(wire.REFUSAL, body)
            except UnexpectedAnswer:
                raise unread from None
            raise _refusal(refusal.error) from None

    async def setting(self, mode: str) -> bytes:
        """Read the answer to a mode as it comes, in its shortest form."""
        form = {"mode": mode, "output": "json", "apikey": self._key}
        # Without these it measures disks, and lists every job.
        form |= {"skip_dashboard": "1", "limit": "1"}
        return await self._request("POST", "api", form=form)

    async def change_setting(self, mode: str, **fields: str) -> bytes:
        """Ask for a change of settings, and return what SABnzbd says to it.

        It says 200 to what it refuses, too: read again what became of it.
        """
        form = {"mode": mode, "output": "json", "apikey": self._key, **fields}
        return await self._request(
            "POST", "api", form=form, timeout=self._timeouts.write
        )

    async def _change(self, mode: str, **fields: str) -> tuple[str, ...] | None:
        """Ask for a change; None when SABnzbd says that it did nothing."""
        answer = await self._ask(mode, wire.DONE, fields, timeout=self._timeouts.write)
        if answer.error is not None and not answer.status:
            raise _refusal(answer.error)
        return tuple(answer.nzo_ids or ()) if answer.status else None

    # Reading

    async def queue(self, limit: int = 0, start: int = 0) -> JobQueue:
        """Read the queue with the state of the whole server.

        Args:
            limit: How many jobs at most; 0 for all.
            start: How many jobs to leave out at the front.
        """
        answer = await self._ask(
            "queue", wire.QUEUE, {"limit": str(limit), "start": str(start)}
        )
        jobs: list[Job] = []
        for slots in batched(answer.queue.slots, _AT_A_STRETCH, strict=False):
            jobs.extend(map(wire.job, slots))
            await sleep(0)
        return wire.job_queue(answer.queue, tuple(jobs))

    async def history(
        self, *, limit: int, start: int = 0, since_update: int | None = None
    ) -> JobHistory | None:
        """Read a page of the history, newest first, jobs in post-processing included.

        Args:
            limit: How many jobs at most, 1 or more.
            start: How many jobs to leave out at the front.
            since_update: The `last_update` of the last answer.

        Returns:
            None when nothing changed since that update.
        """
        if limit < 1:
            # For SABnzbd no limit means its own default of ten.
            raise ValueError("a page of history has at least one job")
        fields = {"limit": str(limit), "start": str(start)}
        if since_update is not None:
            fields["last_history_update"] = str(since_update)
        history = (await self._ask("history", wire.HISTORY, fields)).history
        if isinstance(history, bool):
            return None
        jobs: list[HistoryJob] = []
        for slots in batched(history.slots, _AT_A_STRETCH, strict=False):
            jobs.extend(map(wire.history_job, slots))
            await sleep(0)
        return JobHistory(
            last_update=history.last_history_update,
            total=amount(history.noofslots) or len(jobs),
            jobs=tuple(jobs),
        )

    async def warnings(self) -> tuple[Warning, ...]:
        """Read the newest warnings, twenty at most, oldest first."""
        answer = await self._ask("warnings", wire.WARNINGS)
        return tuple(map(wire.warning, answer.warnings))

    async def status(self) -> SabStatus:
        """Read how SABnzbd gets on with its news servers."""
        # With its dashboard SABnzbd would look up its public address first.
        answer = await self._ask("fullstatus", wire.STATUS, {"skip_dashboard": "1"})
        return wire.sab_status(answer.status)

    async def categories(self) -> tuple[str, ...]:
        """Read the names of the categories; * is the default one."""
        return tuple((await self._ask("get_cats", wire.CATEGORIES)).categories)

    # Jobs

    async def retry(self, job_id: str, password: str | None = None) -> str:
        """Start a failed job of the history again, and return its new id.

        The old entry leaves the history.

        Raises:
            NotFound: It is not there, or did not fail.
        """
        fields = {"value": _ids([job_id])}
        if password:
            fields["password"] = password
        answer = await self._ask(
            "retry", wire.RETRY, fields, timeout=self._timeouts.write
        )
        return answer.nzo_id

    async def delete_jobs(
        self, ids: Iterable[str], *, delete_files: bool = True
    ) -> tuple[str, ...]:
        """Delete jobs from the queue, and return the ids of those that were there.

        Raises:
            NotFound: None of them was.
        """
        deleted = await self._change(
            "queue", name="delete", value=_ids(ids), del_files=_flag(delete_files)
        )
        if not deleted:
            raise NotFound("no such job in the queue")
        return deleted

    async def delete_history(
        self, ids: Iterable[str], delete_files: bool, archive: bool = False
    ) -> None:
        """Delete entries of the history; SABnzbd does not say whether they were there.

        Args:
            ids: The jobs.
            delete_files: Delete what a failed job left; a completed job's files stay.
            archive: Keep the entries in the archive (4.3 or newer).
        """
        await self._must_change(
            "history",
            name="delete",
            value=_ids(ids),
            del_files=_flag(delete_files),
            archive=_flag(archive),
        )

    async def pause_job(self, job_id: str) -> None:
        """Pause a job of the queue; SABnzbd does not say whether it was there."""
        await self._must_change("queue", name="pause", value=_ids([job_id]))

    async def resume_job(self, job_id: str) -> None:
        """Resume a job of the queue; SABnzbd does not say whether it was there."""
        await self._must_change("queue", name="resume", value=_ids([job_id]))

    # The whole server

    async def pause(self, seconds: float | None = None) -> None:
        """Pause all downloading, for a time (SABnzbd counts minutes) or until resumed."""
        if seconds is None:
            await self._must_change("pause")
        else:
            minutes = max(1, ceil(seconds / 60))
            await self._must_change("config", name="set_pause", value=str(minutes))

    async def resume(self) -> None:
        """Resume downloading, and forget a timed pause."""
        await self._must_change("resume")

    async def set_speed_limit(self, percent: int) -> None:
        """Limit the speed to a part of the line speed set in SABnzbd.

        Args:
            percent: 1 to 100; 0 for no limit.
        """
        if not 0 <= percent <= 100:
            raise ValueError("a speed limit is between 0 and 100 per cent")
        await self._must_change("config", name="speedlimit", value=str(percent))

    async def _must_change(self, mode: str, **fields: str) -> None:
        """Ask for a change that always succeeds unless SABnzbd refuses."""
        if await self._change(mode, **fields) is None:
            raise Rejected


def _refusal(error: str) -> ServerError:
    """Return what an error that came with status 200 means."""
    if "API Key" in error:
        return InvalidAuth("the key was refused")
    if error == "item does not exist":
        return NotFound(error)
    return Rejected(error)


def _ids(ids: Iterable[str]) -> str:
    """Return ids as SABnzbd takes them.

    Raises:
        ValueError: One of them means something else to SABnzbd: all, for example.
    """
    names = list(ids)
    for name in names:
        if not name or "," in name or name in {"all", "failed", "completed"}:
            raise ValueError("not the id of a job")
    if not names:
        raise ValueError("no job was named")
    return ",".join(names)


def _flag(value: bool) -> str:
    return "1" if value else "0"
