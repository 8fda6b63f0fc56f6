"""Requests that wait for somebody reach a phone, and its buttons answer them."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.lovelace.const import LOVELACE_DATA, ConfigNotFound
from homeassistant.core import Context, HomeAssistant, ServiceCall
import pytest
from pytest_homeassistant_custom_component.common import MockUser, async_mock_service

from custom_components.autoarr import dashboards
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.engine.requests import RequestDesk
from custom_components.autoarr.message import Message
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestStatus,
)
from tests.requests.facts import FILM, NOW, a_request
from tests.test_notifications import (
    PHONE,
    buttons,
    look,
    notes,
    pass_time,
    reload,
    stack,
)

pytestmark = pytest.mark.usefixtures("enable_custom_integrations")

NEWER = Offer(media_type=MediaType.MOVIE, title="Dune", year=2021, tmdb_id=438631)
MINISERIES = Offer(media_type=MediaType.SERIES, title="Dune", year=2000, tvdb_id=73014)


@pytest.fixture
def phone(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what the phone was told."""
    calls: list[ServiceCall] = async_mock_service(hass, "notify", PHONE)
    return calls


@pytest.fixture
async def engine(hass: HomeAssistant, tmp_path: Path) -> Engine:
    """Return the engine of a stack whose owner has a phone."""
    hass.config.config_dir = str(tmp_path)
    return await stack(hass, f"notify.{PHONE}")


def asking(**facts: Any) -> Request:
    """Return a request that asks which film is meant."""
    told: dict[str, Any] = {
        "status": RequestStatus.AMBIGUOUS,
        "message": Message(key="request_which", placeholders={"choices": "1. Dune"}),
        "candidates": (FILM, NEWER),
        "offer": None,
        "sent_at": None,
    }
    return a_request(**{**told, **facts})


def to_be_approved(**facts: Any) -> Request:
    """Return a request that waits for an administrator."""
    message = Message(key="request_needs_approval", placeholders={"title": "Dune"})
    status = RequestStatus.AWAITING_APPROVAL
    return asking(status=status, message=message, candidates=(), offer=FILM, **facts)


async def come(hass: HomeAssistant, engine: Engine, *requests: Request) -> None:
    """Let requests come or change."""
    for request in requests:
        await engine.desk.book.change(request)
    await look(hass, engine)


async def press(hass: HomeAssistant, action: str, user: MockUser | None = None) -> None:
    """Press a button, as a user or with nobody known."""
    context = Context(user_id=user.id if user else None)
    event = {"action": action}
    hass.bus.async_fire("mobile_app_notification_action", event, context=context)
    await hass.async_block_till_done(wait_background_tasks=False)


async def test_an_approval_is_asked_for_at_once_by_name_and_with_two_buttons(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await come(hass, engine, to_be_approved())
    (call,) = phone
    assert call.data["title"] == "Dune (1984)"
    assert call.data["message"] == (
        "Anna asks for this. Dune waits for an administrator to approve it."
    )
    assert buttons(call) == {
        "Approve": "autoarr.approve_request.r1",
        "Decline": "autoarr.decline_request.r1",
    }
    assert call.data["data"]["url"] == "/todo"


async def test_who_was_asked_has_two_minutes_before_a_phone_rings(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to(NOW)
    await come(hass, engine, asking(), asking(id="r2", candidates=(FILM, MINISERIES)))
    await come(hass, engine, asking(id="r2", status=RequestStatus.CANCELLED))
    await pass_time(hass, freezer, 1.5)
    assert phone == []
    await pass_time(hass, freezer, 1)
    (call,) = phone
    assert call.data["message"] == "Which one: 1. Dune?"
    assert buttons(call) == {
        "Dune (1984)": "autoarr.choose-1.r1",
        "Dune (2021)": "autoarr.choose-2.r1",
        "None of these": "autoarr.cancel_request.r1",
    }


async def test_titles_of_both_kinds_are_told_apart_and_a_single_one_is_a_yes_or_no(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to(NOW)
    undated = Offer(media_type=MediaType.SERIES, title="Dune", tvdb_id=1)
    await come(hass, engine, asking(candidates=(FILM, undated)))
    await pass_time(hass, freezer, 3)
    assert [*buttons(phone[0])] == ["🎬 Dune (1984)", "📺 Dune", "None of these"]
    await come(hass, engine, asking(id="r2", candidates=(NEWER,)))
    await pass_time(hass, freezer, 16)
    assert buttons(phone[-1]) == {
        "Yes": "autoarr.confirm_request.r2",
        "No, thanks": "autoarr.cancel_request.r2",
    }


async def test_several_requests_are_told_together_and_at_most_every_quarter_of_an_hour(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to(NOW)
    await come(hass, engine, to_be_approved())
    for number in (2, 3):
        await come(hass, engine, to_be_approved(id=f"r{number}"))
    await pass_time(hass, freezer, 14)
    assert len(phone) == 1
    await pass_time(hass, freezer, 2)
    assert phone[1].data["title"] == "2 requests wait for approval"
    assert "actions" not in phone[1].data["data"]
    # Decided elsewhere: it goes from the phone, too.
    await come(hass, engine, replace(to_be_approved(), status=RequestStatus.DECLINED))
    assert phone[2].data == {
        "message": "clear_notification",
        "data": {"tag": "autoarr_r1"},
    }


async def test_an_administrator_approves_or_declines_with_a_tap(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    hass_admin_user: MockUser,
) -> None:
    await come(hass, engine, to_be_approved(), to_be_approved(id="r2"))
    await press(hass, "autoarr.approve_request.r1", hass_admin_user)
    await press(hass, "autoarr.decline_request.r2", hass_admin_user)
    assert engine.desk.open["r1"].status is RequestStatus.APPROVED
    declined = await engine.desk.book.find("r2")
    assert declined is not None
    assert declined.status is RequestStatus.DECLINED
    # Who taps too late is told so, and nothing changes.
    phone.clear()
    await press(hass, "autoarr.approve_request.r2", hass_admin_user)
    assert "does not wait for approval" in phone[0].data["message"]
    assert await engine.desk.book.find("r2") == declined


async def test_a_tap_has_the_rights_of_whose_phone_it_is(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    hass_read_only_user: MockUser,
) -> None:
    await come(hass, engine, to_be_approved(), asking(id="r2"))
    phone.clear()
    await press(hass, "autoarr.approve_request.r1", hass_read_only_user)
    assert phone[0].data["message"] == "Only an administrator may decide this."
    await press(hass, "autoarr.choose-1.r2", hass_read_only_user)
    assert phone[1].data["message"].startswith("There is no request")
    await press(hass, "autoarr.cancel_request.r2", MockUser(id="gone"))
    assert len(phone) == 3
    statuses = [request.status for request in engine.desk.open.values()]
    assert statuses == [RequestStatus.AWAITING_APPROVAL, RequestStatus.AMBIGUOUS]


async def test_whoever_asked_chooses_with_a_tap(
    hass: HomeAssistant, engine: Engine, hass_read_only_user: MockUser
) -> None:
    her = Requester(kind=RequesterKind.USER, user_id=hass_read_only_user.id)
    await come(hass, engine, asking(requester=her), asking(id="r2", requester=her))
    confirm = AsyncMock(wraps=engine.desk.confirm)
    with patch.object(RequestDesk, "confirm", confirm):
        await press(hass, "autoarr.choose-2.r1", hass_read_only_user)
    assert confirm.call_args.kwargs == {"choice": 2}
    request = await engine.desk.book.find("r1")
    assert request is not None
    assert request.offer == NEWER
    await press(hass, "autoarr.cancel_request.r2", hass_read_only_user)
    assert "r2" not in engine.desk.open


async def test_other_buttons_and_those_of_other_stacks_change_nothing(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await come(hass, engine, asking())
    phone.clear()
    for action in (
        "autoarr.choose-x.r1",
        "autoarr.choose-.r1.",
        "autoarr.destroy.r1",
        "autoarr.confirm_request.another",
        "other.choose-1.r1",
    ):
        await press(hass, action)
    assert phone == []
    assert engine.desk.open["r1"].status is RequestStatus.AMBIGUOUS
    await press(hass, "autoarr.choose-9.r1")
    assert "2" in phone[0].data["message"]


async def test_without_a_phone_requests_are_a_note_that_leads_to_where_they_are(
    hass: HomeAssistant, tmp_path: Path, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(NOW)
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, None)
    await come(hass, engine, to_be_approved(), asking(id="r2"))
    assert notes(hass)["Dune (1984)"].endswith("Answer [here](/todo).")
    await pass_time(hass, freezer, 3)
    assert len(notes(hass)) == 2
    engine = await reload(hass, engine)
    assert len(notes(hass)) == 2


async def test_notes_lead_to_the_dashboard_that_autoarr_builds(
    hass: HomeAssistant,
) -> None:
    def dashboard(answer: dict[str, Any] | Exception) -> Any:
        side_effect = answer if isinstance(answer, Exception) else None
        return AsyncMock(
            **{
                "async_load.side_effect": side_effect,
                "async_load.return_value": answer,
            }
        )

    data: Any = AsyncMock()
    data.dashboards = {
        None: dashboard(ConfigNotFound()),
        "map": dashboard({"strategy": {"type": "map"}}),
        "plain": dashboard({"views": []}),
    }
    hass.data[LOVELACE_DATA] = data
    assert await dashboards.path(hass) == "/todo"
    ours = dashboard({"strategy": {"type": "custom:autoarr"}})
    data.dashboards["media-page"] = ours
    assert await dashboards.path(hass) == "/media-page"
    data.dashboards = {None: ours}
    assert await dashboards.path(hass) == "/lovelace"
