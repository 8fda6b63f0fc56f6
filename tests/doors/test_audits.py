"""Audits through Home Assistant's doors: run, listed, told, mended, undone, dismissed."""

import asyncio
from datetime import timedelta
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.util import dt as dt_util
import msgspec
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.engine import audits
from custom_components.autoarr.engine.audits import AuditDesk
from custom_components.autoarr.repairs import FindingsFlow, async_create_fix_flow
from tests.e2e.home import Home

NO_CHANGES = {"changes": [], "total": 0}


async def call(home: Home, action: str, **data: object) -> Any:
    """Call an action and return its response."""
    return await home.hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )


async def listed(home: Home, **data: object) -> list[dict[str, Any]]:
    """Return findings."""
    findings: list[dict[str, Any]] = (await call(home, "get_findings", **data))[
        "findings"
    ]
    return findings


async def the_one(home: Home, rule_id: str, server: str = "Sonarr") -> dict[str, Any]:
    """Return what a rule found on a server."""
    for finding in await listed(home, limit=500):
        if (finding["rule_id"], finding["server"]) == (rule_id, server):
            return finding
    raise AssertionError(rule_id)


def naming(home: Home) -> dict[str, Any]:
    """Return how Sonarr names files."""
    config: dict[str, Any] = home.simulation.sonarr.core.settings.config["naming"]
    return config


async def test_an_audit_says_what_it_found(home: Home) -> None:
    assert home.state("sensor.home_health_score") == "unknown"
    answer = await call(home, "run_audit")
    assert 0 < answer["audit"]["score"] < 84
    assert answer["audit"]["coverage"] > 0.9
    assert answer["audit"]["unread"] == []
    await home.hass.async_block_till_done()
    assert float(home.state("sensor.home_health_score")) == answer["audit"]["score"]
    count = int(home.state("sensor.home_open_findings"))
    assert count == answer["audit"]["open_findings"] == answer["audit"]["new_findings"]
    found = await call(home, "get_findings", limit=500)
    assert found["total"] == len(found["findings"]) == count
    order = ["critical", "high", "medium", "low", "info"]
    ranks = [order.index(one["severity"]) for one in found["findings"]]
    assert ranks == sorted(ranks)


async def test_an_audit_says_what_would_help_most(home: Home) -> None:
    answer = await call(home, "run_audit")
    gains = answer["gains"]
    assert len(gains) == 3
    points = [one["points"] for one in gains]
    assert points == sorted(points, reverse=True)
    assert points[-1] > 0
    titles = {one["id"]: one["title"] for one in await listed(home, limit=500)}
    assert all(titles[one["finding_id"]] == one["title"] for one in gains)


async def test_a_fix_after_which_something_serious_is_wrong_says_so(
    home: Home,
) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    misc["safe_postproc"] = 0
    done = await call(home, "apply_fix", finding_id=finding["id"])
    (raised,) = done["raised"]
    assert raised["severity"] == "high"
    rules = {one["id"]: one["rule_id"] for one in await listed(home, limit=500)}
    assert rules[raised["finding_id"]] == "SAB-013"


async def test_an_audit_is_told_once(home: Home) -> None:
    await call(home, "run_audit")
    (completed,) = home.heard("audit_completed")
    raised = home.heard("finding_raised")
    assert len(home.heard("audit_started")) == 1
    assert 0 < len(raised) <= 5
    assert {one["correlation_id"] for one in raised} == {completed["correlation_id"]}
    home.events.clear()
    again = await call(home, "run_audit")
    assert again["audit"]["new_findings"] == 0
    assert home.heard("finding_raised") == []


async def test_the_button_runs_an_audit(home: Home) -> None:
    await home.hass.services.async_call(
        "button", "press", {"entity_id": "button.home_run_audit"}, blocking=True
    )
    assert home.heard("audit_completed")


async def test_findings_can_be_filtered(home: Home) -> None:
    await call(home, "run_audit")
    high = await listed(home, severity=["high"], server="Radarr")
    assert {(one["severity"], one["server"]) for one in high} == {("high", "Radarr")}
    assert await listed(home, state="fixed") == []


async def test_a_fix_is_shown_made_and_undone(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    shown = await call(home, "apply_fix", finding_id=finding["id"], dry_run=True)
    assert not naming(home)["renameEpisodes"]
    (change,) = shown["changes"]
    assert (change["dry_run"], change["applied"]) == (True, False)
    done = await call(home, "apply_fix", finding_id=finding["id"])
    assert naming(home)["renameEpisodes"]
    assert finding["id"] not in {one["id"] for one in await listed(home, state="open")}
    assert home.heard("fix_applied")[0]["title"] == finding["title"]
    undone = await call(home, "undo_fix", change_id=done["changes"][0]["id"])
    assert not naming(home)["renameEpisodes"]
    assert undone["change"]["undone_at"]
    assert home.heard("fix_undone")[0]["title"] == finding["title"]
    assert (await the_one(home, "ARR-010"))["state"] == "open"
    with pytest.raises(ServiceValidationError, match="taken back"):
        await call(home, "undo_fix", change_id=done["changes"][0]["id"])


async def test_what_was_changed_before_a_reload_is_offered_to_be_undone_after_it(
    home: Home,
) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    (change,) = (await call(home, "apply_fix", finding_id=finding["id"]))["changes"]
    assert change["undoable"]
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=False)

    kept = await call(home, "get_changes", finding_id=finding["id"])
    assert kept == {"changes": [change], "total": 1}
    assert await call(home, "get_changes", finding_id="another") == NO_CHANGES
    await call(home, "undo_fix", change_id=change["id"])
    assert await call(home, "get_changes", undoable=True) == NO_CHANGES
    (undone,) = (await call(home, "get_changes", undoable=False))["changes"]
    assert undone["id"] == change["id"]
    assert undone["undone_at"]


async def test_only_administrators_see_what_was_changed(
    home: Home, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await home.hass.services.async_call(
            "autoarr",
            "get_changes",
            blocking=True,
            return_response=True,
            context=Context(user_id=hass_read_only_user.id),
        )


async def test_a_fix_during_a_crash_can_be_undone_all_the_same(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    (change,) = await home.engine.fixes.preview([finding["id"]])
    started = msgspec.structs.replace(change, dry_run=False)
    await home.engine.store.audits.keep(started)
    naming(home)["renameEpisodes"] = True
    await home.engine.fixes.settle()
    await call(home, "undo_fix", change_id=change.id)
    assert not naming(home)["renameEpisodes"]


async def test_several_fixes_are_made_at_once(home: Home) -> None:
    await call(home, "run_audit")
    safe = [one["id"] for one in await listed(home, limit=500) if one["one_click"]]
    done = await call(home, "apply_fix", finding_id=safe)
    assert len(done["changes"]) == len(safe)
    assert (done["not_made"], set(done["backups"])) == ([], {"Sonarr", "Radarr"})
    left = await listed(home, limit=500, state="open")
    assert not [one for one in left if one["one_click"]]


async def test_of_several_fixes_each_says_why_it_was_not_made(home: Home) -> None:
    async def fail(*_: Any) -> str:
        raise RuntimeError

    home.simulation.sonarr.commands.define("Backup", fail)
    await call(home, "run_audit")
    safe = [one for one in await listed(home, limit=500) if one["one_click"]]
    wanted = {one["id"]: one["server"] for one in safe}
    assert set(wanted.values()) > {"Sonarr"}
    done = await call(home, "apply_fix", finding_id=list(wanted))
    failed = {one["finding_id"]: one for one in done["not_made"]}
    assert {wanted[one] for one in failed} == {"Sonarr"}
    assert {one["reason"] for one in failed.values()} == {"fix_no_backup"}
    assert all("backup first" in one["message"] for one in failed.values())
    assert len(done["changes"]) + len(failed) == len(wanted)
    assert done["message"].endswith(f"Not changed: {len(failed)}")


async def test_nothing_is_changed_while_a_library_is_out_of_reach(home: Home) -> None:
    home.simulation.sonarr.core.hidden.append("/data/media")
    await home.looks(1)
    await call(home, "run_audit")
    assert (await the_one(home, "ARR-046"))["severity"] == "critical"
    finding = await the_one(home, "ARR-010")
    with pytest.raises(ServiceValidationError, match="out of reach"):
        await call(home, "apply_fix", finding_id=finding["id"], confirm=True)
    assert not naming(home)["renameEpisodes"]


async def test_a_version_of_tomorrow_is_changed_only_on_request(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    coordinator = home.engine.coordinators[home.engine.server_id("Sonarr")]
    assert coordinator.info is not None
    coordinator.info = msgspec.structs.replace(coordinator.info, version="5.0.0.1")
    with pytest.raises(ServiceValidationError, match="not tried"):
        await call(home, "apply_fix", finding_id=finding["id"])
    await call(home, "apply_fix", finding_id=finding["id"], confirm=True)
    assert naming(home)["renameEpisodes"]


async def test_what_is_risky_wants_a_yes(home: Home) -> None:
    naming(home)["renameEpisodes"] = True
    profile = home.simulation.sonarr.core.settings.lists["qualityprofile"][3]
    profile["upgradeAllowed"] = False
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-021")
    with pytest.raises(ServiceValidationError, match="confirm"):
        await call(home, "apply_fix", finding_id=finding["id"])
    await call(home, "apply_fix", finding_id=finding["id"], confirm=True)
    profile = home.simulation.sonarr.core.settings.lists["qualityprofile"][3]
    assert profile["upgradeAllowed"]


async def test_who_must_mend_something_alone_always_hears_how(home: Home) -> None:
    clients = home.simulation.sonarr.core.settings.lists["downloadclient"]
    indexers = home.simulation.radarr.core.settings.lists["indexer"]
    indexers[0] |= {"name": "Attic (Prowlarr)", "enableRss": False}
    for row in clients[0]["fields"]:
        if row["name"] == "tvCategory":
            row["value"] = "movies"
    await call(home, "run_audit")
    found = await listed(home, limit=500, state="open")
    assert [one["rule_id"] for one in found if not (one["fixable"] or one["how"])] == []
    managed = await the_one(home, "ARR-016", "Radarr")
    assert "Prowlarr" in managed["how"]


async def test_what_only_people_can_mend_is_said_so(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-007")
    with pytest.raises(ServiceValidationError, match="itself"):
        await call(home, "apply_fix", finding_id=finding["id"])


async def test_each_server_has_one_repair_issue_for_its_serious_findings(
    home: Home,
) -> None:
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    misc |= {"safe_postproc": 0, "enable_unrar": 0, "fail_hopeless_jobs": 0}
    await call(home, "run_audit")
    serious = await listed(home, severity=["critical", "high"])
    assert len(serious) > 3
    await home.hass.async_block_till_done()
    told = {
        issue.translation_placeholders["server"]: issue.translation_placeholders
        for issue in home.issues()
        if issue.translation_placeholders
    }
    assert len(home.issues()) == len(told)
    assert told.keys() == {one["server"] for one in serious}
    for finding in serious:
        assert f"**{finding['title']}**" in told[finding["server"]]["findings"]
    for finding in serious:
        await call(home, "dismiss_finding", finding_id=finding["id"])
    await home.hass.async_block_till_done()
    assert home.issues() == []


async def repaired(home: Home, server: str) -> tuple[FindingsFlow, str]:
    """Return the flow of a server's issue, and the issue's id."""
    await home.hass.async_block_till_done()
    issue = next(
        issue
        for issue in home.issues()
        if (issue.translation_placeholders or {}).get("server") == server
    )
    flow = await async_create_fix_flow(home.hass, issue.issue_id, issue.data)
    assert isinstance(flow, FindingsFlow)
    flow.hass, flow.issue_id = home.hass, issue.issue_id
    return flow, issue.issue_id


async def test_a_repair_shows_what_would_change_and_then_changes_it(
    home: Home,
) -> None:
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    misc |= {"safe_postproc": 0, "enable_unrar": 0}
    await call(home, "run_audit")
    flow, issue_id = await repaired(home, "Sabnzbd")
    asked = await flow.async_step_init({"issue_id": issue_id})
    assert (asked["type"], asked["step_id"]) == ("form", "init")
    assert asked["data_schema"] is not None
    wanted = asked["data_schema"]({})["findings"]
    assert len(wanted) == 2
    again = await flow.async_step_init({"findings": []})
    assert again["errors"] == {"findings": "nothing_chosen"}
    shown = await flow.async_step_init({"findings": wanted})
    assert shown["step_id"] == "confirm"
    assert shown["description_placeholders"] is not None
    assert (
        "`misc: safe_postproc`: `0` → `1`"
        in (shown["description_placeholders"]["changes"])
    )
    assert (misc["safe_postproc"], misc["enable_unrar"]) == (0, 0)
    ended = await flow.async_step_confirm({})
    assert ended["type"] == "create_entry"
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    assert (int(misc["safe_postproc"]), int(misc["enable_unrar"])) == (1, 1)
    await home.hass.async_block_till_done()
    assert "Sabnzbd" not in str([one.translation_placeholders for one in home.issues()])


async def test_a_repair_keeps_what_only_people_can_mend(home: Home) -> None:
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    misc |= {"safe_postproc": 0, "host": "0.0.0.0"}
    await call(home, "run_audit")
    flow, _ = await repaired(home, "Sabnzbd")
    asked = await flow.async_step_init()
    assert asked["data_schema"] is not None
    wanted = asked["data_schema"]({})["findings"]
    assert len(wanted) == 1
    await flow.async_step_init({"findings": wanted})
    ended = await flow.async_step_confirm({})
    assert (ended["type"], ended["reason"]) == ("abort", "some_left")
    await home.hass.async_block_till_done()
    (issue,) = [
        one
        for one in home.issues()
        if (one.translation_placeholders or {}).get("server") == "Sabnzbd"
    ]
    assert (issue.translation_key, issue.is_fixable) == ("findings_by_hand", False)
    # Who left the form open meanwhile has nothing left to choose from.
    assert (await flow.async_step_init())["reason"] == "some_left"


async def test_a_repair_says_why_something_was_not_mended(home: Home) -> None:
    misc = home.simulation.sabnzbd.engine.settings._values["misc"]
    misc |= {"safe_postproc": 0, "enable_unrar": 0}
    await call(home, "run_audit")
    flow, _ = await repaired(home, "Sabnzbd")
    asked = await flow.async_step_init()
    assert asked["data_schema"] is not None
    wanted = asked["data_schema"]({})["findings"]
    misc["config_lock"] = 1
    await flow.async_step_init({"findings": wanted})
    ended = await flow.async_step_confirm({})
    assert (ended["type"], ended["reason"]) == ("abort", "not_mended")
    assert ended["description_placeholders"] is not None
    assert ended["description_placeholders"]["count"] == "0"
    reasons = ended["description_placeholders"]["reasons"].splitlines()
    assert sorted(reasons) == [
        "- **Archives are not unpacked fully**: The app does not take the change",
        (
            "- **Unverified jobs are unpacked and reported as complete**: "
            "The app does not take the change"
        ),
    ]
    await flow.async_step_init({"findings": wanted[:1]})
    ended = await flow.async_step_confirm({})
    assert (ended["type"], ended["reason"]) == ("abort", "not_possible")


async def test_a_fix_says_when_its_server_does_not_answer(home: Home) -> None:
    await call(home, "run_audit")
    one = await the_one(home, "ARR-010")
    other = await the_one(home, "ARR-010", "Radarr")
    await home.simulation.sonarr.set_up(False)
    for dry_run in (True, False):
        with pytest.raises(ServiceValidationError, match="did not answer"):
            await call(home, "apply_fix", finding_id=one["id"], dry_run=dry_run)
    done = await call(
        home, "apply_fix", finding_id=[one["id"], other["id"]], confirm=True
    )
    assert [change["finding_id"] for change in done["changes"]] == [other["id"]]
    assert [each["reason"] for each in done["not_made"]] == ["fix_unread"]


async def test_what_was_mended_by_hand_meanwhile_is_closed(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-010")
    naming(home)["renameEpisodes"] = True
    shown = await call(home, "apply_fix", finding_id=finding["id"], dry_run=True)
    assert (shown["changes"], "nothing left" in shown["message"]) == ([], True)
    done = await call(home, "apply_fix", finding_id=finding["id"])
    assert (done["changes"], "nothing left" in done["message"]) == ([], True)
    assert (await the_one(home, "ARR-010"))["state"] == "fixed"


async def test_fixes_of_one_resource_at_the_same_moment_all_hold(home: Home) -> None:
    media = home.simulation.sonarr.core.settings.config["mediamanagement"]
    media |= {"enableMediaInfo": False, "rescanAfterRefresh": "never"}
    await call(home, "run_audit")
    wanted = [(await the_one(home, rule))["id"] for rule in ("ARR-009", "ARR-014")]
    done = await asyncio.gather(
        *(call(home, "apply_fix", finding_id=each) for each in (wanted[0], *wanted))
    )
    assert [len(each["changes"]) for each in done] == [1, 0, 1]
    media = home.simulation.sonarr.core.settings.config["mediamanagement"]
    assert (media["enableMediaInfo"], media["rescanAfterRefresh"]) == (True, "always")
    (change,) = done[0]["changes"]
    undone = await asyncio.gather(
        *(call(home, "undo_fix", change_id=change["id"]) for _ in range(2)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, ServiceValidationError) for each in undone) == 1


async def test_what_is_not_known_is_refused(home: Home) -> None:
    for action, data in (
        ("apply_fix", {"finding_id": "none"}),
        ("undo_fix", {"change_id": "none"}),
        ("dismiss_finding", {"finding_id": "none"}),
        ("explain", {"finding_id": "none"}),
    ):
        with pytest.raises(ServiceValidationError):
            await call(home, action, **data)


async def test_a_dismissed_finding_stays_away_until_its_value_changes(
    home: Home,
) -> None:
    before = (await call(home, "run_audit"))["audit"]["score"]
    finding = await the_one(home, "ARR-007")
    dismissed = await call(home, "dismiss_finding", finding_id=finding["id"])
    assert dismissed["finding"]["state"] == "dismissed"
    audit = (await call(home, "run_audit"))["audit"]
    assert audit["score"] >= before
    assert (await the_one(home, "ARR-007"))["state"] == "dismissed"
    await home.reload()
    await call(home, "run_audit")
    assert (await the_one(home, "ARR-007"))["state"] == "dismissed"


async def test_what_is_dismissed_while_an_audit_is_written_down_stays_so(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-007")
    begun, allowed = asyncio.Event(), asyncio.Event()
    save = home.engine.store.audits.save

    async def slowly(*rows: Any) -> None:
        begun.set()
        await allowed.wait()
        await save(*rows)

    monkeypatch.setattr(home.engine.store.audits, "save", slowly)
    looking = asyncio.create_task(home.engine.audits.audit())
    await begun.wait()
    leaving = asyncio.create_task(
        call(home, "dismiss_finding", finding_id=finding["id"])
    )
    await asyncio.sleep(0)
    allowed.set()
    await asyncio.gather(looking, leaving)
    assert (await the_one(home, "ARR-007"))["state"] == "dismissed"
    await call(home, "run_audit")
    assert (await the_one(home, "ARR-007"))["state"] == "dismissed"


async def test_a_dismissal_may_end(home: Home) -> None:
    await call(home, "run_audit")
    finding = await the_one(home, "ARR-007")
    until = (dt_util.utcnow() + timedelta(seconds=20)).isoformat()
    await call(home, "dismiss_finding", finding_id=finding["id"], until=until)
    await home.passes(30)
    await call(home, "run_audit")
    assert (await the_one(home, "ARR-007"))["state"] == "open"


async def test_one_server_can_be_judged_alone(home: Home) -> None:
    whole = (await call(home, "run_audit"))["audit"]
    alone = (await call(home, "run_audit", server="SABnzbd"))["audit"]
    assert alone["score"] > whole["score"]
    found = await call(home, "get_findings", limit=500)
    assert found["score"] == whole["score"]
    assert found["total"] == whole["open_findings"]


async def test_alone_a_server_is_judged_as_it_is_among_the_others(home: Home) -> None:
    await call(home, "run_audit")
    before = {one["id"]: one["state"] for one in await listed(home, limit=500)}
    for server in ("Plex", "Sonarr", "Radarr", "SABnzbd"):
        audit = (await call(home, "run_audit", server=server))["audit"]
        assert (audit["new_findings"], audit["unread"]) == (0, [])
    assert before == {one["id"]: one["state"] for one in await listed(home, limit=500)}


async def test_the_one_server_must_answer(home: Home) -> None:
    await home.simulation.radarr.set_up(False)
    with pytest.raises(HomeAssistantError):
        await call(home, "run_audit", server="Radarr")
    audit = (await call(home, "run_audit", server="Sonarr"))["audit"]
    assert audit["unread"] == ["Radarr"]


async def test_a_server_that_is_down_lowers_the_coverage(home: Home) -> None:
    await call(home, "run_audit")
    before = await the_one(home, "ARR-007", "Radarr")
    await home.simulation.radarr.set_up(False)
    answer = await call(home, "run_audit")
    assert answer["audit"]["unread"] == ["Radarr"]
    for name in ("sonarr", "sabnzbd"):
        await home.simulation.servers[name].set_up(False)
    answer = await call(home, "run_audit")
    assert answer["audit"]["score"] is None
    assert answer["message"].startswith("Score –,")
    # Nobody knows whether it is still so: it stays.
    assert await the_one(home, "ARR-007", "Radarr") == before


async def test_nothing_is_found_when_nobody_answers(home: Home) -> None:
    for server in home.simulation.servers.values():
        await server.set_up(False)
    with pytest.raises(HomeAssistantError):
        await call(home, "run_audit")
    assert len(home.heard("audit_failed")) == 1


async def test_a_passing_trouble_needs_a_second_look_unless_somebody_asks(
    home: Home,
) -> None:
    home.simulation.sonarr.system.extra.append(
        {"source": "SystemTimeCheck", "type": "error", "message": "…", "wikiUrl": ""}
    )
    await home.looks(1)
    await home.engine.audits.audit(patient=True)
    assert "ARR-049" not in {one["rule_id"] for one in await listed(home, limit=500)}
    await call(home, "run_audit")
    assert (await the_one(home, "ARR-049"))["severity"] == "high"


async def test_findings_are_explained_by_rules_without_a_model(home: Home) -> None:
    await call(home, "run_audit", use_ai=True)
    finding = await the_one(home, "ARR-007")
    told = await call(home, "explain", finding_id=finding["id"])
    assert told["source"] == "rules"
    assert finding["why"] in told["text"]


@pytest.mark.slow
async def test_an_audit_happens_by_itself(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = timedelta(seconds=1)
    for name, pause in (("FIRST", 5), ("EVERY", 60), ("LOOK", 5)):
        monkeypatch.setattr(audits, name, pause * second)
    await home.reload()
    await home.wait_for("audit_completed", 20)
    home.events.clear()
    await home.passes(40)
    assert home.heard("audit_completed") == []
    await home.wait_for("audit_completed", 40)


async def test_a_new_version_is_looked_at(home: Home) -> None:
    await call(home, "run_audit")
    desk: AuditDesk = home.engine.audits
    assert not desk._is_due()
    assert desk.last is not None
    desk.last.versions[next(iter(desk.last.versions))] = "1.0"
    assert desk._is_due()
    for coordinator in home.engine.coordinators.values():
        coordinator.last_update_success = False
    assert not desk._is_due()


async def test_nothing_is_said_of_rules_that_are_no_more(home: Home) -> None:
    await call(home, "run_audit")
    known = await home.engine.store.audits.all_open_or_dismissed()
    old = msgspec.structs.replace(known[0], id="old", rule_id="OLD-001")
    await home.engine.store.audits.save([old])
    await home.reload()
    assert "OLD-001" not in {one.rule_id for one in home.engine.audits.open_findings}
    assert "OLD-001" not in {one["rule_id"] for one in await listed(home, limit=500)}
    assert await home.engine.audits.title("old") == ""


async def test_findings_of_a_server_that_left_are_past(home: Home) -> None:
    await call(home, "run_audit")
    gone = home.engine.server_id("Radarr")
    home.hass.config_entries.async_remove_subentry(home.entry, gone)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    await call(home, "run_audit")
    assert gone not in {one.server_id for one in home.engine.audits.open_findings}
