"""The simulated SABnzbd as PyPI's `pysabnzbd` sees it."""

from collections.abc import AsyncIterator

from pysabnzbd import SabnzbdApi, SabnzbdApiException  # ships no types
import pytest

from simulator.http import Fault
from tests.simulator.sabnzbd import KEY, Sab, post, running


@pytest.fixture(params=["3.7.1", "5.1.3"])
async def sab(request: pytest.FixtureRequest, loopback: None) -> AsyncIterator[Sab]:
    """Return a SABnzbd of the oldest and the newest version."""
    async with running(request.param) as sab:
        yield sab


def client(sab: Sab, key: str = KEY) -> SabnzbdApi:
    """Return the client, as Home Assistant makes it."""
    root = f"http://127.0.0.1:{sab.server.port}"
    return SabnzbdApi(root, key, session=sab.session)


async def test_queue_and_totals(sab: Sab) -> None:
    await sab.add(post())
    sab.clock.advance(20)
    api = client(sab)
    assert await api.check_available()
    await api.refresh_data()
    assert api.queue["status"] == "Downloading"
    assert api.queue["noofslots_total"] == 1
    assert float(api.queue["mbleft"]) < float(api.queue["mb"])
    assert api.queue["total_size"] == pytest.approx(0.47, abs=0.02)


async def test_pause_resume_and_speed_limit(sab: Sab) -> None:
    await sab.add(post())
    api = client(sab)
    await api.pause_queue()
    await api.refresh_data()
    assert (api.queue["paused"], api.queue["status"]) == (True, "Paused")
    await api.resume_queue()
    await api.set_speed_limit(50)
    await api.refresh_data()
    assert (api.queue["paused"], api.queue["speedlimit"]) == (False, "50")


async def test_a_wrong_key_is_an_error_of_the_client(sab: Sab) -> None:
    with pytest.raises(SabnzbdApiException):
        await client(sab, "wrong").check_available()


@pytest.mark.parametrize(
    "fault", [Fault.HTML, Fault.TRUNCATED, Fault.HTTP_500, Fault.REFUSE]
)
async def test_faults_are_errors_of_the_client(sab: Sab, fault: Fault) -> None:
    await sab.server.set_fault(fault)
    with pytest.raises(SabnzbdApiException):
        await client(sab).check_available()
    await sab.server.set_fault(Fault.NONE)
    assert await client(sab).check_available()
