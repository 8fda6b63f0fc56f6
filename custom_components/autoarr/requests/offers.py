"""From what was understood, and what look-ups found, to what a request keeps of it."""

from collections.abc import Collection
from dataclasses import replace

from ..servers.models import Found, Movie, Series
from .model import (
    LATEST_EPISODE,
    Candidate,
    Episode,
    Intent,
    MediaType,
    Quality,
    Seasons,
    SeasonWord,
    Understood,
)
from .record import EpisodeWish, Offer, Scope, Wish
from .resolver import fame

_SCOPES = {
    SeasonWord.ALL: Scope.ALL,
    SeasonWord.FIRST: Scope.FIRST,
    SeasonWord.LATEST: Scope.LATEST,
    SeasonWord.FUTURE: Scope.FUTURE,
}
_SEASON_WORDS = {scope: word for word, scope in _SCOPES.items()}


def wish_of(understood: Understood, said: Wish) -> Wish:
    """Return what a sentence asks for; what was said beside it counts more."""
    scope, seasons, episodes = said.scope, said.seasons, said.episodes
    if scope is None:
        scope, seasons, episodes = _part(understood)
    return Wish(
        text=said.text,
        title=said.title or understood.title or said.text,
        media_type=said.media_type or understood.media_type,
        year=said.year or understood.year,
        scope=scope,
        seasons=seasons,
        episodes=episodes,
        quality=said.quality or understood.quality,
        language=said.language or understood.language,
        server=said.server,
        best=said.best,
    )


def understood_of(wish: Wish) -> Understood:
    """Return what the parts of a wish say, as if they had been understood."""
    seasons: Seasons | None = wish.seasons or None
    if wish.scope in _SEASON_WORDS:
        seasons = _SEASON_WORDS[wish.scope]
    return Understood(
        intent=Intent.REQUEST_MEDIA,
        media_type=wish.media_type,
        title=wish.title,
        year=wish.year,
        seasons=None if wish.scope is Scope.EPISODES else seasons,
        episodes=tuple(
            Episode(
                season=each.season,
                number=LATEST_EPISODE if each.number is None else each.number,
            )
            for each in wish.episodes
        )
        or None,
        quality=_quality(wish.quality),
        language=wish.language,
        confidence=1,
    )


def candidate_of(found: Found, kind: MediaType) -> Candidate:
    """Return what a look-up found, as the resolver wants it."""
    return Candidate(
        kind=kind,
        title=found.title,
        year=found.year or None,
        alternate_titles=found.other_titles,
        original_title=found.original_title or None,
        tmdb_id=found.tmdb_id,
        tvdb_id=found.tvdb_id,
        imdb_id=found.imdb_id,
        popularity=fame(found.votes) if found.votes else None,
        seasons=tuple(each.number for each in found.seasons if each.number),
        network=found.network or None,
        collection=found.collection or None,
        in_library=found.media_id is not None,
        overview=found.overview or None,
        poster=found.poster,
    )


def candidate_in_library(item: Movie | Series) -> Candidate:
    """Return a title of the library, as the resolver wants it."""
    if isinstance(item, Movie):
        return Candidate(
            kind=MediaType.MOVIE,
            title=item.title,
            year=item.year or None,
            tmdb_id=item.tmdb_id,
            imdb_id=item.imdb_id,
            in_library=True,
        )
    return Candidate(
        kind=MediaType.SERIES,
        title=item.title,
        year=item.year or None,
        tmdb_id=item.tmdb_id,
        tvdb_id=item.tvdb_id,
        imdb_id=item.imdb_id,
        seasons=tuple(each.number for each in item.seasons if each.number),
        in_library=True,
    )


def offer_of(candidate: Candidate, score: float, available: Collection[str]) -> Offer:
    """Return a title to choose from.

    Args:
        candidate: What the resolver says is plausible.
        score: How well it fits, up to 1.
        available: The targets of the titles that are there.
    """
    offer = Offer(
        media_type=candidate.kind,
        title=candidate.title,
        year=candidate.year,
        tmdb_id=candidate.tmdb_id,
        tvdb_id=candidate.tvdb_id,
        imdb_id=candidate.imdb_id,
        overview=candidate.overview or "",
        poster=candidate.poster,
        in_library=candidate.in_library,
        seasons=candidate.seasons,
        score=round(score, 3),
    )
    return replace(offer, available=offer.target in available)


def _part(
    understood: Understood,
) -> tuple[Scope | None, tuple[int, ...], tuple[EpisodeWish, ...]]:
    if understood.episodes:
        wishes = tuple(
            EpisodeWish(
                season=each.season,
                number=each.number if isinstance(each.number, int) else None,
            )
            for each in understood.episodes
        )
        return Scope.EPISODES, (), wishes
    match understood.seasons:
        case SeasonWord() as word:
            return _SCOPES[word], (), ()
        case tuple() as numbers if numbers:
            return Scope.SEASONS, numbers, ()
        case _:
            return None, (), ()


def _quality(text: str | None) -> Quality | None:
    return Quality(text) if text in tuple(Quality) else None
