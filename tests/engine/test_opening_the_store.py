"""A stack whose database cannot be opened says why, and starts when it can be."""

from pathlib import Path
import sqlite3

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.store import Store
from tests.requests.facts import a_request

pytestmark = pytest.mark.usefixtures("enable_custom_integrations")


def stack(hass: HomeAssistant, db_url: str) -> MockConfigEntry:
    """Return a stack without servers on a database of the user's own."""
    entry = MockConfigEntry(domain=DOMAIN, title="Home", options={"db_url": db_url})
    entry.add_to_hass(hass)
    return entry


@pytest.mark.parametrize(
    ("db_url", "why"),
    [
        ("nosuch://me:secret@host/name", "store_driver_missing"),
        ("sqlite+nosuch:///file", "store_driver_missing"),
    ],
)
async def test_a_driver_that_is_gone_is_named_as_the_reason(
    hass: HomeAssistant, db_url: str, why: str
) -> None:
    entry = stack(hass, db_url)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == why
    assert "secret" not in str(entry.reason)


async def test_a_database_of_a_newer_version_is_left_alone_and_told_of(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    path = tmp_path / "shared.db"
    await (await Store.open(f"sqlite:///{path}", "home")).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE autoarr_schema SET version = 99")
    database.close()
    entry = stack(hass, f"sqlite:///{path}")
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "store_newer"


async def test_a_database_that_is_away_is_tried_again_and_nothing_in_it_is_lost(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    there, away = tmp_path / "there", tmp_path / "away"
    there.mkdir()
    db_url = f"sqlite:///{there}/autoarr.db"
    entry = stack(hass, db_url)
    store = await Store.open(db_url, entry.entry_id)
    await store.requests.save(a_request())
    await store.close()

    there.rename(away)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state.value == ConfigEntryState.SETUP_RETRY.value
    assert entry.error_reason_translation_key == "store_unusable"

    away.rename(there)
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state.value == ConfigEntryState.LOADED.value
    assert await entry.runtime_data.store.requests.get("r1") is not None
