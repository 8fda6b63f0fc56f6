"""Giving people profiles, and changing these: each person one, kept as it was typed."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.autoarr.const import SUBENTRY_PROFILE
from custom_components.autoarr.engine.request_profiles import profile_of
from custom_components.autoarr.requests.policy import Profile
from custom_components.autoarr.requests.record import Requester, RequesterKind, Scope

from .conftest import add_stack


def anna(hass: HomeAssistant) -> User:
    """Return a user who lives in the house."""
    return MockUser(id="anna", name="Anna").add_to_hass(hass)


async def begun(hass: HomeAssistant, entry: MockConfigEntry) -> Any:
    """Return the flow of somebody who wants to add a profile."""
    return await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_PROFILE), context={"source": SOURCE_USER}
    )


async def sent(hass: HomeAssistant, flow: Any, filled: dict[str, Any]) -> Any:
    """Return the flow after a filled form."""
    return await hass.config_entries.subentries.async_configure(flow["flow_id"], filled)


def offered(flow: Any) -> dict[str, str]:
    """Return who can be given a profile, by what stands for them."""
    options = flow["data_schema"].schema["user"].config["options"]
    return {option["value"]: option["label"] for option in options}


async def test_a_person_gets_a_profile_that_counts_at_once(
    hass: HomeAssistant,
) -> None:
    anna(hass)
    entry = await add_stack(hass, "Home")
    flow = await begun(hass, entry)
    assert offered(flow)["anna"] == "Anna"
    assert offered(flow)["guest"] == "Guest"
    flow = await sent(
        hass,
        flow,
        {
            "user": "anna",
            "quality": "720p",
            "root_folders": [" /data/kids ", " "],
            "seasons": "first",
            "requests_per_week": 3.0,
            "auto_approve": "never",
        },
    )
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert flow["title"] == "Anna"
    await hass.async_block_till_done()
    requester = Requester(kind=RequesterKind.USER, user_id="anna", name="Anna")
    assert profile_of(entry, requester) == Profile(
        quality="720p",
        root_folders=("/data/kids",),
        scope=Scope.FIRST,
        per_week=3,
        auto_approve=False,
    )
    assert "anna" not in offered(await begun(hass, entry))


async def test_what_is_left_empty_is_left_to_the_stack(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home")
    flow = await begun(hass, entry)
    flow = await sent(
        hass, flow, {"user": "guest", "seasons": "all", "auto_approve": "as_policy"}
    )
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    guest = Requester(kind=RequesterKind.GUEST)
    assert profile_of(entry, guest) == Profile()
    assert profile_of(entry, Requester(kind=RequesterKind.SYSTEM)) == Profile()


async def test_a_profile_is_changed_and_stays_that_of_its_person(
    hass: HomeAssistant,
) -> None:
    entry = await add_stack(hass, "Home")
    flow = await begun(hass, entry)
    await sent(
        hass,
        flow,
        {
            "user": "guest",
            "seasons": "latest",
            "requests_per_week": 2,
            "auto_approve": "always",
        },
    )
    (profile,) = entry.subentries.values()
    changed: Any = await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_PROFILE),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": profile.subentry_id},
    )
    shown = {
        str(marker): (marker.description or {}).get("suggested_value")
        for marker in changed["data_schema"].schema
    }
    assert shown["seasons"] == "latest"
    assert shown["requests_per_week"] == 2
    assert shown["auto_approve"] == "always"
    changed = await sent(hass, changed, {"seasons": "all", "auto_approve": "never"})
    assert changed["reason"] == "reconfigure_successful"
    (profile,) = entry.subentries.values()
    assert dict(profile.data) == {
        "user": "guest",
        "seasons": "all",
        "auto_approve": False,
    }


async def test_nobody_gets_two_profiles(hass: HomeAssistant) -> None:
    entry = await add_stack(hass, "Home")
    for user in offered(await begun(hass, entry)):
        await sent(
            hass,
            await begun(hass, entry),
            {"user": user, "seasons": "all", "auto_approve": "as_policy"},
        )
    flow = await begun(hass, entry)
    assert flow["type"] is FlowResultType.ABORT
    assert flow["reason"] == "everybody_has_one"
