"""What the audit finds in a real SABnzbd it mends, and takes back byte for byte.

One server of each version is asked for all rules: each test leaves it as it was.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
import json
import re
from typing import Any

import aiohttp
import pytest
import pytest_socket

from custom_components.autoarr.audit.engine import audit
from custom_components.autoarr.audit.errors import NoBackup, NotVerified, Refused
from custom_components.autoarr.audit.fixes import Fixer
from custom_components.autoarr.audit.model import Edit, Finding
from custom_components.autoarr.audit.readers import read
from custom_components.autoarr.audit.record import Change
from custom_components.autoarr.audit.sabnzbd_settings import SabnzbdSettings
from custom_components.autoarr.audit.views import Stack, Told
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.servers.sabnzbd import SabnzbdClient
from tests.audit.broken import FIXABLE_RULES
from tests.audit.worlds import Changes, changed, clean, words
from tests.real.fetch import Release, installation
from tests.real.news import NewsServer
from tests.real.posts import good_post
from tests.real.sabnzbd import Sabnzbd, run

pytestmark = pytest.mark.real

SAB, SONARR = "sabnzbd", "sonarr"
NOBODY = 9
"""The port of a news server that is not there."""
_CLIENT = f"{SONARR}|downloadclient|0/fields/name="


@dataclass(frozen=True, slots=True)
class Wrong:
    """One way to set a SABnzbd up wrongly.

    Attributes:
        rule: The rule that finds it.
        misc: Settings that are wrong.
        rows: Rows of lists that are wrong, by section and name.
        seen: What else is so, of Sonarr or of the moment.
        only: The version that has the settings; None for both.
        note: What sets it apart from others of the rule.
    """

    rule: str
    misc: Mapping[str, object] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    seen: Changes = field(default_factory=dict)
    only: Release | None = None
    note: str = ""

    def __str__(self) -> str:
        """Return a name for the test."""
        return f"{self.rule} {self.note}".strip()


_CATEGORY = "categories/tv"
_SORTER: Mapping[str, object] = {
    "order": 0,
    "min_size": "50M",
    "multipart_label": "",
    "sort_string": "%sn/%r",
    "sort_cats": "tv",
    "sort_type": "0",
    "is_active": 1,
}
WRONG = (
    Wrong("SAB-003", {"allow_old_ssl_tls": 1}, only=Release.NEWEST, note="old TLS"),
    Wrong("SAB-008", {"verify_xff_header": 0}, only=Release.NEWEST),
    Wrong("SAB-009", {"enable_https_verification": 0}),
    Wrong("SAB-011", {"fail_hopeless_jobs": 0}),
    Wrong("SAB-012", {"pre_check": 1}),
    Wrong("SAB-013", {"safe_postproc": 0}),
    Wrong("SAB-014", {"enable_unrar": 0, "enable_7zip": 0}),
    Wrong("SAB-014", {"enable_recursive": 0}, note="within others"),
    Wrong("SAB-015", {"ignore_samples": 1}),
    Wrong("SAB-016", {"deobfuscate_final_filenames": 0}),
    Wrong("SAB-017", {"replace_dots": 1, "replace_spaces": 1}),
    Wrong("SAB-018", rows={"categories/*": {"pp": "1"}}),
    Wrong("SAB-019", {"unwanted_extensions": ""}),
    Wrong(
        "SAB-019",
        {"unwanted_extensions": "exe,com,bat", "action_on_unwanted_extensions": 0},
        note="no action",
    ),
    Wrong("SAB-020", {"pause_on_pwrar": 1}),
    Wrong("SAB-021", {"no_dupes": 1}),
    Wrong("SAB-021", {"no_smart_dupes": 3}, only=Release.NEWEST, note="smart"),
    Wrong("SAB-021", {"no_series_dupes": 1}, only=Release.OLDEST, note="series"),
    Wrong(
        "SAB-022", {"no_smart_dupes": 4, "dupes_propercheck": 0}, only=Release.NEWEST
    ),
    Wrong("SAB-023", {"cleanup_list": "nfo,mkv,sfv"}),
    Wrong("SAB-023", {"cleanup_list": "mkv"}, note="alone"),
    Wrong("SAB-024", {"cache_limit": ""}),
    Wrong("SAB-025", {"download_free": "500M", "fulldisk_autoresume": 0}),
    Wrong("SAB-025", {"download_free": ""}, note="none"),
    Wrong("SAB-026", {"start_paused": 1}, note="at start"),
    Wrong(
        "SAB-028",
        {"direct_unpack": 1, "pause_on_post_processing": 1},
        seen={f"{SAB}|fullstatus|status/delayed_assembler": 9},
    ),
    Wrong("XAP-001", seen={f"{_CLIENT}tvCategory/value": "Shows"}),
    Wrong("XAP-005", rows={_CATEGORY: {"dir": "tv*"}}),
    Wrong("XAP-005", rows={_CATEGORY: {"pp": "1"}}, note="packed"),
    Wrong("XAP-006", rows={_CATEGORY: {"priority": -2}}),
    Wrong("XAP-007", rows={_CATEGORY: {"script": "sabToSonarr.py"}}),
    Wrong(
        "XAP-014", {"host_whitelist": "nas"}, seen={f"{_CLIENT}host/value": "box.home"}
    ),
    Wrong("XAP-015", rows={"sorters/shows": _SORTER}, only=Release.NEWEST),
    Wrong(
        "XAP-015",
        {"enable_tv_sorting": 1, "tv_categories": "tv", "tv_sort_string": "%sn/%r"},
        only=Release.OLDEST,
        note="the old way",
    ),
    Wrong("XAP-016", {"history_retention_option": "all-delete"}, only=Release.NEWEST),
    Wrong("XAP-016", {"history_retention": "-1"}, only=Release.OLDEST),
)
"""At least one for each rule that AutoArr mends in SABnzbd's own settings."""


@pytest.fixture(
    scope="module",
    params=list(Release),
    ids=[release.name.lower() for release in Release],
)
def app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Release, Sabnzbd]]:
    """A SABnzbd for all tests of this module."""
    found = installation(request.param)
    if found is None:
        pytest.skip("no real SABnzbd here: run script/test --real")
    pytest_socket.enable_socket()
    home = tmp_path_factory.mktemp("audit") / "sabnzbd"
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        context = run(found, home, NOBODY)
        server = runner.run(context.__aenter__())
        script = home / "scripts" / "sabToSonarr.py"
        script.parent.mkdir()
        script.write_text("#!/bin/sh\n")
        script.chmod(0o755)
        fields = {"keyword": "script_dir", "value": str(script.parent)}
        runner.run(server.call("set_config", section="misc", **fields))
        yield request.param, server
        runner.run(context.__aexit__(None, None, None))


class House:
    """A real SABnzbd beside a Sonarr of which only the answers are there."""

    def __init__(self, app: Sabnzbd, session: aiohttp.ClientSession) -> None:
        """Look at a SABnzbd."""
        self.app = app
        self.client = SabnzbdClient(session, app.url, app.api_key)
        numbers = count(1)
        self.fixer = Fixer(
            {SAB: SabnzbdSettings(self.client)},
            now=lambda: datetime.now(UTC),
            new_id=lambda: str(next(numbers)),
        )

    async def found(self, wrong: Wrong) -> list[Finding]:
        """Return what a rule finds that can be mended."""
        port = self.app.url.split(":")[2].partition("/")[0]
        answers = {SONARR: clean()[SONARR]}
        changed(answers, {f"{_CLIENT}port/value": int(port)})
        answers[SAB] = await read(ServerType.SABNZBD, self.client.setting)
        changed(answers, wrong.seen)
        stack = Stack(datetime.now(UTC))
        for name, server_type in (
            (SAB, ServerType.SABNZBD),
            (SONARR, ServerType.SONARR),
        ):
            url = self.app.url if name == SAB else "http://127.0.0.1:1"
            stack.add(
                Told(
                    server_id=name,
                    name=name,
                    server_type=server_type,
                    answers=answers[name],
                    url=url,
                )
            )
        findings = audit(stack, words(), ruled_by=[wrong.rule]).findings
        return [one for one in findings if one.fixable]

    async def config(self) -> dict[str, Any]:
        """Return all settings as the API gives them.

        Switches are 0 and 1 after a start, and false and true once they were written.
        """
        config = (await self.app.call("get_config"))["config"]
        plain: dict[str, Any] = json.loads(
            re.sub(
                r": (true|false)(?=[,}])",
                lambda found: f": {int(found[1] == 'true')}",
                json.dumps(config, sort_keys=True),
            )
        )
        return plain

    async def state(self) -> tuple[bytes, str]:
        """Return all settings, as the file has them and as the API gives them."""
        return (
            (self.app.home / "sabnzbd.ini").read_bytes(),
            json.dumps(await self.config(), sort_keys=True),
        )

    async def put(self, section: str, name: str, value: object) -> None:
        """Write one key of `misc`."""
        text = ",".join(value) if isinstance(value, list) else str(value)
        fields = {"section": section, "keyword": name, "value": text}
        await self.app.call("set_config", **fields)

    @asynccontextmanager
    async def wrongly_set_up(self, wrong: Wrong) -> AsyncIterator[None]:
        """Set the SABnzbd up wrongly, and rightly again afterwards."""
        before = await self.config()
        for name, value in wrong.misc.items():
            await self.put("misc", name, value)
        for where, values in wrong.rows.items():
            section, name = where.split("/")
            await self.app.call("set_config", section=section, keyword=name, **values)
        yield
        for name in wrong.misc:
            await self.put("misc", name, before["misc"][name])
        for where, values in wrong.rows.items():
            section, name = where.split("/")
            rows = {row["name"]: row for row in before.get(section, [])}
            fields = {"section": section, "keyword": name}
            if name in rows:
                old = {key: rows[name][key] for key in values}
                await self.app.call("set_config", **fields, **old)
            else:
                await self.app.call("del_config", **fields)


@pytest.fixture
async def house(
    app: tuple[Release, Sabnzbd], socket_enabled: None
) -> AsyncIterator[House]:
    """The house with the SABnzbd of this module."""
    async with aiohttp.ClientSession() as session:
        yield House(app[1], session)


def leaves(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of the settings, by resource and field."""
    found: dict[str, Any] = {}
    for section, values in config.items():
        if isinstance(values, list):
            for row in values:
                where = f"{section}/{row['name']}"
                found |= {f"{where}: {key}": value for key, value in row.items()}
        else:
            found |= {f"{section}: {key}": value for key, value in values.items()}
    return found


def touched(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Return what differs; of a row that was made, the row."""
    old, new = leaves(before), leaves(after)
    rows = {key.partition(":")[0] for key in old}
    differing = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return {
        key if key.partition(":")[0] in rows else key.partition(":")[0]
        for key in differing
    }


def written(changes: list[Change]) -> set[str]:
    """Return what changes say that they wrote."""
    return {
        step.resource if step.creates else f"{step.resource}: {one.field}"
        for change in changes
        for step in change.steps
        for one in step.differences
    }


def test_every_rule_that_is_mended_in_sabnzbd_alone_is_tried() -> None:
    tried = {wrong.rule for wrong in WRONG} | {"SAB-002", "SAB-026"}
    assert {rule for rule in FIXABLE_RULES if rule.startswith("SAB-")} <= tried
    assert len(tried) > 25


@pytest.mark.parametrize("wrong", WRONG, ids=str)
async def test_what_is_mended_is_given_back_byte_for_byte(
    app: tuple[Release, Sabnzbd], house: House, wrong: Wrong
) -> None:
    if wrong.only not in {None, app[0]}:
        pytest.skip(f"only SABnzbd of {wrong.only} has that")
    async with house.wrongly_set_up(wrong):
        before = await house.state()
        findings = await house.found(wrong)
        assert findings
        shown = [await house.fixer.preview(one) for one in findings]
        assert all(one.shape()["diff"] for one in shown)
        assert await house.state() == before

        made = [await house.fixer.apply(one, yes=True) for one in findings]
        assert all(one.verified for one in made)
        assert await house.found(wrong) == []
        after = await house.config()
        assert touched(json.loads(before[1]), after) == written(made)

        for one in reversed(made):
            await house.fixer.undo(one)
        assert await house.state() == before


async def test_a_paused_queue_goes_on_and_is_paused_again(house: House) -> None:
    wrong = Wrong("SAB-026")
    await house.app.call("pause")
    job_id = await house.app.add(good_post("Test.Show.S01E01.1080p.WEB-TEST"), "tv")
    (finding,) = await house.found(wrong)

    change = await house.fixer.apply(finding, yes=True)
    assert not (await house.app.call("queue"))["queue"]["paused"]
    await house.fixer.undo(change)
    assert (await house.app.call("queue"))["queue"]["paused"]

    await house.app.call("queue", name="delete", value=job_id, del_files=1)
    await house.app.call("resume")


async def test_a_news_server_that_does_not_answer_that_way_is_left_alone(
    house: House,
) -> None:
    # Written so, an address of this machine does not look like one.
    plain = {"servers/loopback": {"host": "127.1", "port": NOBODY, "ssl": 0}}
    wrong = Wrong("SAB-002", rows=plain)
    async with house.wrongly_set_up(wrong):
        before = await house.state()
        (finding,) = await house.found(wrong)
        with pytest.raises(Refused):
            await house.fixer.apply(finding, yes=True)
        assert await house.state() == before


async def test_a_certificate_is_tried_before_it_is_asked_for(house: House) -> None:
    async with NewsServer() as news:
        weak = {"servers/loopback": {"port": news.port, "ssl": 1, "ssl_verify": 0}}
        wrong = Wrong("SAB-003", rows=weak)
        async with house.wrongly_set_up(wrong):
            before = await house.state()
            (finding,) = await house.found(wrong)
            with pytest.raises(Refused):
                await house.fixer.apply(finding, yes=True)
            assert await house.state() == before


async def test_a_value_that_is_taken_otherwise_is_put_back(house: House) -> None:
    wrong = Wrong("SAB-015", {"ignore_samples": 1})
    async with house.wrongly_set_up(wrong):
        before = await house.state()
        (finding,) = await house.found(wrong)
        # SABnzbd says yes, and takes 100.
        clamped = Edit(server=SAB, resource="misc", field="bandwidth_perc", value=500)
        object.__setattr__(finding, "edits", (*finding.edits, clamped))
        with pytest.raises(NotVerified):
            await house.fixer.apply(finding)
        assert await house.state() == before


async def test_settings_are_saved_where_there_is_a_folder_for_that(
    house: House,
) -> None:
    settings = SabnzbdSettings(house.client)
    assert not await settings.back_up()
    folder = house.app.home / "saved"
    folder.mkdir()
    wrong = Wrong("SAB-030", {"backup_dir": str(folder)})
    async with house.wrongly_set_up(wrong):
        assert await settings.back_up()
        (archive,) = folder.iterdir()
        assert archive.suffix == ".zip"
        archive.unlink()
        # SABnzbd says yes and names no archive when it could not write one.
        folder.rmdir()
        folder.write_text("")
        with pytest.raises(NoBackup):
            await settings.back_up()
        folder.unlink()
