"""Checks answers against the API descriptions that Sonarr and Radarr publish.

The descriptions are not part of this project; the environment variable
AUTOARR_REFERENCE names the folder that holds them below `specs/`.
"""

from copy import deepcopy
from functools import cache
import json
import os
from pathlib import Path
import re
from typing import Any

from jsonschema import Draft202012Validator
import pytest

type Json = dict[str, Any]

FILES = {
    "sonarr": "specs/sonarr/openapi.v4.0.19.2979.json",
    "radarr": "specs/radarr/openapi.v6.0.3.10276.json",
}
_TYPES = ("application/json", "text/json", "text/plain")


@cache
def description(app: str) -> Description:
    """Return the description of an app, or skip the test."""
    folder = os.environ.get("AUTOARR_REFERENCE")
    if not folder:
        pytest.skip("AUTOARR_REFERENCE does not name the folder with the API files")
    path = Path(folder) / FILES[app]
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return Description(json.loads(path.read_text("utf-8")))


class Description:
    """One OpenAPI file, made usable for JSON Schema."""

    def __init__(self, document: Json) -> None:
        """Read the file; `nullable` becomes a type."""
        self._paths = {
            re.compile(
                f"^{re.sub(r'{[^}]+}', '[^/]+', path)}$", re.IGNORECASE
            ): operations
            for path, operations in document["paths"].items()
        }
        self._schemas = _nullable(deepcopy(document["components"]["schemas"]))
        self._validators: dict[str, Draft202012Validator] = {}

    def operation(self, method: str, path: str) -> Json | None:
        """Return what the file says of a call; fixed paths go before open ones."""
        found = [
            (pattern.pattern.count("[^/]+"), operations[method.lower()])
            for pattern, operations in self._paths.items()
            if pattern.match(path) and method.lower() in operations
        ]
        if not found:
            return None
        operation: Json = min(found, key=lambda pair: pair[0])[1]
        return operation

    def misnamed(self, schema: str, body: Json) -> list[str]:
        """Return what a body says that its schema does not name."""
        named = self._schemas[schema]["properties"]
        return [f"{schema}: no {key}" for key in body if key not in named]

    def problems(self, method: str, path: str, answer: object) -> list[str]:
        """Return what is wrong with an answer, in words."""
        operation = self.operation(method, path)
        if operation is None:
            return [f"{method} {path} does not exist"]
        schema = _schema(operation)
        if schema is None:
            return []
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {**_nullable(schema), "components": {"schemas": self._schemas}}
            self._validators[key] = Draft202012Validator(whole)
        return [
            f"{method} {path} {'/'.join(map(str, error.absolute_path))}: "
            f"{error.message[:200]}"
            for error in self._validators[key].iter_errors(answer)
        ]


def _schema(operation: Json) -> Json | None:
    for status in ("200", "201", "202", "2XX", "default"):
        content = operation["responses"].get(status, {}).get("content", {})
        for kind in _TYPES:
            if kind in content:
                schema: Json = content[kind]["schema"]
                return schema
    return None


def _nullable(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_nullable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _nullable(item) for key, item in schema.items() if key != "nullable"}
    if schema.get("nullable") and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    return plain


def nulls(answer: object, path: str = "") -> list[str]:
    """Return where an answer holds null; only the data of history may."""
    if answer is None:
        return [path]
    if isinstance(answer, dict):
        return [
            found
            for key, item in answer.items()
            if key != "data"
            for found in nulls(item, f"{path}/{key}")
        ]
    if isinstance(answer, list):
        return [
            found
            for index, item in enumerate(answer)
            for found in nulls(item, f"{path}/{index}")
        ]
    return []
