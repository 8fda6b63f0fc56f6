"""How Sonarr and Radarr talk to SABnzbd: over HTTP, as in real life.

It only carries; what an item means is decided in `downloads.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
import json
from typing import Any

import aiohttp

from simulator.arr.wire import Json

_TIMEOUT = aiohttp.ClientTimeout(total=10)
_DISK_FULL = "Unpacking failed, write error or disk is full?"
_HISTORY_LIMIT = 60


class ClientDown(Exception):
    """The download client does not answer, or not as SABnzbd does."""


class ItemStatus(StrEnum):
    """What the app makes of a SABnzbd job."""

    QUEUED = "queued"
    PAUSED = "paused"
    DOWNLOADING = "downloading"
    COMPLETED = "completed"
    FAILED = "failed"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ClientItem:
    """A SABnzbd job as the app sees it.

    Attributes:
        id: The nzo_id, which the app calls download id.
        title: Name of the job.
        category: SABnzbd's category.
        size: Bytes.
        left: Bytes still to come.
        time_left: Seconds still to go, None while unknown.
        status: What the app makes of it.
        message: SABnzbd's fail_message; None for a job in the queue.
        path: Final folder, or None while downloading.
        in_history: It stands in SABnzbd's history.
    """

    id: str
    title: str
    category: str
    size: float
    left: float
    time_left: float | None
    status: ItemStatus
    message: str | None
    path: str | None
    in_history: bool


class Sabnzbd:
    """One SABnzbd as configured in the app."""

    def __init__(self, settings: Json, session: aiohttp.ClientSession) -> None:
        """Read the provider's fields.

        Args:
            settings: The downloadclient resource.
            session: The app's HTTP session, which carries its user agent.
        """
        self._session = session
        fields: dict[str, Any] = {
            field["name"]: field.get("value") for field in settings["fields"]
        }
        scheme = "https" if fields.get("useSsl") else "http"
        base = str(fields.get("urlBase") or "").strip("/")
        base = f"/{base}" if base else ""
        self.url = f"{scheme}://{fields['host']}:{fields['port']}{base}/api"
        self._key = str(fields.get("apiKey") or "")
        self.category = str(
            fields.get("tvCategory") or fields.get("movieCategory") or ""
        )

    async def version(self) -> str:
        """Return SABnzbd's version; needs no key."""
        answer = await self._get(mode="version")
        return str(answer.get("version", ""))

    async def config(self) -> Json:
        """Return SABnzbd's settings; proves the key."""
        answer = await self._get(mode="get_config")
        config: Json = answer.get("config", {})
        return config

    async def add(self, title: str, nzb: bytes, category: str | None = None) -> str:
        """Send an NZB and return the job's id.

        Args:
            title: Name of the job.
            nzb: The document.
            category: Instead of the app's own.

        Raises:
            ClientDown: SABnzbd did not take it.
        """
        form = aiohttp.FormData()
        form.add_field(
            "name", nzb, filename=f"{title}.nzb", content_type="application/x-nzb"
        )
        answer = await self._ask(
            form,
            {
                "mode": "addfile",
                "cat": self.category if category is None else category,
                "priority": "-100",
            },
        )
        ids = answer.get("nzo_ids")
        if not answer.get("status", True) or not ids:
            raise ClientDown("SABnzbd did not take the NZB")
        return str(ids[0])

    async def items(self) -> list[ClientItem]:
        """Return the jobs of the app's category: queue first, then history."""
        queue = (await self._get(mode="queue", start="0", limit="0")).get("queue")
        history = (
            await self._get(
                mode="history",
                start="0",
                limit=str(_HISTORY_LIMIT),
                category=self.category,
                cat=self.category,
            )
        ).get("history")
        if not isinstance(queue, dict) or not isinstance(history, dict):
            raise ClientDown("SABnzbd answered with something else")
        try:
            found = [
                _queued(slot, paused=bool(queue.get("paused")))
                for slot in queue["slots"]
            ]
            done = [_past(slot) for slot in history["slots"]]
        except (KeyError, TypeError, ValueError) as err:
            raise ClientDown("SABnzbd answered with something else") from err
        known = {item.id for item in found}
        found.extend(item for item in done if item.id not in known)
        return [item for item in found if item.category == self.category]

    async def remove(self, item: ClientItem) -> None:
        """Take a job and its data out of SABnzbd; a completed one is archived."""
        if not item.in_history:
            await self._get(mode="queue", name="delete", value=item.id, del_files="1")
            return
        archive = "1" if item.status is ItemStatus.COMPLETED else "0"
        await self._get(
            mode="history", name="delete", value=item.id, del_files="1", archive=archive
        )

    async def change_category(self, item: ClientItem, category: str) -> None:
        """Move a job out of the app's sight."""
        await self._get(mode="change_cat", value=item.id, value2=category)

    async def _get(self, **params: str) -> Json:
        return await self._ask(None, params)

    async def _ask(self, form: aiohttp.FormData | None, params: dict[str, str]) -> Json:
        query = {**params, "output": "json", "apikey": self._key}
        try:
            async with self._session.request(
                "POST" if form is not None else "GET",
                self.url,
                params=query,
                data=form,
                allow_redirects=False,
                timeout=_TIMEOUT,
            ) as response:
                if response.status != 200:
                    raise ClientDown((await response.text())[:120])
                answer: object = json.loads(await response.text())
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as err:
            raise ClientDown("Connection refused") from err
        if not isinstance(answer, dict) or answer.get("error"):
            raise ClientDown(str(answer))
        return answer


def _queued(slot: Json, *, paused: bool) -> ClientItem:
    status = slot["status"]
    forced = slot.get("priority") == "Force"
    if status == "Paused" or (paused and not forced):
        state = ItemStatus.PAUSED
    elif status in {"Queued", "Grabbing", "Propagating"}:
        state = ItemStatus.QUEUED
    else:
        state = ItemStatus.DOWNLOADING
    time_left = None if state is ItemStatus.PAUSED else seconds(slot["timeleft"])
    return ClientItem(
        id=slot["nzo_id"],
        title=slot["filename"],
        category=slot["cat"],
        size=round(float(slot["mb"]) * 1024**2),
        left=round(float(slot["mbleft"]) * 1024**2),
        time_left=time_left,
        status=state,
        message=None,
        path=None,
        in_history=False,
    )


def _past(slot: Json) -> ClientItem:
    message = slot.get("fail_message") or ""
    match slot["status"]:
        case "Completed" if slot.get("loaded"):
            state = ItemStatus.DOWNLOADING
        case "Completed":
            state = ItemStatus.COMPLETED
        case "Failed" if message == _DISK_FULL:
            state = ItemStatus.WARNING
        case "Failed":
            state = ItemStatus.FAILED
        case _:
            state = ItemStatus.DOWNLOADING
    return ClientItem(
        id=slot["nzo_id"],
        title=slot["name"],
        category=slot["category"],
        size=float(slot["bytes"]),
        left=0,
        time_left=0,
        status=state,
        message=message,
        path=slot.get("storage") or None,
        in_history=True,
    )


def seconds(text: str) -> float:
    """Return the seconds of SABnzbd's `[D:]H:MM:SS`."""
    total = 0.0
    for part, factor in zip(
        reversed(text.split(":")), (1, 60, 3600, 86_400), strict=False
    ):
        total += int(part) * factor
    return total
