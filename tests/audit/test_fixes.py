"""Every fix, on a simulated stack over HTTP: mended, looked at again, taken back."""

from collections.abc import Iterator
import re
from typing import Any

import pytest

from custom_components.autoarr.audit.errors import (
    ChangedMeanwhile,
    Drifted,
    NeedsYes,
    NotFixable,
    NotUndoable,
    NotVerified,
    Refused,
)
from custom_components.autoarr.audit.fixes import Fixer
from custom_components.autoarr.audit.model import Edit, Finding, Ruling
from custom_components.autoarr.audit.record import Change
from custom_components.autoarr.audit.settings import same
from custom_components.autoarr.servers.base import ConnectionLost, ServerError
from custom_components.autoarr.servers.sonarr import SonarrClient

from . import broken
from .broken import Broken
from .simulated import Home
from .worlds import CLEAN, Changes, audited, changed, clean

_SEEDED = re.compile(
    r"sabnzbd\|get_config|plex\|:/prefs|(sonarr|radarr)\|(config/|downloadclient|indexer"
    r"|importlist|notification|qualityprofile|qualitydefinition|delayprofile)"
)
_ELSEWHERE = {"SAB-026", "SAB-028", "ARR-045", "XAP-019", "XAP-021"}
"""What is no setting of the simulation; these have tests of their own."""


def _fixable() -> Iterator[Broken]:
    for case in broken.ALL:
        answers = changed(clean(), case.changes)
        found = audited(answers, ruled_by=[case.rule]).findings
        if any(one.fixable for one in found):
            yield case


FIXABLE = list(_fixable())
SEEDED = [case for case in FIXABLE if all(map(_SEEDED.match, case.changes))]


async def found(home: Home, rule_id: str) -> list[Finding]:
    """Return what a rule finds now."""
    return [one for one in (await home.audit()).findings if one.rule.id == rule_id]


async def one_clicks(home: Home) -> list[Finding]:
    """Return what may be mended together now."""
    return [one for one in (await home.audit()).findings if one.one_click]


async def broken_one(home: Home, rule_id: str, changes: Changes) -> Finding:
    """Break a rule in a stack that was put right, and return what is found."""
    home.change({**CLEAN, **changes})
    return (await found(home, rule_id))[0]


def test_every_rule_that_says_so_can_be_mended() -> None:
    rules = {case.rule for case in FIXABLE}
    assert rules == broken.FIXABLE_RULES
    left = rules - {case.rule for case in SEEDED}
    assert left <= _ELSEWHERE


@pytest.mark.parametrize("case", SEEDED, ids=str)
async def test_a_fix_holds_and_can_be_taken_back(home: Home, case: Broken) -> None:
    home.change(CLEAN)
    home.change(case.changes)
    before = home.state()
    fixer = home.fixer()
    findings = await found(home, case.rule)
    assert findings
    changes = [await fixer.apply(one, yes=True) for one in findings]
    assert all(change.applied and change.verified for change in changes)
    assert not [one for one in await found(home, case.rule) if one.fixable]
    for change in reversed(changes):
        undone = await fixer.undo(change)
        assert undone.undone_at is not None
    assert home.state() == before


@pytest.mark.parametrize("case", SEEDED[::6], ids=str)
async def test_a_preview_writes_nothing(home: Home, case: Broken) -> None:
    finding = await broken_one(home, case.rule, case.changes)
    before = home.state()
    change = await home.fixer().preview(finding)
    assert change.dry_run
    assert change.shape()["diff"]
    assert home.state() == before


async def test_a_preview_shows_each_field_before_and_after(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-014", {"sonarr|config/mediamanagement|rescanAfterRefresh": "never"}
    )
    change = await home.fixer().preview(finding)
    assert change.shape() == {
        "id": "1",
        "finding_id": finding.id,
        "server": "sonarr",
        "dry_run": True,
        "applied": False,
        "verified": False,
        "diff": [
            {
                "field": "config/mediamanagement: rescanAfterRefresh",
                "before": "never",
                "after": "always",
            }
        ],
        "at": change.shape()["at"],
        "undone_at": None,
        "undoable": False,
    }


async def test_a_paused_queue_goes_on_and_can_be_paused_again(home: Home) -> None:
    answers = changed(
        clean(),
        {"sabnzbd|queue|queue/paused": True, "sabnzbd|queue|queue/noofslots": 3},
    )
    finding = next(f for f in audited(answers).findings if f.rule.id == "SAB-026")
    engine = home.sim.sabnzbd.engine
    engine.pause()
    fixer = home.fixer()
    change = await fixer.apply(finding, yes=True)
    assert not engine.downloader.paused
    await fixer.undo(change)
    assert engine.downloader.paused


async def test_a_slow_disk_gets_less_to_do(home: Home) -> None:
    changes = {
        "sabnzbd|fullstatus|status/delayed_assembler": 9,
        "sabnzbd|get_config|config/misc/direct_unpack": 1,
    }
    home.change({"sabnzbd|get_config|config/misc/direct_unpack": 1})
    finding = audited(changed(clean(), changes)).findings[0]
    fixer = home.fixer()
    change = await fixer.apply(finding)
    assert not home.sim.sabnzbd.engine.settings.on("direct_unpack")
    await fixer.undo(change)
    assert home.sim.sabnzbd.engine.settings.on("direct_unpack")


async def test_a_backup_is_made_and_is_not_taken_back(home: Home) -> None:
    home.sim.clock.speed = 30
    home.sim.sonarr.system.backups.clear()
    (finding,) = await found(home, "ARR-045")
    fixer = home.fixer()
    change = await fixer.apply(finding)
    assert change.verified
    assert len(home.sim.sonarr.system.backups) == 1
    with pytest.raises(NotUndoable):
        await fixer.undo(change)


async def test_plex_keeps_its_trash_while_a_disk_is_away(home: Home) -> None:
    home.sim.sonarr.core.hidden.append("/data/media")
    (finding,) = await found(home, "XAP-021")
    fixer = home.fixer()
    change = await fixer.apply(finding)
    preferences = home.sim.plex.plex.preferences
    assert preferences["autoEmptyTrash"] is False
    await fixer.undo(change)
    assert preferences["autoEmptyTrash"] is True


async def test_plex_learns_where_a_folder_is(home: Home) -> None:
    section = "plex|library/sections|MediaContainer/Directory/1/Location/0/path"
    (finding,) = [
        one
        for one in audited(changed(clean(), {section: "/mnt/x/tv"})).findings
        if one.rule.id == "XAP-019"
    ]
    home.change(CLEAN)
    before = home.state()
    fixer = home.fixer()
    change = await fixer.apply(finding)
    entry = home.sim.sonarr.core.settings.lists["notification"][0]
    fields = {row["name"]: row.get("value") for row in entry["fields"]}
    assert (fields["mapFrom"], fields["mapTo"]) == ("/data/media/tv", "/mnt/x/tv")
    assert fields["authToken"] == "plex-token"
    await fixer.undo(change)
    assert home.state() == before


async def test_all_safe_fixes_are_made_at_once(home: Home) -> None:
    home.change(
        {
            "sonarr|config/downloadclient|autoRedownloadFailed": False,
            "radarr|indexer|0/downloadClientId": 9,
            "sabnzbd|get_config|config/misc/ignore_samples": 1,
            "sonarr|config/naming|renameEpisodes": False,
        }
    )
    home.sim.clock.speed = 30
    batch = await home.fixer().apply_all(await one_clicks(home))
    assert batch.failures == {}
    # SABnzbd has a folder for backups only once somebody chose one.
    assert set(batch.saved) == {"sonarr", "radarr"}
    left = (await home.audit()).findings
    assert not [one.rule.id for one in left if one.one_click]
    # Renaming is more than a click: somebody must have seen what it does.
    assert "ARR-010" in {one.rule.id for one in left}


async def test_one_failure_stops_no_other_fix(home: Home) -> None:
    home.change(
        {
            "sabnzbd|get_config|config/misc/ignore_samples": 1,
            "sabnzbd|get_config|config/misc/config_lock": 1,
            "sonarr|config/downloadclient|autoRedownloadFailed": False,
        }
    )
    home.sim.clock.speed = 30
    findings = await one_clicks(home)
    batch = await home.fixer().apply_all(findings)
    refused = {one.rule.id for one in findings if one.id in batch.failures}
    assert "SAB-015" in refused
    assert all(isinstance(err, Refused) for err in batch.failures.values())
    assert home.sim.sonarr.core.settings.config["downloadclient"][
        "autoRedownloadFailed"
    ]


_AUTH = {"sonarr|config/host|authenticationRequired": "disabledForLocalAddresses"}
_CERTIFICATES = {"sonarr|config/host|certificateValidation": "disabled"}
_NO_UPGRADE = {"sonarr|qualityprofile|name=HD-1080p/upgradeAllowed": False}
_RENAME = {"sonarr|config/naming|renameEpisodes": False}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("ARR-040", _AUTH),
        ("ARR-042", _CERTIFICATES),
        ("ARR-021", _NO_UPGRADE),
        ("ARR-010", _RENAME),
    ],
)
async def test_a_risk_or_a_restart_needs_a_yes(
    home: Home, rule: str, changes: Changes
) -> None:
    finding = await broken_one(home, rule, changes)
    before = home.state()
    with pytest.raises(NeedsYes):
        await home.fixer().apply(finding)
    assert home.state() == before


async def test_what_has_a_side_effect_needs_a_yes_even_once_seen(home: Home) -> None:
    finding = await broken_one(home, "ARR-042", _CERTIFICATES)
    fixer = home.fixer()
    with pytest.raises(NeedsYes):
        await fixer.apply(finding, seen=await fixer.preview(finding))


async def test_a_page_that_its_app_would_fail_to_save_is_not_sent(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-042", {**_CERTIFICATES, "sonarr|config/host|sslCertPath": None}
    )
    before = home.state()
    with pytest.raises(Refused):
        await home.fixer().apply(finding, yes=True)
    assert home.state() == before


async def test_who_has_seen_a_middling_risk_has_said_yes(home: Home) -> None:
    finding = await broken_one(home, "ARR-010", _RENAME)
    fixer = home.fixer()
    change = await fixer.apply(finding, seen=await fixer.preview(finding))
    assert change.verified


async def test_what_only_people_can_mend_is_refused(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-007", {"sonarr|config/mediamanagement|recycleBin": ""}
    )
    for act in (home.fixer().preview, home.fixer().apply):
        with pytest.raises(NotFixable):
            await act(finding)


async def test_a_setting_that_changed_since_the_preview_is_left_alone(
    home: Home,
) -> None:
    finding = await broken_one(home, "ARR-010", _RENAME)
    fixer = home.fixer()
    seen = await fixer.preview(finding)
    home.change({"sonarr|config/naming|multiEpisodeStyle": 2})
    before = home.state()
    with pytest.raises(ChangedMeanwhile):
        await fixer.apply(finding, seen=seen)
    assert home.state() == before


async def test_undoing_keeps_what_others_changed_since(home: Home) -> None:
    finding = await broken_one(home, "ARR-010", _RENAME)
    fixer = home.fixer()
    change = await fixer.apply(finding, yes=True)
    home.change({"sonarr|config/naming|multiEpisodeStyle": 2})
    await fixer.undo(change)
    naming = home.sim.sonarr.core.settings.config["naming"]
    assert (naming["renameEpisodes"], naming["multiEpisodeStyle"]) == (False, 2)


async def test_what_somebody_changed_to_a_third_value_is_not_undone(
    home: Home,
) -> None:
    finding = await broken_one(
        home, "ARR-018", {"sonarr|config/indexer|rssSyncInterval": 0}
    )
    fixer = home.fixer()
    change = await fixer.apply(finding)
    home.change({"sonarr|config/indexer|rssSyncInterval": 45})
    with pytest.raises(Drifted):
        await fixer.undo(change)
    assert home.sim.sonarr.core.settings.config["indexer"]["rssSyncInterval"] == 45


async def test_nothing_is_undone_twice(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-018", {"sonarr|config/indexer|rssSyncInterval": 0}
    )
    fixer = home.fixer()
    undone = await fixer.undo(await fixer.apply(finding))
    with pytest.raises(NotUndoable):
        await fixer.undo(undone)


async def test_a_thing_that_is_gone_cannot_be_mended_or_undone(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-032", {"sonarr|indexer|0/downloadClientId": 9}
    )
    fixer = home.fixer()
    change = await fixer.apply(finding)
    indexers = home.sim.sonarr.core.settings.lists["indexer"]
    indexers.pop(0)
    with pytest.raises(Drifted):
        await fixer.undo(change)
    with pytest.raises(Refused):
        await fixer.apply(finding)


async def test_a_refusal_that_looks_like_a_yes_is_noticed(home: Home) -> None:
    finding = await broken_one(
        home, "SAB-015", {"sabnzbd|get_config|config/misc/ignore_samples": 1}
    )
    refused = Edit(
        server="sabnzbd",
        resource="misc",
        field="complete_dir",
        value="/downloads/incomplete/done",
    )
    object.__setattr__(finding, "edits", (*finding.edits, refused))
    before = home.state()
    with pytest.raises(NotVerified):
        await home.fixer().apply(finding)
    assert same(home.state(), before)


async def test_a_failure_in_the_middle_puts_everything_back(home: Home) -> None:
    finding = await broken_one(
        home, "XAP-003", {"sonarr|downloadclient|0/fields/name=tvCategory/value": ""}
    )
    home.change({"sabnzbd|get_config|config/categories/name=tv/name": "shows"})
    (finding,) = [one for one in await found(home, "XAP-003") if one.edits]
    before = home.state()
    # Testing the client fails, and with it the second of two steps.
    home.sim.sonarr.core.settings.lists["downloadclient"][0]["fields"][1]["value"] = 1
    wrong = home.state()
    with pytest.raises(ServerError):
        await home.fixer().apply(finding)
    assert same(home.state(), wrong)
    assert not same(wrong, before)


async def test_a_news_server_that_does_not_answer_that_way_is_left_alone(
    home: Home,
) -> None:
    servers = "sabnzbd|get_config|config/servers/0/"
    finding = await broken_one(
        home,
        "SAB-002",
        {f"{servers}ssl": 0, f"{servers}host": "", f"{servers}port": 119},
    )
    before = home.state()
    with pytest.raises(Refused):
        await home.fixer().apply(finding, yes=True)
    assert home.state() == before


async def test_the_use_of_a_quota_survives_a_fix(home: Home) -> None:
    servers = "sabnzbd|get_config|config/servers/0/"
    finding = await broken_one(
        home, "SAB-003", {f"{servers}ssl_verify": 0, f"{servers}usage_at_start": 12345}
    )
    await home.fixer().apply(finding)
    assert home.sim.sabnzbd.engine.settings.servers[0]["usage_at_start"] == 12345


async def test_a_preference_is_one_of_its_choices(home: Home) -> None:
    finding = await broken_one(
        home,
        "PLX-004",
        {"plex|:/prefs|MediaContainer/Setting/id=secureConnections/value": 2},
    )
    for name, value in (("secureConnections", 9), ("noSuchPreference", 1)):
        edit = Edit(server="plex", resource="prefs", field=name, value=value)
        object.__setattr__(finding, "edits", (edit,))
        with pytest.raises(Refused):
            await home.fixer().apply(finding)


async def test_of_several_preferences_all_are_set_or_none(home: Home) -> None:
    pref = "plex|:/prefs|MediaContainer/Setting/id="
    finding = await broken_one(
        home, "PLX-003", {f"{pref}ScannerLowPriority/value": False}
    )
    low, secure = (
        Edit(server="plex", resource="prefs", field=field, value=value)
        for field, value in (("ScannerLowPriority", True), ("secureConnections", 9))
    )
    object.__setattr__(finding, "edits", (low, secure))
    before = home.state()
    with pytest.raises(Refused):
        await home.fixer().apply(finding)
    assert home.state() == before


@pytest.mark.parametrize("resource", ["config/naming", "command", "misc", "prefs"])
async def test_an_answer_that_is_no_setting_is_an_error_of_the_server(
    home: Home, monkeypatch: pytest.MonkeyPatch, resource: str
) -> None:
    server = {"misc": "sabnzbd", "prefs": "plex"}.get(resource, "sonarr")

    async def starting(*_: object) -> bytes:
        return b"<html>Starting"

    monkeypatch.setattr(type(home.clients[server]), "setting", starting)
    with pytest.raises(ServerError):
        await home.fixer()._settings[server].read(resource)


async def test_every_change_is_kept_before_it_is_sent(home: Home) -> None:
    kept: list[tuple[Change, Any]] = []

    async def keep(change: Change) -> None:
        kept.append((change, home.state()["arrs"]))

    finding = await broken_one(home, "ARR-010", _RENAME)
    before = home.state()["arrs"]
    fixer = home.fixer(keep)
    await fixer.undo(await fixer.apply(finding, yes=True))
    assert [(one.applied, one.undone_at is not None) for one, _ in kept] == [
        (False, False),
        (True, False),
        (True, True),
    ]
    assert kept[0][1] == before


async def test_an_answer_that_got_lost_is_no_failure(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = await broken_one(home, "ARR-010", _RENAME)
    client = home.clients["sonarr"]
    assert isinstance(client, SonarrClient)
    send = client.change_setting

    async def lose(*args: Any) -> bytes:
        await send(*args)
        raise ConnectionLost("gone")

    monkeypatch.setattr(client, "change_setting", lose)
    change = await home.fixer().apply(finding, yes=True)
    assert change.verified


async def test_a_request_that_got_lost_is_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = await broken_one(home, "ARR-010", _RENAME)
    before = home.state()

    async def lose(*args: Any) -> bytes:
        raise ConnectionLost("gone")

    monkeypatch.setattr(home.clients["sonarr"], "change_setting", lose)
    with pytest.raises(ConnectionLost):
        await home.fixer().apply(finding, yes=True)
    assert home.state() == before


async def test_an_app_without_bulk_edits_gets_whole_resources(home: Home) -> None:
    finding = await broken_one(
        home, "ARR-003", {"sonarr|downloadclient|0/removeFailedDownloads": False}
    )
    routes = home.sim.sonarr.routes
    routes._routes = [row for row in routes._routes if "bulk" not in row[1].pattern]
    before = home.state()
    fixer = home.fixer()
    change = await fixer.apply(finding)
    client = home.sim.sonarr.core.settings.lists["downloadclient"][0]
    assert client["removeFailedDownloads"]
    await fixer.undo(change)
    assert home.state() == before


async def test_a_server_that_left_the_stack_is_not_asked() -> None:
    changes = {"sonarr|config/naming|renameEpisodes": False}
    finding = audited(changed(clean(), changes)).findings[0]
    fixer = Fixer({}, now=clean_time, new_id=lambda: "1")
    with pytest.raises(NotFixable):
        await fixer.preview(finding)


def clean_time() -> Any:
    """Never asked for: nothing is written."""
    raise AssertionError


async def test_only_what_was_made_is_taken_away(home: Home) -> None:
    settings = home.fixer()._settings
    for server, resource in (
        ("sonarr", "indexer/1"),
        ("plex", "prefs"),
        ("sabnzbd", "categories/*"),
        ("sabnzbd", "misc"),
    ):
        with pytest.raises(Refused):
            await settings[server].remove(resource)
    assert (await home.audit()).ruling("SAB-018") is Ruling.HOLDS
