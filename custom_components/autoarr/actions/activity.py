"""Actions about what happened: the activity feed, and counts of it."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..activity import ActivityKind, Severity
from ..callers import caller_of
from ..engine import Engine
from ..engine.shapes import activity_shape
from ..engine.statistics import statistics_shape
from ..store import ActivityFilter
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

ATTR_CORRELATION_ID = "correlation_id"
ATTR_KIND = "kind"
ATTR_SEARCH = "search"
ATTR_SEVERITY = "severity"

GET_ACTIVITY: Fields = {
    vol.Optional(ATTR_CORRELATION_ID): cv.string,
    vol.Optional(ATTR_KIND, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(ActivityKind)]
    ),
    vol.Optional(ATTR_SEVERITY): vol.Coerce(Severity),
    vol.Optional(ATTR_SERVER): cv.string,
    vol.Optional(ATTR_SINCE): cv.datetime,
    vol.Optional(ATTR_UNTIL): cv.datetime,
    vol.Optional(ATTR_SEARCH): cv.string,
    **PAGING,
}

GET_STATISTICS: Fields = {
    vol.Optional(ATTR_SINCE): cv.datetime,
    vol.Optional(ATTR_UNTIL): cv.datetime,
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "get_activity", _get_activity, GET_ACTIVITY)
    register(hass, "get_statistics", _get_statistics, GET_STATISTICS)


async def _get_activity(engine: Engine, call: ServiceCall) -> ServiceResponse:
    data = call.data
    page = await engine.store.activity.list(
        ActivityFilter(
            correlation_id=data.get(ATTR_CORRELATION_ID),
            kinds=frozenset(data[ATTR_KIND]),
            severity=data.get(ATTR_SEVERITY),
            server=server_id(engine, call),
            since=moment(data.get(ATTR_SINCE)),
            until=moment(data.get(ATTR_UNTIL)),
            search=data.get(ATTR_SEARCH),
            seen_by=engine.desk.sees_only(await caller_of(call.hass, call.context)),
        ),
        limit=data[ATTR_LIMIT],
        offset=data[ATTR_OFFSET],
    )
    return answer("activity", map(activity_shape, page.items), page.total)


async def _get_statistics(engine: Engine, call: ServiceCall) -> ServiceResponse:
    counted = await engine.store.statistics.read(
        moment(call.data.get(ATTR_SINCE)), moment(call.data.get(ATTR_UNTIL))
    )
    return {**statistics_shape(counted, engine.shaper.name)}
