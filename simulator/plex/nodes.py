"""How items, libraries and sessions look in an answer."""

from simulator.plex.index import Index, Item, Kind
from simulator.plex.sections import Section
from simulator.plex.sessions import PlayState, Session
from simulator.plex.tree import Node, Scalar

_TYPES = {
    Kind.MOVIE: "movie",
    Kind.SHOW: "show",
    Kind.SEASON: "season",
    Kind.EPISODE: "episode",
}
_FOLDERS = frozenset({Kind.SHOW, Kind.SEASON})


def item_node(index: Index, item: Item, *, guids: bool, quoted: bool = False) -> Node:
    """Return an item.

    Args:
        index: Where its parents and children are.
        item: The item.
        guids: With its ids elsewhere.
        quoted: Ids are text, as in sessions, where libraries list them as numbers.
    """
    path = f"/library/metadata/{item.key}"
    folder = item.kind in _FOLDERS
    fields: dict[str, Scalar] = {
        "ratingKey": str(item.key),
        "key": f"{path}/children" if folder else path,
        "guid": item.guid,
        "type": _TYPES[item.kind],
        "title": item.title,
        "summary": "",
        "year": item.year if item.kind in {Kind.MOVIE, Kind.SHOW} else None,
        "index": item.number if item.kind in {Kind.SEASON, Kind.EPISODE} else None,
        "thumb": f"{path}/thumb/{int(item.updated_at)}",
        "art": f"{path}/art/{int(item.updated_at)}",
        "duration": item.minutes * 60_000 or None,
        "addedAt": int(item.added_at),
        "updatedAt": int(item.updated_at),
    }
    fields |= _family(index, item)
    children = [] if folder else [_media(item, quoted=quoted)]
    if guids and item.guid.startswith("plex://"):
        children += [Node("Guid", {"id": guid}) for guid in item.guids]
    return Node("Metadata", fields, children, xml="Directory" if folder else "Video")


def _family(index: Index, item: Item) -> dict[str, Scalar]:
    if item.kind is Kind.SHOW:
        seasons = index.children(item.key)
        episodes = sum(len(index.children(season.key)) for season in seasons)
        return {
            "childCount": len(seasons),
            "leafCount": episodes,
            "viewedLeafCount": 0,
        }
    if item.kind is Kind.SEASON:
        leaves = len(index.children(item.key))
        return {
            **_named("parent", index.items[item.parent]),
            "leafCount": leaves,
            "viewedLeafCount": 0,
        }
    if item.kind is Kind.EPISODE:
        season = index.items[item.parent]
        show = index.items[season.parent]
        return {
            **_named("parent", season),
            "parentIndex": season.number,
            **_named("grandparent", show),
        }
    return {}


def _named(role: str, item: Item) -> dict[str, Scalar]:
    return {
        f"{role}RatingKey": str(item.key),
        f"{role}Key": f"/library/metadata/{item.key}",
        f"{role}Title": item.title,
        f"{role}Guid": item.guid,
    }


def _media(item: Item, *, quoted: bool) -> Node:
    number = 10_000 + item.key
    media_id: Scalar = str(number) if quoted else number
    part_id: Scalar = str(number + 50_000) if quoted else number + 50_000
    name = item.path.rpartition(".")[2]
    part = Node(
        "Part",
        {
            "id": part_id,
            "key": f"/library/parts/{number + 50_000}/file.{name}",
            "duration": item.minutes * 60_000,
            "file": item.path,
            "size": item.size,
            "container": name,
        },
    )
    fields: dict[str, Scalar] = {
        "id": media_id,
        "duration": item.minutes * 60_000,
        "bitrate": 8000,
        "width": 1920,
        "height": 1080,
        "videoResolution": "1080",
        "videoCodec": "h264",
        "audioCodec": "eac3",
        "audioChannels": 6,
        "container": name,
    }
    return Node("Media", fields, [part])


def section_node(section: Section, *, refreshing: bool) -> Node:
    """Return a library as `/library/sections` lists it."""
    fields: dict[str, Scalar] = {
        "allowSync": True,
        "art": f"/:/resources/{section.type}-fanart.jpg",
        "composite": f"/library/sections/{section.key}/composite/{section.scanned_at}",
        "filters": True,
        "refreshing": refreshing,
        "thumb": f"/:/resources/{section.type}.png",
        "key": str(section.key),
        "type": section.type,
        "title": section.title,
        "agent": section.agent,
        "scanner": section.scanner,
        "language": "en-US",
        "uuid": section.uuid,
        "updatedAt": section.created_at,
        "createdAt": section.created_at,
        "scannedAt": section.scanned_at,
        "content": True,
        "directory": True,
        "contentChangedAt": section.content_changed_at,
        "hidden": 0,
    }
    location = Node("Location", {"id": section.key, "path": section.path})
    return Node("Directory", fields, [location])


def session_node(
    index: Index, section: Section, session: Session, position: int
) -> Node:
    """Return a session as `/status/sessions` lists it.

    Args:
        index: Where the played item is.
        section: The library of the item.
        session: The session.
        position: How far it is, in milliseconds.
    """
    node = item_node(index, index.items[session.item], guids=True, quoted=True)
    node.fields |= {
        "librarySectionID": str(section.key),
        "librarySectionKey": f"/library/sections/{section.key}",
        "librarySectionTitle": section.title,
        "sessionKey": str(session.key),
        "viewOffset": position,
    }
    client = f"player-{session.player.lower().replace(' ', '-')}"
    user: dict[str, Scalar] = {"id": "1", "title": session.user, "thumb": ""}
    player: dict[str, Scalar] = {
        "address": "203.0.113.9" if session.remote else "192.0.2.9",
        "device": session.player,
        "local": not session.remote,
        "machineIdentifier": client,
        "platform": "Android",
        "product": session.product,
        "relayed": False,
        "remotePublicAddress": "203.0.113.9",
        "secure": True,
        "state": str(session.state),
        "title": session.player,
        "userID": 1,
        "version": "10.0.0",
    }
    stream: dict[str, Scalar] = {
        "id": f"session-{session.key}",
        "bandwidth": 8000,
        "location": "wan" if session.remote else "lan",
    }
    node.children += [
        Node("User", user, single=True),
        Node("Player", player, single=True),
        Node("Session", stream, single=True),
    ]
    if session.transcodes:
        node.children.append(Node("TranscodeSession", _transcode(session), single=True))
    return node


def _transcode(session: Session) -> dict[str, Scalar]:
    return {
        "key": f"/transcode/sessions/transcode-{session.key}",
        "throttled": session.state is PlayState.PAUSED,
        "complete": False,
        "progress": 12.5,
        "speed": 2.4,
        "videoDecision": "transcode",
        "audioDecision": "copy",
        "protocol": "dash",
        "transcodeHwRequested": False,
    }
