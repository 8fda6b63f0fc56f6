"""The shape of an answer is told in what every provider understands."""

from typing import Literal

import msgspec

from custom_components.autoarr.reasoning.shapes import schema_of


class _Part(msgspec.Struct):
    """A part; its description stays here."""

    name: str
    colour: Literal["red", "green"] | None = None


class _Whole(msgspec.Struct):
    parts: list[_Part]
    count: int = 3


def test_a_schema_has_no_references_defaults_or_other_keys() -> None:
    colour = {"type": "string", "enum": ["green", "red"]}
    assert schema_of(_Whole) == {
        "type": "object",
        "properties": {
            "parts": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "colour": {"anyOf": [colour, {"type": "null"}]},
                    },
                    "required": ["name", "colour"],
                    "additionalProperties": False,
                },
            },
            "count": {"type": "integer"},
        },
        "required": ["parts", "count"],
        "additionalProperties": False,
    }
