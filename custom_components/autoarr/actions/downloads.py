"""Actions about downloads: what runs, what ran, taking one away, pausing."""

from datetime import timedelta
from itertools import islice

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..downloads.model import DownloadStatus, Message, Outcome
from ..engine import Engine
from ..store import DownloadFilter
from .base import (
    ATTR_LIMIT,
    ATTR_OFFSET,
    ATTR_SERVER,
    ATTR_SINCE,
    ATTR_UNTIL,
    PAGING,
    Fields,
    answer,
    moment,
    register,
    server_id,
)

ATTR_BLOCKLIST = "blocklist"
ATTR_DOWNLOAD_ID = "download_id"
ATTR_DURATION = "duration"
ATTR_OUTCOME = "outcome"
ATTR_REMOVE_FROM_CLIENT = "remove_from_client"
ATTR_SEARCH = "search"
ATTR_STATUS = "status"

LONGEST_PAUSE = timedelta(days=7)

GET_DOWNLOADS: Fields = {
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_STATUS, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(DownloadStatus)]
    ),
    **PAGING,
}
GET_DOWNLOAD_HISTORY: Fields = {
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_OUTCOME): vol.Coerce(Outcome),
    vol.Optional(ATTR_SINCE): cv.datetime,
    vol.Optional(ATTR_UNTIL): cv.datetime,
    **PAGING,
}
REMOVE_DOWNLOAD: Fields = {
    vol.Required(ATTR_DOWNLOAD_ID): cv.string,
    vol.Optional(ATTR_BLOCKLIST, default=False): cv.boolean,
    vol.Optional(ATTR_REMOVE_FROM_CLIENT, default=True): cv.boolean,
    vol.Optional(ATTR_SEARCH, default=False): cv.boolean,
}
RESUME_DOWNLOADS: Fields = {
    vol.Exclusive(ATTR_SERVER, "which"): cv.string,
    vol.Exclusive(ATTR_DOWNLOAD_ID, "which"): cv.string,
}
PAUSE_DOWNLOADS: Fields = {
    **RESUME_DOWNLOADS,
    vol.Optional(ATTR_DURATION): vol.All(
        cv.time_period, vol.Range(min=timedelta(minutes=1), max=LONGEST_PAUSE)
    ),
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "get_downloads", _get_downloads, GET_DOWNLOADS)
    register(hass, "get_download_history", _get_history, GET_DOWNLOAD_HISTORY)
    for name, handler, fields, admin in (
        ("remove_download", _remove, REMOVE_DOWNLOAD, True),
        ("pause_downloads", _pause, PAUSE_DOWNLOADS, False),
        ("resume_downloads", _resume, RESUME_DOWNLOADS, False),
    ):
        register(hass, name, handler, fields, changes=True, admin=admin)


async def _get_downloads(engine: Engine, call: ServiceCall) -> ServiceResponse:
    server = server_id(engine, call)
    statuses = set(call.data[ATTR_STATUS])
    found = [
        download
        for download in engine.downloads.values()
        if (server is None or server in {download.server_id, download.client_id})
        and (not statuses or download.status in statuses)
    ]
    offset = call.data[ATTR_OFFSET]
    page = islice(found, offset, offset + call.data[ATTR_LIMIT])
    return answer("downloads", map(engine.download_shape, page), len(found))


async def _get_history(engine: Engine, call: ServiceCall) -> ServiceResponse:
    page = await engine.store.downloads.list(
        DownloadFilter(
            server=server_id(engine, call),
            outcome=call.data.get(ATTR_OUTCOME),
            since=moment(call.data.get(ATTR_SINCE)),
            until=moment(call.data.get(ATTR_UNTIL)),
        ),
        limit=call.data[ATTR_LIMIT],
        offset=call.data[ATTR_OFFSET],
    )
    return answer("history", map(engine.shaper.finished, page.items), page.total)


async def _remove(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        await engine.orders.remove_download(
            call.data[ATTR_DOWNLOAD_ID],
            blocklist=call.data[ATTR_BLOCKLIST],
            remove_from_client=call.data[ATTR_REMOVE_FROM_CLIENT],
            search=call.data[ATTR_SEARCH],
        ),
    )


async def _pause(engine: Engine, call: ServiceCall) -> ServiceResponse:
    duration: timedelta | None = call.data.get(ATTR_DURATION)
    return _said(
        engine,
        await engine.orders.pause(
            call.data.get(ATTR_SERVER),
            call.data.get(ATTR_DOWNLOAD_ID),
            int(duration.total_seconds()) if duration else None,
        ),
    )


async def _resume(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        await engine.orders.resume(
            call.data.get(ATTR_SERVER), call.data.get(ATTR_DOWNLOAD_ID)
        ),
    )


def _said(engine: Engine, message: Message) -> ServiceResponse:
    return {"message": engine.phrases.words(message)}
