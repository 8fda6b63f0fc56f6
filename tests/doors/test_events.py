"""What happens is told once on the bus, by the event entity and on the Activity page."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from homeassistant.components.logbook import LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import Context, CoreState, Event, HomeAssistant, callback
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.model import Message
from custom_components.autoarr.event import TYPE_OF_EVENT
from custom_components.autoarr.events import EVENTS, LARGEST_PAYLOAD, fire
from custom_components.autoarr.logbook import async_describe_events
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home
from tests.source import argument, calls

COMMON = {"config_entry_id", "server", "correlation_id", "title", "message"}
FAILURE = {
    "id",
    "download_id",
    "media",
    "class",
    "cause",
    "blames",
    "evidence",
    "detected_at",
    "state",
    "reason",
    "attempts",
    "next_attempt_at",
    "next_step",
}
DOWNLOAD = {
    "id",
    "client",
    "media",
    "status",
    "progress",
    "size",
    "size_left",
    "time_left",
    "quality",
    "protocol",
    "client_job_id",
    "failure",
}
FEED = {"id", "kind", "severity", "server_id"}

ACTIVITY = Activity(
    id="a1",
    at=datetime(2026, 11, 1, tzinfo=UTC),
    kind=ActivityKind.DOWNLOAD,
    severity=Severity.ERROR,
    server_id="s1",
    server="Radarr",
    title="Dune.2021.1080p.WEB.h264-GRP",
    message="Dune failed.",
    correlation_id="c1",
    event="download_failed",
    data={"id": "f1", "class": "bad_release", "cause": "It is damaged."},
)


def names(home: Home) -> list[str]:
    """Return which events there were."""
    return [str(event.event_type).removeprefix(f"{DOMAIN}_") for event in home.events]


async def test_a_story_is_told_by_events_with_all_that_the_contract_names(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("bad_release", media="series")
    await home.wait_for("recovery_succeeded")
    told = [name for name in names(home) if name != "activity"]
    assert sorted(told) == [
        "download_completed",
        "download_failed",
        "recovery_started",
        "recovery_succeeded",
    ]
    assert names(home).count("activity") == len(told)
    for event in home.events:
        payload = event.data
        assert payload["config_entry_id"] == home.entry.entry_id
        assert payload["server"] == "Sonarr"
        assert payload["message"]
        assert len(orjson.dumps(payload)) <= LARGEST_PAYLOAD
    for name in told:
        shape = DOWNLOAD if name == "download_completed" else FAILURE
        (payload,) = home.heard(name)
        assert payload.keys() >= COMMON | shape
    for payload in home.heard("activity"):
        assert payload.keys() == COMMON | FEED
    (failed,) = home.heard("download_failed")
    assert len({event.data["correlation_id"] for event in home.events}) == 1
    assert failed["class"] == "bad_release"

    shown = hass.states.get("event.home_downloads")
    assert shown is not None
    assert shown.attributes["event_type"] in ("recovery_succeeded", "completed")
    assert shown.attributes["correlation_id"] == failed["correlation_id"]
    assert shown.attributes["server"] == "Sonarr"


async def test_the_event_entity_shows_what_concerns_downloads_and_nothing_else(
    hass: HomeAssistant, home: Home
) -> None:
    for name, event_type in TYPE_OF_EVENT.items():
        home.engine._hear(replace(ACTIVITY, event=name))
        shown = hass.states.get("event.home_downloads")
        assert shown is not None
        assert shown.attributes["event_type"] == event_type
        assert shown.attributes["title"] == ACTIVITY.title
        assert shown.attributes["message"] == ACTIVITY.message
        assert shown.attributes["class"] == "bad_release"
        assert "cause" not in shown.attributes
    before = hass.states.get("event.home_downloads")
    for other in (None, "server_unavailable"):
        home.engine._hear(replace(ACTIVITY, event=other))
    assert hass.states.get("event.home_downloads") == before


async def test_what_happens_before_automations_are_armed_is_told_once_they_are(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation
) -> None:
    await simulation.plex.set_up(False)
    hass.set_state(CoreState.starting)
    home = await make_home()
    for title in ("Dune", "Heat"):
        home.engine.feed.tell(
            ActivityKind.DOWNLOAD,
            Message(key="activity_download_completed", placeholders={"title": title}),
            event="download_completed",
            title=title,
        )
    await hass.async_block_till_done()
    assert names(home) == []
    assert home.state("event.home_downloads") == "unknown"
    kept = await home.act("get_activity")
    assert [each["title"] for each in kept["activity"]] == ["Heat", "Dune", "Plex"]

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done()
    assert [event.data["title"] for event in home.events] == [
        title for title in ("Plex", "Dune", "Heat") for _ in ("its own", "the feed")
    ]
    shown = hass.states.get("event.home_downloads")
    assert shown is not None
    assert shown.attributes["event_type"] == "completed"
    assert shown.attributes["title"] == "Heat"
    await simulation.plex.set_up(True)
    await home.wait_for("server_available")


@pytest.fixture
def fired(hass: HomeAssistant) -> list[Event[Any]]:
    """Return what is fired on the bus."""
    heard: list[Event[Any]] = []

    @callback
    def hear(event: Event[Any]) -> None:
        heard.append(event)

    for name in ("download_failed", "activity"):
        hass.bus.async_listen(f"{DOMAIN}_{name}", hear)
    return heard


async def fire_now(hass: HomeAssistant, activity: Activity) -> None:
    """Fire an activity's events and let them be heard."""
    fire(hass, MockConfigEntry(domain=DOMAIN, entry_id="e1"), activity)
    await hass.async_block_till_done()


async def test_events_tell_who_ordered_what_and_later_ones_are_nobodys_doing(
    hass: HomeAssistant,
    make_home: MakeHome,
    simulation: Simulation,
    hass_admin_user: MockUser,
) -> None:
    home = await make_home({"mode": "observe"})
    await simulation.scenario("encrypted_paused", media="series")
    failed = await home.wait_for("download_failed")
    await hass.services.async_call(
        DOMAIN,
        "retry_download",
        {"failure_id": failed["id"], "strategy": "other_release"},
        blocking=True,
        context=Context(user_id=hass_admin_user.id),
    )
    # It looks at servers again, and goes on looking.
    await hass.services.async_call(
        DOMAIN,
        "pause_downloads",
        {"server": "Sabnzbd"},
        blocking=True,
        context=Context(user_id=hass_admin_user.id),
    )
    await home.act("resume_downloads")
    await home.wait_for("recovery_succeeded")
    ordered = {
        event.data["message"]
        for event in home.events
        if event.context.user_id == hass_admin_user.id
    }
    (started,) = home.heard("recovery_started")
    assert ordered == {started["message"], "Sabnzbd is paused"}


async def test_what_concerns_the_whole_stack_names_no_server(
    hass: HomeAssistant, fired: list[Event[Any]]
) -> None:
    await fire_now(hass, replace(ACTIVITY, server=None, server_id=None, event=None))
    (feed,) = fired
    assert feed.event_type == "autoarr_activity"
    assert feed.data["server"] is feed.data["server_id"] is None
    assert feed.data["kind"] == "download"


@pytest.mark.parametrize(
    ("data", "message", "kept"),
    [
        ({"evidence": ["x" * 900] * 3, "media": {"title": "Dune"}}, "!", True),
        ({"evidence": "x" * 3000, "attempts": "y" * 3000, "media": "z"}, "!", True),
        ({"cause": "語" * 3000, "media": "z" * 4000}, "語" * 3000, False),
        ({f"field{n}": "\N{CLAPPER BOARD}" * 600 for n in range(9)}, "!", False),
    ],
)
async def test_payloads_are_never_too_large_for_the_bus(
    hass: HomeAssistant,
    fired: list[Event[Any]],
    data: dict[str, Any],
    message: str,
    kept: bool,
) -> None:
    activity = replace(ACTIVITY, data={**ACTIVITY.data, **data}, message=message)
    await fire_now(hass, activity)
    assert len(fired) == 2
    for event in fired:
        assert len(orjson.dumps(event.data)) <= LARGEST_PAYLOAD
        assert event.data["correlation_id"] == "c1"
        assert event.data["title"] == ACTIVITY.title
        assert event.data["message"].startswith(message[0])
    assert ("media" in fired[0].data) is kept
    assert fired[0].data["class"] == "bad_release"


async def test_the_activity_page_describes_every_event_but_those_of_the_feed(
    hass: HomeAssistant, fired: list[Event[Any]]
) -> None:
    described: dict[str, Any] = {}
    async_describe_events(
        hass, lambda domain, event, describe: described.update({event: describe})
    )
    assert described.keys() == {f"autoarr_{name}" for name in EVENTS}
    await fire_now(hass, ACTIVITY)
    assert described["autoarr_download_failed"](fired[0]) == {
        LOGBOOK_ENTRY_NAME: "AutoArr",
        LOGBOOK_ENTRY_MESSAGE: "Dune failed.",
    }


def test_every_event_that_is_told_is_known() -> None:
    told = {
        event
        for ending in ("tell", "_tell")
        for _, call in calls(ending)
        if (event := argument(call, "event"))
    }
    assert {"recovery_started", "download_completed"} <= told
    assert told <= set(EVENTS)
    assert set(TYPE_OF_EVENT) <= set(EVENTS)
