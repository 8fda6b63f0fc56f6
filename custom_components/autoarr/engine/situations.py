"""Gathers what is known about a failure from all servers, for the rules to decide."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from homeassistant.util import dt as dt_util

from ..coordinators import ArrCoordinator, SabnzbdCoordinator
from ..downloads.brake import Brake
from ..downloads.diagnosis import diagnose
from ..downloads.joined import is_held_up, is_known, verdict
from ..downloads.model import (
    PROVIDER_DOWN,
    REPLACED,
    Diagnosis,
    Download,
    Facts,
    Failure,
    FailureClass,
    Line,
    Message,
    Outcome,
)
from ..downloads.policy import Policy
from ..downloads.reports import news_trouble
from ..downloads.signatures import CLIENT_DISK_FULL, LIBRARY_DISK_FULL
from ..downloads.situation import Situation
from ..downloads.tracker import APP_RESTART
from ..servers.models import DownloadHandling
from .disk_guard import has_room

if TYPE_CHECKING:
    from .stack import Engine

MISSING = frozenset({"cause_articles_missing", "cause_articles_short"})
"""What a news server that is down may be the reason of."""
PROVIDER_CAUSES = frozenset(
    {
        PROVIDER_DOWN,
        "cause_provider_login",
        "cause_provider_unreachable",
        "cause_provider_quota",
        "cause_provider_refuses",
    }
)
FOLDER_CAUSES = frozenset(
    {"cause_path_mapping", "cause_root_folder_missing", "cause_no_files"}
)
"""What the health checks of Sonarr and Radarr tell as well."""
ENDED = REPLACED | {FailureClass.ENVIRONMENT}
"""The classes of downloads that may have failed for good, and are then tidied away."""
STATUS_AGE = timedelta(minutes=6)
"""How old a reading of the news servers may be to say that they are well."""
CLOCK_SKEW = timedelta(minutes=1)


class Situations:
    """Looks at one stack from a failure's point of view."""

    def __init__(self, engine: Engine, brake: Brake, policy: Policy) -> None:
        """Look at engine's servers."""
        self._engine = engine
        self._brake = brake
        self._policy = policy

    def of(self, failure: Failure, removals_left: int) -> Situation:
        """Return the situation of a failure now."""
        engine = self._engine
        rule = engine.rulings.of(failure)
        download = engine.tracker.download(failure.download_id)
        facts = engine.tracker.facts(failure.download_id) if download else None
        found = diagnose(facts) if facts else None
        sick, measured = self._sick(failure, facts, found)
        replacement = self._replacement(failure, facts)
        return Situation(
            mode=engine.mode_under(rule),
            rule=rule,
            watched_since=self._watched_since(failure),
            outdated=self._is_outdated(failure, self._policy.under(rule)),
            facts=facts,
            diagnosis=found,
            environment=self._environment(failure, found, facts),
            sick=sick,
            measured=measured,
            handling=self._handling(failure),
            replacement=replacement,
            imported=self._is_imported(failure, facts, replacement),
            removed_elsewhere=self._is_removed_elsewhere(failure, download, facts),
            unavailable=self._unavailable(failure),
            removals_left=removals_left,
            store_healthy=engine.store.healthy,
            protected_by=self._protected_by(failure, facts),
            profiles=self._profiles(failure),
            other_tool=engine.other_tools.holds(failure.server_id),
            whole_season=self._is_whole_season(failure),
        )

    def _handling(self, failure: Failure) -> DownloadHandling:
        owner = self._engine.coordinators.get(failure.server_id or "")
        if isinstance(owner, ArrCoordinator) and owner.data:
            return owner.data.handling
        return DownloadHandling()

    def _replacement(self, failure: Failure, facts: Facts | None) -> Download | None:
        """Return what was grabbed for the title after the failure.

        Of what nobody asked for only a retried job is known to belong to it.
        """
        if failure.title_key is None:
            retried = failure.attempts[-1].download_id if failure.attempts else None
            return self._engine.tracker.download(retried) if retried else None
        return self._engine.tracker.find_replacement(
            failure.title_key,
            {failure.download_id, *failure.past_downloads},
            _failed_at(failure, facts) - CLOCK_SKEW,
        )

    def _is_imported(
        self, failure: Failure, facts: Facts | None, replacement: Download | None
    ) -> bool:
        """Return whether the title is there, by whichever of its downloads."""
        earlier = map(self._engine.tracker.download, failure.past_downloads)
        if any(
            download is not None and download.outcome is Outcome.IMPORTED
            for download in (replacement, *earlier)
        ):
            return True
        return facts is not None and verdict(facts) is Outcome.IMPORTED

    def _is_removed_elsewhere(
        self, failure: Failure, download: Download | None, facts: Facts | None
    ) -> bool:
        """Return whether somebody else took the download, or its replacement, away."""
        tracker = self._engine.tracker
        newest = download
        if failure.attempts and failure.attempts[-1].download_id:
            newest = tracker.download(failure.attempts[-1].download_id) or download
        if newest is None or failure.failure_class is FailureClass.UNOWNED:
            return self._is_gone(failure, facts)
        if newest.outcome not in (Outcome.REMOVED, Outcome.IGNORED):
            return False
        if facts is not None and facts.app_failed is not None and newest is download:
            return False
        return not self._engine.conductor.executor.removed(newest.id)

    def _is_gone(self, failure: Failure, facts: Facts | None) -> bool:
        """Return whether a download that nothing was done about is nowhere any more.

        It may have been taken away while Home Assistant was down. What had failed by then
        leaves the apps by itself; what stood in a queue or in nobody's history does not.
        """
        if failure.attempts or (facts and is_known(facts)):
            return False
        if facts is None:
            if failure.failed_at and failure.failure_class in ENDED:
                return False
            since = dt_util.utcnow() - self._watched_since(failure)
            if since < APP_RESTART or self._unavailable(failure):
                return False
        return not self._engine.conductor.executor.removed(failure.download_id)

    def _watched_since(self, failure: Failure) -> datetime:
        servers = {
            failure.server_id,
            failure.client_id,
        } & self._engine.watched_since.keys()
        return max(
            (self._engine.watched_since[server] for server in servers if server),
            default=self._engine.started_at,
        )

    def _is_outdated(self, failure: Failure, policy: Policy) -> bool:
        """Return whether what a step rests on must be read again before it.

        A news server may have gone, and a tag may have come, since they were read.
        """
        since = failure.detected_at
        if failure.next_attempt_at:
            since = max(since, failure.next_attempt_at - policy.settle)
        if since > dt_util.utcnow():
            return False
        fresh = [True]
        client = self._engine.coordinators.get(failure.client_id or "")
        if failure.failure_class in REPLACED and isinstance(client, SabnzbdCoordinator):
            fresh.append(client.has_status_since(since))
        owner = self._engine.coordinators.get(failure.server_id or "")
        if (
            isinstance(owner, ArrCoordinator)
            and failure.title_key
            and (policy.protected_tags or self._engine.rulings.book.asks_for_tags)
        ):
            fresh.append(owner.has_tags_since(failure.title_key.media_id, since))
        return not all(fresh)

    def _unavailable(self, failure: Failure) -> str | None:
        """Return the name of a server that recovery needs and that is down."""
        for server_id in (failure.server_id, failure.client_id):
            coordinator = self._engine.coordinators.get(server_id or "")
            if coordinator and not coordinator.last_update_success:
                return coordinator.server.name
        return None

    def _environment(
        self, failure: Failure, found: Diagnosis | None, facts: Facts | None
    ) -> Message | None:
        """Return a sign that the house is sick, not the release."""
        held = self._brake.holds(failure)
        if held:
            return held
        coordinator = self._engine.coordinators.get(failure.client_id or "")
        if not isinstance(coordinator, SabnzbdCoordinator) or coordinator.data is None:
            return None
        providers = coordinator.data.news_servers
        down = [each for each in providers if each.error or not each.active]
        if len(down) < len(providers):
            # Any one of them may have had the articles that the others have not.
            is_missing = (found or failure).cause.key in MISSING
            down = [
                each for each in down if is_missing and each.error and not each.optional
            ]
        if not down and _is_stalled_alone(found, facts):
            down = [each for each in (news_trouble(providers),) if each]
        if not down:
            return None
        return Message(key=PROVIDER_DOWN, placeholders={"provider": down[0].name})

    def is_spoiled(self, failure: Failure) -> bool:
        """Return whether what spoiled a download is still there."""
        situation = self.of(failure, 0)
        return bool(situation.environment or situation.sick)

    def _sick(
        self, failure: Failure, facts: Facts | None, found: Diagnosis | None
    ) -> tuple[Message | None, bool]:
        """Return why the system still cannot take a failure's release, if anything tells.

        Returns:
            The cause, and whether something tells at all.
        """
        if failure.failure_class is not FailureClass.ENVIRONMENT:
            return None, False
        if facts and is_held_up(facts):
            is_sick = found and found.failure_class is FailureClass.ENVIRONMENT
            return (found.cause if found and is_sick else None), True
        key = failure.cause.key
        client = self._engine.coordinators.get(failure.client_id or "")
        owner = self._engine.coordinators.get(failure.server_id or "")
        is_well: bool | None = None
        if key == CLIENT_DISK_FULL and isinstance(client, SabnzbdCoordinator):
            size = self._size(failure)
            is_well = has_room(client.data.queue, size) if client.data else None
        elif key in PROVIDER_CAUSES and isinstance(client, SabnzbdCoordinator):
            is_well = self._are_providers_well(client)
        elif key == LIBRARY_DISK_FULL and isinstance(owner, ArrCoordinator):
            is_well = owner.has_room(self._size(failure))
        elif key in FOLDER_CAUSES and isinstance(owner, ArrCoordinator):
            is_well = owner.sees_its_folders
        return (failure.cause if is_well is False else None), is_well is not None

    def _size(self, failure: Failure) -> int:
        download = self._engine.tracker.download(failure.download_id)
        return download.size if download else 0

    @staticmethod
    def _are_providers_well(client: SabnzbdCoordinator) -> bool:
        """Return whether every news server answers, by a reading of these minutes."""
        if not client.has_status_since(dt_util.utcnow() - STATUS_AGE):
            return False
        providers = client.data.news_servers if client.data else ()
        return not any(
            each.error or not each.active for each in providers if not each.optional
        )

    def _profiles(self, failure: Failure) -> tuple[int, int] | None:
        """Return the title's quality profile and a lower one that it could have."""
        owner = self._engine.coordinators.get(failure.server_id or "")
        if failure.title_key is None or not isinstance(owner, ArrCoordinator):
            return None
        return owner.lower_profile(failure.title_key.media_id)

    def _protected_by(self, failure: Failure, facts: Facts | None) -> str | None:
        job = (facts.job or facts.record) if facts else None
        owner = self._engine.coordinators.get(failure.server_id or "")
        tags: tuple[str, ...] = ()
        if isinstance(owner, ArrCoordinator) and failure.title_key:
            tags = owner.tags_of(failure.title_key.media_id)
        return self._policy.protects(
            title=failure.media.title,
            release=failure.title,
            category=job.category if job else None,
            tags=tags,
        )

    def _is_whole_season(self, failure: Failure) -> bool:
        """Return whether the failed download was meant to bring all of a season."""
        key = failure.title_key
        owner = self._engine.coordinators.get(failure.server_id or "")
        if key is None or len(key.episode_ids) < 2 or failure.media.season is None:
            return False
        if not isinstance(owner, ArrCoordinator):
            return False
        season = {
            episode.id
            for episode in owner.episodes_of(key.media_id)
            if episode.season == failure.media.season
        }
        return bool(season) and season <= set(key.episode_ids)


def _is_stalled_alone(found: Diagnosis | None, facts: Facts | None) -> bool:
    """Return whether nothing shows that other downloads of the client go on."""
    return (
        found is not None
        and found.failure_class is FailureClass.STALLED
        and facts is not None
        and facts.client_id is not None
        and facts.standing.line is not Line.WORKS
    )


def _failed_at(failure: Failure, facts: Facts | None) -> datetime:
    """Return when the download failed, by the server's clock if that says earlier."""
    told = facts.ended_at if facts else failure.failed_at
    return min(failure.detected_at, told or failure.detected_at)
