"""Finds the title that is meant: in the library, and in the look-ups of the apps."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
import re
from typing import TYPE_CHECKING

from ..const import LOGGER
from ..coordinators import ArrCoordinator
from ..downloads.errors import NotKnown
from ..requests.language import prepare
from ..requests.model import Candidate, Intent, MediaType, Understood, Verdict
from ..requests.offers import (
    candidate_in_library,
    candidate_of,
    offer_of,
    understood_of,
    wish_of,
)
from ..requests.parser import understand
from ..requests.record import Offer, Wish
from ..requests.resolver import lookup_terms, resolve
from ..servers.base import ServerError
from ..servers.models import Movie, ServerType
from . import second_reading

if TYPE_CHECKING:
    from .stack import Engine

LOOKUP_PATIENCE = 15.0
"""Seconds that an app may take for a look-up."""
SERVERS = {MediaType.MOVIE: ServerType.RADARR, MediaType.SERIES: ServerType.SONARR}
_FOR_TITLES = frozenset({Intent.REQUEST_MEDIA, Intent.REPLACE_BAD_COPY})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look for a title brought.

    Attributes:
        verdict: Whether the title is sure, to be asked about, or unknown.
        wish: What is asked for, in the reading that fits the titles.
        offers: The plausible titles, best first.
        silent: Names of the apps that may know the title and did not answer.
        is_request: Whether the text asks for a title at all.
        intent: What the text asks for otherwise.
    """

    verdict: Verdict
    wish: Wish
    offers: tuple[Offer, ...] = ()
    silent: tuple[str, ...] = ()
    is_request: bool = True
    intent: Intent = Intent.REQUEST_MEDIA


class Titles:
    """Looks for titles on behalf of one stack."""

    def __init__(self, engine: Engine) -> None:
        """Look with the apps of engine's stack."""
        self._engine = engine

    def read(self, wish: Wish) -> Understood:
        """Return what a wish says: its text read, or its parts as they are."""
        if wish.title:
            return understood_of(wish)
        return understand(wish.text, wish.language)

    async def look(self, said: Wish) -> Looked:
        """Return which titles a wish may mean; a model may read what is hard again."""
        # Grammars are compiled once, which would keep the loop for tenths of a second.
        await asyncio.to_thread(prepare)
        understood = self.read(said)
        looked = await self._look(understood, said)
        if looked.silent or not second_reading.is_hard(
            said, understood, looked.verdict
        ):
            return looked
        reading = await self._engine.reasoning.read_request(
            said.text,
            understood=second_reading.facts(understood),
            candidates=second_reading.candidates(looked.offers),
        )
        if reading is None:
            return looked
        if looked.offers:
            return replace(
                looked, offers=second_reading.preferring(looked.offers, reading.choice)
            )
        if not (reading.is_request and reading.title):
            return looked
        again = await self._look(
            second_reading.understood_by(reading, understood), said
        )
        # It was a guess: nothing is added before somebody agrees.
        return replace(again, verdict=Verdict.ASK) if again.offers else looked

    async def _look(self, understood: Understood, said: Wish) -> Looked:
        """Return which titles a reading of a wish may mean."""
        understood = _beside(understood, said)
        # What is a request only if such a title exists is looked up as one.
        request = understood.if_known or understood
        wish = wish_of(request, said)
        if request.intent not in _FOR_TITLES:
            return Looked(
                verdict=Verdict.NOTHING,
                wish=wish,
                is_request=False,
                intent=request.intent,
            )
        candidates, silent = await self._candidates(request)
        resolution = resolve(understood, candidates)
        if resolution.understood.intent not in _FOR_TITLES:
            return Looked(
                verdict=Verdict.NOTHING,
                wish=wish,
                silent=silent,
                is_request=False,
                intent=resolution.understood.intent,
            )
        available = self._available()
        offers = tuple(
            offer_of(match.candidate, match.score, available)
            for match in resolution.matches
        )
        verdict = resolution.verdict
        if verdict is Verdict.SURE and silent:
            # Who did not answer may know another title of that name.
            verdict = Verdict.ASK
        wish = wish_of(resolution.understood, said)
        # A sentence that is a title word for word may mean something else altogether.
        is_guess = resolution.understood.verbatim
        if offers and verdict is Verdict.ASK and said.best and not is_guess:
            verdict, offers = Verdict.SURE, offers[:1]
        return Looked(verdict=verdict, wish=wish, offers=offers, silent=silent)

    async def search(self, said: Wish, limit: int) -> tuple[Offer, ...]:
        """Return what the look-ups know of a title, without deciding which is meant."""
        await asyncio.to_thread(prepare)
        understood = self.read(said)
        understood = understood.if_known or understood
        if understood.title is None:
            understood = replace(understood, title=said.text)
        understood = _beside(understood, said)
        candidates, _ = await self._candidates(understood)
        available = self._available()
        plausible = resolve(understood, candidates).matches
        scores = {id(match.candidate): match.score for match in plausible}
        ordered = sorted(
            candidates, key=lambda each: scores.get(id(each), 0), reverse=True
        )
        return tuple(
            offer_of(each, scores.get(id(each), 0), available) for each in ordered
        )[:limit]

    def mentioned(self, said: Wish) -> Looked:
        """Return which titles of the library a text speaks of, however it is worded.

        Only the longest of them counts: "Heat" is no part of "Dead Heat".
        """
        text = f" {' '.join(_WORD.findall(said.text.casefold()))} "
        found: dict[int, dict[str, Candidate]] = {}
        for kind in MediaType:
            for coordinator in self.servers(kind):
                for item in coordinator.library.values():
                    name = " ".join(_WORD.findall(item.title.casefold()))
                    if name and f" {name} " in text:
                        each = candidate_in_library(item)
                        found.setdefault(len(name), {})[str(_identity(each))] = each
        if not found:
            return Looked(
                verdict=Verdict.NOTHING,
                wish=said,
                is_request=False,
                intent=Intent.NONE,
            )
        available = self._available()
        offers = tuple(
            offer_of(each, 1, available) for each in found[max(found)].values()
        )
        verdict = Verdict.SURE if len(offers) == 1 else Verdict.ASK
        return Looked(verdict=verdict, wish=said, offers=offers)

    async def by_id(self, kind: MediaType, number: int) -> Offer:
        """Return the title with an id at TMDB (films) or TheTVDB (series).

        Raises:
            NotKnown: No app knows it.
            ServerError: No app that may know it answers.
        """
        trouble: ServerError | None = None
        for coordinator in self.servers(kind):
            try:
                item = await coordinator.client.find(number)
            except ServerError as err:
                err.server = coordinator.server.name
                trouble = err
                continue
            if item is not None:
                return offer_of(candidate_in_library(item), 1, self._available())
        if trouble is not None:
            raise trouble
        raise NotKnown("title", str(number))

    async def _candidates(
        self, understood: Understood
    ) -> tuple[list[Candidate], tuple[str, ...]]:
        """Return what library and look-ups offer, and which apps did not answer."""
        kinds = [
            kind
            for kind in MediaType
            if understood.media_type in (None, kind) and self.servers(kind)
        ]
        wanted = lookup_terms(understood)
        answers = await asyncio.gather(*(self._look_up(kind, wanted) for kind in kinds))
        found: dict[tuple[MediaType, object], Candidate] = {
            _identity(each): each for each in self._in_library(kinds, wanted)
        }
        silent = []
        for kind, answer in zip(kinds, answers, strict=True):
            if answer is None:
                silent.append(self.servers(kind)[0].server.name)
            for each in answer or ():
                known = found.get(_identity(each))
                found[_identity(each)] = replace(
                    each, in_library=each.in_library or known is not None
                )
        return list(found.values()), tuple(silent)

    async def _look_up(
        self, kind: MediaType, terms: Iterable[str]
    ) -> list[Candidate] | None:
        """Ask the first app of a kind that answers; None when none does."""
        for coordinator in self.servers(kind):
            try:
                async with asyncio.timeout(LOOKUP_PATIENCE):
                    answers = await asyncio.gather(
                        *map(coordinator.client.look_up, terms)
                    )
            except (ServerError, TimeoutError) as err:
                LOGGER.debug("%s looked nothing up: %s", coordinator.server.name, err)
                continue
            return [candidate_of(each, kind) for found in answers for each in found]
        return None

    def servers(self, kind: MediaType) -> list[ArrCoordinator]:
        """Return the apps for a kind of title, those that answer first."""
        return sorted(
            (
                each
                for each in self._engine.coordinators.values()
                if isinstance(each, ArrCoordinator)
                and each.server.type is SERVERS[kind]
            ),
            key=lambda each: not each.last_update_success,
        )

    def _in_library(
        self, kinds: Iterable[MediaType], terms: Iterable[str]
    ) -> Iterator[Candidate]:
        """Yield the titles of the library that have the words of a term."""
        wanted = [words for term in terms if (words := _words(term))]
        for kind in kinds:
            for coordinator in self.servers(kind):
                for item in coordinator.library.values():
                    title = _words(item.title)
                    if any(words <= title or title <= words for words in wanted):
                        yield candidate_in_library(item)

    def _available(self) -> set[str]:
        """Return the targets of the films that are there."""
        return {
            f"movie:{item.tmdb_id}"
            for coordinator in self.servers(MediaType.MOVIE)
            for item in coordinator.library.values()
            if isinstance(item, Movie) and item.has_file
        }


def _beside(understood: Understood, said: Wish) -> Understood:
    """Return what was understood, with what was said beside the text in all readings."""
    if said.media_type is None and said.year is None:
        return understood
    return replace(
        understood,
        media_type=said.media_type or understood.media_type,
        year=said.year or understood.year,
        readings=tuple(_beside(each, said) for each in understood.readings),
        trimmed=tuple(_beside(each, said) for each in understood.trimmed),
        if_known=_beside(understood.if_known, said) if understood.if_known else None,
    )


def _identity(candidate: Candidate) -> tuple[MediaType, object]:
    number = (
        candidate.tmdb_id if candidate.kind is MediaType.MOVIE else candidate.tvdb_id
    )
    return candidate.kind, number or (candidate.title, candidate.year)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
