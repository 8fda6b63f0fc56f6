"""What a request waits for is asked on the phone, and answered there, until it is to watch."""

from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant, ServiceCall
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service

from custom_components.autoarr import news
from custom_components.autoarr.const import CONF_NOTIFY_TARGET

from .conftest import MakeHome
from .home import Home
from .test_requests import ask, becomes

pytestmark = pytest.mark.slow

PHONE = "mobile_app_phone"


async def tap(home: Home, call: ServiceCall, title: str, user: MockUser) -> None:
    """Press a button of a notification on somebody's phone."""
    (action,) = [
        each["action"]
        for each in call.data["data"]["actions"]
        if each["title"] == title
    ]
    home.hass.bus.async_fire(
        "mobile_app_notification_action",
        {"action": action},
        context=Context(user_id=user.id),
    )


async def test_a_film_is_chosen_and_approved_on_phones(
    hass: HomeAssistant,
    make_home: MakeHome,
    hass_admin_user: MockUser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(news, "PATIENCE", timedelta(seconds=2))
    phone = async_mock_service(hass, "notify", PHONE)
    home = await make_home(
        {"approval": "everybody", CONF_NOTIFY_TARGET: f"notify.{PHONE}"}
    )
    anna = MockUser(name="Anna").add_to_hass(hass)

    async def shown(button: str) -> ServiceCall:
        """Return the newest message that has a button."""

        def having() -> list[ServiceCall]:
            return [call for call in phone if button in titles(call)]

        await home.until(lambda: bool(having()), f"nobody is asked: {button}", 120)
        return having()[-1]

    def titles(call: ServiceCall) -> list[str]:
        actions: list[dict[str, Any]] = call.data.get("data", {}).get("actions", [])
        return [each["title"] for each in actions]

    def said(words: str) -> bool:
        return any(words in call.data["message"] for call in phone)

    request = (await ask(home, anna, title="Dune", media_type="movie"))["request"]
    question = await shown("Dune (1984)")
    await tap(home, question, "Dune (1984)", anna)

    approval = await shown("Approve")
    assert approval.data["message"].startswith("Anna asks for this.")
    # She cannot approve it herself, and nothing happened until somebody may.
    await tap(home, approval, "Approve", anna)
    await home.until(lambda: said("administrator may"), "she hears nothing")
    assert home.writes() == []
    await tap(home, approval, "Approve", hass_admin_user)
    await becomes(home, request["id"], "available")
    await home.until(lambda: said("clear_notification"), "the question stays")
    # Who taps an old message hears that it is over.
    await tap(home, question, "Dune (2021)", anna)
    await home.until(lambda: said("not waiting for an answer"), "a late tap is silent")
