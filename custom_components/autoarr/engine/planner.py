"""Plans a request whose title is known: which server, which quality, and who must agree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..coordinators import ArrCoordinator
from ..downloads.errors import NotPossible
from ..message import Message
from ..requests.model import MediaType
from ..requests.pipeline import ended, failed, moved
from ..requests.policy import WEEK, Profile, is_enough, must_be_approved
from ..requests.profiles import allows, profile_for, root_for, usual_profile
from ..requests.record import (
    Offer,
    Request,
    RequestFilter,
    RequestKind,
    RequestStatus,
    Scope,
)
from ..requests.wanted import NoSuchPart, episodes_of, seasons_of
from ..servers.base import ServerError
from ..servers.models import Movie, QualityProfile, Series
from ..servers.sonarr import SonarrClient
from .titles import Titles

if TYPE_CHECKING:
    from .stack import Engine

AGAIN = timedelta(hours=1)
"""Whoever asks once more within that time wants more than was said the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A server that may have the title, and what it has of it."""

    server: ArrCoordinator
    media: Movie | Series | None
    profiles: Sequence[QualityProfile]

    @property
    def profile(self) -> QualityProfile | None:
        """The quality profile that the title has there."""
        wanted = self.media and self.media.quality_profile_id
        return next((each for each in self.profiles if each.id == wanted), None)


class Planner:
    """Plans requests for one stack."""

    def __init__(self, engine: Engine, titles: Titles) -> None:
        """Plan for engine's stack."""
        self._engine = engine
        self._titles = titles

    async def plan(self, request: Request, profile: Profile) -> Request:
        """Return a request with its title known as it is to go on.

        Raises:
            NotPossible: The requester has asked for enough.
            ServerError: No server that could have the title answers.
            StoreError: What was asked before cannot be read.
        """
        offer = request.offer
        if offer is None:
            raise NotPossible(Message(key="request_no_title"))
        request = self._with_part(request, offer, profile)
        if not request.status.is_open:
            return request
        places = await self._places(request, offer)
        if not places:
            return self._failed(request, "request_no_server")
        return await self._placed(request, places, profile)

    def _with_part(self, request: Request, offer: Offer, profile: Profile) -> Request:
        """Return a request that says which seasons it is for."""
        if offer.media_type is MediaType.MOVIE:
            wish = replace(request.wish, scope=None, seasons=(), episodes=())
            return replace(request, wish=wish, seasons=())
        wish = request.wish
        if wish.scope is None:
            wish = replace(wish, scope=profile.scope)
        try:
            seasons = seasons_of(wish, offer.seasons)
        except NoSuchPart as err:
            return self._failed(
                request,
                "request_no_such_part",
                title=offer.title,
                part=err.part,
                seasons=_range(offer),
            )
        return replace(request, wish=wish, seasons=seasons)

    async def _places(self, request: Request, offer: Offer) -> list[_Place]:
        """Return what the servers that may have the title say of it.

        Raises:
            ServerError: None of them answers.
        """
        servers = self._titles.servers(offer.media_type)
        if request.wish.server:
            wanted = self._engine.server_id(request.wish.server)
            servers = [each for each in servers if each.server.id == wanted]
        places = []
        trouble: ServerError | None = None
        number = offer.tmdb_id if offer.media_type is MediaType.MOVIE else offer.tvdb_id
        for server in servers:
            try:
                media = await server.client.find(number or 0)
                profiles = await server.client.profiles()
            except ServerError as err:
                err.server = server.server.name
                trouble = err
                continue
            places.append(_Place(server=server, media=media, profiles=profiles))
        if trouble and not places:
            raise trouble
        return places

    async def _placed(
        self, request: Request, places: Sequence[_Place], profile: Profile
    ) -> Request:
        """Return a request for the server that has the title, or the best for it."""
        said = request.wish.quality
        if request.kind is RequestKind.REPLACE:
            there = next((place for place in places if place.media), None)
            if there is None:
                return self._failed(request, "request_nothing_to_replace")
            return await self.agreed(_at(request, there), profile)
        place = _best(places, said)
        if place is None:
            return self._failed(request, "request_no_profile", quality=said or "")
        if place.media is None:
            return await self._new(request, place, profile)
        request = _at(request, place)
        target = profile_for(place.profiles, said, None) if said else None
        if target and target.id != place.media.quality_profile_id:
            return self._asked_about_quality(request, place, target)
        try:
            is_there = await self._is_there(request, place)
        except NoSuchPart as err:
            return self._failed(
                request,
                "request_no_such_part",
                title=request.title,
                part=err.part,
                seasons=_range(request.offer),
            )
        if is_there:
            return await self._known(request, profile)
        return await self.agreed(request, profile)

    async def _new(self, request: Request, place: _Place, profile: Profile) -> Request:
        """Return a request for a title that is in no library yet."""
        library = place.server.library.values()
        usual = usual_profile(library)
        chosen = profile_for(
            place.profiles, request.wish.quality or profile.quality, usual
        ) or profile_for(place.profiles, None, usual)
        if chosen is None:
            return self._failed(
                request, "request_no_profile", quality=request.wish.quality or ""
            )
        try:
            folders = await place.server.client.root_folders()
        except ServerError as err:
            err.server = place.server.server.name
            raise
        root = root_for(folders, profile.root_folders, library)
        if root is None:
            return self._failed(
                request, "request_no_root_folder", server=place.server.server.name
            )
        request = replace(
            _at(request, place), profile_id=chosen.id, root_folder=root, added=True
        )
        return await self.agreed(request, profile)

    def _asked_about_quality(
        self, request: Request, place: _Place, target: QualityProfile
    ) -> Request:
        """Return a request that changes the quality of what is there, once confirmed."""
        now = dt_util.utcnow()
        before = place.profile
        asked = moved(
            request,
            RequestStatus.AWAITING_CONFIRMATION,
            "request_confirm_quality",
            now,
            before=before.name if before else "?",
            after=target.name,
        )
        return replace(
            asked,
            kind=RequestKind.QUALITY,
            profile_id=target.id,
            candidates=(request.offer,) if request.offer else (),
            expires_at=now + self._engine.desk.policy.question_patience,
        )

    async def _is_there(self, request: Request, place: _Place) -> bool:
        """Return whether all that is wanted is there.

        Raises:
            NoSuchPart: A named episode does not exist.
        """
        media, client = place.media, place.server.client
        if media is None or not isinstance(client, SonarrClient):
            return isinstance(media, Movie) and media.has_file
        try:
            episodes = await client.episodes(media.id)
        except ServerError as err:
            err.server = place.server.server.name
            raise
        if request.wish.scope is Scope.FUTURE or not episodes:
            return False
        wanted = episodes_of(request, episodes, dt_util.utcnow())
        return bool(wanted) and all(each.has_file for each in wanted)

    async def _known(self, request: Request, profile: Profile) -> Request:
        """Return a request for what is there: who asks again wants a better copy."""
        now = dt_util.utcnow()
        page = await self._engine.store.requests.list(
            RequestFilter(
                statuses=frozenset({RequestStatus.AVAILABLE}),
                requester=request.requester.key,
                target=request.offer.target if request.offer else None,
                since=now - AGAIN,
            ),
            limit=1,
        )
        if any(each.asks_the_same(request) for each in page.items):
            return await self.agreed(replace(request, kind=RequestKind.BETTER), profile)
        return ended(request, RequestStatus.AVAILABLE, "request_already_available", now)

    async def agreed(self, request: Request, profile: Profile) -> Request:
        """Return a request that nobody but an administrator may have to agree to.

        Raises:
            NotPossible: The requester has asked for enough.
            StoreError: What was asked before cannot be read.
        """
        now = dt_util.utcnow()
        requester, desk = request.requester, self._engine.desk
        asked = await self._engine.store.requests.count_since(requester.key, now - WEEK)
        asked -= request.id in desk.book.open
        if is_enough(asked, profile, is_admin=requester.is_admin):
            raise NotPossible(
                Message(
                    key="request_quota_used",
                    placeholders={"count": str(profile.per_week)},
                )
            )
        request = replace(request, candidates=(), next_try_at=None, tries=0)
        if must_be_approved(
            request.kind,
            requester.kind,
            is_admin=requester.is_admin,
            profile=profile,
            policy=desk.policy,
        ):
            waiting = moved(
                request, RequestStatus.AWAITING_APPROVAL, "request_needs_approval", now
            )
            return replace(waiting, expires_at=now + desk.policy.approval_patience)
        return moved(request, RequestStatus.APPROVED, "request_approved", now)

    def _failed(self, request: Request, key: str, **facts: str) -> Request:
        why = Message(key=key, placeholders={"title": request.label} | facts)
        return failed(request, why, dt_util.utcnow())


def _at(request: Request, place: _Place) -> Request:
    """Return a request for a title of a server, in the library or not."""
    media_id = place.media.id if place.media else None
    return replace(
        request,
        server_id=place.server.server.id,
        media_id=media_id,
        profile_id=None,
        root_folder=None,
        added=False,
    )


def _best(places: Sequence[_Place], said: str | None) -> _Place | None:
    """Return the server for a title; None when none can have it in the quality.

    A server that is there for a quality comes first, then the one that has the title.
    """
    possible = [
        place
        for place in places
        if said is None or profile_for(place.profiles, said, None)
    ]
    return min(
        possible,
        key=lambda place: (
            said is not None and not _is_home(place, said),
            not place.media,
        ),
        default=None,
    )


def _is_home(place: _Place, said: str) -> bool:
    """Return whether a server usually has its titles in a quality."""
    usual = usual_profile(place.server.library.values())
    return any(each.id == usual and allows(each, said) for each in place.profiles)


def _range(offer: Offer | None) -> str:
    """Return the seasons that there are, as people write them."""
    numbers = offer.seasons if offer else ()
    if not numbers:
        return "–"
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{numbers[0]}–{numbers[-1]}"
