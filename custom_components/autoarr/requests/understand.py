"""The command behind script/understand: sentences in, what they mean out.

For trying sentences and for measuring; Home Assistant uses the rooms themselves.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
import sys
from typing import Any, TextIO

import msgspec

from .catalogue import read_catalogue
from .model import Resolution, Understood
from .parser import understand
from .resolver import Index, resolve


class Sentence(msgspec.Struct):
    """A line of input."""

    text: str
    id: str | int | None = None
    lang: str | None = None


def reading(sentence: Sentence, index: Index | None) -> dict[str, Any]:
    """Return what a sentence means, as plain values.

    Args:
        sentence: What was said.
        index: Titles that exist; without them `resolves_to` stays empty.
    """
    understood = understand(sentence.text, sentence.lang)
    if index is None:
        return {"id": sentence.id, **_plain(understood, None)}
    resolution = resolve(understood, index)
    return {"id": sentence.id, **_plain(resolution.understood, resolution)}


def _plain(understood: Understood, resolution: Resolution | None) -> dict[str, Any]:
    found = resolution.candidates if resolution else ()
    seasons = understood.seasons
    return {
        "intent": understood.intent,
        "media_type": understood.media_type or "unspecified",
        "title": understood.title,
        "year": understood.year,
        "seasons": list(seasons) if isinstance(seasons, tuple) else seasons,
        "episodes": None
        if understood.episodes is None
        else [
            {"season": each.season, "episode": each.number}
            for each in understood.episodes
        ],
        "quality": understood.quality,
        "resolves_to": [
            {"kind": each.kind, "title": each.title, "year": each.year}
            for each in found
        ],
        "ambiguous": len(found) > 1,
    }


def run(lines: Iterable[str], index: Index | None, out: TextIO, errors: TextIO) -> int:
    """Read JSON lines and write JSON lines; return how many could not be read."""
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            sentence = msgspec.json.decode(line, type=Sentence)
        except msgspec.DecodeError as error:
            print(f"line {number}: {error}", file=errors)
            bad += 1
            continue
        answer = msgspec.json.encode(reading(sentence, index)).decode()
        print(answer, file=out, flush=True)
    return bad


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 1 if a line could not be read, 2 without a catalogue."""
    known = argparse.ArgumentParser(
        prog="script/understand",
        description="Tells what sentences ask for. Reads JSON lines "
        '{"id", "lang", "text"} and writes a JSON line for each: intent, media_type, '
        "title, year, seasons, episodes, quality, resolves_to, ambiguous.",
        epilog="Exits 1 when a line could not be read, 2 when the catalogue could not.",
    )
    known.add_argument(
        "--catalog",
        type=Path,
        metavar="FILE",
        help="a JSON file of titles that stands in for the look-ups of Sonarr and "
        "Radarr, as simulator/data/catalog.json; without it no title is resolved",
    )
    options = known.parse_args(arguments)
    index = None
    if options.catalog:
        try:
            index = Index(read_catalogue(options.catalog))
        except (OSError, msgspec.DecodeError) as error:
            print(f"{options.catalog}: {error}", file=sys.stderr)  # noqa: T201
            return 2
    return 1 if run(sys.stdin, index, sys.stdout, sys.stderr) else 0
