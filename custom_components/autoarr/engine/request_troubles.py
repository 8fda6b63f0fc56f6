"""What it means that a server refused a request, or that a search found nothing."""

from dataclasses import replace
from datetime import timedelta
import re

from homeassistant.util import dt as dt_util

from ..coordinators import AnyCoordinator
from ..downloads.errors import NotKnown, NotPossible
from ..downloads.model import FailureClass
from ..downloads.refusals import why_nothing_found
from ..downloads.signatures import Field, find
from ..message import Message
from ..phrases import Phrasebook
from ..requests.pipeline import ended, failed, postponed
from ..requests.record import Request, RequestKind, RequestStatus
from ..servers.base import (
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    Rejected,
    ServerError,
    ServerFault,
)
from ..servers.models import Release

TIME = timedelta(hours=1)
"""How long it takes until it is looked again whether waiting helped."""
MOST_FAULTS = 5
"""How often a server may fail over a request until that counts as a no."""
_ON_ITS_WAY = re.compile(r"\bin queue\b|\bgrab event\b")


def after_error(request: Request, err: ServerError, server: str) -> Request:
    """Return a request that a server did not carry out: for now, or at all.

    Args:
        request: As it was sent.
        err: What the server said.
        server: Its name.
    """
    now = dt_util.utcnow()
    facts = {"title": request.label, "server": server}
    match err:
        case NoSuchRootFolder():
            facts["folder"] = request.root_folder or ""
            return failed(request, _message("request_root_folder_gone", facts), now)
        case NoSuchProfile():
            return failed(request, _message("request_profile_gone", facts), now)
        case Rejected():
            facts["error"] = "; ".join(err.reasons) or str(err)
            return failed(request, _message("request_refused", facts), now)
        case NotFound():
            return failed(request, _message("request_not_known", facts), now)
        case ServerFault() if request.tries >= MOST_FAULTS:
            facts["error"] = str(err)
            return failed(request, _message("request_refused", facts), now)
        case _:
            return postponed(request, _message("request_waits_for", facts), now)


def nothing_found(
    request: Request,
    releases: tuple[Release, ...],
    coordinator: AnyCoordinator,
    phrases: Phrasebook,
) -> Request:
    """Return a request whose search brought nothing, with the reason.

    Args:
        request: That was searched for.
        releases: What the indexers have.
        coordinator: Of the app that searched.
        phrases: For the reason.
    """
    now = dt_util.utcnow()
    if request.kind is RequestKind.BETTER:
        return ended(request, RequestStatus.AVAILABLE, "request_no_better", now)
    diagnosis = why_nothing_found(
        coordinator.server.type,
        [each.rejections for each in releases if each.rejected],
        coordinator.data.health if coordinator.data else (),
    )
    facts = {"title": request.label}
    if diagnosis is None:
        return failed(request, _message("request_nothing_found", facts), now)
    facts["reason"] = phrases.words(diagnosis.cause)
    if diagnosis.failure_class is FailureClass.WAITING:
        # Time alone makes it good: the app takes it by itself.
        why = _message("request_nothing_taken_yet", facts)
        return replace(request, message=why, updated_at=now, next_try_at=now + TIME)
    return failed(request, _message("request_nothing_taken", facts), now)


def is_redundant(rejection: str) -> bool:
    """Return whether a release was refused only because a copy is there.

    One that is on its way is another matter.
    """
    finding = find(Field.REJECTION, rejection)
    return (
        finding is not None
        and finding.failure_class is FailureClass.REDUNDANT
        and not _ON_ITS_WAY.search(rejection)
    )


def reason_of(err: NotPossible | NotKnown) -> Message:
    """Return why a request is not possible."""
    if isinstance(err, NotPossible):
        return err.message
    return Message(
        key=f"exceptions.unknown_{err.what}", placeholders={"wanted": err.wanted}
    )


def _message(key: str, facts: dict[str, str]) -> Message:
    return Message(key=key, placeholders=facts)
