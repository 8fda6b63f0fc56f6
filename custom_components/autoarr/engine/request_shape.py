"""The shape of a request that events, actions and websocket commands hand out."""

from collections.abc import Callable

from ..activity import JsonValue
from ..phrases import Phrasebook
from ..requests.record import Offer, Request, Scope
from .posters import poster_path

MOST_IN_EVENTS = 5
"""Candidates in an event; the actions tell all of them."""


def offer_shape(offer: Offer, choice: int) -> dict[str, JsonValue]:
    """Return a title to choose from; choice counts from 1."""
    return {
        "choice": choice,
        "media_type": offer.media_type,
        "title": offer.title,
        "year": offer.year,
        "tmdb_id": offer.tmdb_id,
        "tvdb_id": offer.tvdb_id,
        "overview": offer.overview,
        "poster": poster_path(offer.media_type, offer.tmdb_id, offer.tvdb_id),
        "in_library": offer.in_library,
        "available": offer.available,
        "score": offer.score,
    }


def request_shape(
    request: Request,
    name: Callable[[str | None], str | None],
    phrases: Phrasebook,
    *,
    for_event: bool = False,
) -> dict[str, JsonValue]:
    """Return a request; for an event with few candidates, and without their plots."""
    offer, wish = request.offer, request.wish
    candidates = [
        offer_shape(each, number) for number, each in enumerate(request.candidates, 1)
    ]
    if for_event:
        candidates = [{**each, "overview": ""} for each in candidates[:MOST_IN_EVENTS]]
    return {
        "id": request.id,
        "correlation_id": request.correlation_id,
        "kind": request.kind,
        "query": wish.text or wish.title,
        "status": request.status,
        "media_type": request.media_type,
        "title": request.title,
        "year": offer.year if offer else wish.year,
        "tmdb_id": offer.tmdb_id if offer else None,
        "tvdb_id": offer.tvdb_id if offer else None,
        "poster": (
            poster_path(offer.media_type, offer.tmdb_id, offer.tvdb_id)
            if offer
            else None
        ),
        "seasons": _seasons(request),
        "episodes": [
            {"season": each.season, "episode": each.number} for each in wish.episodes
        ],
        "quality": wish.quality,
        "server": name(request.server_id),
        "server_id": request.server_id,
        "requested_by": (
            {"user_id": request.requester.user_id, "name": request.requester.name}
            if request.requester.user_id
            else None
        ),
        "created_at": request.created_at.isoformat(),
        "updated_at": request.updated_at.isoformat(),
        "progress": request.progress,
        "eta": request.eta,
        "message": phrases.words(request.message) if request.message else "",
        "candidates": [*candidates],
    }


def _seasons(request: Request) -> list[JsonValue] | str | None:
    """Return the numbers of the seasons, or the word for them while nobody knows."""
    if request.wish.scope is Scope.FUTURE:
        return Scope.FUTURE.value
    if request.wish.scope is Scope.EPISODES:
        return None
    if request.seasons or request.wish.seasons:
        return [*(request.seasons or request.wish.seasons)]
    return request.wish.scope.value if request.wish.scope else None
