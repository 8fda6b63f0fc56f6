"""Failures and their ledgers."""

from dataclasses import replace

import pytest

from custom_components.autoarr.downloads.model import (
    Failure,
    FailureClass,
    FailureState,
    TitleKey,
)
from custom_components.autoarr.store import (
    FailureFilter,
    JournalEntry,
    Store,
    StoreError,
)

from .conftest import OpenStore
from .facts import NOW, a_failure, at

EPISODE = TitleKey(server_id="sonarr-1", media_id=7, episode_ids=(70, 71))


async def test_a_failure_comes_back_as_it_was_after_a_restart(
    open_store: OpenStore, url: str
) -> None:
    failure = a_failure(title_key=EPISODE, replacements=("nzo-2", "nzo-3"))
    store = await Store.open(url, "home")
    await store.failures.save(failure)
    await store.close()
    store = await open_store()
    assert await store.failures.get(failure.id) == failure
    assert await store.failures.get("nobody") is None


async def test_a_failure_and_the_steps_of_its_attempt_are_written_together(
    store: Store,
) -> None:
    failure = a_failure()
    step = JournalEntry(
        id="s1", at=NOW, failure_id=failure.id, server_id="sonarr-1", action="search"
    )
    await store.failures.save(failure, [step])
    assert await store.journal.unfinished() == [step]
    changed = replace(failure, state=FailureState.RECOVERED, resolved_at=at(1))
    with pytest.raises(StoreError):
        await store.failures.save(changed, [step])
    assert await store.failures.get(failure.id) == failure, "both or neither"


async def test_saving_again_changes_the_failure(store: Store) -> None:
    failure = a_failure()
    await store.failures.save(failure)
    changed = replace(failure, state=FailureState.RECOVERED, resolved_at=at(1))
    await store.failures.save(changed)
    assert await store.failures.get(failure.id) == changed
    assert (await store.failures.list()).total == 1


async def test_open_failures_come_back_in_the_order_they_happened(store: Store) -> None:
    later, earlier = a_failure(detected_at=at(2)), a_failure(detected_at=at(1))
    for failure in (
        later,
        earlier,
        a_failure(state=FailureState.RECOVERED),
        a_failure(state=FailureState.GIVEN_UP),
        a_failure(state=FailureState.DISMISSED),
    ):
        await store.failures.save(failure)
    assert await store.failures.open_ones() == [earlier, later]


async def test_a_failure_is_found_by_every_download_it_had(store: Store) -> None:
    old = a_failure(download_id="nzo-1", detected_at=at(-5))
    failure = a_failure(
        download_id="nzo-1", replacements=("nzo-2",), past_downloads=("nzo-0",)
    )
    await store.failures.save(failure)
    await store.failures.save(old)
    for download_id in ("nzo-0", "nzo-1", "nzo-2"):
        assert await store.failures.find_by_download(download_id) == failure
    assert await store.failures.find_by_download("nzo-3") is None
    grown = replace(failure, past_downloads=("nzo-0", "nzo-1"), download_id="nzo-3")
    await store.failures.save(grown)
    assert await store.failures.find_by_download("nzo-3") == grown


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (FailureFilter(), "dcba"),
        (FailureFilter(since=at(1)), "dcb"),
        (FailureFilter(until=at(1)), "a"),
        (FailureFilter(classes=frozenset({FailureClass.ENCRYPTED})), "b"),
        (
            FailureFilter(
                classes=frozenset({FailureClass.ENCRYPTED, FailureClass.STALLED})
            ),
            "cb",
        ),
        (FailureFilter(resolved=True), "dc"),
        (FailureFilter(resolved=False), "ba"),
        (FailureFilter(server="radarr-1"), "d"),
        (FailureFilter(server="radarr-1", resolved=False), ""),
    ],
)
async def test_filters_find_what_they_say(
    store: Store, wanted: FailureFilter, found: str
) -> None:
    for failure in (
        a_failure(failure_id="a"),
        a_failure(
            failure_id="b", failure_class=FailureClass.ENCRYPTED, detected_at=at(1)
        ),
        a_failure(
            failure_id="c",
            failure_class=FailureClass.STALLED,
            state=FailureState.GIVEN_UP,
            detected_at=at(2),
        ),
        a_failure(
            failure_id="d",
            state=FailureState.DISMISSED,
            detected_at=at(3),
            server_id="radarr-1",
        ),
    ):
        await store.failures.save(failure)
    page = await store.failures.list(wanted)
    assert "".join(failure.id for failure in page.items) == found
    assert page.total == len(found)
    paged = await store.failures.list(wanted, limit=1, offset=1)
    assert "".join(failure.id for failure in paged.items) == found[1:2]
    assert paged.total == len(found)


async def test_a_title_that_was_given_up_is_remembered(store: Store) -> None:
    def given_up(key: TitleKey, hours: float) -> Failure:
        return a_failure(
            title_key=key,
            state=FailureState.GIVEN_UP,
            detected_at=at(hours),
            resolved_at=at(hours + 1),
        )

    old, new = given_up(EPISODE, -30), given_up(EPISODE, -3)
    other = given_up(replace(EPISODE, episode_ids=(72,)), -2)
    still_open = a_failure(title_key=EPISODE)
    recovered = replace(new, id="recovered", state=FailureState.RECOVERED)
    for failure in (old, new, other, still_open, recovered):
        await store.failures.save(failure)
    pack = replace(EPISODE, episode_ids=(69, 70))
    assert await store.failures.recent_given_up(pack, at(-24)) == new
    assert await store.failures.recent_given_up(pack, at(-1)) is None
    elsewhere = replace(EPISODE, server_id="sonarr-2")
    assert await store.failures.recent_given_up(elsewhere, at(-24)) is None


async def test_pruning_keeps_what_is_open_or_recent(store: Store) -> None:
    long_ago = at(-24 * 200)
    still_open = a_failure(failure_id="open", detected_at=long_ago)
    over = a_failure(
        failure_id="over",
        detected_at=long_ago,
        download_id="nzo-old",
        state=FailureState.RECOVERED,
        resolved_at=at(-24 * 91),
    )
    undated = a_failure(
        failure_id="undated", detected_at=long_ago, state=FailureState.DISMISSED
    )
    lately_over = replace(over, id="lately", resolved_at=at(-24))
    for failure in (still_open, over, undated, lately_over):
        await store.failures.save(failure)
    await store.prune(NOW)
    left = {failure.id for failure in (await store.failures.list()).items}
    assert left == {"open", "lately"}
    found = await store.failures.find_by_download("nzo-old")
    assert found is not None
    assert found.id == "lately"


async def test_evidence_without_end_is_cut(store: Store) -> None:
    failure = a_failure(evidence="long " * 10_000)
    failure = replace(failure, evidence=failure.evidence * 200)
    await store.failures.save(failure)
    stored = await store.failures.get(failure.id)
    assert stored is not None
    assert len(stored.evidence) == 20
    assert stored.evidence[0].text.endswith("…")
    assert len(stored.evidence[0].text) <= 2_000


async def test_what_cannot_be_stored_is_refused_without_blaming_the_database(
    store: Store,
) -> None:
    broken = replace(a_failure(), reason=object())  # type: ignore[arg-type] # a mistake must not look like a full disk
    with pytest.raises(StoreError):
        await store.failures.save(broken)
    assert store.healthy
    assert (await store.failures.list()).total == 0


async def test_stacks_keep_their_own_failures(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    failure = a_failure()
    await home.failures.save(failure)
    assert await cabin.failures.open_ones() == []
    assert await cabin.failures.find_by_download(failure.download_id) is None
    await cabin.forget_stack()
    assert await home.failures.open_ones() == [failure]
