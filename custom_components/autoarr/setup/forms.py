"""The forms of set-up: which fields there are and how they look."""

from typing import Final

from homeassistant.const import CONF_NAME, CONF_URL, CONF_VERIFY_SSL
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from ..const import CONF_AI_PROVIDER, CONF_MODE, CONF_VOICE_SENTENCES
from ..downloads.model import RecoveryMode
from ..reasoning.model import ProviderName
from ..servers.models import ServerType
from .ai_flow import PROVIDER
from .server import key_field

CONF_SERVERS: Final = "servers"
CONF_STACK: Final = "stack"
NEW_STACK: Final = "new"

EXAMPLES: Final = {
    ServerType.SONARR: "http://192.168.1.10:8989",
    ServerType.RADARR: "http://192.168.1.10:7878",
    ServerType.SABNZBD: "http://192.168.1.10:8080",
    ServerType.PLEX: "http://192.168.1.10:32400",
}

_URL = TextSelector(TextSelectorConfig(type=TextSelectorType.URL, autocomplete="url"))
_SECRET = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)
_TEXT = TextSelector()

STACK: Final = vol.Schema({vol.Required(CONF_NAME): _TEXT})

MODE: Final = SelectSelector(
    SelectSelectorConfig(
        options=[
            RecoveryMode.AUTOMATIC.value,
            RecoveryMode.ASK.value,
            RecoveryMode.OBSERVE.value,
        ],
        translation_key=CONF_MODE,
        mode=SelectSelectorMode.LIST,
    )
)

RECOVERY: Final = vol.Schema(
    {vol.Required(CONF_MODE, default=RecoveryMode.AUTOMATIC.value): MODE}
)


def ai_form(wants_sentences: bool) -> vol.Schema:
    """Return the choice of a language model, and of what Assist listens to."""
    return vol.Schema(
        {
            vol.Required(CONF_AI_PROVIDER, default=ProviderName.NONE.value): PROVIDER,
            vol.Required(CONF_VOICE_SENTENCES, default=wants_sentences): (
                BooleanSelector()
            ),
        }
    )


def server_form(
    server_type: ServerType, *, may_be_empty: bool = False, keeps_key: bool = False
) -> vol.Schema:
    """Return the fields that describe a server.

    Args:
        server_type: What it is.
        may_be_empty: Sending nothing is a way out of the form.
        keeps_key: An empty key stands for the one that is known.
    """
    url = vol.Optional(CONF_URL) if may_be_empty else vol.Required(CONF_URL)
    field = key_field(server_type)
    key = vol.Optional(field) if may_be_empty or keeps_key else vol.Required(field)
    return vol.Schema(
        {
            url: _URL,
            key: _SECRET,
            vol.Optional(CONF_NAME): _TEXT,
            vol.Required(CONF_VERIFY_SSL, default=True): BooleanSelector(),
        }
    )


def key_form(server_type: ServerType) -> vol.Schema:
    """Return the one field of a form that asks for a new key."""
    return vol.Schema({vol.Required(key_field(server_type)): _SECRET})


def import_form(options: list[SelectOptionDict]) -> vol.Schema:
    """Return the list of servers that Home Assistant knows already."""
    return vol.Schema(
        {
            vol.Optional(CONF_SERVERS, default=[]): SelectSelector(
                SelectSelectorConfig(
                    options=options, multiple=True, mode=SelectSelectorMode.LIST
                )
            )
        }
    )


def discovered_form(server_type: ServerType, stacks: dict[str, str]) -> vol.Schema:
    """Return the form for a server that announced itself.

    Args:
        server_type: What it is.
        stacks: Titles of the stacks that it may become part of, by entry id.
    """
    form = server_form(server_type)
    if not stacks:
        return form
    options = [
        SelectOptionDict(value=entry_id, label=title)
        for entry_id, title in stacks.items()
    ]
    options.append(SelectOptionDict(value=NEW_STACK, label=NEW_STACK))
    return form.extend(
        {
            vol.Required(CONF_STACK, default=options[0]["value"]): SelectSelector(
                SelectSelectorConfig(
                    options=options,
                    translation_key=CONF_STACK,
                    mode=SelectSelectorMode.LIST,
                )
            )
        }
    )
