"""What makes Home Assistant and AutoArr go by a timeless loop's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
import importlib
import time
from unittest.mock import patch

from aiohttp.resolver import ThreadedResolver
from homeassistant.util import dt as dt_util

from custom_components.autoarr.engine import stack

from .loop import EPOCH, TimelessLoop


@contextmanager
def living_in(loop: TimelessLoop) -> Iterator[None]:
    """Let Home Assistant and AutoArr go by a loop's clock, and use its wires."""

    # Home Assistant binds real time to the loop itself, for speed.
    vars(loop).pop("time", None)

    def unix() -> float:
        return EPOCH + loop.time()

    def utcnow() -> datetime:
        return datetime.fromtimestamp(unix(), UTC)

    resolver = ThreadedResolver(loop)
    resolver.real_close = resolver.close  # type: ignore[attr-defined]  # HA calls it
    connector = importlib.import_module("aiohttp.connector")
    with (
        patch.object(connector.aiohappyeyeballs, "start_connection", loop.wires.plug),
        patch.object(connector, "monotonic", loop.time),
        patch.object(dt_util, "utcnow", utcnow),
        patch.object(time, "time", unix),
        patch.object(stack, "monotonic", loop.time),
        patch(
            "homeassistant.helpers.aiohttp_client._async_make_resolver",
            return_value=resolver,
        ),
    ):
        yield
