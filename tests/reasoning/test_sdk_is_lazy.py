"""The SDK costs a second and 57 MB: only who chose Claude pays, and not at start-up."""

import ast
from collections.abc import Iterator
from pathlib import Path

COMPONENT = Path(__file__).parents[2] / "custom_components" / "autoarr"


def _at_import(nodes: list[ast.stmt]) -> Iterator[str]:
    """Yield the names of what is imported when a module is."""
    for node in nodes:
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(level=0):
                yield node.module or ""
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.If() | ast.Try() | ast.With() | ast.ClassDef():
                yield from _at_import(node.body)


def test_no_module_imports_the_sdk_when_it_is_imported() -> None:
    heavy = [
        str(module.relative_to(COMPONENT))
        for module in COMPONENT.rglob("*.py")
        for name in _at_import(ast.parse(module.read_text()).body)
        if name.split(".")[0] in ("anthropic", "httpx", "httpx2")
    ]
    assert heavy == []
