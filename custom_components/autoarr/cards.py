"""Serves the dashboard's cards, and has every page of the frontend load them."""

import hashlib
from pathlib import Path
from typing import Any, Final

from homeassistant.components import frontend, websocket_api
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

BUNDLE: Final = Path(__file__).parent / "frontend" / "autoarr-cards.js"
URL: Final = f"/{DOMAIN}_static/{BUNDLE.name}"
VERSION_LENGTH: Final = 12

DATA_CARDS: HassKey[Cards] = HassKey(f"{DOMAIN}_cards")


class Cards:
    """The bundle of the cards, loaded by pages as long as any stack is set up."""

    def __init__(self, hass: HomeAssistant, version: str) -> None:
        """Take the version of the bundle: what its content hashes to."""
        self._hass = hass
        self._stacks = 0
        self.version = version

    @property
    def url(self) -> str:
        """Return where pages load the bundle; another version has another address."""
        return f"{URL}?v={self.version}"

    @callback
    def add_stack(self) -> CALLBACK_TYPE:
        """Have pages load the cards; return how to stop, which counts for the last."""
        self._stacks += 1
        if self._stacks == 1:
            frontend.add_extra_js_url(self._hass, self.url)
        return self._remove_stack

    @callback
    def _remove_stack(self) -> None:
        self._stacks -= 1
        if not self._stacks:
            frontend.remove_extra_js_url(self._hass, self.url)


async def async_register(hass: HomeAssistant) -> None:
    """Serve the bundle, once; a home without a frontend has no use for it."""
    if frontend.DOMAIN not in hass.config.components:
        return
    version = await hass.async_add_executor_job(_version)
    await hass.http.async_register_static_paths(
        [StaticPathConfig(URL, str(BUNDLE), cache_headers=True)]
    )
    hass.data[DATA_CARDS] = Cards(hass, version)
    websocket_api.async_register_command(hass, _tell_version)


@callback
def show(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Have pages load the cards as long as a stack is set up; return how to stop."""
    cards = hass.data.get(DATA_CARDS)
    return cards.add_stack() if cards else _nothing


def _nothing() -> None:
    """Stop what was never begun."""


def _version() -> str:
    return hashlib.sha256(BUNDLE.read_bytes()).hexdigest()[:VERSION_LENGTH]


@websocket_api.websocket_command({"type": f"{DOMAIN}/cards/version"})
@callback
def _tell_version(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Tell a page which bundle there is, so that it knows whether its own is old."""
    connection.send_result(msg["id"], {"version": hass.data[DATA_CARDS].version})
