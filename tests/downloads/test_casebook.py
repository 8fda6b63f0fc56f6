"""One open failure a title, carried on when its replacement fails too."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from custom_components.autoarr.downloads.casebook import Casebook, correlation_of_grab
from custom_components.autoarr.downloads.ledger import begun, grabbed
from custom_components.autoarr.downloads.model import (
    Blames,
    DownloadStatus,
    FailureClass,
    FailureState,
    Media,
    Message,
    Step,
    TitleKey,
)
from custom_components.autoarr.store import Store, StoreError

from .cases import diagnosis, replacement
from .world import START, TestClock

BAD = diagnosis(FailureClass.BAD_RELEASE)
FIRST = replacement("nzo1", DownloadStatus.FAILED)
SECOND = replacement("nzo2", DownloadStatus.FAILED)
THIRD = replacement("nzo3", DownloadStatus.FAILED)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return an open store."""
    store = await Store.open(f"sqlite:///{tmp_path / 'autoarr.db'}", "home")
    yield store
    await store.close()


@pytest.fixture
def clock() -> TestClock:
    """The time of the story."""
    return TestClock()


@pytest.fixture
def casebook(store: Store, clock: TestClock) -> Casebook:
    """Return an empty casebook on a real store."""
    return Casebook(store.failures, "home", clock)


async def test_a_failure_is_found_by_its_id_its_download_and_its_title(
    casebook: Casebook,
) -> None:
    failure = await casebook.record(FIRST, BAD, failed_at=START - timedelta(minutes=1))
    assert failure.failed_at == START - timedelta(minutes=1)
    assert failure.state is FailureState.NEW
    assert dict(casebook.open) == {failure.id: failure}
    assert casebook.of_download("nzo1") == failure
    assert casebook.of_title(FIRST.title_key) == failure
    assert await casebook.find(failure.id) == failure
    assert await casebook.find("nzo1") == failure
    assert await casebook.find("nobody") is None
    assert casebook.of_title(None) is None
    assert casebook.of_title(TitleKey(server_id="radarr", media_id=99)) is None


async def test_a_story_keeps_one_correlation_id(casebook: Casebook) -> None:
    before = casebook.correlation_of("nzo1")
    assert before == correlation_of_grab("home", "nzo1")
    failure = await casebook.record(FIRST, BAD)
    assert failure.correlation_id == before
    again = await casebook.record(SECOND, BAD)
    assert again.correlation_id == before
    assert casebook.correlation_of("nzo2") == before
    assert correlation_of_grab("cabin", "nzo1") != before


async def test_the_same_news_twice_is_one_failure(casebook: Casebook) -> None:
    failure = await casebook.record(FIRST, BAD)
    assert await casebook.record(FIRST, BAD) == failure
    assert len(casebook.open) == 1


async def test_a_second_look_may_change_the_cause(casebook: Casebook) -> None:
    await casebook.record(FIRST, BAD)
    full = await casebook.record(FIRST, diagnosis(FailureClass.ENVIRONMENT))
    assert full.failure_class is FailureClass.ENVIRONMENT
    assert full.download_id == "nzo1"


async def test_what_a_release_was_blamed_for_is_not_forgotten_when_it_is_marked_as_failed(
    casebook: Casebook,
) -> None:
    found = await casebook.record(FIRST, diagnosis(FailureClass.ENCRYPTED))
    await casebook.change(begun(found, Step.BLOCKLIST_SEARCH, START))
    marked = await casebook.record(FIRST, BAD)
    assert marked.failure_class is FailureClass.ENCRYPTED
    vague = await casebook.record(FIRST, diagnosis(FailureClass.UNKNOWN))
    assert vague.failure_class is FailureClass.ENCRYPTED
    sick = await casebook.record(FIRST, diagnosis(FailureClass.ENVIRONMENT))
    assert sick.failure_class is FailureClass.ENVIRONMENT
    healthy = await casebook.record(FIRST, BAD)
    assert healthy.failure_class is FailureClass.BAD_RELEASE


async def test_a_replacement_that_fails_carries_the_failure_on(
    casebook: Casebook, clock: TestClock
) -> None:
    first = await casebook.record(FIRST, BAD)
    running = grabbed(
        begun(first, Step.BLOCKLIST_SEARCH, START),
        replacement("nzo2"),
        START,
        step=Step.WAIT,
        most=3,
    )
    await casebook.change(
        replace(running, state=FailureState.RECOVERING, clock_left=60)
    )
    assert casebook.of_download("nzo2") == casebook.open[first.id]
    second = await casebook.record(SECOND, BAD)
    assert second.id == first.id
    assert second.download_id == "nzo2"
    assert second.past_downloads == ("nzo1",)
    assert second.state is FailureState.NEW
    assert [str(each.outcome) for each in second.attempts] == ["failed"]
    assert (second.next_attempt_at, second.clock_left) == (None, None)


async def test_late_news_of_an_earlier_release_changes_nothing(
    casebook: Casebook,
) -> None:
    for download in (FIRST, SECOND):
        await casebook.record(download, BAD)
    third = await casebook.record(THIRD, BAD)
    assert third.past_downloads == ("nzo1", "nzo2")
    assert await casebook.record(FIRST, BAD) == third
    assert await casebook.record(SECOND, BAD) == third


async def test_a_title_that_is_known_late_has_one_failure(casebook: Casebook) -> None:
    of_title = await casebook.record(FIRST, BAD)
    stranger = replace(SECOND, title_key=None, media=Media())
    other = await casebook.record(stranger, BAD)
    assert other.id != of_title.id
    united = await casebook.record(SECOND, BAD)
    assert united.id == of_title.id
    assert united.past_downloads == ("nzo1",)
    assert list(casebook.open) == [of_title.id]
    closed = await casebook.find(other.id)
    assert closed
    assert closed.state is FailureState.DISMISSED
    assert closed.reason == Message(key="reason_same_title")


async def test_a_release_is_acquitted_after_its_failure_is_over(
    casebook: Casebook,
) -> None:
    together = Message(key="cause_many_at_once")
    failure = await casebook.record(FIRST, replace(BAD, blames=Blames.RELEASE))
    await casebook.acquit(failure, together)
    assert casebook.open[failure.id].blames is Blames.RELEASE
    await casebook.close(failure, FailureState.RECOVERED)
    await casebook.acquit(replace(failure, download_id="another"), together)
    found = await casebook.find(failure.id)
    assert found
    assert found.blames is Blames.RELEASE
    await casebook.acquit(failure, together)
    found = await casebook.find(failure.id)
    assert found
    assert (found.failure_class, found.cause) == (FailureClass.ENVIRONMENT, together)
    assert (found.blames, found.state) == (Blames.SYSTEM, FailureState.RECOVERED)


async def test_what_a_title_is_may_be_known_late(casebook: Casebook) -> None:
    stranger = replace(FIRST, title_key=None, media=Media())
    failure = await casebook.record(stranger, BAD)
    known = await casebook.record(FIRST, BAD)
    assert known.id == failure.id
    assert (known.title_key, known.media) == (FIRST.title_key, FIRST.media)


async def test_what_cannot_be_stored_did_not_happen(
    tmp_path: Path, clock: TestClock
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'autoarr.db'}", "home")
    casebook = Casebook(store.failures, "home", clock)
    failure = await casebook.record(FIRST, BAD)
    await store.close()
    with pytest.raises(StoreError):
        await casebook.change(begun(failure, Step.BLOCKLIST_SEARCH, START))
    with pytest.raises(StoreError):
        await casebook.close(failure, FailureState.RECOVERED)
    assert dict(casebook.open) == {failure.id: failure}
    assert casebook.of_download("nzo1") == failure


async def test_open_failures_survive_a_restart(
    casebook: Casebook, store: Store, clock: TestClock
) -> None:
    failure = await casebook.record(FIRST, BAD)
    failure = await casebook.change(begun(failure, Step.BLOCKLIST_SEARCH, START))
    restarted = Casebook(store.failures, "home", clock)
    await restarted.load()
    assert dict(restarted.open) == {failure.id: failure}
    assert restarted.of_download("nzo1") == failure


async def test_a_title_that_was_given_up_lately_keeps_its_attempts(
    casebook: Casebook, clock: TestClock
) -> None:
    failure = await casebook.record(FIRST, BAD)
    failure = begun(failure, Step.BLOCKLIST_SEARCH, START)
    closed = await casebook.close(
        failure, FailureState.GIVEN_UP, Message(key="reason_gave_up_failed")
    )
    assert closed.resolved_at == START
    assert not casebook.open
    assert casebook.of_download("nzo1") is None
    clock.pass_by(days=6)
    again = await casebook.record(SECOND, BAD)
    assert again.id != failure.id
    assert again.attempts == failure.attempts
    assert again.correlation_id == failure.correlation_id
    await casebook.close(again, FailureState.RECOVERED)
    clock.pass_by(days=8)
    fresh = await casebook.record(THIRD, BAD)
    assert fresh.attempts == ()


async def test_old_news_is_stored_closed(casebook: Casebook) -> None:
    old = await casebook.record(
        FIRST, BAD, state=FailureState.DISMISSED, reason=Message(key="reason_baseline")
    )
    assert old.resolved_at == START
    assert not casebook.open
    assert await casebook.find("nzo1") == old


async def test_a_person_may_take_a_closed_failure_up_again(casebook: Casebook) -> None:
    failure = await casebook.record(FIRST, BAD)
    closed = await casebook.close(failure, FailureState.DISMISSED)
    again = await casebook.reopen(closed)
    assert again.state is FailureState.NEW
    assert again.resolved_at is None
    assert casebook.of_download("nzo1") == again


async def test_a_download_of_an_unknown_title_stands_alone(casebook: Casebook) -> None:
    first = await casebook.record(replace(FIRST, title_key=None), BAD)
    second = await casebook.record(replace(SECOND, title_key=None), BAD)
    assert first.id != second.id


async def test_it_is_known_after_a_restart_which_job_retries_which(
    casebook: Casebook, store: Store, clock: TestClock
) -> None:
    failure = await casebook.record(FIRST, BAD)
    assert [*casebook.retries()] == []
    failure = begun(failure, Step.RETRY_SAME, START, download_id="nzo2")
    failure = begun(failure, Step.BLOCKLIST_SEARCH, START, download_id="nzo3")
    await casebook.change(failure)
    later = Casebook(store.failures, "home", clock)
    await later.load()
    assert [*later.retries()] == [("nzo2", "nzo1")]
