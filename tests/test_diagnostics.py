"""Diagnostics tell what is wrong, and never whose home it is or what opens it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
import json
from types import MappingProxyType, SimpleNamespace
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.update_coordinator import UpdateFailed
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.coordinators.state import ArrState, SabState
from custom_components.autoarr.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
    cleaned,
)
from custom_components.autoarr.downloads.model import (
    Attempt,
    AttemptOutcome,
    Blames,
    Evidence,
    Failure,
    FailureClass,
    FailureState,
    Media,
    Message,
    RecoveryMode,
    Step,
)
from custom_components.autoarr.servers.models import (
    HealthCheck,
    Job,
    JobQueue,
    NewsServer,
    RootFolder,
    ServerInfo,
    ServerType,
    Warning as SabWarning,
)
from custom_components.autoarr.store import FailureFilter, Page, StoreError, Totals

KEY = "5ecre7a91key5ecre7a91key5ecre7a9"
AT = datetime(2026, 11, 1, tzinfo=UTC)

SECRETS = (
    KEY,
    "tok-en_for-plex",
    "hunter2",
    "sab.example.org",
    "10.1.2.3",
    "news.provider.example",
    "Grandma",
    "mobile_app_phone",
    "/volume1",
    "Dune",
    "dune",
    "Bob",
    "sk-ant",
    "gateway",
    "grandpa",
)


def server(server_type: ServerType, url: str, key: str) -> ConfigSubentry:
    """Return a server with secrets."""
    field = "token" if server_type is ServerType.PLEX else "api_key"
    name = f"Grandma's {server_type}"
    return ConfigSubentry(
        data=MappingProxyType(
            {"name": name, "url": url, field: key, "verify_ssl": True}
        ),
        subentry_type=server_type,
        title=name,
        unique_id=url,
    )


def rule(server_id: str) -> ConfigSubentry:
    """Return a rule that tells what somebody watches."""
    return ConfigSubentry(
        data=MappingProxyType(
            {
                "priority": 7,
                "servers": [server_id],
                "titles": ["Dune*"],
                "tags": ["for Grandma"],
                "categories": ["Bob"],
                "causes": ["/volume1/*"],
                "size_min": 20,
                "mode": "ask",
            }
        ),
        subentry_type="rule",
        title="Bob",
        unique_id=None,
    )


def failure(server_id: str | None, client_id: str | None) -> Failure:
    """Return a failure whose evidence is full of private words."""
    return Failure(
        id="f1",
        download_id="SABnzbd_nzo_1",
        server_id=server_id,
        client_id=client_id,
        title="Dune.2021.1080p-GRP",
        media=Media(title="Dune"),
        failure_class=FailureClass.ENVIRONMENT,
        cause=Message(key="cause_disk_full", placeholders={"path": "/volume1/a"}),
        blames=Blames.SYSTEM,
        evidence=(
            Evidence(
                source="sabnzbd",
                text="Unpacking failed, disk full? '/volume1/Grandma films/Dune' (1)",
            ),
            Evidence(
                source="radarr",
                text=f"http://sab.example.org/api?apikey={KEY} from 10.1.2.3:8080",
            ),
            Evidence(source="rule", text="Bob"),
        ),
        detected_at=AT,
        state=FailureState.WAITING,
        correlation_id="c1",
        first_step=Step.ALERT,
        next_step=Step.WAIT,
        reason=Message(key="reason_waiting"),
        attempts=(
            Attempt(n=1, step=Step.RETRY_SAME, at=AT, outcome=AttemptOutcome.PENDING),
        ),
    )


@dataclass
class StoredFailures:
    """The failures in a store, or what reading them raises."""

    items: list[Failure] | StoreError

    async def list(self, wanted: FailureFilter, limit: int) -> Page[Failure]:
        """Return those of the classes that are wanted."""
        if isinstance(self.items, StoreError):
            raise self.items
        found = [each for each in self.items if each.failure_class in wanted.classes]
        return Page(found[:limit], len(found))


@dataclass
class Home:
    """A stack with private things in every corner."""

    entry: MockConfigEntry
    sonarr: ConfigSubentry
    sabnzbd: ConfigSubentry
    plex: ConfigSubentry


@pytest.fixture
def home(hass: HomeAssistant) -> Home:
    """Return a stack as it is while it runs."""
    sonarr = server(ServerType.SONARR, "http://10.1.2.3:8989/sonarr", KEY)
    sabnzbd = server(ServerType.SABNZBD, "https://sab.example.org", KEY)
    plex = server(ServerType.PLEX, "http://10.1.2.3:32400", "tok-en_for-plex")
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Grandma",
        options={
            "mode": "automatic",
            "settle_time": 120,
            "db_url": "postgresql://me:hunter2@sab.example.org/autoarr",
            "notify_target": "notify.mobile_app_phone",
            "protected_titles": ["Dune"],
            "ai": {
                "ai_provider": "anthropic",
                "api_key": "sk-ant-very-secret",
                "base_url": "https://gateway.example.org",
                "task_entity": "ai_task.grandpa",
                "model": "claude-haiku-5-5",
            },
        },
    )
    entry.add_to_hass(hass)
    for each in (sonarr, sabnzbd, plex, rule(sonarr.subentry_id)):
        hass.config_entries.async_add_subentry(entry, each)
    entry.mock_state(hass, ConfigEntryState.LOADED)
    entry.runtime_data = SimpleNamespace(
        mode=RecoveryMode.AUTOMATIC,
        totals=Totals(),
        store=SimpleNamespace(healthy=True, failures=StoredFailures([])),
        downloads={
            "1": SimpleNamespace(status="queued"),
            "2": SimpleNamespace(status="queued"),
        },
        failures={"f1": failure(sonarr.subentry_id, sabnzbd.subentry_id)},
        coordinators={
            sonarr.subentry_id: SimpleNamespace(
                info=ServerInfo(
                    server_type=ServerType.SONARR, version="4.0.15", name="Grandma"
                ),
                last_update_success=True,
                last_exception=None,
                data=ArrState(
                    info=ServerInfo(
                        server_type=ServerType.SONARR, version="4.0.15", name="Grandma"
                    ),
                    queue=3,
                    queue_size=5,
                    health=(
                        HealthCheck(
                            source="RootFolderCheck",
                            level="error",
                            message="Missing root folder: /volume1/tv",
                        ),
                    ),
                    root_folders=(RootFolder(id=1, path="/volume1/tv", free=7),),
                ),
            ),
            sabnzbd.subentry_id: SimpleNamespace(
                info=None,
                last_update_success=False,
                last_exception=UpdateFailed(
                    translation_domain=DOMAIN,
                    translation_key="cannot_connect",
                    translation_placeholders={"server": "Grandma's sabnzbd"},
                ),
                data=sab_state(),
            ),
            plex.subentry_id: SimpleNamespace(
                info=None,
                last_update_success=False,
                last_exception=RuntimeError(f"a bug with {KEY}"),
                data=None,
            ),
        },
    )
    return Home(entry, sonarr, sabnzbd, plex)


def sab_state() -> SabState:
    """Return the state of a SABnzbd that names its jobs and its provider."""
    return SabState(
        info=ServerInfo(server_type=ServerType.SABNZBD, version="5.1.3", name="nas"),
        queue=JobQueue(
            version="5.1.3",
            paused=True,
            pause_left=None,
            status="Paused",
            speed=0,
            speed_limit=None,
            speed_limit_bytes=None,
            size=1,
            size_left=1,
            time_left=None,
            incomplete_free=1,
            complete_free=1,
            warnings=1,
            total=1,
            jobs=(Job(id="1", name="Dune.2021", status="Paused"),),
        ),
        failed_jobs=2,
        news_servers=(
            NewsServer(name="news.provider.example", error="Login failed for Grandma"),
        ),
        warnings=(
            SabWarning(
                level="ERROR",
                text="Failed login for server news.provider.example, user@isp.example",
            ),
        ),
    )


async def test_no_secret_leaves_the_house(hass: HomeAssistant, home: Home) -> None:
    dump = json.dumps(await async_get_config_entry_diagnostics(hass, home.entry))
    assert [secret for secret in SECRETS if secret in dump] == []


async def test_what_helps_is_there(hass: HomeAssistant, home: Home) -> None:
    dump = await async_get_config_entry_diagnostics(hass, home.entry)
    assert dump["mode"] == "automatic"
    assert dump["options"]["settle_time"] == 120
    assert dump["options"]["ai"]["model"] == "claude-haiku-5-5"
    assert dump["downloads"] == {"queued": 2}
    sonarr, sabnzbd, plex = dump["servers"]
    assert sonarr["version"] == "4.0.15"
    assert sonarr["base_path"] is True
    assert sonarr["port"] == 8989
    assert sonarr["state"]["health"][0]["message"] == "Missing root folder: <path>"
    assert sonarr["state"]["root_folders"][0]["free"] == 7
    assert sabnzbd["error"] == "cannot_connect"
    assert sabnzbd["state"]["queue"]["jobs"] == 1
    assert (
        sabnzbd["state"]["warnings"][0]["text"]
        == "Failed login for server <…>, <account>"
    )
    assert plex["error"] == "RuntimeError"
    assert plex["state"] is None
    (failed,) = dump["failures"]
    assert failed["class"] == "environment"
    assert failed["cause"] == "cause_disk_full"
    assert failed["evidence"] == [
        "Unpacking failed, disk full? '<path>' (1)",
        "<url> from <…>:8080",
    ]
    assert failed["has_rule"] is True
    assert failed["attempts"][0]["step"] == "retry_same"
    (ruled,) = dump["rules"]
    assert (ruled["priority"], ruled["size_min"], ruled["mode"]) == (7, 20, "ask")


def unknown(home: Home, text: str, **told: Any) -> Failure:
    """Return a failure that nobody recognised."""
    facts = {
        "failure_class": FailureClass.UNKNOWN,
        "cause": Message(key="cause_failed_because", placeholders={"text": text}),
        "evidence": (Evidence(source="sabnzbd", text=text),),
        **told,
    }
    known = failure(home.sonarr.subentry_id, home.sabnzbd.subentry_id)
    return replace(known, **facts)


async def test_what_nobody_recognised_is_listed_to_be_reported(
    hass: HomeAssistant, home: Home
) -> None:
    home.entry.runtime_data.store.failures.items = [
        unknown(home, "Dune.2021.1080p-GRP fell off '/volume1/Grandma'"),
        unknown(
            home,
            "The moon is wrong",
            failure_class=FailureClass.AMBIGUOUS,
            cause=Message(key="cause_import_refused"),
            state=FailureState.GIVEN_UP,
        ),
        unknown(
            home,
            "Unknown Movie",
            failure_class=FailureClass.AMBIGUOUS,
            cause=Message(key="cause_unknown_title"),
        ),
    ]
    dump = await async_get_config_entry_diagnostics(hass, home.entry)
    listed = dump["unknown_failures"]
    assert [each["said"] for each in listed] == [
        [{"source": "sabnzbd", "text": "<…> fell off '<path>'"}],
        [{"source": "sabnzbd", "text": "The moon is wrong"}],
    ]
    assert [each["state"] for each in listed] == ["waiting", "given_up"]
    assert [secret for secret in SECRETS if secret in json.dumps(dump)] == []
    for name, count in (("sonarr", 2), ("plex", 0)):
        subentry: ConfigSubentry = getattr(home, name)
        dump = await async_get_device_diagnostics(
            hass, home.entry, device(hass, home, subentry.subentry_id)
        )
        assert len(dump["unknown_failures"]) == count


async def test_without_a_store_the_open_ones_are_listed(
    hass: HomeAssistant, home: Home
) -> None:
    engine = home.entry.runtime_data
    engine.store.failures.items = StoreError("gone")
    engine.failures["f2"] = unknown(home, "The moon is wrong")
    dump = await async_get_config_entry_diagnostics(hass, home.entry)
    assert [each["class"] for each in dump["unknown_failures"]] == ["unknown"]


async def test_a_stack_that_does_not_run_still_tells_something(
    hass: HomeAssistant, home: Home
) -> None:
    home.entry.mock_state(hass, ConfigEntryState.SETUP_RETRY)
    dump = await async_get_config_entry_diagnostics(hass, home.entry)
    assert dump["state"] == "setup_retry"
    assert [each["type"] for each in dump["servers"]] == ["sonarr", "sabnzbd", "plex"]
    assert len(dump["rules"]) == 1
    assert [secret for secret in SECRETS if secret in json.dumps(dump)] == []


def device(hass: HomeAssistant, home: Home, identifier: str) -> dr.DeviceEntry:
    """Return the device with an identifier."""
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=home.entry.entry_id, identifiers={(DOMAIN, identifier)}
    )


@pytest.mark.parametrize(("name", "failures"), [("sabnzbd", 1), ("plex", 0)])
async def test_a_device_tells_of_its_own_server(
    hass: HomeAssistant, home: Home, name: str, failures: int
) -> None:
    subentry: ConfigSubentry = getattr(home, name)
    dump = await async_get_device_diagnostics(
        hass, home.entry, device(hass, home, subentry.subentry_id)
    )
    assert dump["server"]["type"] == name
    assert len(dump["failures"]) == failures
    assert [secret for secret in SECRETS if secret in json.dumps(dump)] == []


async def test_the_device_of_the_stack_tells_of_all(
    hass: HomeAssistant, home: Home
) -> None:
    dump = await async_get_device_diagnostics(
        hass, home.entry, device(hass, home, home.entry.entry_id)
    )
    assert len(dump["servers"]) == 3


async def test_a_device_of_a_stack_that_does_not_run(
    hass: HomeAssistant, home: Home
) -> None:
    home.entry.mock_state(hass, ConfigEntryState.SETUP_ERROR)
    dump: dict[str, Any] = await async_get_device_diagnostics(
        hass, home.entry, device(hass, home, home.plex.subentry_id)
    )
    assert list(dump) == ["server"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aborted, cannot be completed", "Aborted, cannot be completed"),
        ("1/2 files, 20 MB/s", "1/2 files, 20 MB/s"),
        (r"Cannot create C:\Users\me\Downloads", "Cannot create <path>"),
        (r"Path '\\nas\media' is gone", "Path '<path>' is gone"),
        ("Folder=/data/x failed", "Folder=<path>"),
        ("password: secret1 is wrong", "password=<…> is wrong"),
        ("job 0123456789abcdef01 failed", "job <id> failed"),
        ("nzb://host/x?y and more", "<url> and more"),
    ],
)
def test_sentences_are_cleaned_and_stay_readable(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@given(st.text(), st.sets(st.text(min_size=4), max_size=5))
def test_private_words_never_survive_cleaning(text: str, private: set[str]) -> None:
    sentence = text.join(["", *private, ""])
    longest = max(private, key=len, default=None)
    if longest and longest not in "<…><path><url><id><address><account>":
        assert longest not in cleaned(sentence, private)
