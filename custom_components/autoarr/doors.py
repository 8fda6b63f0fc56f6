"""How what goes wrong inside is told at Home Assistant's doors: translated, no secrets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN
from .coordinators.base import error_key
from .downloads.errors import NotKnown, NotPossible
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
    except StoreError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN, translation_key="store_unusable"
        ) from err
