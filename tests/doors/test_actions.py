"""Actions: what they answer, what they change, who may call them, and how they refuse."""

from datetime import timedelta
import sqlite3
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser
import voluptuous as vol

from custom_components.autoarr.const import CONF_MAX_CHANGES, DOMAIN
from custom_components.autoarr.servers.models import ServerType
from simulator.http import Fault
from simulator.world import Simulation
from tests.e2e.conftest import MakeHome
from tests.e2e.home import Home, stack

from .test_entities import read_all

FOR_ADMINISTRATORS: dict[str, dict[str, Any]] = {
    "remove_download": {"download_id": "nothing"},
    "approve_recovery": {"failure_id": "nothing"},
    "dismiss_failure": {"failure_id": "nothing"},
    "retry_download": {"failure_id": "nothing", "strategy": "other_release"},
}
FOR_EVERYBODY: dict[str, dict[str, Any]] = {
    "get_downloads": {},
    "get_download_history": {},
    "get_failed_downloads": {},
    "get_activity": {},
    "get_statistics": {},
    "preview_recovery": {},
    "pause_downloads": {},
    "resume_downloads": {},
}


async def act(home: Home, action: str, user_id: str | None, **data: Any) -> Any:
    """Call an action as a user does."""
    return await home.hass.services.async_call(
        DOMAIN,
        action,
        data,
        blocking=True,
        return_response=True,
        context=Context(user_id=user_id),
    )


async def ids(home: Home, action: str, what: str, **data: Any) -> tuple[list[str], int]:
    """Return the ids on one page of a list, and how many there are in all."""
    answer = await home.act(action, **data)
    assert answer.keys() == {what, "total"}
    return [row["id"] for row in answer[what]], answer["total"]


async def test_running_downloads_are_listed_by_server_and_status_page_by_page(
    make_home: MakeHome, simulation: Simulation
) -> None:
    told = await simulation.scenario("bulk_queue", count=12)
    home = await make_home({"mode": "observe"})
    every, total = await ids(home, "get_downloads", "downloads")
    assert set(told["download_ids"]) <= set(every)
    assert total == len(every) == 12

    pages = [
        (await ids(home, "get_downloads", "downloads", limit=5, offset=offset))
        for offset in (0, 5, 10, 15)
    ]
    assert [len(page) for page, _ in pages] == [5, 5, 2, 0]
    assert [one for page, _ in pages for one in page] == every
    assert {total for _, total in pages} == {12}

    rows = (await home.act("get_downloads"))["downloads"]
    for status in {row["status"] for row in rows}:
        found, total = await ids(home, "get_downloads", "downloads", status=status)
        assert found == [row["id"] for row in rows if row["status"] == status]
        assert total == len(found)
    assert (await ids(home, "get_downloads", "downloads", server="radarr"))[1] == 12
    assert await ids(home, "get_downloads", "downloads", server="Sonarr") == ([], 0)
    assert {row["server"] for row in rows} == {"Radarr"}
    assert {row["server_id"] for row in rows} == {home.engine.server_id("Radarr")}


async def test_failures_are_listed_by_class_time_and_whether_they_are_over(
    make_home: MakeHome, simulation: Simulation
) -> None:
    await simulation.scenario("old_failures", count=6, days=1)
    home = await make_home()
    action = ("get_failed_downloads", "failures")
    every, total = await ids(home, *action)
    assert total == len(every) == 6
    assert (await ids(home, *action, limit=2, offset=2))[0] == every[2:4]
    assert (await ids(home, *action, resolved=True))[1] == 6
    assert (await ids(home, *action, resolved=False))[1] == 0
    classes = ["bad_release", "encrypted"]
    assert (await ids(home, *action, failure_class=classes))[1] == 6
    assert (await ids(home, *action, failure_class="stalled"))[1] == 0
    soon = dt_util.utcnow() + timedelta(days=1)
    assert (await ids(home, *action, until=soon.isoformat()))[1] == 6
    assert (await ids(home, *action, since=soon.isoformat()))[1] == 0

    failure = (await home.act("get_failed_downloads"))["failures"][0]
    assert failure["state"] == "dismissed"
    assert failure["blames"] == "release"
    assert failure["server"] == "Radarr"
    assert failure["evidence"]
    preview = await home.act("preview_recovery")
    assert preview == {"steps": []}


async def test_a_story_can_be_read_from_its_history_and_the_feed(
    home: Home, simulation: Simulation
) -> None:
    told = await simulation.scenario("good", media="series")
    completed = await home.wait_for("download_completed")
    await home.act("pause_downloads")
    await home.passes(1)
    await home.act("resume_downloads")

    (row,) = (await home.act("get_download_history"))["history"]
    assert row["id"] == told["download_id"]
    assert row["outcome"] == "imported"
    counted = (await home.act("get_statistics"))["downloads"]
    assert sum(counted["size_by_provider"].values()) > 0
    assert row["correlation_id"] == completed["correlation_id"]
    history = ("get_download_history", "history")
    assert (await ids(home, *history, outcome="imported", server="Sonarr"))[1] == 1
    assert (await ids(home, *history, outcome="failed"))[1] == 0
    assert (await ids(home, *history, server="Radarr"))[1] == 0
    assert (await ids(home, *history, until=row["at"]))[1] == 0
    assert (await ids(home, *history, since=row["at"]))[1] == 1

    rows = (await home.act("get_activity"))["activity"]
    assert [each["kind"] for each in rows] == ["user", "user", "download"]
    feed = ("get_activity", "activity")
    newest, oldest = rows[0]["id"], rows[-1]["id"]
    assert (await ids(home, *feed, limit=1))[0] == [newest]
    assert (await ids(home, *feed, limit=1, offset=2))[0] == [oldest]
    assert (await ids(home, *feed, kind="download"))[0] == [oldest]
    assert (await ids(home, *feed, kind=["user", "ai"]))[1] == 2
    assert (await ids(home, *feed, severity="success"))[0] == [oldest]
    assert (await ids(home, *feed, server="Sabnzbd"))[1] == 2
    assert (await ids(home, *feed, search="goes on"))[0] == [newest]
    assert (await ids(home, *feed, since=rows[0]["at"]))[0] == [newest]
    assert (await ids(home, *feed, until=rows[0]["at"]))[1] == 2
    story = {"correlation_id": completed["correlation_id"]}
    assert (await ids(home, *feed, **story))[0] == [oldest]


async def test_downloads_are_paused_resumed_and_removed(
    home: Home, simulation: Simulation
) -> None:
    told = await simulation.scenario("stalled")
    download = told["download_id"]
    await simulation.until(lambda: bool(simulation.radarr.downloads.tracked), step=5)
    for server_type in (ServerType.RADARR, ServerType.SABNZBD):
        await read_all(home, server_type)
    job = simulation.sabnzbd.engine.jobs[0]

    paused = await home.act("pause_downloads", download_id=download)
    assert paused == {"message": "A download on Sabnzbd is paused"}
    assert job.status == "Paused"
    (row,) = (await home.act("get_downloads", status="paused"))["downloads"]
    assert row["id"] == download
    await home.act("resume_downloads", download_id=download)
    assert job.status != "Paused"

    answer = await home.act("pause_downloads", server="sabnzbd", duration=3600)
    assert answer == {"message": "Sabnzbd is paused"}
    assert simulation.sabnzbd.engine.downloader.paused
    assert simulation.sabnzbd.writes[-1].params["value"] == "60"
    answer = await home.act("resume_downloads", server="Sabnzbd")
    assert answer == {"message": "Sabnzbd goes on"}

    for data, sentence in (
        ({"server": "Plex"}, "no SABnzbd here"),
        ({"download_id": "nothing"}, "no download nothing"),
        ({"download_id": download, "duration": 3600}, "Only all downloads together"),
    ):
        with pytest.raises(ServiceValidationError, match=sentence):
            await home.act("pause_downloads", **data)

    removed = await home.act(
        "remove_download", download_id=download, blocklist=True, search=False
    )
    assert removed["message"].endswith("was removed")
    (write,) = [each for each in simulation.radarr.writes if each.method == "DELETE"]
    assert write.params["blocklist"] == "true"
    assert write.params["skipRedownload"] == "true"
    assert write.params["removeFromClient"] == "true"
    assert simulation.sabnzbd.engine.jobs == []
    with pytest.raises(ServiceValidationError, match="There is no download nothing"):
        await home.act("remove_download", download_id="nothing")


async def test_a_failure_is_previewed_approved_and_dismissed_by_people(
    make_home: MakeHome, simulation: Simulation
) -> None:
    radarr = simulation.radarr.core
    radarr.settings.config["downloadclient"]["autoRedownloadFailed"] = False
    home = await make_home({"mode": "ask"})
    await simulation.scenario("nothing_left")
    failure_id = (await home.wait_for("download_failed"))["id"]
    await home.until(
        lambda: home.engine.failures[failure_id].state == "asking", "not asked"
    )

    (asked,) = (await home.act("get_failed_downloads"))["failures"]
    assert asked["reason"] == "Should another release be searched?"
    assert asked["next_step"] == "blocklist_search"

    (step,) = (await home.act("preview_recovery", failure_id=failure_id))["steps"]
    assert step["failure_id"] == failure_id
    assert step["step"] == "blocklist_search"
    assert step["reason"] == "AutoArr would search for another release."
    assert {write["server"] for write in step["writes"]} == {"Radarr"}
    assert await home.act("preview_recovery") == {"steps": [step]}
    assert radarr.counters.searches == 1

    with pytest.raises(ServiceValidationError, match="cannot be tried again"):
        await home.act("retry_download", failure_id=failure_id, strategy="same_release")
    with pytest.raises(ServiceValidationError, match="a person to confirm"):
        await home.act("approve_recovery", failure_id=failure_id, step="import")

    answer = await home.act("approve_recovery", failure_id=failure_id)
    assert answer["failure"]["id"] == failure_id
    assert answer["failure"]["attempts"][0]["step"] == "blocklist_search"
    assert answer["message"] == "Another release is being searched."
    assert answer["failure"]["reason"] == answer["message"]
    await home.until(lambda: radarr.counters.searches == 2, "no search")

    answer = await home.act("dismiss_failure", failure_id=failure_id)
    assert answer["failure"]["state"] == "dismissed"
    assert home.engine.failures == {}

    # An order that cannot be carried out takes nothing up again.
    with pytest.raises(ServiceValidationError, match="waits for what is found"):
        await home.act("retry_download", failure_id=failure_id)
    assert home.engine.failures == {}


async def test_what_a_person_wants_tried_again_is_tried_even_while_observing(
    hass: HomeAssistant, make_home: MakeHome, simulation: Simulation
) -> None:
    sonarr = simulation.sonarr.core
    sonarr.settings.config["downloadclient"]["autoRedownloadFailed"] = False
    guest = MockUser(name="Guest").add_to_hass(hass)
    home = await make_home({"mode": "observe"})
    told = await simulation.scenario("bad_release", media="series")
    failed = await home.wait_for("download_failed")
    await home.until(
        lambda: home.engine.failures[failed["id"]].reason is not None, "not observed"
    )
    assert sonarr.counters.searches == 1

    answer = await act(
        home, "retry_download", guest.id, download_id=told["download_id"]
    )
    assert answer["failure"]["id"] == failed["id"]
    assert answer["failure"]["state"] == "recovering"
    assert len(answer["failure"]["attempts"]) == 1
    assert answer["message"]
    await home.wait_for("recovery_succeeded")
    assert sonarr.counters.searches == 2


async def test_what_is_wrong_with_a_call_is_said(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    for action, data, sentence in (
        ("get_downloads", {"server": "Lidarr"}, "no server called Lidarr"),
        ("get_activity", {"server": "Lidarr"}, "no server called Lidarr"),
        ("preview_recovery", {"failure_id": "x"}, "no failure x"),
        ("dismiss_failure", {"failure_id": "x"}, "no failure x"),
        ("approve_recovery", {"failure_id": "x"}, "no failure x"),
        ("retry_download", {"download_id": "x"}, "no failure x"),
        ("retry_download", {}, "Give either a failure or a download"),
        ("get_downloads", {"config_entry_id": "x"}, "not found"),
    ):
        with pytest.raises(ServiceValidationError, match=sentence):
            await home.act(action, **data)
    wrong: tuple[tuple[str, dict[str, Any]], ...] = (
        ("get_downloads", {"limit": 0}),
        ("get_downloads", {"limit": 501}),
        ("get_downloads", {"offset": -1}),
        ("get_downloads", {"status": "lost"}),
        ("get_downloads", {"unknown": 1}),
        ("get_activity", {"since": "yesterday"}),
        ("retry_download", {"failure_id": "x", "download_id": "y"}),
        ("retry_download", {"failure_id": "x", "strategy": "pray"}),
        ("pause_downloads", {"server": "Sabnzbd", "download_id": "y"}),
        ("pause_downloads", {"duration": 1}),
        ("pause_downloads", {"duration": {"days": 8}}),
        ("dismiss_failure", {}),
    )
    for action, values in wrong:
        with pytest.raises(vol.Invalid):
            await home.act(action, **values)

    simulation.sabnzbd.fault = Fault.HTTP_500
    with pytest.raises(HomeAssistantError, match="Sabnzbd cannot be reached") as error:
        await home.act("pause_downloads")
    assert not isinstance(error.value, ServiceValidationError)
    simulation.sabnzbd.fault = Fault.NONE


async def test_administrators_decide_and_others_look_retry_and_pause(
    hass: HomeAssistant, home: Home, hass_admin_user: MockUser
) -> None:
    guest = MockUser(name="Guest").add_to_hass(hass)
    assert not guest.is_admin
    for action, data in FOR_ADMINISTRATORS.items():
        with pytest.raises(Unauthorized):
            await act(home, action, guest.id, **data)
        with pytest.raises(UnknownUser):
            await act(home, action, "nobody", **data)
        # The system's own calls and an administrator's come as far as what is missing.
        for user_id in (None, hass_admin_user.id):
            with pytest.raises(ServiceValidationError, match="There is no"):
                await act(home, action, user_id, **data)
    for action, data in FOR_EVERYBODY.items():
        for user_id in (None, hass_admin_user.id, guest.id):
            assert await act(home, action, user_id, **data)
    for strategy in ("lower_quality", "import"):
        with pytest.raises(Unauthorized):
            await act(
                home, "retry_download", guest.id, failure_id="x", strategy=strategy
            )
    for data in ({}, {"strategy": "same_release"}, {"password": "open sesame"}):
        with pytest.raises(ServiceValidationError, match="There is no failure"):
            await act(home, "retry_download", guest.id, failure_id="x", **data)


async def test_who_asks_too_often_hears_how_long_to_wait(
    hass: HomeAssistant, make_home: MakeHome, hass_admin_user: MockUser
) -> None:
    home = await make_home({CONF_MAX_CHANGES: 2})
    guest = MockUser(name="Guest").add_to_hass(hass)
    for _ in range(2):
        await act(home, "resume_downloads", guest.id)
    with pytest.raises(ServiceValidationError, match=r"Try again in (30|29|28) sec"):
        await act(home, "resume_downloads", guest.id)
    # Neither reading, nor other people, nor automations are held up.
    assert await act(home, "get_downloads", guest.id)
    assert await act(home, "resume_downloads", hass_admin_user.id)
    for _ in range(3):
        assert await act(home, "resume_downloads", None)


async def test_each_stack_is_asked_by_its_entry_and_only_while_it_is_loaded(
    hass: HomeAssistant, home: Home, simulation: Simulation
) -> None:
    cabin = stack(simulation, only=())
    cabin.add_to_hass(hass)
    hass.config_entries.async_update_entry(cabin, title="Cabin")
    assert await hass.config_entries.async_setup(cabin.entry_id)
    await hass.async_block_till_done()

    with pytest.raises(ServiceValidationError):
        await home.act("get_downloads")
    for entry in (home.entry, cabin):
        answer = await home.act("get_downloads", config_entry_id=entry.entry_id)
        assert answer == {"downloads": [], "total": 0}
    with pytest.raises(ServiceValidationError, match="no SABnzbd here"):
        await home.act("pause_downloads", config_entry_id=cabin.entry_id)

    assert await hass.config_entries.async_unload(cabin.entry_id)
    assert cabin.state is ConfigEntryState.NOT_LOADED
    with pytest.raises(ServiceValidationError, match="not loaded"):
        await home.act("get_downloads", config_entry_id=cabin.entry_id)
    answer = await home.act("get_downloads", config_entry_id=home.entry.entry_id)
    assert answer == {"downloads": [], "total": 0}
    # Actions stay when the last stack goes: automations are checked against them.
    assert await hass.config_entries.async_unload(home.entry.entry_id)
    assert hass.services.has_service(DOMAIN, "get_downloads")
    with pytest.raises(ServiceValidationError):
        await home.act("get_downloads", config_entry_id=home.entry.entry_id)
    assert await hass.config_entries.async_setup(home.entry.entry_id)
    assert await home.act("get_downloads", config_entry_id=home.entry.entry_id)


async def test_a_request_is_on_the_disk_before_its_action_answers(home: Home) -> None:
    answer = await home.act(
        "request_media", title="Dune", media_type="movie", year=1984
    )
    # Nothing is told to the store any more: this is what a crash would leave.
    with sqlite3.connect(home.hass.config.path("autoarr.db")) as disk:
        rows = disk.execute("SELECT id FROM autoarr_request").fetchall()
    disk.close()
    assert rows == [(answer["request"]["id"],)]
