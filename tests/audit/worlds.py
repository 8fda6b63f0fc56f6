"""Stacks for the tests of the audit: what four apps answer, and how that is changed.

A change is named `server|path|pointer`. A pointer leads through names, numbers and
`key=value` (the object in a list that has it); `+` at its end adds to a list.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
import json
from pathlib import Path
from typing import Any

from custom_components.autoarr.audit.engine import Audit, audit
from custom_components.autoarr.audit.model import Ruling
from custom_components.autoarr.audit.readers import normal_path
from custom_components.autoarr.audit.redaction import redacted
from custom_components.autoarr.audit.views import Stack, Told
from custom_components.autoarr.audit.words import Words
from custom_components.autoarr.servers.models import ServerType
from simulator.arr import providers

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

type Changes = Mapping[str, Any]
type Answers = dict[str, dict[str, Any]]

GONE = object()
"""As a value: take the thing out."""

_SCHEME = "{Release Group} {Quality Full} {Custom Formats}"
CLEAN: Changes = {
    "sabnzbd|get_config|config/misc/pause_on_pwrar": 2,
    "sabnzbd|get_config|config/misc/download_free": "20G",
    "sabnzbd|get_config|config/misc/cache_limit": "500M",
    "sabnzbd|get_config|config/misc/backup_dir": "/backup",
    "sabnzbd|get_config|config/misc/schedlines": ["1 0 4 1 create_backup"],
    "sabnzbd|get_config|config/misc/fulldisk_autoresume": 1,
    "sonarr|config/naming|renameEpisodes": True,
    "sonarr|config/naming|standardEpisodeFormat": f"{{Series Title}} {_SCHEME}",
    "sonarr|config/naming|seriesFolderFormat": "{Series Title} {tvdb-{TvdbId}}",
    "radarr|config/naming|renameMovies": True,
    "radarr|config/naming|standardMovieFormat": f"{{Movie Title}} {_SCHEME}",
    "plex|:/prefs|MediaContainer/Setting/id=allowMediaDeletion/value": False,
    "plex|:/prefs|MediaContainer/Setting/id=ScannerLowPriority/value": True,
    "plex|:/prefs|MediaContainer/Setting/id=HardwareAcceleratedCodecs/value": True,
    **{
        f"plex|:/prefs|MediaContainer/Setting/id={name}/value": "scheduled"
        for name in (
            "GenerateIntroMarkerBehavior",
            "GenerateCreditsMarkerBehavior",
            "GenerateChapterThumbBehavior",
        )
    },
    **{
        f"{app}|{path}|{pointer}": value
        for app in ("sonarr", "radarr")
        for path, pointer, value in (
            ("config/mediamanagement", "recycleBin", "/data/recycle"),
            ("config/mediamanagement", "minimumFreeSpaceWhenImporting", 10240),
            ("indexer", "0/fields/name=failDownloads/value", [0, 1]),
            ("indexer", "1/fields/name=failDownloads/value", [0, 1]),
            ("qualityprofile", "name=HD-1080p/cutoff", 7),
            ("qualityprofile", "name=HD - 720p%1080p/cutoff", 7),
            ("notification", "+", providers.plex_connection(app.title())),
        )
    },
}
"""What puts a fresh stack right."""
STATIC: Changes = {
    "sabnzbd|fullstatus|status/completedir": "/data/usenet/complete",
    "sabnzbd|fullstatus|status/downloaddir": "/data/usenet/incomplete",
}
"""What puts recorded answers right that a simulated stack makes itself."""


@cache
def _fresh() -> str:
    return (DATA / "audit" / "fresh.json").read_text()


def clean() -> Answers:
    """Return the answers of a stack in which there is nothing to find."""
    answers: Answers = json.loads(_fresh())
    changed(answers, {**CLEAN, **STATIC})
    for app in ("sonarr", "radarr"):
        for row in answers[app]["qualitydefinition"]:
            row.pop("maxSize", None)
            row["minSize"] = 200
        answers[app]["system/backup"][0]["time"] = "2026-11-20T00:00:00Z"
    return answers


def recorded(version: str) -> Answers:
    """Return what a real SABnzbd answered that nobody had set up yet."""
    names = ("get_config", "fullstatus")
    folder = DATA / f"sabnzbd-{version}"
    return {
        "sabnzbd": {
            name: json.loads((folder / f"{name}.json").read_text()) for name in names
        }
    }


def changed(answers: Answers, changes: Changes) -> Answers:
    """Change answers where they stand, and return them."""
    for where, value in changes.items():
        server, path, pointer = where.split("|")
        if not pointer:
            answers.setdefault(server, {})[path] = deepcopy(value)
        else:
            copied = value if value is GONE else deepcopy(value)
            put(answers[server][path], pointer, copied)
    return answers


def put(place: Any, pointer: str, value: object) -> None:
    """Change one value in an answer."""
    *steps, last = (step.replace("%", "/") for step in pointer.split("/"))
    for step in steps:
        place = place[_key(place, step)]
    if last == "+":
        place.append(value)
    elif value is GONE:
        del place[_key(place, last)]
    else:
        place[_key(place, last) if isinstance(place, list) else last] = value


def _key(place: Any, step: str) -> int | str:
    if not isinstance(place, list):
        return step
    name, equals, wanted = step.partition("=")
    if not equals:
        return int(step)
    return next(n for n, row in enumerate(place) if str(row[name]) == wanted)


def stack(answers: Answers, urls: Mapping[str, str] | None = None) -> Stack:
    """Return a stack with these answers."""
    found = Stack(NOW)
    for name, given in answers.items():
        server_type = ServerType(name.partition("-")[0])
        found.add(
            Told(
                server_id=name,
                name=name,
                server_type=server_type,
                answers={
                    normal_path(server_type, path): redacted(answer)
                    for path, answer in given.items()
                },
                url=(urls or {}).get(name, ""),
            )
        )
    return found


@cache
def words() -> Words:
    """Return the English sentences."""
    return Words.load()


def audited(
    answers: Answers,
    urls: Mapping[str, str] | None = None,
    ruled_by: Iterable[str] | None = None,
) -> Audit:
    """Return what an audit of these answers finds, by all rules or by some."""
    return audit(stack(answers, urls), words(), ruled_by=ruled_by)


def ruling(answers: Answers, rule_id: str) -> Ruling | None:
    """Return the ruling of one rule."""
    return audit(stack(answers), words(), ruled_by=[rule_id]).ruling(rule_id)
