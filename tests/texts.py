"""The English texts, and the check that whatever a flow shows has one."""

from collections.abc import Iterator, Mapping
from functools import cache
import json
from pathlib import Path
import re
from string import Formatter
from typing import Any

from homeassistant.components.repairs import RepairsFlow
from homeassistant.config_entries import ConfigSubentryFlow, OptionsFlow
from homeassistant.data_entry_flow import FlowHandler, FlowResultType, section
from homeassistant.helpers import issue_registry as ir

COMPONENT = Path(__file__).parent.parent / "custom_components" / "autoarr"
TRANSLATIONS = COMPONENT / "translations"


@cache
def texts(language: str = "en") -> dict[str, str]:
    """Return every text of a language by its dotted key."""
    return dict(flattened(json.loads((TRANSLATIONS / f"{language}.json").read_text())))


def flattened(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the leaves of nested texts with their dotted keys."""
    if not isinstance(value, Mapping):
        yield prefix, value
        return
    for key, below in value.items():
        yield from flattened(below, f"{prefix}.{key}" if prefix else key)


def placeholders(text: str) -> set[str]:
    """Return the names that a text leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def missing_texts(flow: FlowHandler[Any, Any, Any], result: Any) -> list[str]:
    """Return the keys of what a flow shows but no text says, or says only in part."""
    if result["type"] is FlowResultType.CREATE_ENTRY:
        return []
    prefix = _prefix(flow)
    needed = set(_needed(result, prefix))
    known = texts()
    missing = [key for key in needed if key not in known]
    given = set(result.get("description_placeholders") or ())
    step = f"{prefix}.step.{result.get('step_id')}."
    for key in known:
        if key in needed or key in {f"{step}title", f"{step}description"}:
            missing += [
                f"{key}: {{{name}}}" for name in placeholders(known[key]) - given
            ]
    return missing


def _prefix(flow: FlowHandler[Any, Any, Any]) -> str:
    match flow:
        case ConfigSubentryFlow():
            return f"config_subentries.{flow.handler[1]}"
        case OptionsFlow():
            return "options"
        case RepairsFlow():
            issue = ir.async_get(flow.hass).async_get_issue("autoarr", flow.issue_id)
            assert issue is not None
            return f"issues.{issue.translation_key}.fix_flow"
        case _:
            return "config"


def _needed(result: Any, prefix: str) -> Iterator[str]:
    step = f"{prefix}.step.{result.get('step_id')}"
    match result["type"]:
        case FlowResultType.FORM:
            yield f"{step}.title"
            yield from _fields(result["data_schema"], step)
            for error in (result["errors"] or {}).values():
                yield f"{prefix}.error.{error}"
        case FlowResultType.MENU:
            yield f"{step}.title"
            for option in result["menu_options"]:
                yield f"{step}.menu_options.{option}"
        case FlowResultType.ABORT if not result.get("translation_domain"):
            yield f"{prefix}.abort.{result['reason']}"


def _fields(schema: Any, step: str) -> Iterator[str]:
    for marker, value in schema.schema.items() if schema else ():
        if isinstance(value, section):
            yield f"{step}.sections.{marker}.name"
            yield from _fields(value.schema, f"{step}.sections.{marker}")
            continue
        yield f"{step}.data.{marker}"
        yield f"{step}.data_description.{marker}"
        config = getattr(value, "config", {})
        if key := config.get("translation_key"):
            for option in config["options"]:
                known = option["value"] if isinstance(option, Mapping) else option
                if isinstance(option, str) or option["label"] == known:
                    yield f"selector.{key}.options.{known}"


SLUG = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
