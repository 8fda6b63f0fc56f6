"""The shape of an answer: a msgspec type as a JSON schema that providers understand."""

from typing import Any

import msgspec

from ..activity import JsonValue
from .model import Schema

_KEPT = frozenset({"type", "enum", "anyOf", "items", "properties"})
"""What all providers take. Bounds of numbers and lengths are checked here instead."""


def schema_of(answer: type[msgspec.Struct]) -> Schema:
    """Return the schema of a type: no references, no other keys, every key demanded."""
    schema = msgspec.json.schema(answer)
    return _plain(schema, schema.get("$defs", {}))


def _plain(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, JsonValue]:
    if reference := schema.get("$ref"):
        schema = known[reference.rpartition("/")[2]]
    plain: dict[str, JsonValue] = {}
    for key in _KEPT & schema.keys():
        value = schema[key]
        match key:
            case "anyOf":
                plain[key] = [_plain(option, known) for option in value]
            case "items":
                plain[key] = _plain(value, known)
            case "properties":
                plain[key] = {name: _plain(each, known) for name, each in value.items()}
            case _:
                plain[key] = value
    if all(isinstance(option, str) for option in schema.get("enum", (None,))):
        plain["type"] = "string"
    if schema.get("type") == "object":
        plain["required"] = list(schema["properties"])
        plain["additionalProperties"] = False
    return plain
