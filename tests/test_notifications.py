"""Questions and alarms reach the chosen person, and the buttons do what they say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock, patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import persistent_notification
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.persistent_notification import (
    DOMAIN as PERSISTENT_NOTIFICATION,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import Context, CoreState, HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
    async_mock_service,
)

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.errors import NotKnown, NotPossible
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
from custom_components.autoarr.engine.choices import Choice
from custom_components.autoarr.engine.conductor import Conductor
from custom_components.autoarr.engine.orders import Orders
from custom_components.autoarr.engine.stack import database_url
from custom_components.autoarr.store import Store, StoreError
from custom_components.autoarr.store.settings import Settings

pytestmark = pytest.mark.usefixtures("enable_custom_integrations")

PHONE = "mobile_app_phone"


@pytest.fixture(autouse=True)
def without_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let failures of a stack that has no servers be what the tests say that they are."""
    monkeypatch.setattr(Engine, "_close_orphans", AsyncMock())
    monkeypatch.setattr(Conductor, "run", AsyncMock())


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


async def reload(hass: HomeAssistant, engine: Engine) -> Engine:
    """Reload a stack and return its new engine."""
    assert await hass.config_entries.async_reload(engine.entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=False)
    fresh: Engine = engine.entry.runtime_data
    return fresh


@asynccontextmanager
async def opened(engine: Engine) -> AsyncIterator[Store]:
    """Open the store of a stack that is not loaded."""
    store = await Store.open(database_url(engine.hass), engine.entry.entry_id)
    yield store
    await store.close()


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
    reason=Message(key="reason_ask_search"),
)


async def change(hass: HomeAssistant, engine: Engine, *failures: Failure) -> None:
    """Let failures come or change, and what hears of it act."""
    for failure in failures:
        await engine.casebook.change(failure)
    await look(hass, engine)


async def look(hass: HomeAssistant, engine: Engine) -> None:
    """Let the engine say that something may have changed."""
    engine.async_tell_listeners()
    await hass.async_block_till_done(wait_background_tasks=False)


def question(number: int, **changes: Any) -> Failure:
    """Return one of several failures about which somebody is asked."""
    changes = {"title": f"Film.{number}-GRP", "title_key": None} | changes
    return replace(FAILURE, id=f"f{number}", download_id=f"d{number}", **changes)


def over(failure: Failure) -> Failure:
    """Return a failure that somebody decided about."""
    return replace(failure, state=FailureState.DISMISSED)


def buttons(call: ServiceCall) -> dict[str, str]:
    """Return the actions of a notification by their titles."""
    return {each["title"]: each["action"] for each in call.data["data"]["actions"]}


def notes(hass: HomeAssistant) -> dict[str, str]:
    """Return Home Assistant's own notifications: their messages by their titles."""
    return {
        str(note["title"]): note["message"]
        for note in hass.data.get(PERSISTENT_NOTIFICATION, {}).values()
    }


async def pass_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: float
) -> None:
    """Let minutes pass."""
    freezer.tick(timedelta(minutes=minutes))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=False)


async def test_a_question_comes_with_what_is_possible(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    choices = tuple(Choice)
    with patch.object(Orders, "choices", AsyncMock(return_value=choices)):
        await change(hass, engine, FAILURE)
    (call,) = phone
    assert call.data["title"] == "Dune.2021.1080p-GRP"
    assert call.data["message"] == (
        "The disk that SABnzbd downloads to is full. "
        "Should another release be searched?"
    )
    assert call.data["data"]["tag"] == "autoarr_f1"
    assert call.data["data"]["url"] == "/config/repairs"
    # Some phones show three buttons only: what is proposed, another way, and neither.
    assert list(buttons(call).items())[:3] == [
        ("Do it", "autoarr.approve.f1"),
        ("Try again", "autoarr.retry.f1"),
        ("Ignore", "autoarr.ignore.f1"),
    ]
    assert set(buttons(call).values()) == {f"autoarr.{each}.f1" for each in Choice}


async def test_a_failure_that_is_unknown_can_be_ignored_only(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    unknown = AsyncMock(side_effect=NotKnown("failure", "f1"))
    with patch.object(Orders, "choices", unknown):
        await change(hass, engine, FAILURE)
    assert buttons(phone[0]) == {"Ignore": "autoarr.ignore.f1"}


async def test_a_given_up_title_is_told_and_can_be_decided_about(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    given_up = replace(
        FAILURE, state=FailureState.GIVEN_UP, reason=Message(key="reason_gone")
    )
    await engine.store.failures.save(given_up)
    engine.given_up["f1"] = given_up
    await look(hass, engine)
    (call,) = phone
    assert call.data["message"] == "It is no longer there."
    assert buttons(call)["Ignore"] == "autoarr.ignore.f1"
    engine.given_up.clear()
    await look(hass, engine)
    assert phone[1].data == {
        "message": "clear_notification",
        "data": {"tag": "autoarr_f1"},
    }


async def test_what_needs_nobody_is_not_sent(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    for state in (FailureState.NEW, FailureState.WAITING, FailureState.RECOVERING):
        await change(hass, engine, replace(FAILURE, state=state))
    await change(hass, engine, over(FAILURE))
    assert phone == []


async def test_many_downloads_that_fail_for_one_cause_are_one_alarm(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    sick = {"failure_class": FailureClass.ENVIRONMENT, "state": FailureState.WAITING}
    failures = [question(number, **sick) for number in range(3)]
    await change(hass, engine, *failures)
    (call,) = phone
    assert call.data["message"] == "The disk that SABnzbd downloads to is full."
    assert "actions" not in call.data["data"]
    # It lasts: nothing is said again, whoever else fails for it.
    await pass_time(hass, freezer, 20)
    await change(hass, engine, question(4, **sick))
    assert len(phone) == 1
    # When it is over that is taken back, and the same cause is news again.
    await change(hass, engine, *map(over, failures), over(question(4)))
    assert phone[1].data["message"] == "clear_notification"
    await change(hass, engine, failures[0])
    assert len(phone) == 3


async def test_each_dangerous_download_is_an_alarm(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    dangerous = {
        "failure_class": FailureClass.DANGEROUS,
        "state": FailureState.RECOVERING,
    }
    await change(hass, engine, *(question(number, **dangerous) for number in (1, 2)))
    (call,) = phone
    assert call.data["title"] == "2 problems hold up downloads"
    assert call.data["message"].count("Film.") == 2


async def test_questions_that_come_soon_after_another_are_asked_together(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    await change(hass, engine, question(0))
    for number in range(1, 6):
        await change(hass, engine, question(number))
    assert len(phone) == 1
    # Who was answered meanwhile falls out.
    await change(hass, engine, over(question(1)))
    await change(hass, engine, replace(question(2), state=FailureState.RECOVERING))
    await pass_time(hass, freezer, 14)
    assert len(phone) == 1
    await pass_time(hass, freezer, 2)
    first, collected = phone
    assert first.data["title"] == "Film.0-GRP"
    assert collected.data["title"] == "3 titles need a decision"
    assert [
        line.partition(":")[0] for line in collected.data["message"].split("\n")
    ] == ["- Film.3-GRP", "- Film.4-GRP", "- Film.5-GRP"]
    assert "actions" not in collected.data["data"]
    assert collected.data["data"]["tag"] != first.data["data"]["tag"]

    # What is answered later goes from the list without a sound, at last the list.
    await change(hass, engine, over(question(3)))
    assert phone[2].data["title"] == "2 titles need a decision"
    assert phone[2].data["data"]["alert_once"] is True
    await change(hass, engine, over(question(4)))
    assert phone[3].data["title"] == "Film.5-GRP"
    assert "Ignore" in buttons(phone[3])
    await change(hass, engine, over(question(5)))
    assert phone[4].data == {
        "message": "clear_notification",
        "data": {"tag": collected.data["data"]["tag"]},
    }
    await pass_time(hass, freezer, 20)
    assert len(phone) == 5


async def test_a_long_list_is_cut(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    await change(hass, engine, *(question(number) for number in range(12)))
    (call,) = phone
    assert call.data["title"] == "12 titles need a decision"
    lines = call.data["message"].split("\n")
    assert len(lines) == 11
    assert lines[-1] == "- …"


async def test_the_next_question_about_a_title_is_asked_again(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    await change(hass, engine, FAILURE)
    await pass_time(hass, freezer, 20)
    await change(hass, engine, replace(FAILURE, download_id="d2", title="Another-GRP"))
    assert [call.data.get("title") for call in phone] == [
        "Dune.2021.1080p-GRP",
        None,
        "Another-GRP",
    ]


async def test_nothing_is_repeated_after_a_reload_and_what_was_answered_is_taken_back(
    hass: HomeAssistant,
    engine: Engine,
    phone: list[ServiceCall],
    freezer: FrozenDateTimeFactory,
) -> None:
    await change(hass, engine, question(1))
    await change(hass, engine, question(2))
    assert len(phone) == 1
    engine = await reload(hass, engine)
    assert len(phone) == 1
    # The pause goes on as well.
    await pass_time(hass, freezer, 16)
    assert [call.data["title"] for call in phone] == ["Film.1-GRP", "Film.2-GRP"]

    entry = engine.entry
    assert await hass.config_entries.async_unload(entry.entry_id)
    async with opened(engine) as store:
        await store.failures.save(over(question(1)))
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert phone[2].data == {
        "message": "clear_notification",
        "data": {"tag": "autoarr_f1"},
    }
    assert len(phone) == 3


async def test_another_target_hears_everything_anew(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    tablet = async_mock_service(hass, "notify", "mobile_app_tablet")
    await change(hass, engine, FAILURE)
    for target, heard in (("notify.mobile_app_tablet", tablet), (None, None)):
        options = {"mode": "ask"} | ({"notify_target": target} if target else {})
        hass.config_entries.async_update_entry(engine.entry, options=options)
        await hass.async_block_till_done(wait_background_tasks=False)
        if heard is not None:
            assert len(heard) == 1
            assert notes(hass) == {}
    assert len(phone) == 1
    assert notes(hass).keys() == {FAILURE.title}


@pytest.mark.parametrize("target", [None, "notify.persistent_notification"])
async def test_without_a_phone_questions_are_one_note_that_leads_to_repairs(
    hass: HomeAssistant, tmp_path: Path, target: str | None
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, target)
    await change(hass, engine, question(1))
    assert notes(hass).keys() == {"Film.1-GRP"}
    assert "[Repairs](/config/repairs)" in notes(hass)["Film.1-GRP"]
    await change(hass, engine, question(2))
    assert notes(hass).keys() == {"2 titles need a decision"}
    # Who put it away is not bothered with it again.
    (note_id,) = hass.data[PERSISTENT_NOTIFICATION]
    persistent_notification.async_dismiss(hass, note_id)
    engine = await reload(hass, engine)
    assert notes(hass) == {}
    await change(hass, engine, over(question(1)), question(3))
    assert notes(hass).keys() == {"2 titles need a decision"}
    await change(hass, engine, over(question(2)), over(question(3)))
    assert notes(hass) == {}


async def test_a_note_leads_to_the_dashboard_where_there_is_one(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    hass.config.config_dir = str(tmp_path)
    page = AsyncMock()
    page.async_load.return_value = {"strategy": {"type": "custom:autoarr"}}
    data: Any = Mock(dashboards={"media": page})
    hass.data[LOVELACE_DATA] = data
    engine = await stack(hass, None)
    await change(hass, engine, question(1))
    (note,) = notes(hass).values()
    assert note.endswith(
        "Decide [on the dashboard](/media) or under [Repairs](/config/repairs)."
    )


@pytest.mark.parametrize(
    ("target", "told"), [(None, False), ("notify.persistent_notification", True)]
)
async def test_alarms_are_for_who_wants_to_hear_them(
    hass: HomeAssistant, tmp_path: Path, target: str | None, told: bool
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, target)
    sick = replace(
        FAILURE, failure_class=FailureClass.ENVIRONMENT, state=FailureState.WAITING
    )
    await change(hass, engine, sick)
    assert bool(notes(hass)) is told


async def test_the_notes_about_a_removed_stack_go_with_it(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, None)
    await change(hass, engine, FAILURE)
    assert notes(hass)
    await hass.config_entries.async_remove(engine.entry.entry_id)
    assert notes(hass) == {}


async def test_who_is_no_phone_hears_everything_once_and_nothing_is_taken_back(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    hass.config.config_dir = str(tmp_path)
    engine = await stack(hass, "notify.family")
    family = async_mock_service(hass, "notify", "family")
    await change(hass, engine, question(1), question(2))
    assert [call.data["title"] for call in family] == ["2 titles need a decision"]
    await change(hass, engine, over(question(1)))
    await change(hass, engine, over(question(2)))
    assert len(family) == 1


@pytest.mark.parametrize("error", [HomeAssistantError, ValueError])
async def test_what_a_phone_does_not_take_is_noted_at_home(
    hass: HomeAssistant,
    engine: Engine,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    async def fail(call: ServiceCall) -> None:
        raise error("the cloud is down")

    hass.services.async_register("notify", PHONE, fail)
    await change(hass, engine, FAILURE)
    assert "the cloud is down" in caplog.text
    assert notes(hass).keys() == {FAILURE.title}
    await change(hass, engine, over(FAILURE))
    assert notes(hass) == {}


async def test_a_phone_that_is_away_breaks_nothing(
    hass: HomeAssistant, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    await change(hass, engine, FAILURE)
    assert f"notify.{PHONE} did not take a message" in caplog.text
    assert notes(hass).keys() == {FAILURE.title}


async def test_while_home_assistant_starts_messages_wait(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    hass.set_state(CoreState.starting)
    engine = await reload(hass, engine)
    await change(hass, engine, FAILURE)
    assert phone == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert len(phone) == 1


@pytest.mark.parametrize("kept", ["nonsense", {"told": 1}, StoreError("disk")])
async def test_who_forgot_what_was_told_tells_it_again(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall], kept: Any
) -> None:
    await change(hass, engine, FAILURE)
    real = Settings.get

    async def get(self: Settings, name: str, default: Any = None) -> Any:
        if name != "notified":
            return await real(self, name, default)
        if isinstance(kept, StoreError):
            raise kept
        return kept

    with patch.object(Settings, "get", get):
        await reload(hass, engine)
    assert len(phone) == 2


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
        ("other_release", ("retry", "f1", "other_release")),
        ("lower_quality", ("retry", "f1", "lower_quality")),
        ("import", ("retry", "f1", "import")),
        ("remove", ("approve", "f1", Step.REMOVE)),
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
    for answer in ("approve", "ignore", "other_release", "import", "remove"):
        assert await press(hass, f"autoarr.{answer}.f1", hass_read_only_user) == []
    assert len(phone) == 5
    assert phone[0].data["message"] == "Only an administrator may decide this."
    for answer in ("retry", "same_release"):
        assert await press(hass, f"autoarr.{answer}.f1", hass_read_only_user)


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


async def test_an_answer_while_nothing_can_be_read_is_explained(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    with patch.object(engine.casebook, "find", side_effect=StoreError("gone")):
        assert await press(hass, "autoarr.approve.f1") == []
    (call,) = phone
    assert "database" in call.data["message"]


async def test_a_stack_that_is_unloaded_takes_no_answers(
    hass: HomeAssistant, engine: Engine, phone: list[ServiceCall]
) -> None:
    assert await hass.config_entries.async_unload(engine.entry.entry_id)
    assert await press(hass, "autoarr.approve.f1") == []
    await look(hass, engine)
    assert phone == []


async def test_a_stack_that_is_not_ready_takes_no_answers(
    hass: HomeAssistant, engine: Engine
) -> None:
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    object.__setattr__(entry, "state", ConfigEntryState.SETUP_IN_PROGRESS)
    assert await press(hass, "autoarr.approve.f1") == []
    object.__setattr__(entry, "state", ConfigEntryState.LOADED)
