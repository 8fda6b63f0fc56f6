"""What helps to understand a fault from afar, without saying whose home it is.

Keys, addresses, paths, titles and names stay at home; kinds, counts, states and the
servers' own complaints (cleaned) go out.
"""

from collections import Counter
from collections.abc import Iterable
import re
from typing import Any, Final

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.const import CONF_API_KEY, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntry
import msgspec
from yarl import URL

from .const import (
    CONF_BASE_URL,
    CONF_CATEGORIES,
    CONF_CAUSES,
    CONF_DB_URL,
    CONF_NOTIFY_TARGET,
    CONF_PROTECTED_CATEGORIES,
    CONF_PROTECTED_TAGS,
    CONF_PROTECTED_TITLES,
    CONF_SERVERS,
    CONF_TAGS,
    CONF_TASK_ENTITY,
    CONF_TITLES,
    DOMAIN,
    SUBENTRY_RULE,
)
from .coordinators import AnyCoordinator
from .downloads.conclusions import UNRECOGNISED
from .downloads.model import Failure, FailureClass
from .downloads.rules import rule_named_by, said_by_servers
from .engine import AutoArrConfigEntry, Engine
from .setup.server import servers_of
from .store import FailureFilter, StoreError

PRIVATE_OPTIONS: Final = {
    CONF_API_KEY,
    CONF_BASE_URL,
    CONF_DB_URL,
    CONF_NOTIFY_TARGET,
    CONF_PROTECTED_CATEGORIES,
    CONF_PROTECTED_TAGS,
    CONF_PROTECTED_TITLES,
    CONF_TASK_ENTITY,
}
PRIVATE_CONDITIONS: Final = {
    CONF_CATEGORIES,
    CONF_CAUSES,
    CONF_SERVERS,
    CONF_TAGS,
    CONF_TITLES,
}
PRIVATE_STATE: Final = {"name", "title", "path", "locations", "unique_id", "url"}

MOST_UNKNOWN: Final = 50
_MAY_BE_UNKNOWN: Final = frozenset({FailureClass.UNKNOWN, FailureClass.AMBIGUOUS})

_CLEANED: Final = (
    (re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s'\"]+", re.IGNORECASE), "<url>"),
    (
        re.compile(r"\b(api_?key|token|pass(?:word)?|key)\s*[=:]\s*\S+", re.IGNORECASE),
        r"\1=<…>",
    ),
    (re.compile(r"\S+@\S+"), "<account>"),
    # A path may contain spaces: better to lose the rest of the sentence than a name.
    (
        re.compile(r"(?:(?<=^)|(?<=[\s'\"(\[=:]))(?:/|[A-Za-z]:\\|\\\\)[^\n'\"]*"),
        "<path>",
    ),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"), "<address>"),
    (re.compile(r"\b[0-9a-f]{16,}\b", re.IGNORECASE), "<id>"),
)


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: AutoArrConfigEntry
) -> dict[str, Any]:
    """Return what is known about a stack."""
    dump: dict[str, Any] = {
        "state": entry.state.value,
        "options": async_redact_data(dict(entry.options), PRIVATE_OPTIONS),
        "rules": [
            async_redact_data(dict(subentry.data), PRIVATE_CONDITIONS)
            for subentry in entry.subentries.values()
            if subentry.subentry_type == SUBENTRY_RULE
        ],
    }
    if entry.state is not ConfigEntryState.LOADED:
        servers = [_server(each, None, ()) for each in servers_of(entry)]
        return {**dump, "servers": servers}
    engine = entry.runtime_data
    private = _private_words(entry)
    return {
        **dump,
        "servers": [
            _server(subentry, engine.coordinators.get(subentry.subentry_id), private)
            for subentry in servers_of(entry)
        ],
        "mode": engine.mode.value,
        "store_healthy": engine.store.healthy,
        "totals": msgspec.to_builtins(engine.totals),
        "downloads": dict(
            Counter(str(download.status) for download in engine.downloads.values())
        ),
        "failures": _failures(engine, private),
        "unknown_failures": await _unknown(engine, private),
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: AutoArrConfigEntry, device: DeviceEntry
) -> dict[str, Any]:
    """Return what is known about one server, or about the whole stack."""
    for domain, identifier in device.identifiers:
        if domain == DOMAIN and (subentry := entry.subentries.get(identifier)):
            break
    else:
        return await async_get_config_entry_diagnostics(hass, entry)
    if entry.state is not ConfigEntryState.LOADED:
        return {"server": _server(subentry, None, ())}
    engine = entry.runtime_data
    private = _private_words(entry)
    return {
        "server": _server(
            subentry, engine.coordinators.get(subentry.subentry_id), private
        ),
        "failures": _failures(engine, private, subentry.subentry_id),
        "unknown_failures": await _unknown(engine, private, subentry.subentry_id),
    }


def cleaned(text: str, private: Iterable[str] = ()) -> str:
    """Return a sentence of a server without addresses, paths, keys and given words."""
    for word in sorted(filter(None, private), key=len, reverse=True):
        text = text.replace(word, "<…>")
    for pattern, replacement in _CLEANED:
        text = pattern.sub(replacement, text)
    return text


def _private_words(entry: AutoArrConfigEntry) -> set[str]:
    """Return words that only this home has: hosts, and what its servers are called."""
    words = {entry.title, *(each.title for each in entry.subentries.values())}
    words |= {URL(each.data[CONF_URL]).host or "" for each in servers_of(entry)}
    for coordinator in entry.runtime_data.coordinators.values():
        for provider in getattr(coordinator.data, "news_servers", ()):
            words.add(provider.name)
    # Three letters are in every sentence.
    return {word for word in words if len(word) > 3}


def _server(
    subentry: ConfigSubentry,
    coordinator: AnyCoordinator | None,
    private: Iterable[str],
) -> dict[str, Any]:
    url = URL(subentry.data[CONF_URL])
    dump: dict[str, Any] = {
        "type": subentry.subentry_type,
        "scheme": url.scheme,
        "port": url.port,
        "base_path": url.path not in ("", "/"),
        "verify_ssl": subentry.data[CONF_VERIFY_SSL],
    }
    if coordinator is None:
        return dump
    error = coordinator.last_exception
    return {
        **dump,
        "version": coordinator.info.version if coordinator.info else None,
        "answers": coordinator.last_update_success,
        "error": getattr(error, "translation_key", None) or type(error).__name__
        if error
        else None,
        "state": _state(coordinator.data, private),
    }


def _state(state: object, private: Iterable[str]) -> Any:
    if state is None:
        return None
    # By way of JSON, so that what is redacted is what will be sent: lists and maps.
    plain = msgspec.json.decode(msgspec.json.encode(state))
    return _walked(async_redact_data(plain, PRIVATE_STATE), private)


def _walked(value: Any, private: Iterable[str]) -> Any:
    """Clean every sentence in a state; jobs are counted, not shown."""
    if isinstance(value, dict):
        return {
            key: len(item) if key == "jobs" else _walked(item, private)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_walked(item, private) for item in value]
    return cleaned(value, private) if isinstance(value, str) else value


def _failures(
    engine: Engine, private: Iterable[str], server_id: str | None = None
) -> list[dict[str, Any]]:
    return [
        _failure(failure, private)
        for failure in engine.failures.values()
        if server_id is None or server_id in (failure.server_id, failure.client_id)
    ]


async def _unknown(
    engine: Engine, private: Iterable[str], server_id: str | None = None
) -> list[dict[str, Any]]:
    """Return what the apps said of the failures that nobody recognised, newest first.

    These can be reported: a signature for each is a few lines of data.
    """
    try:
        wanted = FailureFilter(classes=_MAY_BE_UNKNOWN)
        page = await engine.store.failures.list(wanted, limit=MOST_UNKNOWN)
        known = list(page.items)
    except StoreError:
        known = list(engine.failures.values())
    return [
        {
            "detected_at": failure.detected_at.isoformat(),
            "state": failure.state.value,
            "class": failure.failure_class.value,
            "said": [
                {
                    "source": each.source,
                    "text": cleaned(each.text, _words_of(failure, private)),
                }
                for each in said_by_servers(failure)
            ],
        }
        for failure in known
        if (
            failure.failure_class is FailureClass.UNKNOWN
            or failure.cause.key in UNRECOGNISED
        )
        and (server_id is None or server_id in (failure.server_id, failure.client_id))
    ]


def _words_of(failure: Failure, private: Iterable[str]) -> set[str]:
    """Return words that tell whose failure it is, and of what."""
    return {*private, failure.title, failure.media.title}


def _failure(failure: Failure, private: Iterable[str]) -> dict[str, Any]:
    words = _words_of(failure, private)
    return {
        "class": failure.failure_class.value,
        "cause": failure.cause.key,
        "blames": failure.blames.value,
        "state": failure.state.value,
        "reason": failure.reason.key if failure.reason else None,
        "first_step": failure.first_step.value,
        "next_step": failure.next_step.value if failure.next_step else None,
        "detected_at": failure.detected_at.isoformat(),
        "owned": failure.title_key is not None,
        "evidence": [cleaned(each.text, words) for each in said_by_servers(failure)],
        "has_rule": rule_named_by(failure) is not None,
        "attempts": [
            {
                "n": attempt.n,
                "step": attempt.step.value,
                "at": attempt.at.isoformat(),
                "outcome": attempt.outcome.value,
                "by_app": attempt.by_app,
            }
            for attempt in failure.attempts
        ],
    }
