"""The libraries: listings, single items, matches and search."""

from simulator.plex.index import Item, Kind
from simulator.plex.installation import UNKNOWN, Ask, Installation, Reply
from simulator.plex.listing import Page, chosen, meta_node, page_of
from simulator.plex.nodes import item_node, section_node
from simulator.plex.sections import Section
from simulator.plex.tree import Node, Scalar, container

_PRIMARY = {"movie": Kind.MOVIE, "show": Kind.SHOW}
_SEARCHED = (Kind.MOVIE, Kind.SHOW, Kind.EPISODE)


def library(plex: Installation, ask: Ask) -> Reply:
    """List what there is about libraries."""
    parts = ("sections", "recentlyAdded", "onDeck")
    nodes = [Node("Directory", {"key": part, "title": part}) for part in parts]
    fields: dict[str, Scalar] = {
        "identifier": "com.plexapp.plugins.library",
        "title1": "Plex Library",
    }
    return container(nodes, **fields)


def sections(plex: Installation, ask: Ask) -> Reply:
    """List the libraries."""
    nodes = [
        section_node(section, refreshing=section.key in plex.scanner.activities)
        for section in plex.sections.values()
    ]
    return container(nodes, allowSync=False, title1="Plex Library")


def section(plex: Installation, ask: Ask) -> Reply:
    """List the views of a library."""
    section = plex.sections.get(ask.number)
    if section is None:
        return UNKNOWN
    nodes = [
        Node("Directory", {"key": "all", "title": f"All {section.title}"}),
        Node("Directory", {"key": "recentlyAdded", "title": "Recently Added"}),
    ]
    return container(nodes, **_about(section))


def section_items(plex: Installation, ask: Ask) -> Reply:
    """List the items of a library."""
    section = plex.sections.get(ask.number)
    if section is None:
        return UNKNOWN
    kind = _kind(ask) or _PRIMARY[section.type]
    root = _listing(plex, ask, plex.index.of(section.key, kind), section)
    if ask.query.get("includeMeta") == "1":
        root.children.append(meta_node(section.key, section.type))
    return root


def section_recent(plex: Installation, ask: Ask) -> Reply:
    """List what came last into a library."""
    section = plex.sections.get(ask.number)
    if section is None:
        return UNKNOWN
    kind = Kind.EPISODE if section.type == "show" else Kind.MOVIE
    items = _newest(plex.index.of(section.key, kind))
    return _listing(plex, ask, items, section)


def collections(plex: Installation, ask: Ask) -> Reply:
    """List the collections of a library: none."""
    return container(totalSize=0, offset=0)


def all_items(plex: Installation, ask: Ask) -> Reply:
    """List the items of all libraries."""
    kind = _kind(ask)
    tops = {Kind.MOVIE, Kind.SHOW} if kind is None else {kind}
    items = [item for item in plex.index.items.values() if item.kind in tops]
    return _listing(plex, ask, items)


def recent(plex: Installation, ask: Ask) -> Reply:
    """List what came last."""
    tops = {Kind.MOVIE, Kind.SEASON}
    items = [item for item in plex.index.items.values() if item.kind in tops]
    return _listing(plex, ask, _newest(items))


def metadata(plex: Installation, ask: Ask) -> Reply:
    """Show items by their rating keys."""
    keys = [int(key) for key in ask.part.split(",") if key]
    items = [plex.index.items[key] for key in keys if key in plex.index.items]
    if not items:
        return UNKNOWN
    nodes = [item_node(plex.index, item, guids=True) for item in items]
    for node, item in zip(nodes, items, strict=True):
        section = plex.sections[item.section]
        node.fields["librarySectionID"] = section.key
        node.fields["librarySectionTitle"] = section.title
        node.fields["librarySectionKey"] = f"/library/sections/{section.key}"
        if ask.query.get("includeChildren") == "1":
            below = [
                item_node(plex.index, child, guids=False)
                for child in plex.index.children(item.key)
            ]
            if below:
                fields: dict[str, Scalar] = {"size": len(below)}
                node.children.append(Node("Children", fields, below, single=True))
    section = plex.sections[items[0].section]
    return container(nodes, **_about(section))


def children(plex: Installation, ask: Ask) -> Reply:
    """List the seasons of a show or the episodes of a season."""
    item = plex.index.items.get(ask.number)
    if item is None:
        return UNKNOWN
    section = plex.sections[item.section]
    items = plex.index.children(item.key)
    return _listing(plex, ask, items, section)


def leaves(plex: Installation, ask: Ask) -> Reply:
    """List all episodes of a show or season."""
    item = plex.index.items.get(ask.number)
    if item is None:
        return UNKNOWN
    leaves = plex.index.children(item.key)
    if item.kind is Kind.SHOW:
        leaves = [e for season in leaves for e in plex.index.children(season.key)]
    section = plex.sections[item.section]
    return _listing(plex, ask, leaves, section)


def matches(plex: Installation, ask: Ask) -> Reply:
    """Answer what title an id elsewhere (`tmdb-603`) belongs to."""
    asked = plex.index.items.get(ask.number)
    if asked is None:
        return UNKNOWN
    title = ask.query.get("title", asked.title)
    wanted = title.replace("-", "://", 1)
    found = [
        item
        for item in plex.index.of(asked.section, asked.kind)
        if wanted in item.guids or title.lower() == item.title.lower()
    ]
    nodes = [
        Node(
            "SearchResult",
            {
                "guid": item.guid,
                "name": item.title,
                "year": item.year,
                "score": 100,
            },
        )
        for item in found
    ]
    return container(nodes)


def search(plex: Installation, ask: Ask) -> Reply:
    """Search for titles."""
    found = _find(plex, ask)
    nodes = [
        Node("SearchResult", {"score": 0.9}, [_single(plex, item)]) for item in found
    ]
    return container(nodes)


def hub_search(plex: Installation, ask: Ask) -> Reply:
    """Search for titles, sorted into hubs."""
    found = _find(plex, ask)
    hubs = []
    for kind in _SEARCHED:
        items = [item for item in found if item.kind is kind]
        fields: dict[str, Scalar] = {
            "title": f"{kind.name.title()}s",
            "type": kind.name.lower(),
            "hubIdentifier": kind.name.lower(),
            "context": f"hub.search.{kind.name.lower()}",
            "size": len(items),
            "more": False,
            "style": "shelf",
        }
        nodes = [item_node(plex.index, item, guids=False) for item in items]
        hubs.append(Node("Hub", fields, nodes))
    return container(hubs)


def _find(plex: Installation, ask: Ask) -> list[Item]:
    query = ask.query.get("query", "").lower()
    limit = ask.query.get("limit", "")
    found = [
        item
        for item in plex.index.items.values()
        if item.kind in _SEARCHED and query and query in item.title.lower()
    ]
    if section := ask.query.get("sectionId"):
        found = [item for item in found if str(item.section) == section]
    return found[: int(limit)] if limit.isdigit() else found


def _single(plex: Installation, item: Item) -> Node:
    node = item_node(plex.index, item, guids=False)
    node.single = True
    return node


def _listing(
    plex: Installation,
    ask: Ask,
    items: list[Item],
    section: Section | None = None,
) -> Node:
    page = page_of(ask.query, ask.headers)
    found = chosen(items, ask.query)
    guids = ask.query.get("includeGuids") == "1"
    shown = found[page.start :]
    if page.size is not None:
        shown = shown[: page.size]
    nodes = [item_node(plex.index, item, guids=guids) for item in shown]
    fields = _about(section) if section is not None else {}
    if page != Page():
        fields |= {"totalSize": len(found), "offset": page.start}
    return container(nodes, **fields)


def _kind(ask: Ask) -> Kind | None:
    text = ask.query.get("type", "")
    return Kind(int(text)) if text in {"1", "2", "3", "4"} else None


def _newest(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.added_at, reverse=True)[:50]


def _about(section: Section) -> dict[str, Scalar]:
    return {
        "allowSync": True,
        "identifier": "com.plexapp.plugins.library",
        "librarySectionID": section.key,
        "librarySectionTitle": section.title,
        "librarySectionUUID": section.uuid,
        "title1": section.title,
    }
