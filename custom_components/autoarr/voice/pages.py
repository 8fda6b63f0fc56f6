"""What assistants are told: short rows, in pages, without secrets, paths or addresses."""

from collections.abc import Sequence
from typing import Final

from ..activity import JsonValue
from ..downloads.model import Download, Failure
from ..requests.record import Offer, Request, RequestStatus
from .speech import Speech
from .talk import Said

LONGEST_PLOT: Final = 150

type Row = dict[str, JsonValue]


def page(what: str, rows: Sequence[Row], limit: int, offset: int) -> Row:
    """Return a page of rows, and whether there are more."""
    shown = rows[offset : offset + limit]
    return {
        what: [*shown],
        "total": len(rows),
        "next_offset": offset + limit if offset + limit < len(rows) else None,
    }


def said(answer: Said, speech: Speech) -> Row:
    """Return what was said, with the request that it is about."""
    row: Row = {"error" if answer.has_failed else "message": answer.text}
    if answer.request is not None:
        row["request"] = request_row(answer.request, speech)
    if (proposal_id := _proposal(answer)) is not None:
        row["proposal_id"] = proposal_id
    return row


def _proposal(answer: Said) -> str | None:
    """Return the id that confirms what was only proposed: a change, or giving up."""
    request = answer.request
    if request and request.status is RequestStatus.AWAITING_CONFIRMATION:
        return answer.proposal_id or request.id
    return answer.proposal_id


def request_row(request: Request, speech: Speech) -> Row:
    """Return a request."""
    row: Row = {
        "id": request.id,
        "title": request.label,
        "media_type": request.media_type,
        "status": request.status,
        "progress": request.progress,
        "seconds_left": request.eta,
        "message": speech.of_request(request),
    }
    if request.status is RequestStatus.AMBIGUOUS:
        row["candidates"] = [
            offer_row(offer, choice)
            for choice, offer in enumerate(request.candidates, 1)
        ]
    return row


def offer_row(offer: Offer, choice: int) -> Row:
    """Return a title to choose from; choice counts from 1."""
    return {
        "choice": choice,
        "title": offer.title,
        "year": offer.year,
        "media_type": offer.media_type,
        "in_library": offer.in_library,
        "plot": offer.overview[:LONGEST_PLOT],
    }


def download_row(download: Download) -> Row:
    """Return a download."""
    return {
        "title": download.media.title or download.title,
        "season": download.media.season,
        "episodes": [*download.media.episodes],
        "status": download.status,
        "progress": round(download.progress),
        "seconds_left": download.time_left,
    }


def failure_row(failure: Failure, speech: Speech) -> Row:
    """Return a failure."""
    return {
        "id": failure.id,
        "title": failure.media.title or failure.title,
        "cause": speech.words(failure.cause),
        "state": failure.state,
        "detected_at": failure.detected_at.isoformat(),
    }
