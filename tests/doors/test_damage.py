"""A database that breaks is set aside, and a person is told until they have seen it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import sqlite3

from homeassistant.components.repairs.const import DOMAIN as REPAIRS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine as Sql
from sqlalchemy.exc import DatabaseError

from custom_components.autoarr.const import DOMAIN, ISSUE_STORE_DAMAGED
from tests.e2e.home import Home


@contextmanager
def malformed() -> Iterator[None]:
    """Let SQLite find the file damaged, whatever it is asked."""

    def refuse(_: object, _cursor: object, statement: str, *_more: object) -> None:
        why = sqlite3.DatabaseError("database disk image is malformed")
        why.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise DatabaseError(statement, None, why)

    event.listen(Sql, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(Sql, "before_cursor_execute", refuse)


def is_kept(home: Home, name: str) -> bool:
    """Return whether a file is in the configuration."""
    return Path(home.hass.config.path(name)).exists()


async def test_a_database_that_breaks_is_set_aside_and_told_of(home: Home) -> None:
    hass = home.hass
    assert await async_setup_component(hass, REPAIRS, {})
    broken = home.engine
    with malformed(), pytest.raises(HomeAssistantError):
        await home.act("get_activity")
    await home.until(
        lambda: (
            home.entry.state is ConfigEntryState.LOADED and home.engine is not broken
        ),
        "it did not start again",
    )
    (issue,) = home.issues()
    assert issue.translation_key == ISSUE_STORE_DAMAGED
    assert issue.translation_placeholders is not None
    assert is_kept(home, issue.translation_placeholders["file"])

    # It is told until somebody has seen it, and no longer.
    await home.reload()
    assert [each.issue_id for each in home.issues()] == [issue.issue_id]
    flows = hass.data[REPAIRS]["flow_manager"]
    flow = await flows.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    assert flow["type"] is FlowResultType.MENU
    flow = await flows.async_configure(flow["flow_id"], {"next_step_id": "seen"})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert home.issues() == []
    await home.reload()
    assert home.issues() == []
