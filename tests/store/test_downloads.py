"""Finished downloads, and the stories of running ones."""

from dataclasses import replace

import pytest

from custom_components.autoarr.downloads.model import Outcome
from custom_components.autoarr.store import DownloadFilter, Store

from .conftest import OpenStore
from .facts import NOW, a_finished_download, at


async def test_a_finished_download_comes_back_as_it_was(store: Store) -> None:
    download = a_finished_download()
    bare = replace(
        a_finished_download(when=at(-1)), failure_class=None, cause=None, quality=None
    )
    await store.downloads.record(download)
    await store.downloads.record(bare)
    page = await store.downloads.list()
    assert page.items == [download, bare]
    assert page.total == 2


async def test_recording_again_changes_the_download(store: Store) -> None:
    download = a_finished_download()
    await store.downloads.record(download)
    changed = replace(download, outcome=Outcome.REMOVED, title="Long " * 1_000)
    await store.downloads.record(changed)
    (stored,) = (await store.downloads.list()).items
    assert stored.outcome is Outcome.REMOVED
    assert stored.title.endswith("…")


async def test_it_knows_which_end_of_a_download_was_recorded(
    store: Store, open_store: OpenStore
) -> None:
    download = a_finished_download()
    await store.downloads.record(download)
    known = store.downloads.is_recorded
    assert await known(download.download_id, download.outcome)
    assert not await known(download.download_id, Outcome.REMOVED)
    assert not await known("another", download.outcome)
    cabin = await open_store("cabin")
    assert not await cabin.downloads.is_recorded(download.download_id, download.outcome)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DownloadFilter(), "cba"),
        (DownloadFilter(server="radarr-1"), "c"),
        (DownloadFilter(outcome=Outcome.FAILED), "b"),
        (DownloadFilter(since=at(1)), "cb"),
        (DownloadFilter(until=at(1)), "a"),
        (DownloadFilter(server="sonarr-1", outcome=Outcome.IMPORTED), "a"),
    ],
)
async def test_filters_find_what_they_say(
    store: Store, wanted: DownloadFilter, found: str
) -> None:
    for download in (
        a_finished_download(own_id="a"),
        a_finished_download(own_id="b", outcome=Outcome.FAILED, when=at(1)),
        a_finished_download(own_id="c", server_id="radarr-1", when=at(2)),
    ):
        await store.downloads.record(download)
    page = await store.downloads.list(wanted)
    assert "".join(download.id for download in page.items) == found
    assert page.total == len(found)
    paged = await store.downloads.list(wanted, limit=1, offset=1)
    assert "".join(download.id for download in paged.items) == found[1:2]
    assert paged.total == len(found)


async def test_a_running_download_keeps_its_story_until_it_is_over(
    store: Store,
) -> None:
    assert await store.downloads.correlation_of("nzo-1") is None
    await store.downloads.remember("nzo-1", "first")
    await store.downloads.remember("nzo-1", "second")
    assert await store.downloads.correlation_of("nzo-1") == "second"
    await store.downloads.record(a_finished_download(correlation_id="third"))
    await store.downloads.record(
        a_finished_download(correlation_id="fourth", when=at(1))
    )
    assert await store.downloads.correlation_of("nzo-1") == "fourth"


async def test_pruning_forgets_old_downloads_and_stories_nobody_told_of(
    store: Store,
) -> None:
    await store.downloads.record(a_finished_download("old", when=at(-24 * 91)))
    await store.downloads.record(a_finished_download("new"))
    await store.downloads.remember("silent", "a")
    await store.downloads.remember("alive", "b")
    await store.prune(NOW)
    assert [each.download_id for each in (await store.downloads.list()).items] == [
        "new"
    ]
    await store.downloads.remember("alive", "b")
    await store.prune(at(24 * 91))
    assert await store.downloads.correlation_of("silent") is None
    assert await store.downloads.correlation_of("alive") == "b"


async def test_stacks_keep_their_own_downloads(open_store: OpenStore) -> None:
    home, cabin = await open_store("home"), await open_store("cabin")
    await home.downloads.record(a_finished_download())
    await home.downloads.remember("nzo-9", "story-9")
    assert (await cabin.downloads.list()).total == 0
    assert await cabin.downloads.correlation_of("nzo-9") is None
    assert await home.downloads.correlation_of("nzo-9") == "story-9"
