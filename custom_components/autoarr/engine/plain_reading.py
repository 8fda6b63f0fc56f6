"""Reads a request that is nothing but a title, and knows titles by their exact names."""

from collections.abc import Sequence
import re

from ..requests.model import Candidate, Intent, Match, Resolution, Understood, Verdict

_YEAR = re.compile(r"^(?P<title>.+?)\s+\(?(?P<year>(?:19|20)\d\d)\)?$")


def understand(text: str, language: str | None = None) -> Understood:
    """Return a text as a title, with its year."""
    plain = " ".join(text.split())
    if not plain:
        return Understood(intent=Intent.NONE)
    match = _YEAR.match(plain)
    return Understood(
        intent=Intent.REQUEST_MEDIA,
        title=match["title"] if match else plain,
        year=int(match["year"]) if match else None,
        language=language,
    )


def lookup_terms(understood: Understood) -> tuple[str, ...]:
    """Return what to ask look-ups for."""
    return (understood.title or "",)


def resolve(understood: Understood, candidates: Sequence[Candidate]) -> Resolution:
    """Return the candidates of exactly that name."""
    name = _folded(understood.title or "")
    matches = tuple(
        Match(candidate=each, score=1)
        for each in candidates
        if name in map(_folded, (each.title, *each.alternate_titles))
        and understood.media_type in (None, each.kind)
        and understood.year in (None, each.year)
    )
    verdict = Verdict.NOTHING
    if matches:
        verdict = Verdict.SURE if len(matches) == 1 else Verdict.ASK
    return Resolution(verdict=verdict, matches=matches, understood=understood)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
