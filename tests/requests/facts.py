"""Requests, episodes and profiles, each with what a test does not care about filled in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestStatus,
    Scope,
    Wish,
)
from custom_components.autoarr.servers.models import (
    Episode,
    Movie,
    ProfileQuality,
    QualityProfile,
    Series,
)

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ANNA = Requester(kind=RequesterKind.USER, user_id="anna", name="Anna")
FILM = Offer(media_type=MediaType.MOVIE, title="Dune", year=1984, tmdb_id=841)
SHOW = Offer(
    media_type=MediaType.SERIES,
    title="Severance",
    year=2022,
    tvdb_id=371980,
    seasons=(1, 2),
)


def later(**duration: float) -> datetime:
    """Return a time after now."""
    return NOW + timedelta(**duration)


def a_request(**facts: Any) -> Request:
    """Return a request for a film that was sent."""
    told: dict[str, Any] = {
        "id": "r1",
        "correlation_id": "c1",
        "status": RequestStatus.SEARCHING,
        "requester": ANNA,
        "wish": Wish(text="get dune"),
        "created_at": NOW,
        "updated_at": NOW,
        "offer": FILM,
        "server_id": "radarr-1",
        "media_id": 7,
        "sent_at": NOW,
    }
    return Request(**{**told, **facts})


def of_series(
    scope: Scope = Scope.SEASONS, seasons: tuple[int, ...] = (1,), **facts: Any
) -> Request:
    """Return a request for a part of a series."""
    wish = facts.pop("wish", Wish(text="get severance", scope=scope, seasons=seasons))
    return a_request(
        offer=SHOW, server_id="sonarr-1", wish=wish, seasons=seasons, **facts
    )


def a_movie(**facts: Any) -> Movie:
    """Return a film in the library."""
    told: dict[str, Any] = {"id": 7, "title": "Dune", "monitored": True}
    return Movie(**{**told, **facts})


def a_series(**facts: Any) -> Series:
    """Return a series in the library."""
    told: dict[str, Any] = {"id": 7, "title": "Severance", "monitored": True}
    return Series(**{**told, **facts})


def an_episode(season: int, number: int, **facts: Any) -> Episode:
    """Return an episode that was broadcast a year ago."""
    told: dict[str, Any] = {
        "id": season * 100 + number,
        "series_id": 7,
        "season": season,
        "episode": number,
        "monitored": True,
        "air_date": later(days=-365),
    }
    return Episode(**{**told, **facts})


def a_profile(number: int, name: str, *qualities: str) -> QualityProfile:
    """Return a quality profile that allows qualities, worst first."""
    return QualityProfile(
        id=number,
        name=name,
        qualities=tuple(
            ProfileQuality(id=100 * number + rank, name=quality, rank=rank)
            for rank, quality in enumerate(qualities)
        ),
    )
