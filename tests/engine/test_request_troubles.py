"""What is made of a server's no, of its silence, and of a search that found nothing."""

from types import SimpleNamespace
from typing import cast

import pytest

from custom_components.autoarr.coordinators import AnyCoordinator
from custom_components.autoarr.downloads.errors import NotKnown, NotPossible
from custom_components.autoarr.engine.request_troubles import (
    MOST_FAULTS,
    after_error,
    is_redundant,
    nothing_found,
    reason_of,
)
from custom_components.autoarr.message import Message
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.record import RequestKind, RequestStatus
from custom_components.autoarr.servers.base import (
    AlreadyAdded,
    InvalidAuth,
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    RateLimited,
    Rejected,
    ServerBusy,
    ServerError,
    ServerFault,
    ServerTimeout,
)
from custom_components.autoarr.servers.models import Release, ServerType
from tests.requests.facts import a_request

RADARR = cast(
    "AnyCoordinator",
    SimpleNamespace(server=SimpleNamespace(type=ServerType.RADARR), data=None),
)


@pytest.mark.parametrize(
    ("err", "key"),
    [
        (NoSuchRootFolder("gone"), "request_root_folder_gone"),
        (NoSuchProfile("gone"), "request_profile_gone"),
        (AlreadyAdded("is there"), "request_refused"),
        (Rejected("Path is too long", "Really"), "request_refused"),
        (NotFound("no such title"), "request_not_known"),
    ],
)
def test_a_no_ends_a_request_with_the_reason(err: ServerError, key: str) -> None:
    request = after_error(a_request(root_folder="/films"), err, "Radarr")
    assert request.status is RequestStatus.FAILED
    assert request.message is not None
    assert request.message.key == key
    assert request.message.placeholders["server"] == "Radarr"


def test_the_apps_own_words_are_passed_on() -> None:
    request = after_error(a_request(), Rejected("Too long", "Really"), "Radarr")
    assert request.message is not None
    assert request.message.placeholders["error"] == "Too long; Really"


@pytest.mark.parametrize(
    "err",
    [
        ServerTimeout("slow"),
        ServerBusy(),
        InvalidAuth("key"),
        RateLimited(),
        ServerFault("crashed", 500),
    ],
)
def test_a_silence_only_delays_a_request(err: ServerError) -> None:
    request = a_request(status=RequestStatus.APPROVED)
    later = after_error(request, err, "Radarr")
    assert later.status is RequestStatus.APPROVED
    assert later.next_try_at is not None
    assert later.message is not None
    assert later.message.key == "request_waits_for"


def test_a_server_that_fails_again_and_again_has_said_no() -> None:
    request = a_request(status=RequestStatus.APPROVED, tries=MOST_FAULTS)
    over = after_error(request, ServerFault("crashed", 500), "Radarr")
    assert over.status is RequestStatus.FAILED


def release(*rejections: str) -> Release:
    """Return a release that was refused."""
    return Release(guid="g", indexer_id=1, rejected=True, rejections=rejections)


def test_nothing_at_all_is_told_as_that() -> None:
    over = nothing_found(a_request(), (), RADARR, Phrasebook({}))
    assert over.status is RequestStatus.FAILED
    assert over.message is not None
    assert over.message.key == "request_nothing_found"


def test_why_nothing_was_taken_is_told() -> None:
    refused = (release("WEBDL-1080p is not wanted in profile"),)
    over = nothing_found(a_request(), refused, RADARR, Phrasebook({}))
    assert over.status is RequestStatus.FAILED
    assert over.message is not None
    assert over.message.key == "request_nothing_taken"
    assert over.message.placeholders["reason"]


def test_what_only_takes_time_is_no_failure() -> None:
    waits = (release("Waiting for better quality release"),)
    request = nothing_found(a_request(), waits, RADARR, Phrasebook({}))
    assert request.status is RequestStatus.SEARCHING
    assert request.next_try_at is not None


def test_no_better_copy_leaves_the_one_that_is_there() -> None:
    request = a_request(kind=RequestKind.BETTER)
    over = nothing_found(request, (), RADARR, Phrasebook({}))
    assert over.status is RequestStatus.AVAILABLE


@pytest.mark.parametrize(
    ("rejection", "redundant"),
    [
        ("Existing file meets cutoff: WEBDL-1080p", True),
        ("Existing file and the Quality profile does not allow upgrades", True),
        ("Release in queue is of equal or higher preference: WEBDL-1080p v1", False),
        ("Release is blocklisted", False),
        ("something new", False),
    ],
)
def test_a_copy_that_is_there_is_no_objection_but_one_that_comes_is(
    rejection: str, redundant: bool
) -> None:
    assert is_redundant(rejection) is redundant


def test_reasons_are_sentences() -> None:
    message = Message(key="request_no_title")
    assert reason_of(NotPossible(message)) is message
    unknown = reason_of(NotKnown("server", "Nobody"))
    assert unknown.key == "exceptions.unknown_server"
    assert unknown.placeholders == {"wanted": "Nobody"}
