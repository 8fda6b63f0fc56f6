"""The lines about AutoArr on Home Assistant's health page."""

from types import SimpleNamespace
from unittest.mock import Mock

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.model import RecoveryMode
from custom_components.autoarr.system_health import async_register


def add_stack(
    hass: HomeAssistant,
    state: ConfigEntryState,
    mode: RecoveryMode,
    *,
    answers: tuple[bool, ...] = (),
    healthy: bool = True,
    failures: int = 0,
) -> None:
    """Add a stack in a state."""
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    entry.mock_state(hass, state)
    entry.runtime_data = SimpleNamespace(
        mode=mode,
        store=SimpleNamespace(healthy=healthy),
        failures=dict.fromkeys(range(failures)),
        coordinators={
            n: SimpleNamespace(last_update_success=answer)
            for n, answer in enumerate(answers)
        },
    )


async def info(hass: HomeAssistant) -> dict[str, object]:
    """Return the lines."""
    register = Mock()
    async_register(hass, register)
    (tell,) = register.async_register_info.call_args.args
    lines: dict[str, object] = await tell(hass)
    return lines


async def test_all_running_stacks_are_summed_up(hass: HomeAssistant) -> None:
    add_stack(
        hass, ConfigEntryState.LOADED, RecoveryMode.AUTOMATIC, answers=(True, False)
    )
    add_stack(
        hass,
        ConfigEntryState.LOADED,
        RecoveryMode.ASK,
        answers=(True,),
        healthy=False,
        failures=2,
    )
    add_stack(hass, ConfigEntryState.SETUP_RETRY, RecoveryMode.OBSERVE)
    assert await info(hass) == {
        "stacks": 2,
        "servers_connected": "2/3",
        "database": "error",
        "recovery_mode": "ask, automatic",
        "open_failures": 2,
    }


async def test_without_a_stack_there_is_nothing_wrong(hass: HomeAssistant) -> None:
    assert await info(hass) == {
        "stacks": 0,
        "servers_connected": "0/0",
        "database": "ok",
        "recovery_mode": "",
        "open_failures": 0,
    }
