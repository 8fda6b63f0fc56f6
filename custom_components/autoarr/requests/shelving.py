"""Titles into the library, monitored as far as they are wanted, and out of it again."""

from collections.abc import Iterable
from contextlib import suppress

from ..servers.arr import ArrClient
from ..servers.base import AlreadyAdded, NotFound, Rejected
from ..servers.models import Episode, Found, Movie, NewTitle, Series
from ..servers.sonarr import SonarrClient
from .model import MediaType
from .record import Offer, Request, Scope
from .sending import Sender, media_id_of, offer_of, whole_seasons


class Shelving(Sender):
    """Puts titles into libraries, and takes them out."""

    async def ensure(self, request: Request) -> int:
        """Have a title in the library, monitored as far as it is wanted; return its id.

        Raises:
            NotFound: Nobody knows a title with its id.
        """
        client, offer = self.client_of(request), offer_of(request)
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
            await self.do(
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
            seasons=whole_seasons(request),
            future=request.wish.scope is Scope.FUTURE,
            new_seasons=request.wish.scope in (Scope.FUTURE, Scope.ALL, None),
        )
        try:
            return await self.do(
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
        await self.do(
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
        wanted = set(whole_seasons(request))
        seasons = media.seasons if isinstance(media, Series) else ()
        missing = sorted(
            each.number
            for each in seasons
            if each.number in wanted and not each.monitored
        )
        if missing:
            await self.do(
                request,
                "monitor_seasons",
                lambda: client.monitor_seasons(media.id, missing),
                target_id=media.id,
                seasons=[*missing],
            )
        elif not media.monitored:
            await self.do(
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
        client = self.client_of(request)
        ids = sorted(each.id for each in episodes if not each.monitored)
        if ids and isinstance(client, SonarrClient):
            await self.do(
                request,
                "monitor_episodes",
                lambda: client.monitor_episodes(ids),
                target_id=request.media_id,
                episode_ids=[*ids],
            )

    async def leave(self, request: Request, episodes: Iterable[Episode]) -> None:
        """Let the app no longer look for what was asked for and has not come."""
        client, media_id = self.client_of(request), media_id_of(request)
        if isinstance(client, SonarrClient) and not request.added:
            ids = sorted(
                each.id for each in episodes if each.monitored and not each.has_file
            )
            if ids:
                await self.do(
                    request,
                    "unmonitor_episodes",
                    lambda: client.monitor_episodes(ids, wanted=False),
                    target_id=media_id,
                    episode_ids=[*ids],
                )
        elif request.added:
            await self.do(
                request,
                "unmonitor_title",
                lambda: client.monitor(media_id, wanted=False),
                target_id=media_id,
            )

    async def stop(self, request: Request, queue_id: int, download_id: str) -> None:
        """Take a download away that nobody wants any more, without blame."""
        client = self.client_of(request)
        with suppress(NotFound):
            await self.do(
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
        client, media_id = self.client_of(request), media_id_of(request)
        with suppress(NotFound):
            await self.do(
                request,
                "delete_title",
                lambda: client.delete_title(media_id, files=True),
                removal=True,
                target_id=media_id,
                title=request.title,
            )
