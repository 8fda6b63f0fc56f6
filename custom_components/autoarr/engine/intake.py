"""Takes up what was said: finds its title, plans it, or keeps it until a server answers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..message import Message
from ..requests.model import MediaType, Verdict
from ..requests.pipeline import failed, moved, postponed
from ..requests.record import Offer, Request, RequestStatus
from ..requests.wanted import NoSuchPart, seasons_of
from ..servers.base import ServerError
from .planner import Planner
from .titles import Looked, Titles

if TYPE_CHECKING:
    from .stack import Engine


class Intake:
    """Takes requests up for one stack."""

    def __init__(self, engine: Engine) -> None:
        """Take requests up with engine's servers."""
        self._engine = engine
        self.titles = Titles(engine)
        self.planner = Planner(engine, self.titles)

    async def take_up(self, request: Request) -> Request:
        """Return a request that could not be understood or planned before, as it is now.

        Raises:
            ServerError: A server that is needed still does not answer.
        """
        looked = None if request.offer else await self.titles.look(request.wish)
        if looked and looked.verdict is Verdict.NOTHING and looked.silent:
            return self._later(request, looked.silent)
        return await self.resolved(request, looked)

    async def resolved(self, request: Request, looked: Looked | None) -> Request:
        """Return a request whose title was looked for, planned as far as that goes."""
        if looked is not None:
            request = replace(request, wish=looked.wish)
            now = dt_util.utcnow()
            match looked.verdict:
                case Verdict.ASK if not _lacks_part(request, looked):
                    return self._ambiguous(request, looked)
                case Verdict.NOTHING if looked.silent:
                    return self._later(request, looked.silent)
                case Verdict.NOTHING:
                    title = {"title": request.label}
                    unknown = Message(key="request_title_unknown", placeholders=title)
                    return failed(request, unknown, now)
            request = replace(request, offer=looked.offers[0])
        return await self.planned(request)

    async def planned(self, request: Request) -> Request:
        """Return a request whose title is known as it is to go on."""
        try:
            return await self.planner.plan(
                request, self._engine.desk.profile(request.requester)
            )
        except ServerError as err:
            return self._later(request, (err.server,))

    def _later(self, request: Request, servers: tuple[str, ...]) -> Request:
        """Return a request that waits for a server."""
        why = Message(
            key="request_waits_for",
            placeholders={"title": request.label, "server": ", ".join(servers)},
        )
        waiting = replace(request, status=RequestStatus.APPROVED)
        return postponed(waiting, why, dt_util.utcnow())

    def _ambiguous(self, request: Request, looked: Looked) -> Request:
        now = dt_util.utcnow()
        if len(looked.offers) == 1:
            key, choices = "request_is_it", _described(looked.offers[0])
        else:
            key = "request_which"
            choices = ", ".join(
                f"{number}. {_described(offer)}"
                for number, offer in enumerate(looked.offers, 1)
            )
        asked = moved(request, RequestStatus.AMBIGUOUS, key, now, choices=choices)
        return replace(
            asked,
            candidates=looked.offers,
            expires_at=now + self._engine.desk.policy.question_patience,
        )

    def to_be_confirmed(self, request: Request) -> Request:
        """Return a request that replaces a copy, once somebody says yes."""
        now = dt_util.utcnow()
        asked = moved(
            request,
            RequestStatus.AWAITING_CONFIRMATION,
            "request_confirm_replace",
            now,
        )
        return replace(
            asked,
            candidates=(request.offer,) if request.offer else (),
            expires_at=now + self._engine.desk.policy.question_patience,
        )


def _lacks_part(request: Request, looked: Looked) -> bool:
    """Return whether one title fits but for a season that it has not: no question."""
    if len(looked.offers) != 1 or looked.silent:
        return False
    offer = looked.offers[0]
    if offer.media_type is not MediaType.SERIES or not offer.seasons:
        return False
    try:
        seasons_of(request.wish, offer.seasons)
    except NoSuchPart:
        return True
    return False


def _described(offer: Offer) -> str:
    """Return a title as it is read out in a question."""
    return f"{offer.title} ({offer.year})" if offer.year else offer.title
