"""What an audit reads of real sockets: everything once, without secrets."""

import json

import pytest

from custom_components.autoarr.audit.model import Ruling
from custom_components.autoarr.audit.readers import (
    known_answers,
    normal_path,
    paths,
    read,
    slim,
)
from custom_components.autoarr.servers.base import CannotConnect, NotFound, Rejected
from custom_components.autoarr.servers.models import ServerType
from custom_components.autoarr.servers.radarr import RadarrClient
from custom_components.autoarr.servers.sonarr import SonarrClient

from .simulated import Home
from .worlds import CLEAN


async def test_four_apps_are_read_in_few_requests(home: Home) -> None:
    found = await home.audit()
    assert home.asked <= 45
    unknown = {r.rule.id for r in found.rulings if r.ruling is Ruling.UNKNOWN}
    # Where SABnzbd keeps its downloads is no mount that the simulated apps list.
    assert unknown == {"XAP-012"}


async def test_a_stack_that_was_put_right_has_little_to_find(home: Home) -> None:
    home.change(CLEAN)
    found = await home.audit()
    assert {finding.rule.id for finding in found.findings} == {"ARR-027"}


async def test_secrets_stay_at_the_border(home: Home) -> None:
    stack = await home.look()
    text = json.dumps([dict(view._answers) for view in stack.views])
    for server in (home.sim.sonarr, home.sim.radarr, home.sim.sabnzbd):
        assert server.api_key not in text
    assert "hash-of-a-password" not in text


async def test_what_the_house_knows_is_not_asked_again(home: Home) -> None:
    radarr, sonarr = home.clients["radarr"], home.clients["sonarr"]
    assert isinstance(radarr, RadarrClient)
    assert isinstance(sonarr, SonarrClient)
    whole = await home.audit()
    home.known = {
        "radarr": known_answers(await radarr.health(), await radarr.root_folders()),
        "sonarr": known_answers(
            await sonarr.health(), await sonarr.root_folders(), await sonarr.library()
        ),
    }
    again = await home.audit()
    assert home.asked <= 40
    assert again.findings == whole.findings
    assert again.rulings == whole.rulings


async def test_what_one_version_lacks_is_left_out() -> None:
    async def ask(path: str) -> bytes:
        if path == "health":
            raise NotFound(path)
        if path == "indexer":
            raise Rejected("no")
        if path == "rootfolder":
            raise CannotConnect(path)
        return b"<html>" if path == "diskspace" else b"[]"

    answers = await read(ServerType.RADARR, ask)
    missing = {"health", "indexer", "rootfolder", "diskspace"}
    assert set(paths(ServerType.RADARR)) - set(answers) == missing


async def asked_for(**answers: object) -> set[str]:
    """Return what is asked for when these are the answers."""
    asked = set()

    async def ask(path: str) -> bytes:
        asked.add(path)
        return json.dumps(answers.get(path, [])).encode()

    await read(ServerType.RADARR, ask)
    return asked


async def test_what_the_answers_imply_is_not_asked_for() -> None:
    implied = {"config/importlist", "tag/detail", "customformat"}
    assert not await asked_for() & implied


async def test_what_the_answers_leave_open_is_asked_for() -> None:
    profile = {"formatItems": [{"name": "LQ", "score": 0}], "language": {"id": -1}}
    asked = await asked_for(
        importlist=[{"name": "x"}], indexer=[{"tags": [1]}], qualityprofile=[profile]
    )
    assert {"config/importlist", "tag/detail", "customformat"} <= asked


async def test_profiles_name_the_formats() -> None:
    async def ask(path: str) -> bytes:
        rows = [{"formatItems": [{"name": "LQ", "format": 3, "score": 0}]}]
        return json.dumps(rows if path == "qualityprofile" else []).encode()

    answers = await read(ServerType.SONARR, ask)
    assert [row["name"] for row in answers["customformat"]] == ["LQ"]


async def test_a_server_that_is_down_is_not_asked_on() -> None:
    asked = []

    async def ask(path: str) -> bytes:
        asked.append(path)
        raise CannotConnect(path)

    with pytest.raises(CannotConnect):
        await read(ServerType.SONARR, ask)
    assert asked == ["system/status"]


def test_titles_keep_only_what_rules_look_at() -> None:
    body = b'[{"id": 1, "path": "/x", "overview": "long", "qualityProfileId": 4}]'
    assert slim("series", body) == [
        {"id": 1, "path": "/x", "qualityProfileId": 4, "tags": []}
    ]


@pytest.mark.parametrize(
    ("server_type", "path", "plain"),
    [
        (ServerType.SONARR, "/api/v3/Config/Host", "config/host"),
        (ServerType.RADARR, "movie?page=1", "movie"),
        (ServerType.SABNZBD, "fullstatus&skip_dashboard=1", "fullstatus"),
        (ServerType.PLEX, "/", ""),
        (ServerType.PLEX, "/:/prefs", ":/prefs"),
    ],
)
def test_paths_are_known_in_every_spelling(
    server_type: ServerType, path: str, plain: str
) -> None:
    assert normal_path(server_type, path) == plain
