"""What all tests stand on."""

# First of all: the test plugin ships a custom_components package of its own.
from collections.abc import Generator
import gc
import logging

import pytest
from pytest_asyncio import is_async_test
import pytest_socket

import custom_components.autoarr

from . import profiles

__all__ = ["custom_components", "profiles"]

# The test plugin has every statement logged, which costs more than running it.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)

ONLY_WITH_A_LOOP = {
    "configure_event_loop",
    "disable_http_server",
    "expected_lingering_tasks",
    "expected_lingering_timers",
    "fail_on_log_exception",
    "skip_stop_scripts",
    "verify_cleanup",
    "wait_for_stop_scripts_after_shutdown",
}
"""What the test plugin prepares for each test, whether it has a loop or not."""
NEEDS_A_LOOP = {"hass", "socket_enabled"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose what is left to chance."""
    parser.addoption(
        "--seed", type=int, default=1, help="when homes are killed at random times"
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Print what is needed to have the same luck again."""
    return f"seed: {config.getoption('seed')}"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while thousands of tests are made, all of which stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spare tests of plain functions the loop that would be made for each."""
    for item in items:
        assert isinstance(item, pytest.Function)
        if not is_async_test(item) and NEEDS_A_LOOP.isdisjoint(item.fixturenames):
            item.fixturenames[:] = [
                name for name in item.fixturenames if name not in ONLY_WITH_A_LOOP
            ]


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Leave it to PYTHONASYNCIODEBUG, as in CI, whether loops watch over their threads.

    They note where each future was made, which takes two fifths of a story's time.
    """


@pytest.fixture
def loopback(socket_enabled: None) -> None:
    """Let a test talk to servers on this machine, and to nothing else."""
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
