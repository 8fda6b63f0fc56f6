"""Who is behind a call, as requests keep it."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.callers import caller_of
from custom_components.autoarr.requests.record import RequesterKind


async def test_a_user_is_known_by_name(hass: HomeAssistant) -> None:
    MockUser(id="anna", name="Anna").add_to_hass(hass)
    anna = await caller_of(hass, Context(user_id="anna"))
    assert (anna.kind, anna.key, anna.name) == (RequesterKind.USER, "anna", "Anna")
    assert not anna.is_admin


async def test_nobody_asks_in_the_name_of_a_user_who_is_gone(
    hass: HomeAssistant,
) -> None:
    with pytest.raises(UnknownUser):
        await caller_of(hass, Context(user_id="gone"), is_guest=True)


@pytest.mark.parametrize(
    ("is_guest", "kind"), [(True, RequesterKind.GUEST), (False, RequesterKind.SYSTEM)]
)
async def test_without_a_user_it_is_the_room_or_the_home(
    hass: HomeAssistant, is_guest: bool, kind: RequesterKind
) -> None:
    caller = await caller_of(hass, Context(), is_guest=is_guest)
    assert caller.kind is kind
