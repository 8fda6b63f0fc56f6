"""Automations: triggers, conditions, and the blueprints that are made of them."""

import asyncio
from collections.abc import Mapping
import json
from pathlib import Path
import shutil
from typing import Any

from homeassistant.components import automation
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers.condition import (
    _CONDITIONS_DESCRIPTION_SCHEMA,
    async_from_config,
    async_validate_condition_config,
)
from homeassistant.helpers.trigger.descriptions import _TRIGGERS_DESCRIPTION_SCHEMA
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict, parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
import voluptuous as vol

from custom_components.autoarr.condition import CONDITIONS
from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.events import EVENTS
from custom_components.autoarr.trigger import TRIGGERS, FeedTrigger
from simulator.world import Simulation
from tests.e2e.home import Home
from tests.test_descriptions import COMPONENT, ICONS
from tests.texts import texts

BLUEPRINTS = Path(__file__).parents[2] / "blueprints" / "automation" / DOMAIN
FAILED = {
    "config_entry_id": "home",
    "server": "Radarr",
    "title": "Dune",
    "message": "Dune: articles are missing",
    "correlation_id": "c1",
    "id": "f1",
    "class": "bad_release",
}


async def automate(hass: HomeAssistant, **config: Any) -> list[ServiceCall]:
    """Set up an automation; return the calls it will make of test.automation."""
    calls = async_mock_service(hass, "test", "automation")
    config.setdefault(
        "actions",
        [
            {
                "action": "test.automation",
                "data": {
                    "title": "{{ trigger.title }}",
                    "id": "{{ trigger.failure.id }}",
                },
            }
        ],
    )
    assert await async_setup_component(
        hass, automation.DOMAIN, {"automation": [config]}
    )
    await hass.async_block_till_done()
    return calls


async def act() -> None:
    """Let automations act; to wait until they are done would be to wait for a person."""
    await asyncio.sleep(0.5)


async def tell(hass: HomeAssistant, event: str, **data: Any) -> None:
    """Let something be told on the bus."""
    hass.bus.async_fire(f"{DOMAIN}_{event}", {**FAILED, **data}, context=Context())
    await act()


@pytest.mark.parametrize(
    ("options", "told", "fires"),
    [
        ({}, {}, True),
        ({"server": []}, {}, True),
        ({"server": ["radarr"]}, {}, True),
        ({"server": "Sonarr"}, {}, False),
        ({"class": ["bad_release", "encrypted"]}, {}, True),
        ({"class": ["stalled"]}, {}, False),
        ({"class": ["stalled"]}, {"class": "stalled"}, True),
        ({"server": ["Radarr"], "class": ["encrypted"]}, {}, False),
        ({"config_entry_id": "home"}, {}, True),
        ({"config_entry_id": "cabin"}, {}, False),
    ],
)
async def test_a_trigger_picks_by_its_options(
    home: Home, options: dict[str, Any], told: dict[str, Any], fires: bool
) -> None:
    calls = await automate(
        home.hass, triggers={"trigger": "autoarr.download_failed", "options": options}
    )
    await tell(home.hass, "download_failed", **told)
    assert [call.data["id"] for call in calls] == (["f1"] if fires else [])


@pytest.mark.parametrize("name", TRIGGERS)
async def test_every_trigger_hears_its_events_and_no_others(
    home: Home, name: str
) -> None:
    trigger = TRIGGERS[name]
    assert issubclass(trigger, FeedTrigger)
    assert set(trigger.events) <= set(EVENTS)
    calls = await automate(
        home.hass,
        triggers={"trigger": f"autoarr.{name}"},
        actions=[
            {
                "action": "test.automation",
                "data": {"id": f"{{{{ trigger.{trigger.about}.id }}}}"},
            }
        ],
    )
    for event in EVENTS:
        await tell(home.hass, event, id=event)
    told = [event for event in EVENTS if event in trigger.events]
    assert [call.data["id"] for call in calls] == told


@pytest.mark.parametrize(
    "config",
    [
        {"trigger": "autoarr.download_failed", "options": {"class": ["sad"]}},
        {"trigger": "autoarr.request_available", "options": {"media_type": "album"}},
        {"trigger": "autoarr.finding_raised", "options": {"class": "unknown"}},
    ],
)
async def test_wrong_options_of_a_trigger_are_refused(
    home: Home, config: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await TRIGGERS[
            config["trigger"].removeprefix("autoarr.")
        ].async_validate_complete_config(home.hass, config)


async def holds(hass: HomeAssistant, name: str, **options: Any) -> bool | None:
    """Return what a condition says."""
    config = await async_validate_condition_config(
        hass, {"condition": f"autoarr.{name}", "options": options}
    )
    checker = await async_from_config(hass, config)
    try:
        return checker.async_check()
    finally:
        checker.async_unload()


async def test_all_is_well_until_a_server_is_away(
    home: Home, simulation: Simulation
) -> None:
    hass = home.hass
    assert await holds(hass, "is_healthy")
    assert await holds(hass, "is_healthy", server="radarr")
    assert await holds(hass, "is_healthy", config_entry_id=home.entry.entry_id)
    assert not await holds(hass, "is_healthy", server="Prowlarr")
    assert not await holds(hass, "is_healthy", config_entry_id="cabin")
    assert not await holds(hass, "is_recovering")
    await simulation.servers["radarr"].set_up(False)
    await home.looks(1)
    assert not await holds(hass, "is_healthy")
    assert not await holds(hass, "is_healthy", server="Radarr")
    assert await holds(hass, "is_healthy", server="Sonarr")
    await home.unload()
    assert not await holds(hass, "is_healthy")
    assert not await holds(hass, "is_healthy", server="Sonarr")
    assert not await holds(hass, "is_recovering")


async def test_recovery_is_at_work_while_something_is_got_again(
    home: Home, simulation: Simulation
) -> None:
    await simulation.scenario("no_redownload")
    await home.wait_for("recovery_started")
    assert await holds(home.hass, "is_recovering")
    await home.wait_for("recovery_succeeded")
    assert not await holds(home.hass, "is_recovering")


@pytest.mark.parametrize(
    ("file", "schema", "known", "icon"),
    [
        ("triggers", _TRIGGERS_DESCRIPTION_SCHEMA, TRIGGERS, "trigger"),
        ("conditions", _CONDITIONS_DESCRIPTION_SCHEMA, CONDITIONS, "condition"),
    ],
)
async def test_everything_is_described_in_home_assistants_own_form(
    file: str, schema: Any, known: Mapping[str, Any], icon: str
) -> None:
    described: Any = parse_yaml((COMPONENT / f"{file}.yaml").read_text())
    assert schema(described)
    assert described.keys() == known.keys() == ICONS[file].keys()
    for key, value in described.items():
        assert f"{file}.{key}.name" in texts()
        assert f"{file}.{key}.description" in texts()
        assert ICONS[file][key].keys() == {icon}
        for field, about in value["fields"].items():
            assert f"{file}.{key}.fields.{field}.name" in texts()
            select = about["selector"].get("select")
            for option in (select or {}).get("options", ()):
                kind = select["translation_key"]
                assert f"selector.{kind}.options.{option}" in texts()


async def use(hass: HomeAssistant, name: str, **inputs: Any) -> None:
    """Make an automation of a blueprint, as people do who have it in their folder."""
    folder = Path(hass.config.path("blueprints", "automation", DOMAIN))
    shutil.copytree(BLUEPRINTS, folder)
    config = {"use_blueprint": {"path": f"{DOMAIN}/{name}.yaml", "input": inputs}}
    assert await async_setup_component(
        hass, automation.DOMAIN, {"automation": [config]}
    )
    await hass.async_block_till_done()
    assert len(hass.states.async_all("automation")) == 1
    (state,) = hass.states.async_all("automation")
    assert state.state == "on"


async def press(hass: HomeAssistant, button: str) -> None:
    """Press a button of a notification."""
    hass.bus.async_fire("mobile_app_notification_action", {"action": button})
    await act()


def test_blueprints_need_no_newer_home_assistant_than_autoarr() -> None:
    files = sorted(BLUEPRINTS.glob("*.yaml"))
    assert len(files) == 4
    hacs = json.loads((COMPONENT.parents[1] / "hacs.json").read_text())
    for file in files:
        told = load_yaml_dict(str(file))["blueprint"]
        assert told["homeassistant"]["min_version"] == hacs["homeassistant"]
        assert all(
            each["name"] and "description" in each for each in told["input"].values()
        )


@pytest.mark.parametrize(
    ("button", "action"), [(0, "retry_download"), (1, "dismiss_failure")]
)
async def test_a_failure_is_told_on_the_phone_with_two_buttons(
    home: Home, button: int, action: str
) -> None:
    hass = home.hass
    phone = async_mock_service(hass, "notify", "phone")
    done = async_mock_service(hass, DOMAIN, action)
    await use(
        hass,
        "notify_on_failure",
        notify_action="notify.phone",
        classes=["bad_release"],
    )
    await tell(hass, "download_failed")
    await tell(hass, "recovery_failed", **{"class": "encrypted"})
    assert not phone
    await tell(hass, "recovery_failed")
    (call,) = phone
    assert call.data["title"] == FAILED["title"]
    assert call.data["message"] == FAILED["message"]
    await press(hass, "SOMETHING_ELSE")
    assert not done
    await press(hass, call.data["data"]["actions"][button]["action"])
    (decided,) = done
    assert decided.data == {"failure_id": "f1", "config_entry_id": "home"}


@pytest.mark.parametrize(
    ("button", "action"), [(0, "approve_request"), (1, "decline_request")]
)
async def test_a_request_is_approved_from_the_phone(
    home: Home, button: int, action: str
) -> None:
    hass = home.hass
    phone = async_mock_service(hass, "notify", "phone")
    done = async_mock_service(hass, DOMAIN, action)
    await use(hass, "approve_requests", notify_action="notify.phone")
    await tell(hass, "request_needs_approval", id="r1")
    await tell(hass, "request_needs_approval", id="r2")
    buttons = [call.data["data"]["actions"][button]["action"] for call in phone]
    assert len(set(buttons)) == 2
    await press(hass, buttons[1])
    await press(hass, buttons[0])
    assert [decided.data["request_id"] for decided in done] == ["r2", "r1"]
    assert {decided.data["config_entry_id"] for decided in done} == {"home"}


async def test_what_is_ready_to_watch_is_announced(home: Home) -> None:
    hass = home.hass
    said = async_mock_service(hass, "tts", "speak")
    words = "{{ requested_by }}: {{ title }}. {{ message }}"
    await use(
        hass,
        "ready_to_watch",
        media_type=["movie"],
        announce=[{"action": "tts.speak", "data": {"message": words}}],
    )
    who = {"user_id": "u1", "name": "Ann"}
    await tell(hass, "request_available", media_type="series", requested_by=who)
    assert not said
    await tell(hass, "request_available", media_type="movie", requested_by=who)
    await tell(hass, "request_available", media_type="movie", requested_by=None)
    assert [call.data["message"] for call in said] == [
        "Ann: Dune. Dune: articles are missing",
        ": Dune. Dune: articles are missing",
    ]


async def test_downloads_pause_while_somebody_watches(home: Home) -> None:
    hass = home.hass
    (downloading,) = [
        each for each in hass.states.async_entity_ids("switch") if "sabnzbd" in each
    ]
    hass.states.async_set("sensor.streams", "0")
    hass.states.async_set(downloading, "on")
    await use(
        hass,
        "pause_while_streaming",
        streams="sensor.streams",
        downloading=downloading,
        calm={"seconds": 1},
    )
    paused = async_mock_service(hass, DOMAIN, "pause_downloads")
    resumed = async_mock_service(hass, DOMAIN, "resume_downloads")
    hass.states.async_set("sensor.streams", "1")
    await act()
    (call,) = paused
    # There may be several SABnzbd and several stacks: it is about this one.
    which = {"config_entry_id": home.entry.entry_id, "server": "Sabnzbd"}
    assert call.data == {"duration": {"hours": 6}, **which}
    hass.states.async_set("sensor.streams", "unavailable")
    hass.states.async_set("sensor.streams", "2")
    await act()
    assert not resumed
    hass.states.async_set("sensor.streams", "0")
    await home.until(lambda: bool(resumed), "downloads did not go on")
    assert resumed[0].data == which

    # A person has paused: that is theirs to end.
    hass.states.async_set(downloading, "off")
    hass.states.async_set("sensor.streams", "1")
    await act()
    assert len(paused) == 1
