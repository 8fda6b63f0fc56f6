"""What people can choose for a failure is what is possible now, and is done as chosen."""

from dataclasses import replace
from pathlib import Path

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.autoarr.const import CONF_MODE
from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.downloads.model import FailureState, Message
from custom_components.autoarr.engine import orders
from custom_components.autoarr.engine.choices import Choice
from custom_components.autoarr.engine.orders import Orders
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home

from .test_resilience import failure_of

SECRET = "open sesame 4711"


def database(folder: Path) -> bytes:
    """Return everything that the store wrote."""
    return b"".join(path.read_bytes() for path in folder.glob("autoarr.db*"))


def download_of(home: Home, failure_id: str) -> str:
    """Return the id of the download that an open failure is about."""
    return home.engine.failures[failure_id].download_id


async def failed(home: Home, simulation: Simulation, name: str) -> str:
    """Play a scenario; return the id of the failure that it makes."""
    await simulation.scenario(name, media="series")
    await home.until(lambda: bool(home.engine.failures), "nothing fails")
    (failure_id,) = home.engine.failures
    return failure_id


async def test_what_is_asked_can_be_approved_and_no_deed_is_offered_twice(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: "ask"})
    failure_id = await failed(home, simulation, "encrypted_paused")
    await home.until(
        lambda: home.engine.failures[failure_id].state is FailureState.ASKING,
        "nobody asks",
    )
    offered = await home.engine.orders.choices(failure_id)
    assert offered[0] is Choice.APPROVE
    assert offered[-1] is Choice.IGNORE
    # To try again would be what is proposed already, and nothing waits for an import.
    assert not {
        Choice.RETRY,
        Choice.OTHER_RELEASE,
        Choice.SAME_RELEASE,
        Choice.IMPORT,
    } & {*offered}

    failure, _ = await home.engine.orders.choose(failure_id, Choice.APPROVE)
    assert failure.state is FailureState.RECOVERING
    # While that is under way nothing else can be chosen.
    assert await home.engine.orders.choices(failure_id) == (Choice.IGNORE,)
    failure, _ = await home.engine.orders.choose(failure_id, Choice.IGNORE)
    assert failure.state is FailureState.DISMISSED


async def test_a_good_file_that_waits_can_be_imported(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: "observe"})
    failure_id = await failed(home, simulation, "import_blocked_by_id")
    await home.until(
        lambda: bool(home.engine.tracker.facts(download_of(home, failure_id)).rows),
        "it is not in the queue",
    )
    offered = await home.engine.orders.choices(failure_id)
    # To do what helps most is the same, and comes first.
    assert offered[0] is Choice.RETRY
    assert Choice.IMPORT not in offered
    assert {Choice.REMOVE, Choice.IGNORE} <= {*offered}
    await home.act("retry_download", failure_id=failure_id, strategy="import")
    await home.wait_for("download_completed")


async def test_what_is_not_needed_can_be_removed(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: "ask"})
    failure_id = await failed(home, simulation, "title_mismatch")
    await home.until(
        lambda: home.engine.failures[failure_id].state is FailureState.ASKING,
        "nobody asks",
    )
    assert Choice.REMOVE in await home.engine.orders.choices(failure_id)
    await home.engine.orders.choose(failure_id, Choice.REMOVE)
    (removal,) = home.writes()
    assert "blocklist': 'true'" not in removal


async def test_a_job_of_nobodys_can_be_tried_again_with_a_password_that_nobody_keeps(
    make_home: MakeHome,
    simulation: Simulation,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    home = await make_home({CONF_MODE: "observe"})
    failure_id = await failed(home, simulation, "unowned")
    for strategy in ("other_release", "lower_quality", "import"):
        with pytest.raises(ServiceValidationError):
            await home.act(
                "retry_download",
                failure_id=failure_id,
                strategy=strategy,
                password=SECRET,
            )
    answer = await home.act("retry_download", failure_id=failure_id, password=SECRET)
    sabnzbd = simulation.sabnzbd.engine
    jobs = [*sabnzbd.jobs, *(row.job for row in sabnzbd.rows)]
    assert SECRET in {job.password for job in jobs}
    preview = await home.act("preview_recovery")

    await home.unload()
    told = [answer, preview, home.events, [each.data for each in home.events]]
    assert SECRET not in str(told)
    ours = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components")
    ]
    assert SECRET not in str(ours)
    kept = database(tmp_path)
    assert b"retry_job" in kept
    assert SECRET.encode() not in kept


async def test_a_password_is_refused_where_nothing_is_opened_with_it(
    make_home: MakeHome, simulation: Simulation
) -> None:
    home = await make_home({CONF_MODE: "ask"})
    failure_id = await failed(home, simulation, "encrypted_paused")
    with pytest.raises(ServiceValidationError, match="A password only helps"):
        await home.act(
            "retry_download",
            failure_id=failure_id,
            strategy="other_release",
            password=SECRET,
        )
    assert home.writes() == []


async def test_titles_that_were_given_up_are_tried_again_one_after_the_other(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "STAGGER", orders.STAGGER / 100)
    home = await make_home(only=())
    engine = home.engine
    failures = [
        replace(
            failure_of("s1", state=FailureState.GIVEN_UP),
            id=f"f{number}",
            download_id=f"d{number}",
            title_key=None,
            server_id=None,
        )
        for number in range(3)
    ]
    for failure in failures:
        await engine.store.failures.save(failure)
        engine.given_up[failure.id] = failure
    tried: list[str] = []

    async def retry(self: Orders, wanted: str, strategy: str) -> None:
        assert strategy == "auto"
        tried.append(wanted)
        if wanted == "f2":
            raise NotPossible(Message(key="reason_gone"))

    monkeypatch.setattr(Orders, "retry", retry)
    await engine.orders.dismiss("f1")
    await engine.orders.retry_given_up(failures)
    assert engine.given_up == {}
    await home.until(lambda: len(tried) == 2, "not all are tried")
    # Who was dismissed is left alone, and who cannot be tried stays given up.
    assert tried == ["f0", "f2"]
    await home.until(lambda: [*engine.given_up] == ["f2"], "it is forgotten")

    await engine.orders.dismiss_given_up(engine.given_up.values())
    assert engine.given_up == {}
    closed = await engine.casebook.find("f2")
    assert closed is not None
    assert closed.state is FailureState.DISMISSED
