"""What all tests stand on."""

# First of all: the test plugin ships a custom_components package of its own.
import logging

import pytest
import pytest_socket

import custom_components.autoarr

from . import profiles

__all__ = ["custom_components", "profiles"]

# The test plugin has every statement logged, which costs more than running it.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose what is left to chance."""
    parser.addoption(
        "--seed", type=int, default=1, help="when homes are killed at random times"
    )


def pytest_report_header(config: pytest.Config) -> str:
    """Print what is needed to have the same luck again."""
    return f"seed: {config.getoption('seed')}"


@pytest.fixture
def loopback(socket_enabled: None) -> None:
    """Let a test talk to servers on this machine, and to nothing else."""
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
