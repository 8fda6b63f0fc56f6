"""Actions that a language model may answer, and rules where they can."""

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..const import DOMAIN
from ..engine import Engine
from ..engine.reasoning import Explained
from ..limits import Family
from .base import Fields, register
from .recovery import ATTR_FAILURE_ID

ATTR_FINDING_ID = "finding_id"
ATTR_QUESTION = "question"

EXPLAIN: Fields = {
    vol.Exclusive(ATTR_FAILURE_ID, "what"): cv.string,
    vol.Exclusive(ATTR_FINDING_ID, "what"): cv.string,
    vol.Exclusive(ATTR_QUESTION, "what"): vol.All(
        cv.string, vol.Length(min=1, max=1000)
    ),
}


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register the actions of this family."""
    register(hass, "explain", _explain, EXPLAIN, family=Family.AI)


async def _explain(engine: Engine, call: ServiceCall) -> ServiceResponse:
    told = await _told(engine, call)
    return {"text": told.text, "source": told.source}


async def _told(engine: Engine, call: ServiceCall) -> Explained:
    if wanted := call.data.get(ATTR_FAILURE_ID):
        return await engine.reasoning.explain(await engine.orders.failure(wanted))
    if wanted := call.data.get(ATTR_FINDING_ID):
        return await engine.audits.explain(wanted)
    if question := call.data.get(ATTR_QUESTION):
        return await engine.reasoning.answer(question)
    raise ServiceValidationError(
        translation_domain=DOMAIN, translation_key="explain_what"
    )
