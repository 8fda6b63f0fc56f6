"""Searching indexers, judging what they offer, and grabbing the best of it."""

from dataclasses import dataclass
import math

from simulator.arr.client import ClientDown
from simulator.arr.core import Core
from simulator.arr.downloads import Downloads
from simulator.arr.history import Event, History
from simulator.arr.library import ENGLISH, Target
from simulator.arr.qualities import allowed_ids
from simulator.arr.tracked import Pending, Tracked
from simulator.arr.wire import Json, iso
from simulator.indexer import Media, Release

_LATENCY = 2.0
_CACHE = 1800.0
_DAY = 86_400.0
_MB = 1024**2


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer and why it would not be taken.

    Attributes:
        release: The offer.
        target: What of the library it is for.
        rejections: Permanent objections.
        wait_until: World time until which a delay profile holds it back, or None.
    """

    release: Release
    target: Target
    rejections: tuple[str, ...]
    wait_until: float | None = None

    @property
    def approved(self) -> bool:
        """Nothing speaks against it now."""
        return not self.rejections and self.wait_until is None


class Search:
    """The searches of one app."""

    def __init__(self, core: Core, history: History, downloads: Downloads) -> None:
        """Start with an empty cache of interactive results."""
        self.core = core
        self.history = history
        self.downloads = downloads
        self._cache: dict[tuple[str, int], tuple[float, Judged]] = {}

    async def ask(self, target: Target, *, user: bool) -> list[Judged]:
        """Ask all indexers and judge the offers, best first.

        Args:
            target: What to look for.
            user: A person asked: unmonitored things are looked for too.
        """
        core = self.core
        core.counters.searches += 1
        core.counters.searched.append(core.library.title(target))
        del core.counters.searched[:-1000]
        await core.clock.sleep(_LATENCY)
        if not core.indexers.up:
            return []
        core.library.searched(target, core.clock.time())
        enabled = {
            row["id"]
            for row in core.settings.lists["indexer"]
            if row["enableAutomaticSearch"] or (user and row["enableInteractiveSearch"])
        }
        judged = [
            self.judge(release, matched, user=user)
            for release in core.library.offers(target)
            if release.indexer_id in enabled
            and (matched := core.library.match(release)) is not None
        ]
        return sorted(judged, key=self._preference)

    def _preference(self, judged: Judged) -> tuple[bool, int, int, int, int, int]:
        release = judged.release
        rank = self.core.library.table.rank(release.quality_id)
        episodes = release.episodes[0] if release.episodes else 0
        return (
            bool(judged.rejections),
            -rank,
            -len(judged.target.units),
            episodes,
            release.indexer_id,
            -release.size,
        )

    def judge(self, release: Release, target: Target, *, user: bool) -> Judged:
        """Judge one offer."""
        core = self.core
        profile = core.settings.profile(core.library.profile_id(target.media_id))
        table = core.library.table
        name = table.qualities[release.quality_id].name
        reasons: list[str] = []
        if self.history.is_blocked(target.media_id, release.title, release.indexer):
            reasons.append("Release is blocklisted")
        if release.quality_id not in allowed_ids(profile):
            reasons.append(f"{name} is not wanted in profile")
        reasons += self._size(release)
        reasons += self._age(release)
        if not user and not core.library.monitored(target):
            noun = "Movie" if release.media is Media.MOVIE else "Episode"
            reasons.append(f"{noun} is not monitored")
        reasons += self._against_files(release, target, profile)
        reasons += self._against_queue(release, target)
        return Judged(release, target, tuple(reasons), self._delay(release, profile))

    def _size(self, release: Release) -> list[str]:
        limit = self.core.settings.config["indexer"]["maximumSize"]
        if limit and release.size > limit * _MB:
            size, most = release.size / _MB / 1024, limit / 1024
            return [f"{size:.1f} GB is larger than maximum allowed {most:.1f} GB"]
        return []

    def _age(self, release: Release) -> list[str]:
        config = self.core.settings.config["indexer"]
        age = (self.core.clock.time() - release.published) / _DAY
        if config["retention"] and age > config["retention"]:
            return ["Older than configured retention"]
        return []

    def _against_files(
        self, release: Release, target: Target, profile: Json
    ) -> list[str]:
        table = self.core.library.table
        cutoff = table.cutoff_rank(profile["cutoff"])
        for file in self.core.library.files(target):
            have, new = table.rank(file.quality_id), table.rank(release.quality_id)
            label = f"{table.qualities[file.quality_id].name} v1"
            if not profile["upgradeAllowed"]:
                return ["Existing file and the Quality profile does not allow upgrades"]
            if have >= cutoff:
                return [f"Existing file meets cutoff: {label}"]
            if have >= new:
                return [
                    f"Existing file on disk is of equal or higher preference: {label}"
                ]
        return []

    def _against_queue(self, release: Release, target: Target) -> list[str]:
        table = self.core.library.table
        for tracked in self.downloads.tracked.values():
            if not concerns(tracked, target):
                continue
            if table.rank(tracked.quality_id) >= table.rank(release.quality_id):
                label = f"{table.qualities[tracked.quality_id].name} v1"
                return [f"Release in queue is of equal or higher preference: {label}"]
        return []

    def _delay(self, release: Release, profile: Json) -> float | None:
        row = self.core.settings.lists["delayprofile"][0]
        if not row["usenetDelay"]:
            return None
        best = max(
            (self.core.library.table.rank(number) for number in allowed_ids(profile)),
            default=0,
        )
        if row["bypassIfHighestQuality"] and (
            self.core.library.table.rank(release.quality_id) >= best
        ):
            return None
        due = release.published + row["usenetDelay"] * 60
        return due if due > self.core.clock.time() else None

    # -- automatic -------------------------------------------------------------------

    async def automatic(self, target: Target, *, user: bool) -> int:
        """Search and grab the best; return how many releases were sent or held."""
        found = await self.ask(target, user=user)
        source = "UserInvokedSearch" if user else "Search"
        return await self.take_best(found, source)

    async def take_best(self, found: list[Judged], source: str) -> int:
        """Grab the best release for each unit; what cannot be fetched is skipped."""
        taken: set[int] = set()
        count = 0
        for judged in found:
            if judged.rejections or taken & set(judged.target.units):
                continue
            if judged.wait_until is not None:
                self.hold(judged, "delay", judged.wait_until)
            elif not await self._take(judged, source):
                continue
            taken.update(judged.target.units)
            count += 1
        return count

    async def _take(self, judged: Judged, source: str) -> bool:
        try:
            await self.grab(judged.release, judged.target, source)
        except LookupError:
            return False
        except ClientDown:
            self.hold(judged, "downloadClientUnavailable", None)
        return True

    def hold(self, judged: Judged, reason: str, due: float | None) -> None:
        """Keep a release until it may be sent."""
        pending = self.downloads.pending
        if any(item.release.guid == judged.release.guid for item in pending):
            return
        now = self.core.clock.time()
        pending.append(Pending(judged.release, judged.target, reason, now, due))
        self.downloads.changed()

    async def send_pending(self) -> None:
        """Send what was held back and may go now."""
        now = self.core.clock.time()
        for item in tuple(self.downloads.pending):
            if item.due is not None and item.due > now:
                continue
            try:
                await self.grab(item.release, item.target, "Search")
            except ClientDown:
                item.reason, item.due = "downloadClientUnavailable", None
                continue
            except LookupError:
                pass
            self.downloads.pending.remove(item)

    # -- grabbing --------------------------------------------------------------------

    async def grab(self, release: Release, target: Target, source: str) -> str:
        """Send a release to the client and return the download id.

        Raises:
            LookupError: The indexer does not give the NZB.
            ClientDown: The client does not take it.
        """
        nzb = self.core.indexers.fetch(release)
        if (client := self.downloads.client()) is None:
            raise ClientDown("no download client")
        download_id = await client.add(release.title, nzb)
        self.record_grab(release, target, download_id, source)
        return download_id

    def record_grab(
        self,
        release: Release,
        target: Target,
        download_id: str,
        source: str,
        date: float | None = None,
    ) -> None:
        """Write the grab into history."""
        core = self.core
        now = core.clock.time()
        hours = (now - release.published) / 3600
        sonarr = core.name == "Sonarr"
        data: dict[str, str | None] = {
            "indexer": release.indexer,
            "nzbInfoUrl": release.info_url,
            "releaseGroup": release.group,
            "age": str(int(hours // 24)),
            "ageHours": f"{hours:.4f}",
            "ageMinutes": f"{hours * 60:.4f}",
            "publishedDate": iso(release.published),
            "downloadClient": "Sabnzbd",
            "downloadClientName": "SABnzbd",
            "size": str(release.size),
            "downloadUrl": release.download_url,
            "guid": release.guid,
            **core.library.external(target.media_id),
            "protocol": "1",
            "customFormatScore": "0",
            "releaseSource": source,
            "indexerFlags": "0",
        }
        if sonarr:
            data["seriesMatchType"] = release.match
            data["releaseType"] = core.library.release_type(target)
        else:
            data["movieMatchType"] = release.match
            data["indexerId"] = str(release.indexer_id)
        self.history.record(
            Event.GRABBED,
            target,
            source_title=release.title,
            quality_id=release.quality_id,
            download_id=download_id,
            data=data,
            date=date,
        )
        core.counters.grabs += 1
        core.counters.grabbed.append(release.title)
        del core.counters.grabbed[:-1000]

    # -- interactive -----------------------------------------------------------------

    def remember(self, found: list[Judged]) -> None:
        """Keep interactive results for half an hour, for `POST /release`."""
        now = self.core.clock.time()
        self._cache = {
            key: kept for key, kept in self._cache.items() if now - kept[0] < _CACHE
        }
        for judged in found:
            release = judged.release
            self._cache[(release.guid, release.indexer_id)] = (now, judged)

    def forget(self) -> None:
        """Lose the interactive results, as when the app ends."""
        self._cache.clear()

    def recall(self, guid: str, indexer_id: int) -> Judged | None:
        """Return a result that was shown less than half an hour ago."""
        kept = self._cache.get((guid, indexer_id))
        if kept is None or self.core.clock.time() - kept[0] >= _CACHE:
            return None
        return kept[1]

    def wire(self, judged: Judged, weight: int) -> Json:
        """Return the fields of a release that both apps share."""
        release = judged.release
        hours = (self.core.clock.time() - release.published) / 3600
        rejections = list(judged.rejections)
        if judged.wait_until is not None:
            rejections.append("Waiting for better quality release")
        return {
            "guid": release.guid,
            "quality": self.core.library.table.qualities[release.quality_id].model(),
            "qualityWeight": 100 * self.core.library.table.rank(release.quality_id),
            "age": math.floor(hours / 24),
            "ageHours": hours,
            "ageMinutes": hours * 60,
            "size": release.size,
            "indexerId": release.indexer_id,
            "indexer": release.indexer,
            "releaseGroup": release.group,
            "title": release.title,
            "sceneSource": False,
            "languages": [ENGLISH],
            "approved": judged.approved,
            "temporarilyRejected": judged.wait_until is not None,
            "rejected": bool(judged.rejections),
            "rejections": rejections,
            "publishDate": iso(release.published),
            "commentUrl": f"{release.info_url}#comments",
            "downloadUrl": release.download_url,
            "infoUrl": release.info_url,
            "downloadAllowed": True,
            "releaseWeight": weight,
            "customFormats": [],
            "customFormatScore": 0,
            "protocol": "usenet",
            "indexerFlags": 0,
        }


def concerns(tracked: Tracked, target: Target) -> bool:
    """Tell whether a tracked download is for (part of) a target."""
    other = tracked.target
    return (
        other is not None
        and other.media_id == target.media_id
        and bool(set(other.units) & set(target.units))
    )
