"""The dashboard's cards are loaded by pages as long as there is something to show."""

import hashlib

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.autoarr import cards

pytestmark = pytest.mark.real_time


@pytest.fixture
async def pages(hass: HomeAssistant) -> HomeAssistant:
    """Return a home with a frontend, whose pages may load the cards."""
    assert await async_setup_component(hass, "frontend", {})
    await cards.async_register(hass)
    return hass


def _loaded(hass: HomeAssistant) -> list[str]:
    return [url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if "autoarr" in url]


async def test_the_cards_are_loaded_while_a_stack_is_set_up(
    pages: HomeAssistant,
) -> None:
    assert _loaded(pages) == []
    first, second = cards.show(pages), cards.show(pages)
    assert len(_loaded(pages)) == 1
    first()
    assert len(_loaded(pages)) == 1
    second()
    assert _loaded(pages) == []


async def test_another_bundle_has_another_address(
    pages: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    cards.show(pages)
    [url] = _loaded(pages)
    client = await hass_client_no_auth()
    answer = await client.get(url)
    body = await answer.read()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert url.endswith(f"?v={hashlib.sha256(body).hexdigest()[:12]}")
    assert "max-age" in answer.headers["Cache-Control"]


async def test_a_page_can_ask_which_bundle_there_is(
    pages: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    cards.show(pages)
    client = await hass_ws_client(pages)
    await client.send_json_auto_id({"type": "autoarr/cards/version"})
    answer = await client.receive_json()
    assert _loaded(pages)[0].endswith(answer["result"]["version"])


async def test_a_home_without_a_frontend_has_no_cards(hass: HomeAssistant) -> None:
    await cards.async_register(hass)
    cards.show(hass)()
    assert cards.DATA_CARDS not in hass.data
