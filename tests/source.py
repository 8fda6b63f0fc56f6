"""The integration's source as data: what it names, what it calls, what it raises."""

import ast
from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
import re
from typing import Any

from homeassistant import const
from homeassistant.util.yaml import parse_yaml

COMPONENT = Path(__file__).parent.parent / "custom_components" / "autoarr"
_TEXTS = {"translations", "icons.json", "manifest.json"}


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of each module by its path within the component."""
    return {
        str(path.relative_to(COMPONENT)): ast.parse(path.read_text())
        for path in sorted(COMPONENT.rglob("*.py"))
    }


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with the module that it is in."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            yield name, node


@cache
def words() -> frozenset[str]:
    """Return every string that code or data files name, and the steps of flows."""
    found: set[str] = set()
    for _, node in nodes():
        match node:
            case ast.Constant(value=str(value)):
                found.add(value)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name.removeprefix("async_step_"))
            case ast.keyword(arg=str(name)):
                found.add(name)
            case ast.ImportFrom(module="homeassistant.const", names=names):
                values = (getattr(const, each.name) for each in names)
                found.update(value for value in values if isinstance(value, str))
    for path in COMPONENT.rglob("*"):
        if _TEXTS.isdisjoint({path.name, path.parent.name}):
            match path.suffix:
                case ".json":
                    found.update(_strings(json.loads(path.read_text())))
                case ".yaml":
                    found.update(_strings(parse_yaml(path.read_text())))
    return frozenset(found)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Return what composed strings can become, where enough of them is fixed."""
    found = []
    for _, node in nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(part.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                else r"\w+"
                for part in node.values
            ]
            if sum(len(part) for part in parts if part != r"\w+") >= 5:
                found.append(re.compile("".join(parts)))
    return tuple(found)


def is_named(key: str) -> bool:
    """Return whether code or data can name a key."""
    return key in words() or any(pattern.fullmatch(key) for pattern in patterns())


def calls(ending: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield calls of what has a name with an ending, with their modules."""
    for module, node in nodes():
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name) if name.endswith(
                    ending
                ):
                    yield module, node


def argument(call: ast.Call, name: str) -> str | None:
    """Return a keyword argument when it is a plain string."""
    for keyword in call.keywords:
        if keyword.arg == name:
            match keyword.value:
                case ast.Constant(value=str(value)):
                    return value
    return None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield str(key)
            yield from _strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below)
    elif isinstance(value, str):
        yield value
