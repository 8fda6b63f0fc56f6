"""Questions and alarms reach the chosen person, and the buttons do what they say."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import Context, CoreState, HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_mock_service,
)

from custom_components.autoarr.activity import Activity, ActivityKind, Severity
from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.downloads.model import (
    Blames,
    Failure,
    FailureClass,
    FailureState,
    Media,
    Message,
    Step,
)
from custom_components.autoarr.engine import Engine
from custom_components.autoarr.engine.orders import Orders

pytestmark = pytest.mark.usefixtures("enable_custom_integrations")

PHONE = "mobile_app_phone"


@pytest.fixture
async def engine(hass: HomeAssistant, tmp_path: Path) -> Engine:
    """Return the engine of a stack whose owner has a phone."""
    hass.config.config_dir = str(tmp_path)
    return await stack(hass, f"notify.{PHONE}")


async def stack(hass: HomeAssistant, target: str | None) -> Engine:
    """Return the engine of a stack without servers."""
    options = {"mode": "ask"} | ({"notify_target": target} if target else {})
    entry = MockConfigEntry(domain=DOMAIN, title="Home", options=options)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    engine: Engine = entry.runtime_data
    return engine


@pytest.fixture
def phone(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what the phone was told."""
    calls: list[ServiceCall] = async_mock_service(hass, "notify", PHONE)
    return calls


FAILURE = Failure(
    id="f1",
    download_id="d1",
    server_id="s1",
    client_id="s2",
    title="Dune.2021.1080p-GRP",
    media=Media(title="Dune"),
    failure_class=FailureClass.BAD_RELEASE,
    cause=Message(key="cause_disk_full"),
    blames=Blames.RELEASE,
    evidence=(),
    detected_at=datetime(2026, 11, 1, tzinfo=UTC),
    state=FailureState.ASKING,
    correlation_id="c1",
    first_step=Step.BLOCKLIST_SEARCH,
    next_step=Step.BLOCKLIST_SEARCH,
)


def activity(
    engine: Engine, event: str | None, failure: Failure = FAILURE, **data: Any
) -> Activity:
    """Return what the feed tells about a failure."""
    return Activity(
        id="a1",
        at=failure.detected_at,
        kind=ActivityKind.RECOVERY,
        severity=Severity.WARNING,
        server_id=failure.server_id,
        server="Radarr",
        title=failure.title,
        message="A sentence for people.",
        correlation_id="c1",
        event=event,
        data={**engine.shaper.failure(failure, for_event=True), **data},
    )


async def tell(hass: HomeAssistant, engine: Engine, *told: Activity) -> None:
    """Let the engine tell things, and what hears them act."""
    for each in told:
        engine._hear(each)
    await hass.async_block_till_done(wait_background_tasks=False)


def buttons(call: ServiceCall) -> dict[str, str]:
    """Return the actions of a notification by their titles."""
    return {each["title"]: each["action"] for each in call.data["data"]["actions"]}


async def test_a_question_comes_with_its_answers(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await tell(hass, engine, activity(engine, None))
    (call,) = phone
    assert call.data["title"] == "Dune.2021.1080p-GRP"
    assert call.data["message"] == "A sentence for people."
    assert call.data["data"]["tag"] == "autoarr_f1"
    assert buttons(call) == {
        "Do it": "autoarr.approve.f1",
        "Ignore": "autoarr.ignore.f1",
    }


async def test_a_given_up_title_can_be_tried_again(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await tell(hass, engine, activity(engine, "recovery_failed"))
    (call,) = phone
    assert buttons(call) == {
        "Try again": "autoarr.retry.f1",
        "Ignore": "autoarr.ignore.f1",
    }


@pytest.mark.parametrize("event", ["download_completed", "recovery_started", None])
async def test_what_needs_nobody_is_not_sent(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall], event: str | None
) -> None:
    waiting = replace(FAILURE, state=FailureState.RECOVERING)
    await tell(hass, engine, activity(engine, event, waiting))
    assert phone == []


async def test_many_downloads_that_fail_for_one_cause_are_one_alarm(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    failures = [
        replace(FAILURE, id=f"f{n}", failure_class=FailureClass.ENVIRONMENT)
        for n in range(3)
    ]
    with patch.object(
        Engine, "failures", {failure.id: failure for failure in failures}
    ):
        told = [activity(engine, "download_failed", each) for each in failures]
        await tell(hass, engine, *told)
        assert len(phone) == 1
        assert "actions" not in phone[0].data["data"]
    # Once it was over, the same cause is news again.
    with patch.object(Engine, "failures", {}):
        await tell(hass, engine, told[0])
    assert len(phone) == 2


async def test_persistent_notifications_are_kept_apart_by_failure(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, "notify.persistent_notification")
    calls = async_mock_service(hass, "notify", "persistent_notification")
    await tell(hass, engine, activity(engine, None))
    assert calls[0].data["data"] == {"notification_id": "autoarr_f1"}


async def test_without_a_target_nothing_is_sent(
    hass: HomeAssistant, tmp_path: Path, phone: list[ServiceCall]
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, None)
    await tell(hass, engine, activity(engine, None))
    assert phone == []


async def test_a_phone_that_is_away_breaks_nothing(
    hass: HomeAssistant, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    await tell(hass, engine, activity(engine, None))
    assert f"notify.{PHONE} did not take a message" in caplog.text


async def test_while_home_assistant_starts_messages_wait(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    hass.set_state(CoreState.starting)
    await tell(hass, engine, activity(engine, None))
    assert phone == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert len(phone) == 1


async def press(
    hass: HomeAssistant, action: str, user: MockUser | None = None
) -> list[tuple[Any, ...]]:
    """Press a button; return the orders that came of it."""
    orders: list[tuple[Any, ...]] = []

    def order(name: str) -> Any:
        async def take(self: Orders, *args: Any) -> None:
            orders.append((name, *args))

        return patch.object(Orders, name, take)

    with order("approve"), order("retry"), order("dismiss"):
        hass.bus.async_fire(
            "mobile_app_notification_action",
            {"action": action},
            context=Context(user_id=user.id if user else None),
        )
        await hass.async_block_till_done(wait_background_tasks=False)
    return orders


@pytest.mark.parametrize(
    ("answer", "order"),
    [
        ("approve", ("approve", "f1", None)),
        ("retry", ("retry", "f1", "auto")),
        ("ignore", ("dismiss", "f1")),
    ],
)
async def test_a_button_is_an_order(
    hass: HomeAssistant,
    engine: Engine,
    hass_admin_user: MockUser,
    answer: str,
    order: tuple[Any, ...],
) -> None:
    await engine.store.failures.save(FAILURE)
    assert await press(hass, f"autoarr.{answer}.f1", hass_admin_user) == [order]
    assert await press(hass, f"autoarr.{answer}.f1") == [order]


@pytest.mark.parametrize(
    "action",
    ["REPLY", "autoarr.approve.other", "autoarr.destroy.f1", "other.approve.f1", ""],
)
async def test_other_buttons_are_not_ours(
    hass: HomeAssistant, engine: Engine, action: str
) -> None:
    await engine.store.failures.save(FAILURE)
    assert await press(hass, action) == []


async def test_only_administrators_approve_and_dismiss(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    hass_read_only_user: MockUser,
) -> None:
    await engine.store.failures.save(FAILURE)
    for answer in ("approve", "ignore"):
        assert await press(hass, f"autoarr.{answer}.f1", hass_read_only_user) == []
    assert len(phone) == 2
    assert phone[0].data["message"] == "Only an administrator may decide this."
    assert await press(hass, "autoarr.retry.f1", hass_read_only_user)


async def test_an_answer_that_cannot_be_obeyed_is_explained(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await engine.store.failures.save(FAILURE)

    async def refuse(self: Orders, *args: Any) -> None:
        raise NotPossible(Message(key="reason_dismissed"))

    with patch.object(Orders, "approve", refuse):
        hass.bus.async_fire(
            "mobile_app_notification_action", {"action": "autoarr.approve.f1"}
        )
        await hass.async_block_till_done(wait_background_tasks=False)
    (call,) = phone
    assert "Somebody decided to leave it alone." in call.data["message"]


async def test_a_stack_that_is_unloaded_takes_no_answers(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await engine.store.failures.save(FAILURE)
    assert await hass.config_entries.async_unload(engine.entry.entry_id)
    assert await press(hass, "autoarr.approve.f1") == []
    await tell(hass, engine, activity(engine, None))
    assert phone == []


async def test_a_stack_that_is_not_ready_takes_no_answers(
    hass: HomeAssistant, engine: Engine
) -> None:
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    object.__setattr__(entry, "state", ConfigEntryState.SETUP_IN_PROGRESS)
    assert await press(hass, "autoarr.approve.f1") == []
    object.__setattr__(entry, "state", ConfigEntryState.LOADED)


async def test_a_target_that_fails_is_logged(
    hass: HomeAssistant, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(call: ServiceCall) -> None:
        raise HomeAssistantError("the cloud is down")

    hass.services.async_register("notify", PHONE, fail)
    await tell(hass, engine, activity(engine, None))
    assert "the cloud is down" in caplog.text
