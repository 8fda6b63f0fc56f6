"""An answer of Plex, built once and written as JSON or as XML."""

from dataclasses import dataclass, field
import json
from typing import Any
from xml.etree import ElementTree as ET

type Scalar = str | int | float | bool | None


@dataclass(slots=True)
class Node:
    """An element of an answer.

    Attributes:
        name: Its name in JSON, where siblings of one name form a list.
        fields: Its attributes; None leaves one out.
        children: The elements in it.
        xml: Its name in XML, where that differs.
        single: In JSON it is an object of its own instead of a list.
    """

    name: str
    fields: dict[str, Scalar]
    children: list[Node] = field(default_factory=list)
    xml: str = ""
    single: bool = False


def container(children: list[Node] | None = None, **fields: Scalar) -> Node:
    """Return a `MediaContainer` that says how many children it has."""
    listed = children or []
    return Node("MediaContainer", {"size": len(listed), **fields}, listed)


def to_json(root: Node) -> bytes:
    """Write an answer as JSON; lists without elements are left out."""
    text = json.dumps({root.name: _plain(root)}, ensure_ascii=False)
    return text.encode()


def to_xml(root: Node) -> bytes:
    """Write an answer as XML; yes and no become 1 and 0."""
    body: bytes = ET.tostring(_element(root), encoding="utf-8", xml_declaration=True)
    return body


def _plain(node: Node) -> dict[str, Any]:
    plain: dict[str, Any] = {
        name: value for name, value in node.fields.items() if value is not None
    }
    for child in node.children:
        if child.single:
            plain[child.name] = _plain(child)
        else:
            plain.setdefault(child.name, []).append(_plain(child))
    return plain


def _element(node: Node) -> ET.Element:
    element = ET.Element(node.xml or node.name)
    for name, value in node.fields.items():
        if value is not None:
            element.set(name, _text(value))
    element.extend(_element(child) for child in node.children)
    return element


def _text(value: Scalar) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
