"""Actions about failures: which there are, what would be done, and doing it."""

from homeassistant.const import CONF_PASSWORD
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..const import DOMAIN
from ..downloads.model import Failure, FailureClass, Message, Step
from ..engine import Engine
from ..store import FailureFilter
from .base import (
    ATTR_LIMIT,
    ATTR_OFFSET,
    ATTR_SINCE,
    ATTR_UNTIL,
    PAGING,
    Fields,
    answer,
    moment,
    must_be_admin,
    register,
)

ATTR_DOWNLOAD_ID = "download_id"
ATTR_FAILURE_CLASS = "failure_class"
ATTR_FAILURE_ID = "failure_id"
ATTR_RESOLVED = "resolved"
ATTR_STEP = "step"
ATTR_STRATEGY = "strategy"

STRATEGIES = ("auto", "same_release", "other_release", "lower_quality", "import")
FOR_EVERYBODY = ("auto", "same_release")

GET_FAILED_DOWNLOADS: Fields = {
    vol.Optional(ATTR_SINCE): cv.datetime,
    vol.Optional(ATTR_UNTIL): cv.datetime,
    vol.Optional(ATTR_FAILURE_CLASS, default=list): vol.All(
        cv.ensure_list, [vol.Coerce(FailureClass)]
    ),
    vol.Optional(ATTR_RESOLVED): cv.boolean,
    **PAGING,
}
RETRY_DOWNLOAD: Fields = {
    vol.Exclusive(ATTR_FAILURE_ID, "which"): cv.string,
    vol.Exclusive(ATTR_DOWNLOAD_ID, "which"): cv.string,
    vol.Optional(ATTR_STRATEGY, default="auto"): vol.In(STRATEGIES),
    vol.Optional(CONF_PASSWORD): vol.All(cv.string, vol.Length(min=1, max=255)),
}
PREVIEW_RECOVERY: Fields = {vol.Optional(ATTR_FAILURE_ID): cv.string}
DISMISS_FAILURE: Fields = {vol.Required(ATTR_FAILURE_ID): cv.string}
APPROVE_RECOVERY: Fields = {
    **DISMISS_FAILURE,
    vol.Optional(ATTR_STEP): vol.Coerce(Step),
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "get_failed_downloads", _get_failures, GET_FAILED_DOWNLOADS)
    register(hass, "preview_recovery", _preview, PREVIEW_RECOVERY)
    register(hass, "retry_download", _retry, RETRY_DOWNLOAD, changes=True)
    register(
        hass,
        "approve_recovery",
        _approve,
        APPROVE_RECOVERY,
        changes=True,
        admin=True,
    )
    register(
        hass,
        "dismiss_failure",
        _dismiss,
        DISMISS_FAILURE,
        changes=True,
        admin=True,
    )


async def _get_failures(engine: Engine, call: ServiceCall) -> ServiceResponse:
    page = await engine.store.failures.list(
        FailureFilter(
            since=moment(call.data.get(ATTR_SINCE)),
            until=moment(call.data.get(ATTR_UNTIL)),
            classes=frozenset(call.data[ATTR_FAILURE_CLASS]),
            resolved=call.data.get(ATTR_RESOLVED),
        ),
        limit=call.data[ATTR_LIMIT],
        offset=call.data[ATTR_OFFSET],
    )
    return answer("failures", map(engine.shaper.failure, page.items), page.total)


async def _preview(engine: Engine, call: ServiceCall) -> ServiceResponse:
    steps = await engine.orders.preview(call.data.get(ATTR_FAILURE_ID))
    return {
        "steps": [
            {
                "failure_id": step.failure.id,
                "title": step.failure.title,
                "step": step.step,
                "reason": engine.phrases.words(step.reason),
                "rule": step.rule,
                "writes": [
                    {**write, "server": engine.shaper.name(str(write["server_id"]))}
                    for write in step.writes
                ],
            }
            for step in steps
        ]
    }


async def _retry(engine: Engine, call: ServiceCall) -> ServiceResponse:
    strategy = call.data[ATTR_STRATEGY]
    if strategy not in FOR_EVERYBODY:
        await must_be_admin(call)
    wanted = call.data.get(ATTR_FAILURE_ID) or call.data.get(ATTR_DOWNLOAD_ID)
    if not wanted:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="failure_or_download"
        )
    return _said(
        engine,
        *await engine.orders.retry(wanted, strategy, call.data.get(CONF_PASSWORD)),
    )


async def _approve(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(
        engine,
        *await engine.orders.approve(
            call.data[ATTR_FAILURE_ID], call.data.get(ATTR_STEP)
        ),
    )


async def _dismiss(engine: Engine, call: ServiceCall) -> ServiceResponse:
    return _said(engine, *await engine.orders.dismiss(call.data[ATTR_FAILURE_ID]))


def _said(engine: Engine, failure: Failure, message: Message) -> ServiceResponse:
    return {
        "failure": engine.shaper.failure(failure),
        "message": engine.phrases.words(message),
    }
