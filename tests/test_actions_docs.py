"""Actions, events and entities are documented as they are, and the examples are real."""

from collections.abc import Iterator
from datetime import UTC, datetime
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.util.yaml import parse_yaml
import pytest
import voluptuous as vol

from custom_components.autoarr.actions import async_register_actions
from custom_components.autoarr.activity import Activity, ActivityKind
from custom_components.autoarr.audit.record import (
    AuditRecord,
    Change,
    FindingRecord,
    FindingState,
)
from custom_components.autoarr.audit.words import Words
from custom_components.autoarr.const import DOMAIN
from custom_components.autoarr.downloads.model import (
    Blames,
    Download,
    DownloadStatus,
    Failure,
    FailureClass,
    FailureState,
    Media,
    Message,
    Outcome,
    Step,
)
from custom_components.autoarr.engine.audit_shapes import audit_shape, finding_shape
from custom_components.autoarr.engine.request_shape import offer_shape, request_shape
from custom_components.autoarr.engine.shapes import Shaper, activity_shape
from custom_components.autoarr.engine.statistics import statistics_shape
from custom_components.autoarr.events import EVENT_ACTIVITY, EVENTS, LARGEST_PAYLOAD
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestStatus,
    Wish,
)
from custom_components.autoarr.store import FinishedDownload, Statistics

from .texts import texts

ROOT = Path(__file__).parent.parent
SERVICES: Any = parse_yaml(
    (ROOT / "custom_components" / DOMAIN / "services.yaml").read_text()
)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ENTITIES = sorted(
    {
        re.sub(r"\{\w+\}", r"*folder*", text.replace("{stack}", "*stack*"))
        for key, text in texts().items()
        if re.fullmatch(r"entity\.\w+\.\w+\.name", key)
    }
)


def sections(page: str) -> dict[str, str]:
    """Return the sections of a page by their headings."""
    _, *parts = re.split(
        r"^## ", (ROOT / "docs" / page).read_text(), flags=re.MULTILINE
    )
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def examples(section: str, kind: str) -> Iterator[str]:
    """Yield the examples of a kind in a section."""
    yield from re.findall(
        rf"^```{kind}\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL
    )


def example(section: str) -> Any:
    """Return the one example of an answer in a section."""
    (text,) = examples(section, "json")
    return json.loads(text)


def shapes() -> dict[str, set[str]]:
    """Return the fields of each shape as it is really made."""
    shaper = Shaper({}, Phrasebook({}))
    failure = Failure(
        id="f1",
        download_id="d1",
        server_id=None,
        client_id=None,
        title="",
        media=Media(),
        failure_class=FailureClass.UNKNOWN,
        cause=Message(key="cause_no_reason"),
        blames=Blames.NOBODY,
        evidence=(),
        detected_at=NOW,
        state=FailureState.NEW,
        correlation_id="c1",
        first_step=Step.NONE,
    )
    download = Download(
        id="d1",
        server_id=None,
        client_id=None,
        title="",
        media=Media(),
        status=DownloadStatus.QUEUED,
        progress=0,
        size=0,
        size_left=0,
    )
    finished = FinishedDownload(
        id="x1",
        download_id="d1",
        server_id=None,
        client_id=None,
        title="",
        media=Media(),
        outcome=Outcome.IMPORTED,
        at=NOW,
        size=0,
        quality=None,
        failure_class=None,
        cause=None,
        correlation_id="c1",
    )
    offer = Offer(media_type=MediaType.MOVIE, title="")
    request = Request(
        id="r1",
        correlation_id="c1",
        status=RequestStatus.APPROVED,
        requester=Requester(kind=RequesterKind.SYSTEM),
        wish=Wish(text="Dune"),
        created_at=NOW,
        updated_at=NOW,
    )
    finding = FindingRecord(
        id="x1",
        rule_id="SAB-001",
        server_id="",
        subject="",
        severity="high",
        state=FindingState.OPEN,
        current="",
        recommended="",
        first_seen=NOW,
        last_seen=NOW,
    )
    audit = AuditRecord(
        id="a1",
        at=NOW,
        score=100,
        coverage=1,
        open_findings=0,
        new_findings=0,
        server_ids=(),
    )
    change = Change(id="c1", finding_id="x1", server="", steps=())
    return {
        "audit": set(audit_shape(audit)),
        "finding": set(finding_shape(finding, Words.load(), None)),
        "change": set(change.shape()),
        "failure": set(shaper.failure(failure)),
        "download": set(shaper.download(download, None, None)),
        "request": set(request_shape(request, lambda _: None, Phrasebook({}))),
        "candidate": set(offer_shape(offer, 1)),
        "history": set(shaper.finished(finished)),
        "activity": set(
            activity_shape(Activity(id="a1", at=NOW, kind=ActivityKind.USER))
        ),
    }


SHAPE_OF = {
    "downloads": "download",
    "failures": "failure",
    "failure": "failure",
    "history": "history",
    "activity": "activity",
    "request": "request",
    "requests": "request",
    "audit": "audit",
    "finding": "finding",
    "findings": "finding",
    "change": "change",
    "changes": "change",
    "results": "candidate",
}


async def test_every_action_takes_what_it_is_described_to_take(
    hass: HomeAssistant,
) -> None:
    async_register_actions(hass)
    registered = hass.services.async_services_for_domain(DOMAIN)
    assert registered.keys() == SERVICES.keys() == sections("actions.md").keys()
    for name, service in registered.items():
        assert isinstance(service.schema, vol.Schema)
        taken = {str(marker) for marker in service.schema.schema}
        assert taken == SERVICES[name]["fields"].keys(), name


@pytest.mark.parametrize("action", SERVICES)
def test_every_action_and_field_is_documented(action: str) -> None:
    section = sections("actions.md")[action]
    assert texts()[f"services.{action}.description"] in section
    assert "**Who may:**" in section
    for field, described in SERVICES[action]["fields"].items():
        required = " (required)" if described and described.get("required") else ""
        description = texts()[f"services.{action}.fields.{field}.description"]
        assert f"| `{field}`{required} | {description} |" in section
    assert section.count("\n| `") == len(SERVICES[action]["fields"])


@pytest.mark.parametrize("action", SERVICES)
async def test_the_examples_of_calls_and_answers_are_right(
    hass: HomeAssistant, action: str
) -> None:
    async_register_actions(hass)
    service = hass.services.async_services_for_domain(DOMAIN)[action]
    section = sections("actions.md")[action]
    (text,) = examples(section, "yaml")
    call: Any = parse_yaml(text)
    assert call["action"] == f"{DOMAIN}.{action}"
    assert service.schema is not None
    assert service.schema(call["data"])
    answer = example(section)
    only_reads = service.supports_response is SupportsResponse.ONLY
    assert only_reads is ("message" not in answer)
    if action == "get_statistics":
        shape_of_all = statistics_shape(Statistics(), lambda server_id: None)
        assert {
            what: value.keys() if isinstance(value, dict) else None
            for what, value in shape_of_all.items()
        } == {what: value.keys() for what, value in answer.items()}
        return
    for what, value in answer.items():
        if shape := SHAPE_OF.get(what):
            rows = value if isinstance(value, list) else [value]
            assert rows
            assert all(row.keys() == shapes()[shape] for row in rows)


@pytest.mark.parametrize("event", [*EVENTS, "activity"])
def test_every_event_is_documented_with_its_payload(event: str) -> None:
    pages = sections("events.md")
    assert pages.keys() == {EVENT_ACTIVITY, *(f"{DOMAIN}_{name}" for name in EVENTS)}
    payload = example(pages[f"{DOMAIN}_{event}"])
    common = {
        "config_entry_id",
        "server",
        "server_id",
        "correlation_id",
        "title",
        "message",
    }
    if event == "activity":
        own = {"id", "kind", "severity"}
    elif event == "download_completed":
        own = shapes()["download"]
    elif event.startswith("request_"):
        own = shapes()["request"] - common
    elif event.startswith("server_") or event in {"audit_started", "audit_failed"}:
        own = set()
    elif event == "audit_completed":
        own = shapes()["audit"] - common
    elif event == "finding_raised":
        own = shapes()["finding"] - common
    elif event.startswith("fix_"):
        own = shapes()["change"] - common
    else:
        own = shapes()["failure"]
    assert payload.keys() == common | own
    assert len(json.dumps(payload)) <= LARGEST_PAYLOAD


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_entity_is_documented(entity: str) -> None:
    assert f"| {entity} | " in (ROOT / "docs" / "entities.md").read_text()
