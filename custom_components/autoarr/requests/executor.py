"""Carries requests out on Sonarr, Radarr and Plex: written down first, then sent.

All of it may be done twice: what is there already is left as it is. So a request that a
restart cut off is simply carried out again.
"""

from collections.abc import Iterable
from contextlib import suppress

from ..servers.base import ServerError
from ..servers.models import Episode, PlexItem
from ..servers.plex import PlexClient
from .model import MediaType
from .record import Request
from .searching import Searching
from .sending import offer_of
from .shelving import Shelving


class RequestExecutor(Shelving, Searching):
    """Does all that requests need, and sees to it that Plex shows what came."""

    async def scan(self, request: Request) -> None:
        """Have each Plex look at its libraries of the kind; one that is down is left out."""
        kind = "movie" if offer_of(request).media_type is MediaType.MOVIE else "show"
        for server_id, client in self.clients.items():
            if not isinstance(client, PlexClient):
                continue
            with suppress(ServerError):
                for section in await client.sections():
                    if section.type == kind:
                        await self._scan(request, server_id, client, section.key)

    async def _scan(
        self, request: Request, server_id: str, client: PlexClient, key: str
    ) -> None:
        await self.do(
            request,
            "scan_library",
            lambda: client.scan(key),
            server_id=server_id,
            target_id=key,
        )

    async def is_in_plex(self, request: Request, episodes: Iterable[Episode]) -> bool:
        """Return whether any Plex shows all that was asked for."""
        offer = offer_of(request)
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
        for client in self.clients.values():
            if not isinstance(client, PlexClient):
                continue
            with suppress(ServerError):
                item = await client.find(guids, "movie" if is_movie else "show")
                if item and (is_movie or wanted <= await _episodes_in(client, item)):
                    return True
        return False


async def _episodes_in(client: PlexClient, show: PlexItem) -> set[tuple[int, int]]:
    """Return the season and number of each episode of a show that Plex has."""
    return {
        (each.season, each.episode)
        for each in await client.episodes(show.rating_key)
        if each.season is not None and each.episode is not None
    }
