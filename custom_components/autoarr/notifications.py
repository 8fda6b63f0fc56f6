"""Carries questions and alarms to the person that a stack's options name, and answers back.

Phones with Home Assistant's app show buttons; other targets get the words alone.
"""

from collections.abc import Callable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.start import async_at_started

from .activity import Activity
from .const import CONF_NOTIFY_TARGET, DOMAIN, LOGGER
from .doors import told
from .downloads.model import FailureClass, FailureState, Message
from .engine import AutoArrConfigEntry, Engine

EVENT_ANSWER: Final = "mobile_app_notification_action"

APPROVE: Final = "approve"
RETRY: Final = "retry"
IGNORE: Final = "ignore"

ALARMS: Final = {FailureClass.ENVIRONMENT, FailureClass.DANGEROUS}


@callback
def follow(
    hass: HomeAssistant, entry: AutoArrConfigEntry, engine: Engine
) -> Callable[[], None]:
    """Notify about what needs a person, and take the answers; return how to stop."""
    target = entry.options.get(CONF_NOTIFY_TARGET)
    if target is None:
        return lambda: None
    notifier = Notifier(hass, entry, engine, target)
    stop_hearing = engine.feed_to(notifier.hear)
    stop_listening = hass.bus.async_listen(EVENT_ANSWER, notifier.async_answer)

    @callback
    def stop() -> None:
        stop_hearing()
        stop_listening()

    return stop


class Notifier:
    """Speaks to one target about one stack."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: AutoArrConfigEntry,
        engine: Engine,
        target: str,
    ) -> None:
        """Speak through target, an action of Home Assistant's `notify` domain."""
        self._hass = hass
        self._entry = entry
        self._engine = engine
        self._service = target.removeprefix("notify.")
        self._alarmed: set[tuple[str, str]] = set()

    @callback
    def hear(self, activity: Activity) -> None:
        """Notify when an activity is a question or an alarm."""
        failure_id = str(activity.data.get("id"))
        if activity.event == "recovery_failed":
            self._send(activity, failure_id, (RETRY, IGNORE))
        elif activity.event is None:
            if activity.data.get("state") == FailureState.ASKING:
                self._send(activity, failure_id, (APPROVE, IGNORE))
        elif activity.data.get("class") in ALARMS and self._is_new(activity):
            self._send(activity, failure_id, ())

    def _is_new(self, activity: Activity) -> bool:
        """Return whether nobody was told of this cause while it lasts."""
        alarm = (str(activity.server_id), str(activity.data.get("cause")))
        lasting = {
            (
                str(failure.server_id or failure.client_id),
                self._engine.phrases.words(failure.cause),
            )
            for failure in self._engine.failures.values()
        }
        self._alarmed &= lasting
        if alarm in self._alarmed:
            return False
        self._alarmed.add(alarm)
        return True

    @callback
    def _send(
        self, activity: Activity, failure_id: str, answers: tuple[str, ...]
    ) -> None:
        # A later word about the same failure takes the place of the earlier one.
        tag = f"{DOMAIN}_{failure_id}"
        data: dict[str, Any] = {"tag": tag}
        if self._service == "persistent_notification":
            data = {"notification_id": tag}
        elif answers:
            data["actions"] = [
                {
                    "action": f"{DOMAIN}.{answer}.{failure_id}",
                    "title": self._words(f"notify_{answer}"),
                }
                for answer in answers
            ]
        self._say(activity.title, activity.message, data)

    @callback
    def _say(self, title: str, message: str, data: dict[str, Any]) -> None:
        call = {"title": title, "message": message, "data": data}

        @callback
        def say(hass: HomeAssistant) -> None:
            self._entry.async_create_task(
                hass, self._async_say(call), f"{DOMAIN} notification"
            )

        # Phones are known to Home Assistant only once everything has started.
        async_at_started(self._hass, say)

    async def _async_say(self, call: dict[str, Any]) -> None:
        try:
            await self._hass.services.async_call(
                "notify", self._service, call, blocking=True
            )
        except HomeAssistantError as err:
            LOGGER.warning("notify.%s did not take a message: %s", self._service, err)

    async def async_answer(self, event: Event[Any]) -> None:
        """Do what the button of a notification stands for."""
        domain, _, rest = str(event.data.get("action")).partition(".")
        answer, _, failure_id = rest.partition(".")
        if domain != DOMAIN or answer not in (APPROVE, RETRY, IGNORE):
            return
        if self._entry.state is not ConfigEntryState.LOADED:
            return
        if await self._engine.casebook.find(failure_id) is None:
            # It is about another stack.
            return
        try:
            await self._async_obey(answer, failure_id, event)
        except HomeAssistantError as err:
            self._say(self._entry.title, str(err), {})

    async def _async_obey(
        self, answer: str, failure_id: str, event: Event[Any]
    ) -> None:
        orders = self._engine.orders
        if answer != RETRY and not await self._is_admin(event):
            self._say(self._entry.title, self._words("notify_admins_only"), {})
            return
        with told(self._engine, self._entry.title):
            match answer:
                case "approve":
                    await orders.approve(failure_id, None)
                case "retry":
                    await orders.retry(failure_id, "auto")
                case _:
                    await orders.dismiss(failure_id)

    async def _is_admin(self, event: Event[Any]) -> bool:
        """Return whether an administrator answered; without a user it was the system."""
        if event.context.user_id is None:
            return True
        user = await self._hass.auth.async_get_user(event.context.user_id)
        return user is not None and user.is_admin

    def _words(self, key: str) -> str:
        return self._engine.phrases.words(Message(key=key))
