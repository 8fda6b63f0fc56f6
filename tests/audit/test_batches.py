"""Several fixes at once, backups before them, and connections tried after them."""

import asyncio
from typing import Any

from aiohttp import web
import pytest

from custom_components.autoarr.audit.errors import (
    Busy,
    DiskMissing,
    NeedsYes,
    NoBackup,
    NotFixable,
    Refused,
    TrialFailed,
    UntriedVersion,
)
from custom_components.autoarr.audit.fixes import Fixer
from custom_components.autoarr.audit.model import Finding
from custom_components.autoarr.servers.base import ServerError
from simulator.arr.configure import SettingsApi
from simulator.arr.wire import Problem

from .simulated import Home

_SAMPLES = {"sabnzbd|get_config|config/misc/ignore_samples": 1}
_BACKUPS = {"sabnzbd|get_config|config/misc/backup_dir": "/backup"}
_SEARCHES = {"sonarr|config/downloadclient|autoRedownloadFailed": False}
_UPDATES = {"sonarr|downloadclient|0/removeFailedDownloads": False}


async def found(home: Home, *rule_ids: str) -> list[Finding]:
    """Return what rules find now, in their order."""
    findings = (await home.audit()).findings
    return [one for rule_id in rule_ids for one in findings if one.rule.id == rule_id]


async def fail(*_: Any) -> str:
    """Fail, as an app does."""
    raise web.HTTPInternalServerError


async def test_each_app_saves_its_settings_once_before_several_fixes(
    home: Home,
) -> None:
    home.sim.clock.speed = 30
    home.change({**_SAMPLES, **_BACKUPS, **_SEARCHES, **_UPDATES})
    wanted = await found(home, "SAB-015", "ARR-004", "ARR-003")
    before = len(home.sim.sonarr.system.backups)
    batch = await home.fixer().apply_all(wanted)
    assert [change.finding_id for change in batch.changes] == [one.id for one in wanted]
    assert batch.saved == ("sabnzbd", "sonarr")
    assert len(home.sim.sonarr.system.backups) == before + 1


async def test_nothing_is_changed_where_no_backup_can_be_made(home: Home) -> None:
    home.sim.clock.speed = 30
    home.change({**_SAMPLES, **_SEARCHES})
    home.sim.sonarr.commands.define("Backup", fail)
    search, samples = await found(home, "ARR-004", "SAB-015")
    batch = await home.fixer().apply_all([search, samples])
    assert [change.finding_id for change in batch.changes] == [samples.id]
    assert isinstance(batch.failures[search.id], NoBackup)
    settings = home.sim.sonarr.core.settings.config["downloadclient"]
    assert not settings["autoRedownloadFailed"]


async def test_a_missing_backup_is_made_once_and_before_all_else(home: Home) -> None:
    home.sim.clock.speed = 30
    home.change(_SEARCHES)
    home.sim.sonarr.system.backups.clear()
    search, backup = await found(home, "ARR-004", "ARR-045")
    batch = await home.fixer().apply_all([search, backup])
    assert [one.finding_id for one in batch.changes] == [backup.id, search.id]
    assert batch.saved == ()
    assert len(home.sim.sonarr.system.backups) == 1


async def test_without_the_missing_backup_the_rest_is_left_alone(home: Home) -> None:
    home.sim.clock.speed = 30
    home.change(_SEARCHES)
    home.sim.sonarr.system.backups.clear()
    home.sim.sonarr.commands.define("Backup", fail)
    search, backup = await found(home, "ARR-004", "ARR-045")
    batch = await home.fixer().apply_all([search, backup])
    assert batch.changes == ()
    assert isinstance(batch.failures[search.id], NoBackup)


async def test_a_backup_that_fails_is_told(home: Home) -> None:
    home.sim.clock.speed = 30
    home.sim.sonarr.system.backups.clear()
    (backup,) = await found(home, "ARR-045")
    home.sim.sonarr.commands.define("Backup", fail)
    with pytest.raises(Refused):
        await home.fixer().apply(backup)


async def test_a_backup_that_is_not_there_is_none(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: Any) -> str:
        return "done"

    home.sim.clock.speed = 30
    home.sim.sonarr.commands.define("Backup", nothing)
    with pytest.raises(NoBackup):
        await home.fixer()._settings["sonarr"].back_up()

    async def refuse(*_: Any, **__: Any) -> bytes:
        return b'{"value": {"result": false, "message": false}}'

    home.change(_BACKUPS)
    monkeypatch.setattr(home.clients["sabnzbd"], "change_setting", refuse)
    with pytest.raises(NoBackup):
        await home.fixer()._settings["sabnzbd"].back_up()


async def test_plex_has_no_backups_to_make(home: Home) -> None:
    assert not await home.fixer()._settings["plex"].back_up()


async def test_what_nobody_may_mend_unasked_makes_no_backup(home: Home) -> None:
    home.change({"sonarr|config/naming|renameEpisodes": False})
    rename, *_, folders = await found(home, "ARR-010", "SON-002")
    before = len(home.sim.sonarr.system.backups)
    batch = await home.fixer().apply_all([rename, folders])
    assert isinstance(batch.failures[rename.id], NeedsYes)
    assert isinstance(batch.failures[folders.id], NotFixable)
    assert len(home.sim.sonarr.system.backups) == before


async def test_more_than_a_click_wants_a_yes_among_several(home: Home) -> None:
    home.change({"sonarr|config/indexer|retention": 500})
    (finding,) = await found(home, "ARR-019")
    home.sim.clock.speed = 30
    batch = await home.fixer().apply_all([finding])
    assert isinstance(batch.failures[finding.id], NeedsYes)
    batch = await home.fixer().apply_all([finding], yes=True)
    assert batch.failures == {}


async def test_nothing_is_changed_on_a_server_that_misses_a_library(
    home: Home,
) -> None:
    home.change(_SEARCHES)
    (search,) = await found(home, "ARR-004")
    fixer = home.fixer()
    careful = Fixer(
        fixer._settings,
        now=fixer._now,
        new_id=fixer._new_id,
        untouchable=["sonarr"],
    )
    assert (await careful.preview(search)).steps
    with pytest.raises(DiskMissing):
        await careful.apply(search)
    assert isinstance(
        (await careful.apply_all([search])).failures[search.id], DiskMissing
    )
    # What was changed before may be given back all the same.
    assert (await careful.undo(await fixer.apply(search))).undone_at


async def test_a_version_that_nobody_tried_wants_a_yes(home: Home) -> None:
    home.change(_SEARCHES)
    (search,) = await found(home, "ARR-004")
    fixer = home.fixer()
    careful = Fixer(
        fixer._settings, now=fixer._now, new_id=fixer._new_id, untried=["sonarr"]
    )
    with pytest.raises(UntriedVersion):
        await careful.apply(search)
    assert (await careful.apply(search, yes=True)).verified


async def test_an_app_that_saves_itself_is_not_disturbed(home: Home) -> None:
    async def wait(*_: Any) -> str:
        await done.wait()
        return "done"

    done = asyncio.Event()
    home.change(_SEARCHES)
    (search,) = await found(home, "ARR-004")
    home.sim.sonarr.commands.define("Backup", wait)
    home.sim.sonarr.commands.push("Backup", {})
    with pytest.raises(Busy):
        await home.fixer().apply(search)
    done.set()


async def test_a_connection_that_a_fix_breaks_is_put_back(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.change(_UPDATES)
    (finding,) = await found(home, "ARR-003")
    before = home.state()

    async def test(_: SettingsApi, name: str, row: dict[str, Any]) -> None:
        if row.get("removeFailedDownloads"):
            raise Problem(400, [{"errorMessage": "does not work"}])

    monkeypatch.setattr(SettingsApi, "_test", test)
    with pytest.raises(TrialFailed, match="does not work"):
        await home.fixer().apply(finding)
    assert home.state() == before


async def test_a_connection_that_never_worked_keeps_its_fix(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.change(_UPDATES)
    (finding,) = await found(home, "ARR-003")

    async def test(_: SettingsApi, name: str, row: dict[str, Any]) -> None:
        raise Problem(400, [{"errorMessage": "down"}])

    monkeypatch.setattr(SettingsApi, "_test", test)
    fixer = home.fixer()
    change = await fixer.apply(finding)
    assert change.verified
    assert (await fixer.undo(change)).undone_at


async def test_what_is_switched_off_is_not_tried(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.change({**_UPDATES, "sonarr|downloadclient|0/enable": False})
    settings = home.fixer()._settings["sonarr"]

    async def test(_: SettingsApi, name: str, row: dict[str, Any]) -> None:
        raise AssertionError

    monkeypatch.setattr(SettingsApi, "_test", test)
    await settings.try_out("downloadclient/1", None)


async def test_an_app_that_falls_silent_while_it_tries_gets_its_setting_back(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.change(_UPDATES)
    (finding,) = await found(home, "ARR-003")
    before = home.state()
    monkeypatch.setattr(SettingsApi, "_test", fail)
    with pytest.raises(ServerError):
        await home.fixer().apply(finding)
    assert home.state() == before
