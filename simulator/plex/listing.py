"""Filters, order and pages of a listing, as clients ask for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from simulator.plex.index import Item, Kind
from simulator.plex.tree import Node

_ORDERS: dict[str, Callable[[Item], float | str]] = {
    "addedAt": lambda item: item.added_at,
    "updatedAt": lambda item: item.updated_at,
    "year": lambda item: item.year,
    "index": lambda item: item.number,
    "titleSort": lambda item: item.title.lower(),
    "duration": lambda item: item.minutes,
}
_SORTS = ("titleSort", "addedAt", "updatedAt", "year", "duration")
_TYPES = {"movie": (Kind.MOVIE,), "show": (Kind.SHOW, Kind.SEASON, Kind.EPISODE)}


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a listing that a client wants.

    Attributes:
        start: Index of its first item.
        size: How many items, or None for all.
    """

    start: int = 0
    size: int | None = None


def page_of(query: Mapping[str, str], headers: Mapping[str, str]) -> Page:
    """Read the page from query or headers, which mean the same."""

    def number(name: str) -> int | None:
        text = query.get(name) or headers.get(name) or ""
        return int(text) if text.isdigit() else None

    return Page(number("X-Plex-Container-Start") or 0, number("X-Plex-Container-Size"))


def chosen(items: Iterable[Item], query: Mapping[str, str]) -> list[Item]:
    """Return the items that pass the filters of a query, in its order."""
    found = [item for item in items if _passes(item, query)]
    for order in reversed(query.get("sort", "").split(",")):
        name, _, direction = order.partition(":")
        key = _ORDERS.get(name.rpartition(".")[2])
        if key is not None:
            found.sort(key=key, reverse=direction == "desc")
    if (limit := query.get("limit", "")).isdigit():
        return found[: int(limit)]
    return found


def _passes(item: Item, query: Mapping[str, str]) -> bool:
    if (guid := query.get("guid")) and guid not in {item.guid, *item.guids}:
        return False
    if (title := query.get("title", "").lower()) and title not in item.title.lower():
        return False
    if (year := query.get("year", "")) and year != str(item.year):
        return False
    after = query.get("addedAt>>") or query.get("addedAt>") or "0"
    return not after.isdigit() or item.added_at >= int(after)


def meta_node(section: int, kind: str) -> Node:
    """Return what a library can be sorted and filtered by.

    Args:
        section: Its key.
        kind: Its type, movie or show.
    """
    types = [
        Node(
            "Type",
            {
                "key": f"/library/sections/{section}/all?type={int(part)}",
                "type": part.name.lower(),
                "title": f"{part.name.title()}s",
                "active": number == 0,
            },
            [
                Node(
                    "Sort",
                    {
                        "key": sort,
                        "descKey": f"{sort}:desc",
                        "defaultDirection": "asc" if sort == "titleSort" else "desc",
                        "title": sort,
                    },
                )
                for sort in _SORTS
            ]
            + [Node("Field", {"key": "title", "title": "Title", "type": "string"})],
        )
        for number, part in enumerate(_TYPES[kind])
    ]
    operator = Node("Operator", {"key": "=", "title": "contains"})
    field_type = Node("FieldType", {"type": "string"}, [operator])
    return Node("Meta", {}, [*types, field_type], single=True)
