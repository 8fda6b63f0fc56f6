"""What a model makes of a request that the grammar found hard, in the grammar's own terms.

Whatever it says is looked up as if somebody had typed it, and then asked about: a model
never adds a title by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..activity import JsonValue
from ..reasoning.reading import RequestReading
from ..requests.model import (
    Episode,
    Intent,
    MediaType,
    Quality,
    Seasons,
    SeasonWord,
    Understood,
    Verdict,
)
from ..requests.record import Offer, Wish

HARD: Final = 0.5
"""Below this confidence the grammar found a sentence hard."""
_QUALITIES: Final = {
    **{each.value: each for each in Quality},
    "4k": Quality.UHD,
    "uhd": Quality.UHD,
    "full hd": Quality.FULL_HD,
    "hd": Quality.HD,
}


def is_hard(wish: Wish, understood: Understood, verdict: Verdict) -> bool:
    """Return whether a second reading may help: only with what somebody said freely."""
    if not wish.text or wish.title or wish.best:
        return False
    if understood.intent not in (Intent.REQUEST_MEDIA, Intent.NONE):
        return False
    if verdict is Verdict.ASK:
        return understood.confidence < HARD
    return verdict is Verdict.NOTHING


def facts(understood: Understood) -> Mapping[str, JsonValue]:
    """Return what the grammar made of a sentence, as a model is told."""
    seasons = understood.seasons
    return {
        "title": understood.title,
        "media_type": understood.media_type,
        "year": understood.year,
        "seasons": [*seasons] if isinstance(seasons, tuple) else seasons,
        "quality": understood.quality,
        "confidence": understood.confidence,
    }


def candidates(offers: Sequence[Offer]) -> list[Mapping[str, JsonValue]]:
    """Return titles that were found, as a model is told."""
    return [
        {
            "title": offer.title,
            "year": offer.year,
            "media_type": offer.media_type,
            "overview": offer.overview[:300],
            "in_library": offer.in_library,
        }
        for offer in offers
    ]


def preferring(offers: Sequence[Offer], choice: int | None) -> tuple[Offer, ...]:
    """Return offers with the chosen one, counted from 1, before the others."""
    if choice is None:
        return tuple(offers)
    chosen = offers[choice - 1]
    return (chosen, *(offer for offer in offers if offer is not chosen))


def understood_by(reading: RequestReading, understood: Understood) -> Understood:
    """Return a model's reading in the grammar's terms; what it left open stays."""
    kind = MediaType(reading.media_type) if reading.media_type else None
    episodes = _episodes(reading)
    return replace(
        understood,
        intent=Intent.REQUEST_MEDIA,
        title=reading.title,
        media_type=kind or understood.media_type,
        year=reading.year,
        seasons=None if episodes else _seasons(reading) or understood.seasons,
        episodes=episodes or understood.episodes,
        quality=_QUALITIES.get((reading.quality or "").casefold(), understood.quality),
        readings=(),
        trimmed=(),
        if_known=None,
    )


def _seasons(reading: RequestReading) -> Seasons | None:
    if reading.which_seasons is not None:
        return SeasonWord(reading.which_seasons)
    return tuple(sorted(set(reading.seasons))) or None


def _episodes(reading: RequestReading) -> tuple[Episode, ...] | None:
    """Return episodes; their season is known when just one was named."""
    season = reading.seasons[0] if len(reading.seasons) == 1 else None
    numbers = sorted(set(reading.episodes))
    return tuple(Episode(season, number) for number in numbers) or None
