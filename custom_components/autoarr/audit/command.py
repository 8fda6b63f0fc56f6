"""The command script/audit: raw answers of the apps in, what should be otherwise out.

One look, with the same rules and the same score as in the house.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
import sys
from typing import Any

import msgspec

from ..servers.models import ServerType
from .engine import ALL_PACKS, Audit, audit
from .model import Pack, Ruling
from .readers import normal_path
from .redaction import redacted
from .rows import Missing
from .times import moment
from .views import Stack, Told
from .words import Words

_URL = "url"


class UnreadableAnswers(Exception):
    """The input is not what it should be; the text says where."""


def stack_of(answers: Mapping[str, Any], now: datetime) -> Stack:
    """Return the stack that answers describe.

    Args:
        answers: By app what it answered, by path or mode. Further servers of an app bear
            its name and more, such as `radarr-4k`. The key `url` of a server says where
            it is asked.
        now: When the answers were given.

    Raises:
        UnreadableAnswers: There is no such app, or its answers are no object.
    """
    stack = Stack(now)
    for name, given in answers.items():
        server_type = _type_of(name)
        if not isinstance(given, Mapping):
            raise UnreadableAnswers(f"{name}: an object with answers is expected")
        url = given.get(_URL, "")
        if not isinstance(url, str):
            raise UnreadableAnswers(f"{name}.{_URL}: an address is expected")
        stack.add(
            Told(
                server_id=name,
                name=name,
                server_type=server_type,
                answers=dict(_paths(name, server_type, given)),
                url=url,
            )
        )
    if not stack.views:
        apps = ", ".join(ServerType)
        raise UnreadableAnswers(f"the answers: none of {apps} is in them")
    return stack


def _type_of(name: str) -> ServerType:
    for server_type in ServerType:
        if name.lower().startswith(server_type):
            return server_type
    apps = ", ".join(ServerType)
    raise UnreadableAnswers(f"{name}: the name of an app is expected ({apps})")


def _paths(
    name: str, server_type: ServerType, given: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    for path, answer in given.items():
        if path == _URL:
            continue
        if not isinstance(answer, Mapping | list):
            raise UnreadableAnswers(f"{name}.{path}: an object or a list is expected")
        yield normal_path(server_type, path), redacted(answer)


def shape(found: Audit) -> dict[str, Any]:
    """Return an audit as the command writes it."""
    return {
        "score": found.score.value,
        "coverage": found.score.coverage,
        "findings": [finding.shape() for finding in found.findings],
    }


def main(arguments: Iterable[str] | None = None) -> int:
    """Read answers and write what should be otherwise to stdout, both as JSON."""
    options = _parser().parse_args(None if arguments is None else list(arguments))
    try:
        now = moment(options.at) if options.at else datetime.now(UTC)
        stack = stack_of(_given(options.answers), now)
        packs = options.pack or ALL_PACKS
        found = audit(stack, Words.load(options.language), packs=packs)
    except OSError as err:
        sys.stderr.write(f"Cannot read {options.answers}: {err.strerror}\n")
        return 1
    except msgspec.MsgspecError as err:
        sys.stderr.write(f"The input is no JSON object: {err}\n")
        return 1
    except Missing as err:
        sys.stderr.write(f"Not understood, {err}\n")
        return 1
    except UnreadableAnswers as err:
        sys.stderr.write(f"Cannot read {err}\n")
        return 1
    written = shape(found)
    if options.unknown:
        written["unknown"] = {
            ruled.rule.id: ruled.missing
            for ruled in found.rulings
            if ruled.ruling in {Ruling.UNKNOWN, Ruling.ERROR}
        }
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(written)) + b"\n")
    return 0


def _given(path: Path) -> dict[str, Any]:
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    return msgspec.json.decode(data, type=dict[str, Any])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="script/audit",
        description="Reads raw answers of the apps about their settings as JSON and writes"
        " a score, the share of the rules that could be answered, and the findings.",
        epilog='Input: {"sabnzbd": {"get_config": {…}, "fullstatus": {…}, "queue": {…}},'
        ' "sonarr": {"config/downloadclient": {…}, "downloadclient": […]},'
        ' "radarr": {…}, "plex": {":/prefs": {…}, "library/sections": {…}, "/": {…}}}:'
        " keys are SABnzbd's modes and the others' paths. Each may be left out; what is"
        " missing is unknown, never passed. Second servers are called radarr-4k and so on.",
    )
    parser.add_argument(
        "--answers", type=Path, required=True, metavar="FILE", help="- for stdin"
    )
    parser.add_argument(
        "--at", metavar="TIME", help="when they were given (default: now)"
    )
    parser.add_argument("--language", default="en", help="of the texts (default: en)")
    parser.add_argument(
        "--pack",
        action="append",
        type=Pack,
        choices=list(Pack),
        help="only rules of this pack; may be given more than once (default: all)",
    )
    parser.add_argument(
        "--unknown",
        action="store_true",
        help="also tell what could not be judged, and why",
    )
    return parser
