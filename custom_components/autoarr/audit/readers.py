"""What an audit reads of each app: only with GET, once, and without secrets.

An answer that cannot be had is left out: its rules then say that they do not know.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
import logging
from typing import Any

import msgspec

from ..servers.base import NotFound, Rejected, ServerError, UnexpectedAnswer
from ..servers.models import HealthCheck, RootFolder, Series, ServerType
from .redaction import redacted

_LOGGER = logging.getLogger(__name__)

type Ask = Callable[[str], Awaitable[bytes]]
"""Asks a server for a path, or for a mode of SABnzbd, and returns the body."""

SABNZBD_MODES = ("get_config", "fullstatus", "queue")
_ARR_PATHS = (
    "system/status",
    "health",
    "config/host",
    "config/mediamanagement",
    "config/naming",
    "config/downloadclient",
    "config/indexer",
    "downloadclient",
    "indexer",
    "importlist",
    "notification",
    "qualityprofile",
    "qualitydefinition",
    "delayprofile",
    "remotepathmapping",
    "rootfolder",
    "diskspace",
    "system/backup",
)
_ARR_LATER = ("config/importlist", "tag/detail", "customformat")
"""What is asked only where the other answers leave it open."""
PLEX_PATHS = ("", ":/prefs", "library/sections", "updater/status")
_TAGGED = ("downloadclient", "indexer", "importlist", "notification", "delayprofile")
_ANY_LANGUAGE = -1


class _Title(msgspec.Struct, rename="camel"):
    """What rules want to know of a title: a small part of what an app tells."""

    id: int = 0
    path: str | None = None
    quality_profile_id: int | None = None
    monitored: bool | None = None
    has_file: bool | None = None
    minimum_availability: str | None = None
    tags: list[int] = []


_TITLES = msgspec.json.Decoder(list[_Title])


def paths(server_type: ServerType) -> tuple[str, ...]:
    """Return what an audit reads of an app, in order."""
    match server_type:
        case ServerType.SABNZBD:
            return SABNZBD_MODES
        case ServerType.PLEX:
            return PLEX_PATHS
        case ServerType.SONARR:
            return (*_ARR_PATHS, "series", *_ARR_LATER)
        case ServerType.RADARR:
            return (*_ARR_PATHS, "movie", *_ARR_LATER)


def normal_path(server_type: ServerType, path: str) -> str:
    """Return a path in the one way in which answers are kept."""
    plain = path.strip().partition("?")[0].partition("&")[0].strip("/")
    if server_type in {ServerType.SONARR, ServerType.RADARR}:
        return plain.removeprefix("api/v3/").removeprefix("api/").casefold()
    if server_type is ServerType.SABNZBD:
        return plain.removeprefix("api").strip("/").casefold()
    return plain


async def read(
    server_type: ServerType, ask: Ask, known: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what a server answers to everything that an audit reads, without secrets.

    Args:
        server_type: Which app it is.
        ask: Asks the server.
        known: Answers that somebody has already; these are not asked for again.

    Raises:
        ServerError: It does not answer at all.
    """
    answers = dict(known or {})
    answered = False
    for path in paths(server_type):
        if path in answers:
            continue
        told = _left_open(path, answers)
        if told is not None:
            answers[path] = told
            continue
        try:
            answers[path] = slim(path, await ask(path))
            answered = True
        except NotFound, Rejected, UnexpectedAnswer, msgspec.MsgspecError:
            _LOGGER.debug("%s has no %s that can be read", server_type, path)
        except ServerError:
            if not answered:
                raise
            _LOGGER.debug("%s did not answer %s", server_type, path)
    return answers


def _left_open(path: str, answers: Mapping[str, Any]) -> Any:
    """Return the answer to a path that the others imply; None if it must be asked for."""
    if path == "config/importlist" and answers.get("importlist") == []:
        # How lists are cleaned up means nothing without one.
        return {"listSyncLevel": "disabled"}
    if path == "tag/detail" and all(name in answers for name in _TAGGED):
        tagged = [row for name in _TAGGED for row in _rows(answers[name])]
        return None if any(row.get("tags") for row in tagged) else []
    if path == "customformat" and "qualityprofile" in answers:
        # Profiles name all formats; what is in one matters only for languages.
        profiles = _rows(answers["qualityprofile"])
        languages = [row.get("language") for row in profiles]
        scored = any(row.get("formatItems") for row in profiles)
        any_language = any(
            isinstance(language, Mapping) and language.get("id") == _ANY_LANGUAGE
            for language in languages
        )
        return None if scored and any_language else _formats(profiles)
    return None


def _rows(answer: object) -> list[Mapping[str, Any]]:
    listed = answer if isinstance(answer, list) else []
    return [row for row in listed if isinstance(row, Mapping)]


def _formats(profiles: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    named = {
        row["name"]: row.get("format")
        for profile in profiles
        for row in _rows(profile.get("formatItems"))
        if "name" in row
    }
    return [
        {"id": number, "name": name, "specifications": []}
        for name, number in named.items()
    ]


def known_answers(
    health: Iterable[HealthCheck] | None = None,
    folders: Iterable[RootFolder] | None = None,
    series: Iterable[Series] | None = None,
) -> dict[str, Any]:
    """Return what the house knows of a Sonarr or Radarr as that would answer it."""
    answers: dict[str, Any] = {}
    if health is not None:
        answers["health"] = [
            {"source": one.source, "type": one.level, "message": one.message}
            for one in health
        ]
    if folders is not None:
        answers["rootfolder"] = [
            {
                "id": one.id,
                "path": one.path,
                "accessible": one.accessible,
                **({} if one.free is None else {"freeSpace": one.free}),
            }
            for one in folders
        ]
    if series is not None:
        answers["series"] = [
            {
                "id": one.id,
                "path": one.path,
                "monitored": one.monitored,
                "tags": list(one.tags),
                **(
                    {}
                    if one.quality_profile_id is None
                    else {"qualityProfileId": one.quality_profile_id}
                ),
            }
            for one in series
        ]
    return answers


def slim(path: str, body: bytes) -> Any:
    """Return the part of an answer that rules look at.

    Raises:
        msgspec.MsgspecError: It is no JSON.
    """
    if path in {"series", "movie"}:
        titles = msgspec.to_builtins(_TITLES.decode(body))
        return [
            {key: value for key, value in row.items() if value is not None}
            for row in titles
        ]
    return redacted(msgspec.json.decode(body))
