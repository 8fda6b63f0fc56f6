"""Carries requests out on Sonarr, Radarr and Plex: written down first, then sent.

All of it may be done twice: what is there already is left as it is. So a request that a
restart cut off is simply carried out again.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Protocol
from uuid import uuid7

from ..activity import JsonValue
from ..servers.arr import ArrClient
from ..servers.base import (
    AlreadyAdded,
    CannotConnect,
    Client,
    ConnectionLost,
    NotFound,
    Rejected,
    ServerError,
    ServerTimeout,
)
from ..servers.models import (
    Episode,
    Found,
    HistoryEvent,
    HistoryRecord,
    Movie,
    NewTitle,
    PlexItem,
    Release,
    Series,
)
from ..servers.plex import PlexClient
from ..servers.radarr import RadarrClient
from ..servers.sonarr import SonarrClient
from ..store import JournalEntry
from .model import MediaType
from .record import Offer, Request, RequestKind, Scope
from .wanted import has_aired

type IsRedundant = Callable[[str], bool]
"""Whether a release was refused only because there is a copy that is as good."""


class Journal(Protocol):
    """Where steps are written down."""

    async def intend(self, entry: JournalEntry) -> None:
        """Write a step down, durably, or raise StoreError."""

    async def finish(self, entry_id: str, result: str, detail: str = "") -> None:
        """Write down how it went."""


class RequestExecutor:
    """Tells servers what requests need. All methods raise ServerError and StoreError."""

    def __init__(
        self,
        clients: Mapping[str, Client],
        journal: Journal,
        clock: Callable[[], datetime],
    ) -> None:
        """Send through clients, by server id."""
        self._clients = clients
        self._journal = journal
        self._clock = clock

    # Into the library.

    async def ensure(self, request: Request) -> int:
        """Have a title in the library, monitored as far as it is wanted; return its id.

        Raises:
            NotFound: Nobody knows a title with its id.
        """
        client, offer = self._client(request), _offer(request)
        media_id = request.media_id
        if media_id is None:
            media_id = await self._add(client, request, offer)
        media = await client.title(media_id)
        profile_id = request.profile_id
        if profile_id is not None and profile_id != media.quality_profile_id:
            await self._set_profile(client, request, media, profile_id)
        if isinstance(client, SonarrClient):
            await self._monitor_series(client, request, media)
        elif not media.monitored:
            await self._do(
                request,
                "monitor_movie",
                lambda: client.monitor(media.id),
                target_id=media.id,
            )
        return media_id

    async def _add(self, client: ArrClient, request: Request, offer: Offer) -> int:
        found = await self._found(client, offer)
        if found.media_id is not None:
            return found.media_id
        if request.profile_id is None or request.root_folder is None:
            raise Rejected("neither a quality profile nor a folder is known")
        wish = NewTitle(
            profile_id=request.profile_id,
            root_folder=request.root_folder,
            seasons=_whole_seasons(request),
            future=request.wish.scope is Scope.FUTURE,
            new_seasons=request.wish.scope in (Scope.FUTURE, Scope.ALL, None),
        )
        try:
            return await self._do(
                request,
                "add_title",
                lambda: client.add(found, wish),
                target_id=offer.target,
                title=offer.title,
                profile_id=wish.profile_id,
                root_folder=wish.root_folder,
                seasons=list(wish.seasons),
            )
        except AlreadyAdded:
            # Somebody was quicker, or our own answer got lost.
            found = await self._found(client, offer)
            if found.media_id is None:
                raise
            return found.media_id

    @staticmethod
    async def _found(client: ArrClient, offer: Offer) -> Found:
        """Look a title up by its id; nothing but that very title will do."""
        is_movie = offer.media_type is MediaType.MOVIE
        number = offer.tmdb_id if is_movie else offer.tvdb_id
        for found in await client.look_up(f"{'tmdb' if is_movie else 'tvdb'}:{number}"):
            if (found.tmdb_id if is_movie else found.tvdb_id) == number:
                return found
        raise NotFound(f"no title with the id {number}")

    async def _set_profile(
        self,
        client: ArrClient,
        request: Request,
        media: Movie | Series,
        profile_id: int,
    ) -> None:
        profiles = await client.profiles()
        if all(each.id != profile_id for each in profiles):
            raise Rejected("the quality profile is gone")
        await self._do(
            request,
            "set_profile",
            lambda: client.set_profile(media.id, profile_id),
            target_id=media.id,
            profile_id=profile_id,
            before_id=media.quality_profile_id,
        )

    async def _monitor_series(
        self, client: SonarrClient, request: Request, media: Movie | Series
    ) -> None:
        """Monitor the seasons that are wanted as a whole; episodes come when they are known."""
        wanted = set(_whole_seasons(request))
        seasons = media.seasons if isinstance(media, Series) else ()
        missing = sorted(
            each.number
            for each in seasons
            if each.number in wanted and not each.monitored
        )
        if missing:
            await self._do(
                request,
                "monitor_seasons",
                lambda: client.monitor_seasons(media.id, missing),
                target_id=media.id,
                seasons=[*missing],
            )
        elif not media.monitored:
            await self._do(
                request,
                "monitor_series",
                lambda: client.monitor(media.id),
                target_id=media.id,
            )
        if request.wish.scope is Scope.FUTURE:
            await client.monitor_new_seasons(media.id)

    async def monitor_episodes(
        self, request: Request, episodes: Iterable[Episode]
    ) -> None:
        """Monitor the episodes that are wanted and are not."""
        client = self._client(request)
        ids = sorted(each.id for each in episodes if not each.monitored)
        if ids and isinstance(client, SonarrClient):
            await self._do(
                request,
                "monitor_episodes",
                lambda: client.monitor_episodes(ids),
                target_id=request.media_id,
                episode_ids=[*ids],
            )

    # Searching and replacing.

    async def search(self, request: Request, episodes: Collection[Episode]) -> None:
        """Have the app search for what is wanted and missing, and for nothing else.

        Args:
            request: In the library by now.
            episodes: Of a series: all that the request is for.
        """
        client, media_id = self._client(request), _media_id(request)
        if isinstance(client, RadarrClient):
            await self._do(
                request,
                "search_movie",
                lambda: client.search_movies([media_id]),
                movie_id=media_id,
            )
        if not isinstance(client, SonarrClient):
            return
        now = self._clock()
        is_get = request.kind is RequestKind.GET
        for season, group in groupby(
            sorted(episodes, key=lambda each: (each.season, each.episode)),
            key=lambda each: each.season,
        ):
            whole = list(group)
            sought = [
                each
                for each in whole
                if has_aired(each, now) and not (is_get and each.has_file)
            ]
            if not sought:
                continue
            if len(sought) == len(whole) and season in _whole_seasons(request):
                await self._search_season(client, request, media_id, season)
            else:
                await self._search_episodes(client, request, sought)

    async def _search_season(
        self, client: SonarrClient, request: Request, series_id: int, season: int
    ) -> None:
        await self._do(
            request,
            "search_season",
            lambda: client.search_season(series_id, season),
            series_id=series_id,
            season=season,
        )

    async def _search_episodes(
        self, client: SonarrClient, request: Request, sought: Sequence[Episode]
    ) -> None:
        ids = [each.id for each in sought]
        await self._do(
            request,
            "search_episodes",
            lambda: client.search_episodes(ids),
            series_id=request.media_id,
            episode_ids=[*ids],
        )

    async def is_searching(self, request: Request) -> bool:
        """Return whether the app looks for anything now, or is about to."""
        return any(
            command.is_search and command.status in ("queued", "started")
            for command in await self._client(request).commands()
        )

    async def bad_grabs(
        self, request: Request, episodes: Collection[Episode]
    ) -> list[HistoryRecord]:
        """Return the newest grabs of what is there now: one for each imported download."""
        client, media_id = self._client(request), _media_id(request)
        wanted = {each.id for each in episodes if each.has_file}
        records = [
            each
            for each in await client.history_of_title(media_id)
            if each.episode_id is None or each.episode_id in wanted
        ]
        grabs: dict[str, HistoryRecord] = {}
        of_unit: dict[int | None, str] = {}
        for each in records:
            if not each.download_id:
                continue
            if each.event is HistoryEvent.GRABBED:
                grabs.setdefault(each.download_id, each)
            elif each.event is HistoryEvent.IMPORTED:
                of_unit[each.episode_id] = each.download_id
        return [
            grabs[each] for each in dict.fromkeys(of_unit.values()) if each in grabs
        ]

    async def blame(self, request: Request, grab: HistoryRecord) -> None:
        """Have a release that was imported count as failed: it is not taken again."""
        client = self._client(request)
        with suppress(NotFound):
            await self._do(
                request,
                "mark_failed",
                lambda: client.mark_failed(grab.id),
                removal=True,
                target_id=grab.id,
                title=grab.source_title,
                download_id=grab.download_id or "",
            )

    async def releases(
        self, request: Request, episodes: Sequence[Episode]
    ) -> tuple[Release, ...]:
        """Return what the indexers have of what is wanted, with the app's objections."""
        client, media_id = self._client(request), _media_id(request)
        if not isinstance(client, SonarrClient):
            return await client.releases(media_id)
        sought = [each for each in episodes if not each.has_file] or list(episodes)
        if not sought:
            return ()
        first = sought[0]
        if first.season in _whole_seasons(request):
            return await client.releases(media_id, season=first.season)
        return await client.releases(media_id, episode_id=first.id)

    async def grab_instead(
        self,
        request: Request,
        episodes: Sequence[Episode],
        blamed: Collection[str],
        is_redundant: IsRedundant,
    ) -> Release | None:
        """Grab the best release that is none of those to blame; None where there is none.

        That there is a copy which is as good is no objection: it is the bad one. The old
        file stays until the new one is imported.
        """
        client = self._client(request)
        names = {name.casefold() for name in blamed}
        for release in await self.releases(request, episodes):
            if (
                release.download_allowed
                and release.title.casefold() not in names
                and all(map(is_redundant, release.rejections))
            ):
                await self._do(
                    request,
                    "grab_release",
                    partial(client.grab, release),
                    target_id=release.title,
                    media_id=request.media_id,
                )
                return release
        return None

    # Out of the library, and to Plex.

    async def leave(self, request: Request, episodes: Iterable[Episode]) -> None:
        """Let the app no longer look for what was asked for and has not come."""
        client, media_id = self._client(request), _media_id(request)
        if isinstance(client, SonarrClient) and not request.added:
            ids = sorted(
                each.id for each in episodes if each.monitored and not each.has_file
            )
            if ids:
                await self._do(
                    request,
                    "unmonitor_episodes",
                    lambda: client.monitor_episodes(ids, wanted=False),
                    target_id=media_id,
                    episode_ids=[*ids],
                )
        elif request.added:
            await self._do(
                request,
                "unmonitor_title",
                lambda: client.monitor(media_id, wanted=False),
                target_id=media_id,
            )

    async def stop(self, request: Request, queue_id: int, download_id: str) -> None:
        """Take a download away that nobody wants any more, without blame."""
        client = self._client(request)
        with suppress(NotFound):
            await self._do(
                request,
                "remove_from_queue",
                lambda: client.remove_from_queue(
                    queue_id,
                    remove_from_client=True,
                    blocklist=False,
                    skip_redownload=True,
                ),
                removal=True,
                target_id=download_id,
                download_id=download_id,
            )

    async def remove(self, request: Request) -> None:
        """Take a title out of the library with its files; gone already is good as well."""
        client, media_id = self._client(request), _media_id(request)
        with suppress(NotFound):
            await self._do(
                request,
                "delete_title",
                lambda: client.delete_title(media_id, files=True),
                removal=True,
                target_id=media_id,
                title=request.title,
            )

    async def scan(self, request: Request) -> None:
        """Have each Plex look at its libraries of the kind; one that is down is left out."""
        kind = "movie" if _offer(request).media_type is MediaType.MOVIE else "show"
        for server_id, client in self._clients.items():
            if not isinstance(client, PlexClient):
                continue
            with suppress(ServerError):
                for section in await client.sections():
                    if section.type == kind:
                        await self._scan(request, server_id, client, section.key)

    async def _scan(
        self, request: Request, server_id: str, client: PlexClient, key: str
    ) -> None:
        await self._do(
            request,
            "scan_library",
            lambda: client.scan(key),
            server_id=server_id,
            target_id=key,
        )

    async def is_in_plex(self, request: Request, episodes: Iterable[Episode]) -> bool:
        """Return whether any Plex shows all that was asked for."""
        offer = _offer(request)
        is_movie = offer.media_type is MediaType.MOVIE
        guids = [
            f"{source}://{number}"
            for source, number in (
                ("tmdb", offer.tmdb_id),
                ("tvdb", offer.tvdb_id),
                ("imdb", offer.imdb_id),
            )
            if number
        ]
        wanted = {(each.season, each.episode) for each in episodes}
        for client in self._clients.values():
            if not isinstance(client, PlexClient):
                continue
            with suppress(ServerError):
                item = await client.find(guids, "movie" if is_movie else "show")
                if item and (is_movie or wanted <= await _episodes_in(client, item)):
                    return True
        return False

    # How anything is sent.

    def _client(self, request: Request) -> ArrClient:
        client = self._clients.get(request.server_id or "")
        if not isinstance(client, ArrClient):
            raise NotFound("its server is gone")
        return client

    async def _do[T](
        self,
        request: Request,
        action: str,
        send: Callable[[], Awaitable[T]],
        *,
        server_id: str | None = None,
        removal: bool = False,
        **target: JsonValue,
    ) -> T:
        """Write a step down, take it, and write down how it went."""
        entry = JournalEntry(
            id=uuid7().hex,
            at=self._clock(),
            failure_id=None,
            server_id=server_id or request.server_id or "",
            action=action,
            target={**target, "request_id": request.id},
            correlation_id=request.correlation_id,
            removal=removal,
        )
        await self._journal.intend(entry)
        try:
            answer = await send()
        except ServerError as err:
            await self._journal.finish(entry.id, _what_became_of_it(err), str(err))
            raise
        await self._journal.finish(entry.id, "done")
        return answer


def _offer(request: Request) -> Offer:
    if request.offer is None:
        raise NotFound("its title is not known")
    return request.offer


def _media_id(request: Request) -> int:
    if request.media_id is None:
        raise NotFound("it is not in the library")
    return request.media_id


def _whole_seasons(request: Request) -> tuple[int, ...]:
    """Return the seasons of which all episodes are wanted."""
    if request.wish.scope in (Scope.EPISODES, Scope.FUTURE):
        return ()
    return request.seasons


def _what_became_of_it(err: ServerError) -> str:
    match err:
        case ServerTimeout() | ConnectionLost():
            return "unsure"
        case CannotConnect():
            return "unreachable"
        case _:
            return "refused"


async def _episodes_in(client: PlexClient, show: PlexItem) -> set[tuple[int, int]]:
    """Return the season and number of each episode of a show that Plex has."""
    return {
        (each.season, each.episode)
        for each in await client.episodes(show.rating_key)
        if each.season is not None and each.episode is not None
    }
