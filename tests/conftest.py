"""What all tests stand on."""

# First of all: the test plugin ships a custom_components package of its own.
import logging

import pytest
import pytest_socket

import custom_components.autoarr

__all__ = ["custom_components"]

# The test plugin has every statement logged, which costs more than running it.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)


@pytest.fixture
def loopback(socket_enabled: None) -> None:
    """Let a test talk to servers on this machine, and to nothing else."""
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
