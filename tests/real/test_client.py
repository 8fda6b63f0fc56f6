"""AutoArr's own client reads what real SABnzbd servers answer."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.autoarr.servers.base import (
    CannotConnect,
    InvalidAuth,
    NotFound,
    WrongBasePath,
)
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from tests.real.news import NewsServer
from tests.real.posts import encrypted_post, good_post
from tests.real.sabnzbd import Sabnzbd

pytestmark = pytest.mark.real

TITLE = "Test.Show.S01E01.1080p.WEB.h264-TEST"


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[aiohttp.ClientSession]:
    """A session of the test's own."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(sabnzbd: Sabnzbd, session: aiohttp.ClientSession) -> SabnzbdClient:
    """AutoArr's client with the right address and key."""
    return SabnzbdClient(session, sabnzbd.url, sabnzbd.api_key)


async def test_a_set_up_finds_out_who_answers_and_what_is_wrong(
    sabnzbd: Sabnzbd, session: aiohttp.ClientSession, client: SabnzbdClient
) -> None:
    info = await client.identify()

    assert info.server_type is ServerType.SABNZBD
    assert info.version == (await sabnzbd.call("version"))["version"]
    with pytest.raises(InvalidAuth):
        await SabnzbdClient(session, sabnzbd.url, "0" * 32).identify()
    with pytest.raises(WrongBasePath):
        await SabnzbdClient(session, f"{sabnzbd.url}x", sabnzbd.api_key).identify()
    assert await client.warnings() == ()  # asking for a key's kind leaves no trace

    await sabnzbd.stop()
    with pytest.raises(CannotConnect):
        await client.identify()


async def test_a_failed_job_is_read_with_its_reason_and_only_once(
    sabnzbd: Sabnzbd, news: NewsServer, client: SabnzbdClient
) -> None:
    post = good_post(TITLE)
    news.offer_incomplete(post)
    job_id = await sabnzbd.add(post, "tv")
    await sabnzbd.outcome(job_id)

    history = await client.history(limit=10)

    assert history is not None
    (job,) = history.jobs
    assert (job.id, job.name, job.status) == (job_id, TITLE, "Failed")
    assert job.category == "tv"
    assert not job.loaded
    assert "cannot be completed" in job.fail_message
    assert job.completed is not None
    assert await client.history(limit=10, since_update=history.last_update) is None


async def test_a_job_paused_for_its_encryption_is_read_with_its_label(
    sabnzbd: Sabnzbd, news: NewsServer, client: SabnzbdClient
) -> None:
    post = encrypted_post(TITLE)
    news.offer(post)
    news.delay = 0.1
    job_id = await sabnzbd.add(post, "tv")
    await sabnzbd.outcome(job_id)

    (job,) = (await client.queue()).jobs

    assert (job.id, job.status, job.labels) == (job_id, "Paused", ("ENCRYPTED",))
    assert job.size > job.size_left > 0
    (warning,) = await client.warnings()
    assert TITLE in warning.text


async def test_a_completed_job_is_read_with_where_its_files_are(
    sabnzbd: Sabnzbd, news: NewsServer, client: SabnzbdClient
) -> None:
    post = good_post(TITLE, size=3_000_000)
    news.offer(post)
    job_id = await sabnzbd.add(post, "tv")
    slot = await sabnzbd.outcome(job_id)

    history = await client.history(limit=10)

    assert history is not None
    (job,) = history.jobs
    assert (job.status, job.fail_message) == ("Completed", "")
    assert job.storage == slot["storage"]
    assert "Unpack" in [stage.name for stage in job.stages]


async def test_pausing_deleting_and_retrying_do_what_they_say(
    sabnzbd: Sabnzbd, news: NewsServer, client: SabnzbdClient
) -> None:
    post = good_post(TITLE)
    news.offer_incomplete(post)

    await client.pause()
    job_id = await sabnzbd.add(post, "tv")
    queue = await client.queue()
    assert queue.paused
    assert [job.id for job in queue.jobs] == [job_id]

    await client.delete_jobs([job_id])
    assert (await client.queue()).total == 0
    with pytest.raises(NotFound):
        await client.delete_jobs([job_id])

    await client.resume()
    failed = await sabnzbd.add(post, "tv")
    await sabnzbd.outcome(failed)
    again = await client.retry(failed)
    assert again != failed
    await sabnzbd.outcome(again)
    with pytest.raises(NotFound):
        await client.retry(failed)

    await client.delete_history([again], delete_files=True)
    history = await client.history(limit=10)
    assert history is not None
    assert history.jobs == ()


async def test_the_state_of_the_news_server_is_read(client: SabnzbdClient) -> None:
    status = await client.status()

    assert [server.name for server in status.news_servers] == ["loopback"]
    assert not status.paused
