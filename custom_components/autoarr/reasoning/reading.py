"""Reads a request a second time, when the grammar found it hard.

A model may choose among the candidates it is shown, or say what to look up. It can not
name a title into existence: what it says is looked up by whoever asked, as if typed.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from ..activity import JsonValue
from .model import Operation
from .prompts import instructions
from .reasoner import Reasoner, Task

_FIRST_YEAR: Final = 1870
_LAST_YEAR: Final = 2100
_MOST_NUMBERS: Final = 100
_LONGEST_TITLE: Final = 200
_LONGEST_TEXT: Final = 500

_READ: Final = """\
The material holds what somebody of the household said, how a grammar understood it, and \
perhaps numbered candidates that were really found. Understand what is wanted.
- is_request is false when no film or series is asked for.
- choice is the number of the candidate that is clearly meant, else null. Never choose one \
only because it is the nearest.
- title is the title to look up, as people write it, without year, season, quality or words \
of asking; null when there is none.
- media_type is movie or series, null when unclear. seasons and episodes are numbers, empty \
when none are named. which_seasons is all, first, latest or future when said so, else null.
- quality repeats the words for quality, such as 4K or 1080p, else null."""


class RequestReading(msgspec.Struct, frozen=True):
    """What somebody wants, as a model understood it.

    Attributes:
        is_request: Whether a film or series is asked for at all.
        choice: Number of the candidate that is meant, from 1.
        title: What to look up.
        media_type: What kind it is, None when unclear.
        year: Of release or first broadcast.
        seasons: Numbers of seasons.
        which_seasons: Seasons that were named by a word.
        episodes: Numbers of episodes.
        quality: Words for quality.
    """

    is_request: bool
    choice: int | None = None
    title: str | None = None
    media_type: Literal["movie", "series"] | None = None
    year: int | None = None
    seasons: list[int] = []
    which_seasons: Literal["all", "first", "latest", "future"] | None = None
    episodes: list[int] = []
    quality: str | None = None


async def read_request(
    reasoner: Reasoner,
    text: str,
    *,
    language: str,
    understood: Mapping[str, JsonValue],
    candidates: Sequence[Mapping[str, JsonValue]] = (),
) -> RequestReading:
    """Return what somebody wants.

    Args:
        reasoner: Who is asked.
        text: What was said.
        language: Code of the language it was said in.
        understood: What the grammar made of it.
        candidates: What look-ups really found; `choice` counts them from 1.

    Raises:
        ReasoningError: There is no answer.
    """
    material: JsonValue = {
        "said": text[:_LONGEST_TEXT],
        "language": language,
        "understood": dict(understood),
        "candidates": [
            {**candidate, "choice": number}
            for number, candidate in enumerate(candidates, 1)
        ],
    }

    def check(reading: RequestReading) -> str | None:
        return _wrong(reading, len(candidates))

    reading, redaction = await reasoner.ask(
        Task(
            operation=Operation.READ_REQUEST,
            instructions=instructions(_READ),
            material=material,
            answer=RequestReading,
            check=check,
        )
    )
    title = redaction.restored(reading.title.strip()) if reading.title else None
    return msgspec.structs.replace(reading, title=title or None)


def _wrong(reading: RequestReading, candidates: int) -> str | None:
    """Return what cannot be true of a reading, else None."""
    if reading.choice is not None and not 1 <= reading.choice <= candidates:
        return f"choice must be null or from 1 to {candidates}."
    if reading.year is not None and not _FIRST_YEAR <= reading.year <= _LAST_YEAR:
        return "there is no such year."
    numbers = [*reading.seasons, *reading.episodes]
    if len(numbers) > _MOST_NUMBERS or not all(0 <= each <= 9999 for each in numbers):
        return "there are no such seasons or episodes."
    if reading.title and len(reading.title) > _LONGEST_TITLE:
        return "no title is that long."
    if reading.quality and len(reading.quality) > _LONGEST_TITLE:
        return "no quality is that long."
    return None
