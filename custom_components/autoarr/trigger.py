"""Triggers of automations: what AutoArr tells on the bus, picked by server and kind."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast, override

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, CONF_OPTIONS
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.trigger import (
    NotTriggeredInfo,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .audit.model import Severity
from .const import DOMAIN
from .downloads.model import FailureClass
from .requests.model import MediaType

CONF_CLASS = "class"
CONF_MEDIA_TYPE = "media_type"
CONF_SERVER = "server"
CONF_SEVERITY = "severity"

type Fields = dict[Any, Any]

_COMMON = ("title", "message", "server", "correlation_id", "config_entry_id")
_STACK: Fields = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
_SERVER: Fields = {vol.Optional(CONF_SERVER): vol.All(cv.ensure_list, [cv.string])}


def _among(kinds: type[Any]) -> Callable[[Any], Any]:
    check: Callable[[Any], Any] = vol.All(cv.ensure_list, [vol.Coerce(kinds)])
    return check


class FeedTrigger(Trigger):
    """Fires when one of some events is told that has what the options ask for."""

    events: ClassVar[tuple[str, ...]]
    """Names of the events, without the domain."""
    about: ClassVar[str]
    """What the event's own fields are called in templates."""
    fields: ClassVar[Fields]
    """The options. They are called as the fields of the event that they are compared to."""

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Pick by the options."""
        super().__init__(hass, config)
        self._wanted: Mapping[str, Any] = config.options or {}

    @override
    @classmethod
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        """Check the options."""
        schema = vol.Schema(
            {vol.Required(CONF_OPTIONS, default=dict): {**_STACK, **cls.fields}}
        )
        return cast("ConfigType", schema(config))

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        """Listen to the events."""

        @callback
        def hear(event: Event) -> None:
            if other := self._differing(event.data):
                if did_not_trigger:
                    did_not_trigger(
                        NotTriggeredInfo(
                            f"{other} is {event.data.get(other)}",
                            {"title": event.data.get("title")},
                        ),
                        event.context,
                    )
                return
            run_action(
                {
                    **{key: event.data.get(key) for key in _COMMON},
                    self.about: dict(event.data),
                },
                str(event.data.get("message") or event.event_type),
                event.context,
            )

        stops = [
            self._hass.bus.async_listen(f"{DOMAIN}_{name}", hear)
            for name in self.events
        ]

        @callback
        def stop() -> None:
            for each in stops:
                each()

        return stop

    def _differing(self, told: Mapping[str, Any]) -> str | None:
        """Return the first field that is not as the options ask, None when all are."""
        for key, wanted in self._wanted.items():
            value = told.get(key)
            match wanted:
                case [] | None:
                    continue
                case str():
                    if value != wanted:
                        return key
                case _:
                    # Names of servers are compared as everywhere: in any case.
                    known = {str(each).casefold() for each in wanted}
                    if str(value).casefold() not in known:
                        return key
        return None


class DownloadFailed(FeedTrigger):
    """A download failed, stalled, or needs a hand to be imported."""

    events = ("download_failed", "download_stalled", "download_blocked")
    about = "failure"
    fields: ClassVar[Fields] = {
        **_SERVER,
        vol.Optional(CONF_CLASS): _among(FailureClass),
    }


class RecoveryGaveUp(FeedTrigger):
    """AutoArr has no more to try."""

    events = ("recovery_failed",)
    about = "failure"
    fields = DownloadFailed.fields


class RequestAvailable(FeedTrigger):
    """What somebody asked for can be watched."""

    events = ("request_available",)
    about = "request"
    fields: ClassVar[Fields] = {vol.Optional(CONF_MEDIA_TYPE): _among(MediaType)}


class RequestNeedsApproval(FeedTrigger):
    """A request waits for an administrator."""

    events = ("request_needs_approval",)
    about = "request"
    fields = RequestAvailable.fields


class FindingRaised(FeedTrigger):
    """An audit found something that it had not found before."""

    events = ("finding_raised",)
    about = "finding"
    fields: ClassVar[Fields] = {
        **_SERVER,
        vol.Optional(CONF_SEVERITY): _among(Severity),
    }


TRIGGERS: dict[str, type[Trigger]] = {
    "download_failed": DownloadFailed,
    "recovery_gave_up": RecoveryGaveUp,
    "request_available": RequestAvailable,
    "request_needs_approval": RequestNeedsApproval,
    "finding_raised": FindingRaised,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by their names without the domain."""
    return TRIGGERS
