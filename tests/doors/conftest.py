"""The same world, home and time as in the whole stories."""

from tests.e2e.conftest import (
    home,
    hurry,
    loop_time,
    make_home,
    own_folder,
    pytest_asyncio_loop_factories,
    simulation,
)

__all__ = [
    "home",
    "hurry",
    "loop_time",
    "make_home",
    "own_folder",
    "pytest_asyncio_loop_factories",
    "simulation",
]
