"""Settings as a language model is told them: names and plain values, no lists of titles.

And what must not be told: how the apps call the machines of the house.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..activity import JsonValue
from ..servers.models import ServerType
from .rows import Missing, Row
from .views import ArrView, SabnzbdView, Stack, form

MOST: Final = 200
"""Settings of one server."""
_LONGEST: Final = 120
_ARR: Final = (
    "config/",
    "downloadclient",
    "indexer",
    "remotepathmapping",
    "rootfolder",
)
"""What the answers begin with that hold settings, not titles or states."""

_NOISE: Final = frozenset(
    {"id", "name", "order", "tags", "infoLink", "implementationName", "configContract"}
)
"""Keys that settle nothing, or that the path has already."""


def told_settings(
    server_type: ServerType, answers: Mapping[str, Any]
) -> dict[str, JsonValue]:
    """Return plain values by the path to each, parts of a path with slashes between.

    Args:
        server_type: Which app answered.
        answers: What it answered, by path or mode, without secrets.
    """
    found: dict[str, JsonValue] = {}
    for path, value in _settings(server_type, answers):
        if len(found) == MOST:
            break
        found[path] = value[:_LONGEST] if isinstance(value, str) else value
    return found


def named_hosts(stack: Stack) -> frozenset[str]:
    """Return the names of machines by which the apps of a stack call each other."""
    found: set[str] = set()
    for view in stack.views:
        match view:
            case ArrView():
                found |= {
                    str(form(row, "host") or "")
                    for path in ("downloadclient", "notification")
                    for row in _known(view, path)
                    if row.has("fields")
                }
                found |= {row.text("host") for row in _known(view, "remotepathmapping")}
            case SabnzbdView() if view.knows("get_config"):
                found |= _hosts_of(view)
    return frozenset(name for name in map(str.strip, found) if name)


def _known(view: ArrView, path: str) -> tuple[Row, ...]:
    try:
        return view.list(path)
    except Missing:
        return ()


def _hosts_of(sab: SabnzbdView) -> set[str]:
    try:
        return {
            *sab.misc.words("host_whitelist"),
            *(row.text("host") for row in sab.servers),
        }
    except Missing:
        return set()


def _settings(
    server_type: ServerType, answers: Mapping[str, Any]
) -> Iterator[tuple[str, JsonValue]]:
    match server_type:
        case ServerType.SABNZBD:
            config = _mapping(_mapping(answers.get("get_config")).get("config"))
            yield from _plain("misc", config.get("misc"))
            yield from _plain("categories", config.get("categories"))
        case ServerType.PLEX:
            prefs = _mapping(answers.get(":/prefs"))
            for row in _mapping(prefs.get("MediaContainer", prefs)).get("Setting", ()):
                # Plex has hundreds: those that nobody changed tell nothing.
                if row.get("value") != row.get("default"):
                    yield from _plain(f"prefs/{row.get('id')}", row.get("value"))
        case _:
            for path in sorted(answers):
                if path.startswith(_ARR):
                    yield from _plain(path, answers[path])


def _plain(path: str, value: object) -> Iterator[tuple[str, JsonValue]]:
    """Yield the plain values below a path; rows of a list go by their names."""
    match value:
        case {"order": _, "label": _, **field}:
            # A field of a provider: what surrounds its value is for forms.
            yield from _plain(path, field.get("value"))
        case Mapping():
            for key, each in value.items():
                if key not in _NOISE:
                    yield from _plain(f"{path}/{key}", each)
        case list():
            for number, row in enumerate(value, 1):
                if isinstance(row, Mapping):
                    yield from _plain(f"{path}/{row.get('name') or number}", row)
        case bool() | int() | float():
            yield path, value
        case str() if value:
            yield path, value


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
