"""The plan of the house: which rooms know of which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "custom_components" / "autoarr"
ROOMS = ("servers", "downloads", "requests", "audit", "reasoning", "store")
SHARED = ("activity", "const", "message", "phrases")
"""What lies below all rooms but the servers."""
BELOW = {
    "servers": (),
    # The store keeps facts of the other rooms, and takes part in no decision.
    "store": (
        *SHARED,
        "audit.record",
        "downloads.model",
        "reasoning.model",
        "requests.model",
        "requests.record",
    ),
    "downloads": (*SHARED, "servers", "store"),
    # It knows no servers: what it is asked about is data.
    "reasoning": SHARED,
}
"""What a room may import of the house besides itself."""


def modules(room: str) -> list[Path]:
    """Return the modules of a room."""
    return sorted((HOUSE / room).rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    """Yield the absolute names of all that a module imports, however deep."""
    package = module.relative_to(HOUSE).parent.parts
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                yield node.module or ""
                continue
            above = package[: len(package) - node.level + 1]
            inside = (node.module or "").split(".") if node.module else []
            if inside:
                yield ".".join(("autoarr", *above, *inside))
            else:
                for alias in node.names:
                    yield ".".join(("autoarr", *above, alias.name))


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_work_without_home_assistant(room: str) -> None:
    guests = [
        f"{module.relative_to(HOUSE)}: {name}"
        for module in modules(room)
        for name in imports(module)
        if name.split(".")[0] in ("homeassistant", "voluptuous")
    ]
    assert guests == []


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_downwards_only(room: str) -> None:
    allowed = (room, *BELOW.get(room, (*SHARED, "servers", "store")))
    wrong = [
        f"{module.relative_to(HOUSE)}: {name}"
        for module in modules(room)
        for name in imports(module)
        if name.startswith("autoarr.")
        and not f"{name}.".startswith(tuple(f"autoarr.{below}." for below in allowed))
    ]
    assert wrong == []


def test_what_the_rooms_share_works_without_home_assistant_too() -> None:
    for shared in SHARED:
        assert not any(
            name.startswith("homeassistant") for name in imports(HOUSE / f"{shared}.py")
        )
