"""Recovery where the store fails, a restart cuts a step off, or a person is quicker."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.util import dt as dt_util
import pytest

from custom_components.autoarr.downloads.casebook import Casebook
from custom_components.autoarr.downloads.model import (
    AttemptOutcome,
    Failure,
    FailureClass,
    FailureState,
    Message,
    TitleKey,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.writes import SearchMovie
from custom_components.autoarr.engine.debts import DEBTS
from custom_components.autoarr.store import JournalEntry, StoreError
from custom_components.autoarr.store.journal import Journal
from tests.e2e.home import Home

from .test_resilience import failure_of, server_id


@contextmanager
def before_changes(happens: Callable[[Failure], Awaitable[None]]) -> Iterator[None]:
    """Let something happen whenever a failure is about to change."""
    change = Casebook.change

    async def changing(
        casebook: Casebook, failure: Failure, steps: Sequence[JournalEntry] = ()
    ) -> Failure:
        await happens(failure)
        return await change(casebook, failure, steps)

    with patch.object(Casebook, "change", changing):
        yield


async def test_recovery_waits_until_the_store_can_be_written_again(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    failure = failure_of(server_id(home, "Radarr"))
    await home.engine.casebook.change(failure)
    refused: list[str] = []

    async def refuse(failure: Failure) -> None:
        refused.append(failure.id)
        raise StoreError("disk full")

    with before_changes(refuse):
        home.engine.conductor.wake()
        await home.until(lambda: len(refused) > 1, "not looked at again")
        assert home.writes() == []
    await home.until(lambda: bool(home.writes("radarr")), "recovery ended")
    assert "Recovery could not look at a failure" not in caplog.text


async def test_nothing_may_be_removed_while_nobody_knows_how_much_was(
    home: Home,
) -> None:
    failure = failure_of(server_id(home, "Radarr"))
    known = await home.engine.conductor.situation(failure)
    assert known.removals_left == Policy().max_removals
    home.engine.conductor._removals = None
    with patch.object(Journal, "removals_since", side_effect=StoreError("locked")):
        unknown = await home.engine.conductor.situation(failure)
    assert unknown.removals_left == 0


@pytest.mark.parametrize("ours", [True, False])
async def test_a_search_that_a_restart_cut_off_is_made_later(
    home: Home, ours: bool
) -> None:
    """Whether a failure is open still, or a person dismissed it before the restart."""
    now = dt_util.utcnow()
    radarr = server_id(home, "Radarr")
    failure = failure_of(
        radarr, id="open", state=FailureState.RECOVERING, next_attempt_at=None
    )
    search = replace(failure.attempts[0], outcome=AttemptOutcome.PENDING)
    failure = replace(failure, attempts=(search,))
    write = SearchMovie(server_id=radarr, movie_id=1)
    step = JournalEntry(
        id="step",
        at=now - timedelta(seconds=30),
        failure_id=failure.id if ours else "over",
        server_id=radarr,
        action=write.action,
        target=write.describe(),
    )
    await home.engine.casebook.change(failure, (step,))
    await home.reload()
    await home.until(lambda: home.engine.conductor._reconciled, "not reconciled")
    kept = await home.engine.casebook.find(failure.id)
    assert kept is not None
    was_taken_back = kept.reason == Message(key="reason_not_reached")
    assert (was_taken_back, kept.attempts == ()) == (ours, ours)
    assert await home.engine.store.journal.unfinished() == []


async def test_what_a_person_dismisses_during_a_look_is_left_alone(home: Home) -> None:
    radarr = server_id(home, "Radarr")
    first, second = (failure_of(radarr, id=name) for name in ("first", "second"))
    second = replace(second, title_key=None)
    await home.engine.casebook.change(first)
    await home.engine.casebook.change(second)
    dismissed: list[Failure] = []

    async def dismiss(failure: Failure) -> None:
        if failure.id == first.id and not dismissed:
            dismissed.append(failure)
            await home.engine.orders.dismiss(second.id)

    with before_changes(dismiss):
        home.engine.conductor.wake()
        await home.until(lambda: bool(home.writes("radarr")), "recovery ended")
    left = await home.engine.casebook.find(second.id)
    assert left is not None
    assert (left.state, left.attempts) == (FailureState.DISMISSED, second.attempts)


async def test_blame_is_taken_back_from_what_was_replaced_before_the_brake_was_on(
    home: Home,
) -> None:
    radarr = server_id(home, "Radarr")

    def film(number: int, **changes: Any) -> Failure:
        return failure_of(
            radarr,
            id=f"failure-{number}",
            title_key=TitleKey(server_id=radarr, media_id=number),
            **{
                "download_id": f"download-{number}",
                "title": f"Film.{number}",
                **changes,
            },
        )

    sick = film(
        1,
        title="Film.1.Another",
        download_id="another",
        failure_class=FailureClass.ENVIRONMENT,
        cause=Message(key="cause_provider_refuses"),
    )
    for failure in (film(1), sick, *map(film, range(2, 6))):
        await home.engine.conductor.saw_failure(failure)
    owed = str(await home.engine.store.settings.get(DEBTS, []))
    assert [f"'Film.{number}'" in owed for number in range(1, 6)] == [True] * 5
    assert "Film.1.Another" not in owed
