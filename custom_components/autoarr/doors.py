"""How what goes wrong inside is told at Home Assistant's doors: translated, no secrets."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .audit.errors import FixError
from .const import DOMAIN
from .coordinators.base import error_key
from .downloads.errors import NotKnown, NotPossible
from .message import Message
from .reasoning.errors import (
    BudgetSpent,
    KeyRejected,
    ModelGone,
    NotSetUp,
    Paused,
    ReasoningError,
)
from .servers.base import NotFound, Rejected, ServerError
from .store import StoreError

if TYPE_CHECKING:
    from .engine import Engine


@contextmanager
def told(engine: Engine, server: str = "") -> Iterator[None]:
    """Turn the errors of the rooms into those that people and automations see.

    Raises:
        ServiceValidationError: The caller asked for what does not exist or make sense.
        HomeAssistantError: A server or the store failed.
    """
    try:
        yield
    except NotKnown as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=f"unknown_{err.what}",
            translation_placeholders={"wanted": err.wanted},
        ) from err
    except NotPossible as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_possible",
            translation_placeholders={"reason": engine.phrases.words(err.message)},
        ) from err
    except (Rejected, NotFound) as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="refused",
            translation_placeholders={
                "server": err.server or server,
                "error": str(err),
            },
        ) from err
    except ServerError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=error_key(err),
            translation_placeholders={
                "server": err.server or server,
                "error": str(err),
            },
        ) from err
    except FixError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key=err.key
        ) from err
    except ReasoningError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=_reasoning_key(err),
            translation_placeholders={"seconds": str(ceil(getattr(err, "seconds", 0)))},
        ) from err
    except StoreError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="store_unusable"
        ) from err


def reason(engine: Engine, err: Exception) -> tuple[str, str]:
    """Return why something was not done: the key of an error, and its sentence."""
    try:
        with told(engine):
            raise err
    except HomeAssistantError as told_err:
        key = str(told_err.translation_key)
        values = told_err.translation_placeholders or {}
    words = Message(key=f"exceptions.{key}", placeholders=values)
    return key, engine.phrases.words(words)


def _reasoning_key(err: ReasoningError) -> str:
    """Return the key of the sentence that says why a model did not answer."""
    match err:
        case NotSetUp():
            return "ai_not_set_up"
        case BudgetSpent():
            return "ai_budget_spent"
        case KeyRejected():
            return "ai_key_rejected"
        case ModelGone():
            return "ai_model_gone"
        case Paused():
            return "ai_paused"
    return "ai_no_answer"
