"""Fixes where a server does what no server of the simulation does."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from itertools import count
import logging
from typing import Any, cast, override

import msgspec
import pytest

from custom_components.autoarr.audit.errors import Drifted, NotVerified
from custom_components.autoarr.audit.fixes import Fixer
from custom_components.autoarr.audit.model import Edit, Finding
from custom_components.autoarr.audit.record import Change
from custom_components.autoarr.audit.settings import PlainSettings, Resource, Settings
from custom_components.autoarr.servers.base import ConnectionLost

from .worlds import audited, changed, clean

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Oddity(PlainSettings):
    """A server whose settings are in memory, and that does as told.

    Attributes:
        resources: What it holds.
        failing: How many of the next writes are lost on the way.
        deaf: Whether it says yes and does nothing.
        mute: Whether it cannot be read any more once a write failed.
    """

    def __init__(self, **resources: Resource) -> None:
        """Hold some resources."""
        self.resources = resources
        self.failing = 0
        self.deaf = False
        self.mute = False
        self.failed = False

    async def read(self, resource: str) -> Resource | None:
        """Return a copy."""
        if self.mute and self.failed:
            raise ConnectionLost("mute")
        return deepcopy(self.resources.get(resource))

    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        """Write, or not."""
        if self.failing:
            self.failing -= 1
            self.failed = True
            raise ConnectionLost("lost")
        if not self.deaf:
            self.resources[resource] = deepcopy(whole)

    async def remove(self, resource: str) -> None:
        """Take away, or not."""
        if not self.deaf:
            del self.resources[resource]


def finding(*edits: Edit) -> Finding:
    """Return a finding that these edits mend."""
    broken = {"sabnzbd|get_config|config/misc/ignore_samples": 1}
    found = audited(changed(clean(), broken)).findings[0]
    object.__setattr__(found, "edits", edits)
    return found


def edit(resource: str, value: object, *, create: bool = False) -> Edit:
    """Return an edit of the field x."""
    return Edit(server="s", resource=resource, field="x", value=value, create=create)


def fixer(server: Oddity) -> Fixer:
    """Return what mends a server."""
    numbers = count()
    settings = {"s": cast("Settings", server)}
    return Fixer(settings, now=lambda: NOW, new_id=lambda: str(next(numbers)))


class Picky(Oddity):
    """A server that never gets what is written to b."""

    @override
    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        if resource == "b":
            raise ConnectionLost("b")
        await super().write(resource, whole, changes, force=force)


async def test_what_was_written_before_a_failure_is_put_back() -> None:
    server = Picky(a={"x": 1}, b={"x": 1})
    with pytest.raises(ConnectionLost):
        await fixer(server).apply(finding(edit("a", 2), edit("b", 2)))
    assert server.resources == {"a": {"x": 1}, "b": {"x": 1}}


async def test_what_cannot_be_put_back_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = Oddity(a={"x": 1})
    server.failing, server.mute = 1, True
    with caplog.at_level(logging.WARNING), pytest.raises(ConnectionLost):
        await fixer(server).apply(finding(edit("a", 2)))
    assert "could not be put back" in caplog.text


class Restarting(Oddity):
    """A server that takes a setting and then restarts for a while."""

    @override
    async def write(
        self,
        resource: str,
        whole: Resource,
        changes: Mapping[str, Any],
        *,
        force: bool = False,
    ) -> None:
        await super().write(resource, whole, changes, force=force)
        self.mute = self.failed = True


async def test_a_fix_after_which_the_app_is_away_is_settled_once_it_is_back() -> None:
    kept: list[Change] = []

    async def keep(change: Change) -> None:
        kept.append(change)

    server = Restarting(a={"x": 1})
    settings = {"s": cast("Settings", server)}
    work = Fixer(settings, now=lambda: NOW, new_id=lambda: "1", keep=keep)
    with pytest.raises(ConnectionLost):
        await work.apply(finding(edit("a", 2)))
    assert not kept[-1].is_settled
    server.mute = server.failed = False
    settled = await work.settle(kept[-1])
    assert (settled.applied, settled.is_undoable) == (True, True)
    server.mute = server.failed = False
    assert server.resources == {"a": {"x": 2}}


async def test_a_yes_that_does_nothing_is_no_fix() -> None:
    server = Oddity(a={"x": 1})
    server.deaf = True
    with pytest.raises(NotVerified):
        await fixer(server).apply(finding(edit("a", 2)))


async def test_a_thing_that_is_not_made_is_no_fix() -> None:
    server = Oddity()
    server.deaf = True
    with pytest.raises(NotVerified):
        await fixer(server).apply(finding(edit("a", 2, create=True)))


async def test_an_undo_that_does_nothing_is_told() -> None:
    server = Oddity(a={"x": 1})
    work = fixer(server)
    change = await work.apply(finding(edit("a", 2), edit("b", 3, create=True)))
    assert server.resources == {"a": {"x": 2}, "b": {"name": "", "x": 3}}
    server.deaf = True
    with pytest.raises(NotVerified):
        await work.undo(change)
    del server.resources["b"]
    with pytest.raises(NotVerified):
        await work.undo(change)
    server.deaf = False
    assert (await work.undo(change)).undone_at == NOW
    assert server.resources == {"a": {"x": 1}}


async def test_what_others_made_meanwhile_is_theirs() -> None:
    server = Oddity(b={"name": "b", "x": 9})
    change = await fixer(server).apply(finding(edit("b", 3, create=True)))
    assert change.steps == ()
    assert server.resources["b"]["x"] == 9


async def test_a_resource_that_vanishes_during_an_undo_is_told() -> None:
    server = Oddity(a={"x": 1})
    work = fixer(server)
    change = await work.apply(finding(edit("a", 2)))
    with pytest.raises(Drifted):
        await work._take_back(msgspec.structs.replace(change.steps[0], resource="z"))


async def test_a_lost_order_is_not_taken_for_done() -> None:
    server = Oddity(command={"name": "", "ids": [1]})
    server.failing = 1
    order = Edit(server="s", resource="command", field="name", value="Backup")
    with pytest.raises(ConnectionLost):
        await fixer(server).apply(finding(order))


async def test_what_became_of_a_change_is_found_out_after_a_crash() -> None:
    server = Oddity(a={"x": 1}, b={"x": 1})
    work = fixer(server)
    planned = await work.preview(finding(edit("a", 2), edit("b", 2)))
    started = msgspec.structs.replace(planned, dry_run=False)
    assert not started.is_settled
    nothing = await work.settle(started)
    assert (nothing.applied, nothing.failed, nothing.is_undoable) == (
        False,
        True,
        False,
    )
    server.resources["a"]["x"] = 2
    half = await work.settle(started)
    assert (half.applied, half.verified, len(half.steps)) == (True, False, 1)
    await work.undo(half)
    assert server.resources == {"a": {"x": 1}, "b": {"x": 1}}


async def test_a_fix_that_failed_is_kept_as_such() -> None:
    server = Oddity(a={"x": 1})
    server.deaf = True
    kept: list[Change] = []

    async def keep(change: Change) -> None:
        kept.append(change)

    settings = {"s": cast("Settings", server)}
    work = Fixer(settings, now=lambda: NOW, new_id=lambda: "1", keep=keep)
    with pytest.raises(NotVerified):
        await work.apply(finding(edit("a", 2)))
    assert [change.is_settled for change in kept] == [False, True]
