"""Who watches what: playback that moves on in world time."""

from dataclasses import dataclass
from enum import StrEnum

from simulator.clock import Clock


class PlayState(StrEnum):
    """What a player does."""

    PLAYING = "playing"
    PAUSED = "paused"
    BUFFERING = "buffering"
    STOPPED = "stopped"


@dataclass(slots=True, kw_only=True)
class Session:
    """One player that plays one item.

    Attributes:
        key: Number of the session.
        item: Rating key of what is played.
        user: Name of who watches.
        player: Name of the player.
        product: Name of the app that plays.
        state: What the player does.
        offset: Milliseconds played when the state last changed.
        since: World time in unix seconds of that change.
        transcodes: The server converts the video.
        remote: The player is outside of the home.
    """

    key: int
    item: int
    user: str
    player: str
    product: str
    state: PlayState
    offset: int
    since: float
    transcodes: bool = False
    remote: bool = False


class Sessions:
    """All playback of one server."""

    def __init__(self, clock: Clock) -> None:
        """Start with nobody watching."""
        self._clock = clock
        self._next = 1
        self.playing: dict[int, Session] = {}

    def start(
        self,
        item: int,
        *,
        user: str = "owner",
        player: str = "Living room",
        product: str = "Plex for Android (TV)",
        transcodes: bool = False,
        remote: bool = False,
    ) -> Session:
        """Begin to play an item.

        Args:
            item: Its rating key.
            user: Name of who watches.
            player: Name of the player.
            product: Name of the app that plays.
            transcodes: The server converts the video.
            remote: The player is outside of the home.
        """
        session = Session(
            key=self._next,
            item=item,
            user=user,
            player=player,
            product=product,
            state=PlayState.PLAYING,
            offset=0,
            since=self._clock.time(),
            transcodes=transcodes,
            remote=remote,
        )
        self._next += 1
        self.playing[session.key] = session
        return session

    def change(self, key: int, state: PlayState) -> Session:
        """Let a player do something else; a stopped one leaves.

        Raises:
            KeyError: There is no such session.
        """
        session = self.playing[key]
        session.offset = self.position(session)
        session.since = self._clock.time()
        session.state = state
        if state is PlayState.STOPPED:
            del self.playing[key]
        return session

    def position(self, session: Session) -> int:
        """Return how far a player is, in milliseconds."""
        if session.state is not PlayState.PLAYING:
            return session.offset
        return session.offset + int(1000 * (self._clock.time() - session.since))
