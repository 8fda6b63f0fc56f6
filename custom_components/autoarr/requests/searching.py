"""Searching for what is wanted and nothing else, and replacing what is bad."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby

from ..servers.base import NotFound
from ..servers.models import Episode, HistoryEvent, HistoryRecord, Release
from ..servers.radarr import RadarrClient
from ..servers.sonarr import SonarrClient
from .record import Request, RequestKind
from .sending import Sender, media_id_of, whole_seasons
from .wanted import has_aired

type IsRedundant = Callable[[str], bool]
"""Whether a release was refused only because there is a copy that is as good."""


class Searching(Sender):
    """Has the apps search and grab."""

    async def search(self, request: Request, episodes: Collection[Episode]) -> None:
        """Have the app search for what is wanted and missing, and for nothing else.

        Args:
            request: In the library by now.
            episodes: Of a series: all that the request is for.
        """
        client, media_id = self.client_of(request), media_id_of(request)
        if isinstance(client, RadarrClient):
            await self.do(
                request,
                "search_movie",
                lambda: client.search_movies([media_id]),
                movie_id=media_id,
            )
        if not isinstance(client, SonarrClient):
            return
        now = self.clock()
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
            if len(sought) == len(whole) and season in whole_seasons(request):
                await self._search_season(client, request, media_id, season)
            else:
                await self._search_episodes(client, request, sought)

    async def _search_season(
        self, client: SonarrClient, request: Request, series_id: int, season: int
    ) -> None:
        await self.do(
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
        await self.do(
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
            for command in await self.client_of(request).commands()
        )

    async def bad_grabs(
        self, request: Request, episodes: Collection[Episode]
    ) -> list[HistoryRecord]:
        """Return the newest grabs of what is there now: one for each imported download."""
        client, media_id = self.client_of(request), media_id_of(request)
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

    async def bad_releases(self, request: Request) -> frozenset[str]:
        """Return what the files that are there now came as; a history may be long gone."""
        return await self.client_of(request).releases_in_place(media_id_of(request))

    async def blame(self, request: Request, grab: HistoryRecord) -> None:
        """Have a release that was imported count as failed: it is not taken again."""
        client = self.client_of(request)
        with suppress(NotFound):
            await self.do(
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
        self.looking.add(request.id)
        try:
            return await self._releases(request, episodes)
        finally:
            self.looking.discard(request.id)

    async def _releases(
        self, request: Request, episodes: Sequence[Episode]
    ) -> tuple[Release, ...]:
        client, media_id = self.client_of(request), media_id_of(request)
        if not isinstance(client, SonarrClient):
            return await client.releases(media_id)
        sought = [each for each in episodes if not each.has_file] or list(episodes)
        if not sought:
            return ()
        first = sought[0]
        if first.season in whole_seasons(request):
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
        client = self.client_of(request)
        names = {name.casefold() for name in blamed}
        for release in await self.releases(request, episodes):
            if (
                release.download_allowed
                and release.title.casefold() not in names
                and all(map(is_redundant, release.rejections))
            ):
                await self.do(
                    request,
                    "grab_release",
                    partial(client.grab, release),
                    target_id=release.title,
                    media_id=request.media_id,
                )
                return release
        return None
