"""What a real SABnzbd does with the posts made here: the ground the story stands on."""

from pathlib import Path

import pytest

from tests.real.news import NewsServer
from tests.real.posts import encrypted_post, good_post, matroska
from tests.real.sabnzbd import Sabnzbd

pytestmark = pytest.mark.real

TITLE = "Test.Show.S01E01.1080p.WEB.h264-TEST"
SIZE = 3_000_000


def content(storage: str) -> bytes:
    """Return the one file that a download left behind."""
    path = Path(storage)
    if path.is_dir():
        (path,) = path.iterdir()
    return path.read_bytes()


async def test_a_complete_post_becomes_the_video_that_was_posted(
    sabnzbd: Sabnzbd, news: NewsServer
) -> None:
    post = good_post(TITLE, size=SIZE)
    news.offer(post)

    slot = await sabnzbd.outcome(await sabnzbd.add(post, "tv"))

    assert slot["status"] == "Completed"
    assert sabnzbd.home / "complete/tv" in Path(slot["storage"]).parents
    assert content(slot["storage"]) == matroska(SIZE, seed=TITLE)


async def test_a_post_with_missing_articles_fails_and_says_so(
    sabnzbd: Sabnzbd, news: NewsServer
) -> None:
    post = good_post(TITLE)
    news.offer_incomplete(post)

    slot = await sabnzbd.outcome(await sabnzbd.add(post, "tv"))

    assert slot["status"] == "Failed"
    assert slot["fail_message"] == (
        "Aborted, cannot be completed - https://sabnzbd.org/not-complete"
    )
    assert news.withheld & set(news.asked)


async def test_an_encrypted_post_only_pauses_and_never_reaches_the_history(
    sabnzbd: Sabnzbd, news: NewsServer
) -> None:
    post = encrypted_post(TITLE)
    news.offer(post)
    news.delay = 0.1  # or the job is over before SABnzbd can pause it

    slot = await sabnzbd.outcome(await sabnzbd.add(post, "tv"))

    assert (slot["status"], slot["labels"]) == ("Paused", ["ENCRYPTED"])
    assert (await sabnzbd.call("history", limit=10))["history"]["slots"] == []
    warnings = (await sabnzbd.call("warnings"))["warnings"]
    assert [TITLE in warning["text"] for warning in warnings] == [True]


async def test_the_same_archive_unpacks_once_its_password_is_told(
    sabnzbd: Sabnzbd, news: NewsServer
) -> None:
    post = encrypted_post(TITLE, size=SIZE)
    news.offer(post)
    news.delay = 0.1
    job_id = await sabnzbd.add(post, "tv", password="correct horse")

    slot = await sabnzbd.outcome(job_id)

    assert slot["status"] == "Completed"
    assert content(slot["storage"]) == matroska(SIZE, seed=TITLE)
