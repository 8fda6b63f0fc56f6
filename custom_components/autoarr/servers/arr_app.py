"""What Sonarr and Radarr have in common beside downloads: titles, profiles, health."""

from abc import ABC, abstractmethod

from . import arr_release_wire, arr_wire
from .arr_base import ArrConnection, flags
from .base import (
    AlreadyAdded,
    NoSuchProfile,
    NoSuchRootFolder,
    NotFound,
    Rejected,
    ServerFault,
)
from .models import (
    AppUpdate,
    Command,
    DownloadClient,
    DownloadHandling,
    Found,
    HealthCheck,
    Movie,
    NewTitle,
    QualityProfile,
    RootFolder,
    Series,
)
from .pictures import Picture

COVER = "poster-250.jpg"
"""The smallest of the sizes in which the apps keep posters."""


class ArrApp(ArrConnection, ABC):
    """Asks a Sonarr or Radarr about its library and itself."""

    @abstractmethod
    async def library(self) -> tuple[Movie | Series, ...]:
        """Read all titles that the app looks after: megabytes, so not on a timer."""

    @abstractmethod
    async def title(self, media_id: int) -> Movie | Series:
        """Read one film or series.

        Raises:
            NotFound: The app has no such title (any more).
        """

    async def cover(self, media_id: int) -> Picture:
        """Read the poster of a title of the library, in the size of a list.

        Raises:
            NotFound: The app has no such title, or no poster of it.
        """
        return await self._picture(f"api/v3/mediacover/{media_id}/{COVER}")

    @abstractmethod
    async def look_up(self, term: str) -> tuple[Found, ...]:
        """Have the app ask its metadata service for titles, best first.

        Args:
            term: Words of the title; or an exact id, as `tmdb:603` and `tvdb:81189`.

        Raises:
            ServerBusy: The metadata service does not answer.
        """

    @abstractmethod
    async def add(self, found: Found, wish: NewTitle) -> int:
        """Add a title to the library, search for nothing, and return its id there.

        Raises:
            AlreadyAdded: It is there.
            NoSuchRootFolder: The app does not know the folder.
            NoSuchProfile: The app does not know the quality profile.
            Rejected: The app refused for another reason.
        """

    async def _add(self, path: str, title: dict[str, object]) -> int:
        try:
            body = await self._request(
                "POST", path, json=title, timeout=self._timeouts.library
            )
        except Rejected as err:
            raise refusal(err) from err
        return self._decoded(arr_wire.ADDED, body).id

    @abstractmethod
    async def find(self, external_id: int) -> Movie | Series | None:
        """Read the title with an id at TMDB (films) or TheTVDB, if it is in the library."""

    @abstractmethod
    async def monitor(self, media_id: int, *, wanted: bool = True) -> None:
        """Let the app look for a title by itself, or not; of a series, for its parts."""

    @abstractmethod
    async def delete_title(self, media_id: int, *, files: bool) -> None:
        """Take a title out of the library, with its files or without them.

        Raises:
            NotFound: It is not there (any more).
        """

    async def _delete(self, path: str, *, files: bool) -> None:
        try:
            await self._request(
                "DELETE",
                path,
                params=flags(deleteFiles=files),
                timeout=self._timeouts.library,
            )
        except ServerFault as err:
            # Of a title that is not there, the apps say that a query failed.
            raise NotFound(f"DELETE {path}: not there") from err

    @abstractmethod
    async def refresh_title(self, media_id: int) -> Command:
        """Have the app read a title's metadata again, and look at its folder."""

    async def profiles(self) -> tuple[QualityProfile, ...]:
        """Read the quality profiles."""
        wires = await self._read("api/v3/qualityprofile", arr_release_wire.PROFILES)
        return tuple(map(arr_release_wire.profile, wires))

    @abstractmethod
    async def set_profile(self, media_id: int, profile_id: int) -> None:
        """Give a title another quality profile, and change nothing else of it."""

    async def health(self) -> tuple[HealthCheck, ...]:
        """Read what the app complains about."""
        wires = await self._read("api/v3/health", arr_wire.HEALTH)
        return tuple(map(arr_wire.health_check, wires))

    async def root_folders(self) -> tuple[RootFolder, ...]:
        """Read the folders of the library and the space left there."""
        wires = await self._read("api/v3/rootfolder", arr_wire.ROOT_FOLDERS)
        return tuple(map(arr_wire.root_folder, wires))

    async def tags(self) -> dict[int, str]:
        """Read the labels of all tags, by their ids."""
        wires = await self._read("api/v3/tag", arr_wire.TAGS)
        return {wire.id: wire.label for wire in wires}

    async def missing_count(self) -> int:
        """Count what is monitored and missing; with Radarr, the unreleased included."""
        return await self._count("api/v3/wanted/missing")

    async def cutoff_count(self) -> int:
        """Count what is monitored and there, in a quality below the cutoff."""
        return await self._count("api/v3/wanted/cutoff")

    async def _count(self, path: str) -> int:
        answer = await self._read(
            path,
            arr_wire.COUNT,
            params=[("page", "1"), ("pageSize", "1"), ("monitored", "true")],
        )
        return answer.total_records

    async def download_handling(self) -> DownloadHandling:
        """Read whether the app imports by itself, and searches again after a failure."""
        return arr_wire.download_handling(
            await self._read("api/v3/config/downloadclient", arr_wire.DOWNLOAD_HANDLING)
        )

    async def download_clients(self) -> tuple[DownloadClient, ...]:
        """Read which download clients the app uses, disabled ones included."""
        wires = await self._read("api/v3/downloadclient", arr_wire.DOWNLOAD_CLIENTS)
        return tuple(map(arr_wire.download_client, wires))

    async def latest_update(self) -> AppUpdate | None:
        """Read the newest release that the app offers, which it may already be."""
        return arr_wire.newest_update(
            await self._read("api/v3/update", arr_wire.UPDATES)
        )


def refusal(err: Rejected) -> Rejected:
    """Return what it means that an app refused a new title.

    The texts are in English in every app: only its pages are translated.
    """
    said = " ".join(err.reasons).lower()
    if "already been added" in said or "already configured for" in said:
        return AlreadyAdded(*err.reasons)
    if "root folder" in said:
        return NoSuchRootFolder(*err.reasons)
    if "quality profile" in said:
        return NoSuchProfile(*err.reasons)
    return err
