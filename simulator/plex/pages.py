"""What a server says of itself: identity, preferences, updates, scans, playback."""

from simulator.plex.installation import DONE, NONSENSE, Ask, Installation, Reply
from simulator.plex.nodes import session_node
from simulator.plex.tree import Node, Scalar, container


def identity(plex: Installation, ask: Ask) -> Reply:
    """Say who the server is; nobody needs a token for this."""
    return container(
        claimed=True,
        machineIdentifier=plex.machine_id,
        version=plex.version,
        apiVersion="1.1.1",
    )


def root(plex: Installation, ask: Ask) -> Reply:
    """Say what the server is and can do."""
    sessions = plex.sessions.playing.values()
    return container(
        allowMediaDeletion=bool(plex.preferences["allowMediaDeletion"]),
        allowSharing=True,
        allowSync=True,
        countryCode="nld",
        friendlyName=str(plex.preferences["FriendlyName"]),
        hubSearch=True,
        machineIdentifier=plex.machine_id,
        multiuser=True,
        myPlex=True,
        myPlexMappingState="mapped",
        myPlexSigninState="ok",
        myPlexSubscription=True,
        myPlexUsername="owner@example.invalid",
        platform="Linux",
        platformVersion="6.12",
        transcoderActiveVideoSessions=sum(s.transcodes for s in sessions),
        transcoderVideo=True,
        updatedAt=int(plex.clock.time()),
        updater=True,
        version=plex.version,
    )


def prefs(plex: Installation, ask: Ask) -> Reply:
    """Show the preferences, or set those that the query names."""
    if ask.method != "PUT":
        return container(plex.preferences.nodes())
    for name, text in ask.query.items():
        if name.startswith("X-Plex"):
            continue
        try:
            known = plex.preferences.set(name, text)
        except ValueError:
            known = False
        if not known:
            return NONSENSE
    return DONE


def updater(plex: Installation, ask: Ask) -> Reply:
    """Say whether a newer version is out."""
    if ask.method == "PUT":
        return DONE
    return container(
        [plex.release] if plex.release else [],
        canInstall=False,
        checkedAt=int(plex.clock.time()),
        status=0,
    )


def accounts(plex: Installation, ask: Ask) -> Reply:
    """List the accounts of the server."""
    owner: dict[str, Scalar] = {
        "id": 1,
        "key": "/accounts/1",
        "name": "owner",
        "defaultAudioLanguage": "en",
        "autoSelectAudio": True,
    }
    return container([Node("Account", owner)], identifier="com.plexapp.system.accounts")


def agents(plex: Installation, ask: Ask) -> Reply:
    """List where metadata comes from."""
    agents = {section.agent for section in plex.sections.values()}
    nodes = [
        Node("Agent", {"identifier": agent, "name": agent, "primary": True})
        for agent in sorted(agents)
    ]
    return container(nodes)


def security_token(plex: Installation, ask: Ask) -> Reply:
    """Give a token that lives for a while."""
    return container(token=f"transient-{plex.machine_id}")


def empty(plex: Installation, ask: Ask) -> Reply:
    """Answer that there is nothing."""
    return container()


def activities(plex: Installation, ask: Ask) -> Reply:
    """List the scans that run."""
    nodes = [activity.node() for activity in plex.scanner.activities.values()]
    return container(nodes)


def list_sessions(plex: Installation, ask: Ask) -> Reply:
    """List who watches what."""
    nodes = []
    for session in plex.sessions.playing.values():
        item = plex.index.items.get(session.item)
        if item is not None:
            section = plex.sections[item.section]
            position = plex.sessions.position(session)
            nodes.append(session_node(plex.index, section, session, position))
    return container(nodes)
