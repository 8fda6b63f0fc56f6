"""What the simulated model says: what a test wrote down, else something that fits the schema.

It understands nothing. A model that is good or bad at its work is not simulated; one that
answers, refuses, stops in the middle or answers nonsense is.
"""

from dataclasses import dataclass
import json
from typing import Any

type Json = dict[str, Any]

_LETTERS_PER_TOKEN = 4
_DEPTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of the model.

    Attributes:
        text: What it says.
        stop_reason: Why it ended, in the API's words.
        tool: Name of the tool that it calls with `text` as JSON input, else None.
    """

    text: str
    stop_reason: str = "end_turn"
    tool: str | None = None

    @property
    def blocks(self) -> list[Json]:
        """The content blocks of the message."""
        if self.tool is None:
            return [{"type": "text", "text": self.text}] if self.text else []
        call = {
            "type": "tool_use",
            "id": "toolu_simulated",
            "name": self.tool,
            "input": json.loads(self.text),
        }
        return [call]


def saying(value: object) -> Reply:
    """Return a complete answer with a value as JSON."""
    return Reply(text=json.dumps(value, ensure_ascii=False))


def usual(body: Json) -> Reply:
    """Return an answer that fits what a request asks for: a tool, a schema, or words."""
    tools = {tool["name"]: tool for tool in body.get("tools", [])}
    match body.get("tool_choice"):
        case {"type": "tool", "name": name}:
            return _call(tools[name])
        case {"type": "any"}:
            return _call(next(iter(tools.values())))
    match body.get("output_config"):
        case {"format": {"type": "json_schema", "schema": dict(schema)}}:
            return saying(fitting(schema))
    return Reply(text="This is a simulated answer.")


def _call(tool: Json) -> Reply:
    value = fitting(tool["input_schema"])
    return Reply(text=json.dumps(value), stop_reason="tool_use", tool=tool["name"])


def fitting(schema: Json, depth: int = _DEPTH) -> object:
    """Return the plainest value that a JSON schema allows: lists are empty, choices null.

    Raises:
        ValueError: The schema is deeper than the API would take.
    """
    if depth == 0:
        raise ValueError("the schema is too deep")
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return None if None in schema["enum"] else schema["enum"][0]
    if "anyOf" in schema:
        options = schema["anyOf"]
        if {"type": "null"} in options:
            return None
        return fitting(options[0], depth - 1)
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {key: fitting(each, depth - 1) for key, each in properties.items()}
        case "array":
            return []
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case "null":
            return None
    return "This is a simulated answer."


def tokens(value: object) -> int:
    """Return how many tokens something costs, roughly as the real ones count."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return max(1, len(text) // _LETTERS_PER_TOKEN)


def input_tokens(body: Json) -> int:
    """Return what the input of a request costs; counting and billing agree."""
    config = body.get("output_config") or {}
    parts = [body.get("system"), body.get("messages"), body.get("tools"), config]
    return sum(tokens(part) for part in parts if part)


def cached_tokens(body: Json) -> int:
    """Return how many tokens of a request's system prompt it asks to keep."""
    system = body.get("system")
    if not isinstance(system, list):
        return 0
    marked = [block for block in system if block.get("cache_control")]
    return sum(tokens(block["text"]) for block in marked)
