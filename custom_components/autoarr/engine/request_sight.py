"""What is seen of the titles that are asked for: in libraries, queues and recoveries."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..coordinators import ArrCoordinator
from ..downloads.model import Download, DownloadStatus, FailureClass, Outcome, TitleKey
from ..requests.pipeline import Part, Picture, Stage
from ..requests.record import Request
from ..requests.wanted import episodes_of
from ..servers.base import NotFound
from ..servers.models import Episode, Movie, Series, ServerType
from ..servers.sonarr import SonarrClient

if TYPE_CHECKING:
    from .stack import Engine

AT_IMPORT = frozenset(
    {
        DownloadStatus.IMPORTING,
        DownloadStatus.IMPORT_BLOCKED,
        DownloadStatus.COMPLETED,
    }
)


@dataclass(slots=True)
class Seen:
    """What was read of a request's title."""

    at: datetime
    heard: tuple[object, ...]
    """The state of its downloads then."""
    media: Movie | Series | None
    all_episodes: int = 0
    episodes: tuple[Episode, ...] = ()
    in_plex: bool = False

    @property
    def has_files(self) -> bool:
        """Whether anything of what is wanted is there."""
        if isinstance(self.media, Movie):
            return self.media.has_file
        return any(each.has_file for each in self.episodes)


class Sight:
    """Sees the titles of the open requests of one stack."""

    def __init__(self, engine: Engine) -> None:
        """See with engine's servers."""
        self._engine = engine
        self._seen: dict[str, Seen] = {}

    def of(self, request: Request) -> Seen | None:
        """Return what was read of a request's title last; None while nothing was."""
        return self._seen.get(request.id)

    def keep_only(self, request_ids: Collection[str]) -> None:
        """Forget what was read for other requests."""
        for request_id in self._seen.keys() - request_ids:
            del self._seen[request_id]

    def key_of(self, request: Request) -> TitleKey:
        """Return what a request that was sent is for, as downloads are told by it."""
        return _key(request, self._seen.get(request.id))

    def can_read(self, request: Request) -> bool:
        """Return whether the server of a request answers."""
        coordinator = self._engine.coordinators.get(request.server_id or "")
        return coordinator is not None and coordinator.last_update_success

    def parts(self, request: Request) -> list[Part]:
        """Return the downloads that are for a request, oldest first."""
        return [
            Part(
                download_id=download.id,
                stage=_stage(download),
                size=download.size,
                size_left=download.size_left,
                time_left=download.time_left,
            )
            for download in self._engine.tracker.of_title(self.key_of(request))
            if download.id not in request.past_downloads
        ]

    def picture(self, request: Request, seen: Seen, parts: Sequence[Part]) -> Picture:
        """Return what is known of a request's title now."""
        engine, key = self._engine, self.key_of(request)
        failure = engine.casebook.of_title(key)
        given_up = next(
            (
                each.reason or each.cause
                for each in engine.given_up.values()
                if each.title_key
                and each.title_key.overlaps(key)
                and request.sent_at
                and (each.resolved_at or each.detected_at) >= request.sent_at
            ),
            None,
        )
        return Picture(
            media=seen.media,
            episodes=seen.episodes,
            all_episodes=seen.all_episodes,
            parts=parts,
            is_recovering=failure is not None
            and failure.failure_class is not FailureClass.WAITING,
            given_up=given_up,
            has_plex=self.has_plex,
            in_plex=seen.in_plex,
        )

    @property
    def has_plex(self) -> bool:
        """Whether the stack has a Plex."""
        return any(
            each.server.type is ServerType.PLEX
            for each in self._engine.coordinators.values()
        )

    async def read(self, request: Request, heard: tuple[object, ...] = ()) -> Seen:
        """Read a request's title, and of a series the episodes that it is for.

        Args:
            request: In a library.
            heard: The state of its downloads now.

        Raises:
            NoSuchPart: A named episode does not exist.
            ServerError: It could not be read.
        """
        before = self._seen.get(request.id)
        coordinator = self._engine.coordinators[request.server_id or ""]
        now = dt_util.utcnow()
        seen = Seen(at=now, heard=heard, media=None)
        if isinstance(coordinator, ArrCoordinator) and request.media_id is not None:
            client = coordinator.client
            with suppress(NotFound):
                seen.media = await client.title(request.media_id)
            if seen.media and isinstance(client, SonarrClient):
                episodes = await client.episodes(request.media_id)
                seen.all_episodes = len(episodes)
                asked_at = request.created_at
                seen.episodes = (
                    episodes_of(request, episodes, asked_at if not before else now)
                    if episodes
                    else ()
                )
        self._seen[request.id] = seen
        return seen


def _key(request: Request, seen: Seen | None) -> TitleKey:
    episodes = seen.episodes if seen else ()
    return TitleKey(
        server_id=request.server_id or "",
        media_id=request.media_id or 0,
        episode_ids=tuple(sorted(each.id for each in episodes)),
    )


def _stage(download: Download) -> Stage:
    if download.outcome is Outcome.IMPORTED:
        return Stage.IMPORTED
    if download.outcome is not None or download.status is DownloadStatus.FAILED:
        return Stage.OVER
    return Stage.IMPORTING if download.status in AT_IMPORT else Stage.DOWNLOADING
