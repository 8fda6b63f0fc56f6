"""What people can answer on a notification about a request, and what their answer does."""

from collections.abc import Sequence
from enum import StrEnum

from .const import DOMAIN
from .engine import Engine
from .engine.requests import RequestDesk
from .message import Message
from .requests.model import MediaType
from .requests.record import Offer, Request, Requester, RequestStatus

MOST_TITLES = 8
"""Titles to choose from; phones show no more than ten buttons, some only three."""
_ICONS = {MediaType.MOVIE: "🎬", MediaType.SERIES: "📺"}


class Reply(StrEnum):
    """An answer to what a request waits for; that to which title has a number, too."""

    CHOOSE = "choose"
    CONFIRM = "confirm_request"
    CANCEL = "cancel_request"
    APPROVE = "approve_request"
    DECLINE = "decline_request"


def buttons(engine: Engine, request: Request) -> list[dict[str, str]]:
    """Return a button for each thing that can be answered to a request now."""

    def button(
        reply: Reply, title: str | None = None, number: int = 0
    ) -> dict[str, str]:
        verb = f"{reply}-{number}" if number else str(reply)
        return {
            "action": f"{DOMAIN}.{verb}.{request.id}",
            "title": title or engine.phrases.words(Message(key=f"notify_{reply}")),
        }

    match request.status:
        case RequestStatus.AMBIGUOUS if len(request.candidates) > 1:
            titles = [
                button(Reply.CHOOSE, _label(offer, request.candidates), number)
                for number, offer in enumerate(request.candidates[:MOST_TITLES], 1)
            ]
            none = engine.phrases.words(Message(key="notify_none_of_these"))
            return [*titles, button(Reply.CANCEL, none)]
        case RequestStatus.AMBIGUOUS | RequestStatus.AWAITING_CONFIRMATION:
            return [button(Reply.CONFIRM), button(Reply.CANCEL)]
        case RequestStatus.AWAITING_APPROVAL:
            return [button(Reply.APPROVE), button(Reply.DECLINE)]
    return []


def understood(answer: str) -> tuple[Reply, int | None] | None:
    """Return which answer a button stands for, and its number; None for other buttons."""
    verb, _, number = answer.partition("-")
    if verb not in Reply or (number and not number.isdecimal()):
        return None
    return Reply(verb), int(number) if number else None


async def obey(
    desk: RequestDesk,
    caller: Requester,
    request_id: str,
    reply: Reply,
    number: int | None,
) -> None:
    """Do what somebody answered, with the rights of who they are.

    Raises:
        NotKnown: There is no such request, or not for them.
        NotPossible: It does not wait for that any more.
        Unauthorized: They may not decide that.
        ServerError: A server failed.
        StoreError: It could not be written down.
    """
    match reply:
        case Reply.CHOOSE | Reply.CONFIRM:
            await desk.confirm(request_id, caller, choice=number)
        case Reply.CANCEL:
            await desk.cancel(request_id, caller)
        case Reply.APPROVE:
            await desk.approve(request_id, caller)
        case Reply.DECLINE:
            await desk.decline(request_id, caller)


def _label(offer: Offer, offers: Sequence[Offer]) -> str:
    """Return a title, told apart from one of the other kind that is called the same."""
    label = f"{offer.title} ({offer.year})" if offer.year else offer.title
    if len({each.media_type for each in offers}) > 1:
        return f"{_ICONS[offer.media_type]} {label}"
    return label
