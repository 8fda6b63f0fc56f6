"""What the tracker makes of the servers' answers."""

from datetime import timedelta
import time

import pytest

from custom_components.autoarr.downloads.model import (
    Change,
    DownloadStatus,
    MediaType,
    Outcome,
    TitleKey,
)
from custom_components.autoarr.servers.models import (
    Episode,
    HistoryEvent,
    Movie,
    Series,
    ServerType,
    StatusMessage,
    Warning as SabWarning,
)

from .world import GIB, START, World, ended, failed, grabbed, job, record, row


@pytest.fixture
def world() -> World:
    """A world whose baseline is past."""
    world = World()
    world.first_looks()
    return world


def only(changes: list[Change]) -> Change:
    """Return the one change there should be."""
    assert len(changes) == 1, changes
    return changes[0]


def test_a_job_and_its_row_are_one_download(world: World) -> None:
    world.sab(job("a"))
    change = only(world.radarr(row("a"), records=[grabbed("a")]))
    assert list(world.tracker.downloads) == ["a"]
    assert change.download.server_id == "radarr"
    assert change.download.client_id == "sab"
    assert change.facts.job
    assert change.facts.rows
    assert change.facts.grab
    assert change.download.title_key == TitleKey(server_id="radarr", media_id=1)
    assert change.download.progress == 50.0


def test_a_season_pack_is_one_download_of_all_its_episodes(world: World) -> None:
    rows = [
        row("p", id=n, series_id=7, season=2, episode_id=100 + n) for n in range(1, 9)
    ]
    world.tracker.add_owner("sonarr", ServerType.SONARR)
    world.tracker.set_library(
        "sonarr", {7: Series(id=7, title="The Show", year=2020, tvdb_id=77)}
    )
    world.tracker.set_episodes(
        "sonarr",
        {
            7: [
                Episode(id=100 + n, series_id=7, season=2, episode=n)
                for n in range(1, 9)
            ]
        },
    )
    change = only(world.sonarr(*rows))
    assert change.download.size == 2 * GIB
    assert change.download.media.media_type is MediaType.SERIES
    assert change.download.media.title == "The Show"
    assert change.download.media.season == 2
    assert change.download.media.episodes == tuple(range(1, 9))
    assert change.download.title_key
    assert change.download.title_key.episode_ids == tuple(range(101, 109))


def test_a_pack_that_is_imported_ends_once(world: World) -> None:
    rows = [row("p", id=n, series_id=7, episode_id=n) for n in (1, 2, 3)]
    world.sonarr(*rows)
    world.clock.pass_by(minutes=1)
    records = [
        record(HistoryEvent.IMPORTED, "p", n, series_id=7, episode_id=n)
        for n in (1, 2, 3)
    ]
    change = only(world.sonarr(records=records))
    assert change.ended
    assert change.download.outcome is Outcome.IMPORTED
    assert world.sonarr() == []


def test_an_unsent_release_is_no_download(world: World) -> None:
    assert world.radarr(row(None, status="delay")) == []
    assert not world.tracker.downloads


def test_a_film_has_its_name_once_the_library_is_known(world: World) -> None:
    assert only(world.radarr(row("a"))).download.media.title == ""
    world.tracker.set_library(
        "radarr", {1: Movie(id=1, title="Dune", year=2021, tmdb_id=438631)}
    )
    media = only(world.radarr(row("a"))).download.media
    assert (media.title, media.year, media.tmdb_id) == ("Dune", 2021, 438631)
    assert world.radarr(row("a")) == []


def test_the_library_of_an_unknown_server_is_ignored(world: World) -> None:
    world.tracker.set_library("nobody", {})
    world.tracker.set_episodes("nobody", {})
    assert not world.tracker.downloads


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, DownloadStatus.DOWNLOADING),
        ({"status": "Paused"}, DownloadStatus.PAUSED),
        ({"status": "Grabbing"}, DownloadStatus.QUEUED),
        ({"status": "Propagating"}, DownloadStatus.QUEUED),
        ({"status": "Checking"}, DownloadStatus.VERIFYING),
        ({"status": "Fetching"}, DownloadStatus.DOWNLOADING),
    ],
)
def test_status_follows_the_job(
    world: World, facts: dict[str, object], status: DownloadStatus
) -> None:
    assert only(world.sab(job("a", **facts))).download.status is status


def test_status_of_a_waiting_job_is_queued_whatever_sabnzbd_calls_it(
    world: World,
) -> None:
    changes = world.sab(job("a", position=0), job("b", position=1))
    assert [change.download.status for change in changes] == [
        DownloadStatus.DOWNLOADING,
        DownloadStatus.QUEUED,
    ]
    changes = world.sab(job("b", position=0), job("a", position=1))
    assert {change.download.id: change.download.status for change in changes} == {
        "a": DownloadStatus.QUEUED,
        "b": DownloadStatus.DOWNLOADING,
    }


def test_status_is_paused_while_the_client_is_but_not_for_forced_jobs(
    world: World,
) -> None:
    world.sab(job("a"), job("f", priority="Force", position=1))
    changes = world.sab(job("a"), job("f", priority="Force", position=1), paused=True)
    assert {change.download.id: change.download.status for change in changes} == {
        "a": DownloadStatus.PAUSED,
        "f": DownloadStatus.DOWNLOADING,
    }


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("Queued", DownloadStatus.VERIFYING),
        ("QuickCheck", DownloadStatus.VERIFYING),
        ("Repairing", DownloadStatus.VERIFYING),
        ("Extracting", DownloadStatus.EXTRACTING),
        ("Running", DownloadStatus.EXTRACTING),
        ("SomethingNew", DownloadStatus.EXTRACTING),
    ],
)
def test_status_follows_post_processing(
    world: World, state: str, status: DownloadStatus
) -> None:
    change = only(world.sab(history=(ended("a", status=state, storage=""),)))
    assert change.download.status is status
    assert change.download.outcome is None


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"status": "queued"}, DownloadStatus.QUEUED),
        ({"status": "paused"}, DownloadStatus.PAUSED),
        ({"status": "downloading"}, DownloadStatus.DOWNLOADING),
        ({"status": "warning"}, DownloadStatus.DOWNLOADING),
        ({"status": "completed"}, DownloadStatus.IMPORTING),
        (
            {"status": "completed", "tracked_state": "importing"},
            DownloadStatus.IMPORTING,
        ),
        (
            {"status": "completed", "tracked_state": "importBlocked"},
            DownloadStatus.IMPORT_BLOCKED,
        ),
        (
            {
                "status": "completed",
                "tracked_state": "importPending",
                "tracked_status": "warning",
            },
            DownloadStatus.IMPORT_BLOCKED,
        ),
        (
            {"status": "completed", "tracked_state": "importPending"},
            DownloadStatus.IMPORTING,
        ),
        (
            {"status": "failed", "tracked_state": "failedPending"},
            DownloadStatus.FAILED,
        ),
    ],
)
def test_status_follows_the_row_where_no_client_is_known(
    world: World, facts: dict[str, object], status: DownloadStatus
) -> None:
    assert only(world.radarr(row("t", **facts))).download.status is status


def test_status_is_importing_between_sabnzbd_and_the_apps_next_look(
    world: World,
) -> None:
    world.sab(job("a"))
    world.radarr(row("a"))
    change = only(world.sab(history=(ended("a"),)))
    assert change.download.status is DownloadStatus.IMPORTING
    assert change.download.progress == 100.0


def test_a_failed_job_is_news_once(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    gone = failed("a", "Aborted", size=GIB // 2)
    change = only(world.sab(history=(gone,)))
    assert change.ended
    assert change.download.outcome is Outcome.FAILED
    assert change.download.status is DownloadStatus.FAILED
    assert change.download.size == 2 * GIB
    assert change.download.progress == 25.0
    assert not change.baseline
    assert world.sab(history=(gone,)) == []
    assert "a" not in world.tracker.downloads


def test_a_final_status_that_came_too_early_is_not_believed(world: World) -> None:
    world.sab(job("a"))
    change = only(world.sab(history=(failed("a", "Aborted", loaded=True, storage=""),)))
    assert change.download.outcome is None
    assert only(world.sab(history=(failed("a", "Aborted"),))).ended


def test_a_failure_that_the_app_tidied_away_at_once_is_seen_in_its_history(
    world: World,
) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    assert only(world.sab(history=())).download.outcome is None
    world.clock.pass_by(minutes=1)
    failure = record(HistoryEvent.FAILED, "a", 2, message="Aborted, …")
    change = only(world.radarr(records=[failure]))
    assert change.ended
    assert change.download.outcome is Outcome.FAILED
    assert change.facts.app_failed == failure


def test_the_record_of_a_failure_is_remembered_after_it_is_deleted(
    world: World,
) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    gone = failed("a", "Repair failed")
    world.sab(history=(gone,))
    world.sab(history=())
    facts = world.tracker.facts("a")
    assert facts.record == gone
    assert facts.record_gone


def test_what_the_app_says_later_is_told_without_a_second_end(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "Repair failed"),))
    change = only(world.radarr(records=[record(HistoryEvent.FAILED, "a", 2)]))
    assert change.facts.app_failed
    assert not change.ended


def test_a_job_retried_by_a_person_is_imported_after_all(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "Repair failed"),))
    change = only(
        world.radarr(
            records=[
                record(HistoryEvent.IMPORTED, "a", 2, date=START + timedelta(hours=1))
            ]
        )
    )
    assert change.download.outcome is Outcome.IMPORTED


def test_a_job_in_neither_list_for_a_moment_is_not_gone(world: World) -> None:
    world.sab(job("a"))
    assert world.sab(history=()) == []
    world.clock.pass_by(seconds=5)
    change = only(world.sab(history=(ended("a", status="Queued"),)))
    assert change.before
    assert change.before.status is DownloadStatus.DOWNLOADING


def test_a_job_that_stays_away_was_removed(world: World) -> None:
    world.sab(job("a"))
    world.sab(history=())
    world.clock.pass_by(seconds=30)
    change = only(world.sab())
    assert change.ended
    assert change.download.outcome is Outcome.REMOVED
    assert world.sab() == []


def test_a_clock_that_is_set_back_keeps_nothing_that_is_gone(world: World) -> None:
    world.sab(job("a"))
    world.sab(history=())
    world.clock.pass_by(days=-1)
    assert world.sab() == []
    world.clock.pass_by(seconds=30)
    assert only(world.sab()).download.outcome is Outcome.REMOVED


def test_an_app_that_restarts_removes_nothing(world: World) -> None:
    world.sab(history=(ended("a"),))
    world.radarr(row("a", status="completed"), records=[grabbed("a")])
    assert world.radarr() == []
    world.clock.pass_by(minutes=2)
    assert world.radarr(row("a", status="completed")) == []
    assert list(world.tracker.downloads) == ["a"]


def test_an_app_that_restarts_ignores_nothing_whose_grab_was_not_read(
    world: World,
) -> None:
    world.sab(history=(ended("a"),))
    world.radarr(row("a", status="completed", added=None))
    assert world.tracker.downloads["a"].server_id == "radarr"
    world.sonarr()
    assert world.radarr() == []
    assert world.sab() == []
    world.clock.pass_by(minutes=2)
    world.radarr(row("a", status="completed", added=None))
    assert list(world.tracker.downloads) == ["a"]
    world.radarr()
    world.clock.pass_by(minutes=6)
    assert only(world.radarr()).download.outcome is Outcome.REMOVED


def unlisted(world: World) -> Change:
    """Let an app lose sight of what SABnzbd has ready; return what is told of that."""
    world.sab(history=(ended("a", category="films"),))
    world.radarr(row("a", status="completed"), records=[grabbed("a")])
    assert world.radarr() == []
    world.clock.pass_by(minutes=6)
    return only(world.radarr())


def test_what_sabnzbd_has_ready_and_the_app_does_not_list_is_blocked(
    world: World,
) -> None:
    change = unlisted(world)
    assert change.download.outcome is None
    assert change.download.status is DownloadStatus.IMPORT_BLOCKED
    assert change.facts.unlisted
    world.clock.pass_by(minutes=6)
    assert world.radarr() == []
    assert world.tracker.facts("a").unlisted


def test_what_an_app_lists_again_is_imported(world: World) -> None:
    unlisted(world)
    change = only(world.radarr(row("a", status="completed")))
    assert not change.facts.unlisted
    assert change.download.status is DownloadStatus.IMPORTING
    imported = record(HistoryEvent.IMPORTED, "a", 2)
    assert only(world.radarr(records=[imported])).download.outcome is Outcome.IMPORTED


def test_what_is_deleted_while_no_app_lists_it_was_removed(world: World) -> None:
    unlisted(world)
    assert world.sab(history=()) == []
    world.clock.pass_by(minutes=6)
    change = only(world.radarr())
    assert change.download.outcome is Outcome.REMOVED
    assert not world.tracker.facts("a").unlisted


def test_what_an_app_imported_after_all_may_leave_its_client_first(
    world: World,
) -> None:
    unlisted(world)
    assert world.sab(history=()) == []
    imported = record(HistoryEvent.IMPORTED, "a", 2)
    assert only(world.radarr(records=[imported])).download.outcome is Outcome.IMPORTED


def test_what_no_app_lists_and_one_reading_leaves_out_is_still_there(
    world: World,
) -> None:
    unlisted(world)
    assert world.sab(history=()) == []
    world.sab(history=(ended("a", category="films"),))
    world.clock.pass_by(minutes=6)
    assert world.radarr() == []
    assert world.tracker.facts("a").unlisted


def test_what_no_app_listed_before_a_restart_is_followed_after_it() -> None:
    world = World()
    world.tracker.add_owner("radarr", ServerType.RADARR)
    world.tracker.expect(["a", "c"], None)
    world.sab(history=(ended("a"), ended("b")))
    world.radarr(records=[grabbed("a"), grabbed("b"), grabbed("c")])
    assert list(world.tracker.downloads) == ["a"]
    world.clock.pass_by(minutes=1)
    assert world.radarr() == []
    world.clock.pass_by(minutes=6)
    assert only(world.radarr()).facts.unlisted


def test_what_no_app_listed_before_a_restart_is_known_though_its_grab_is_old() -> None:
    world = World()
    world.tracker.add_owner("radarr", ServerType.RADARR)
    world.tracker.add_owner("sonarr", ServerType.SONARR)
    key = TitleKey(server_id="radarr", media_id=1)
    world.tracker.expect(["a"], key)
    world.sab(history=(ended("a"),))
    for minutes in (1, 6):
        world.radarr()
        world.sonarr(row("a", status="completed", added=None, series_id=None))
        world.sonarr()
        world.clock.pass_by(minutes=minutes)
    change = only(world.radarr())
    assert change.facts.unlisted
    assert change.download.title_key == key
    assert change.download.status is DownloadStatus.IMPORT_BLOCKED


def test_a_job_that_left_its_client_may_be_imported_until_the_app_was_asked(
    world: World,
) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.radarr()
    world.sab()
    world.clock.pass_by(seconds=30)
    assert world.sab() == []
    assert world.tracker.update_owner("radarr", ServerType.RADARR, None) == []
    world.clock.pass_by(minutes=30)
    assert world.sab() == []
    imported = record(HistoryEvent.IMPORTED, "a", 2)
    assert only(world.radarr(records=[imported])).download.outcome is Outcome.IMPORTED


def test_a_removed_download_that_comes_back_is_no_longer_over(world: World) -> None:
    world.sab(job("a"))
    world.sab()
    world.clock.pass_by(seconds=30)
    world.sab()
    change = only(world.sab(job("a")))
    assert change.download.outcome is None
    assert change.before
    assert change.before.outcome is Outcome.REMOVED


def test_a_client_that_is_down_takes_nothing_away(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    assert world.tracker.update_client("sab", None, None) == []
    world.radarr()
    world.clock.pass_by(hours=3)
    assert world.radarr() == []
    assert "a" in world.tracker.downloads


def test_an_app_that_is_down_keeps_its_rows(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    assert world.tracker.update_owner("radarr", ServerType.RADARR, None) == []
    assert only(world.sab()).download.outcome is None
    world.clock.pass_by(hours=1)
    assert world.sab() == []
    assert world.tracker.downloads["a"].server_id == "radarr"


def test_no_change_gets_lost_when_an_app_goes_down(world: World) -> None:
    world.sab(job("a"))
    world.sab(history=())
    world.clock.pass_by(seconds=30)
    assert world.tracker.update_owner("radarr", ServerType.RADARR, None) == []
    assert only(world.sab()).download.outcome is Outcome.REMOVED


def test_an_ignored_download_is_ignored(world: World) -> None:
    world.sab(history=(ended("a"),))
    world.radarr(row("a", status="completed"), records=[grabbed("a")])
    change = only(world.radarr(records=[record(HistoryEvent.IGNORED, "a", 2)]))
    assert change.download.outcome is Outcome.IGNORED


def test_in_the_baseline_old_failures_are_marked_as_old() -> None:
    world = World()
    change = only(world.sab(history=(failed("a", "Repair failed"),)))
    assert change.baseline
    assert change.ended


def test_in_the_baseline_old_successes_are_no_news_at_all() -> None:
    world = World()
    assert world.sab(history=(ended("a"), ended("b"))) == []


def test_more_about_an_old_failure_is_old_too() -> None:
    world = World()
    world.sab(history=(failed("a", "Repair failed"),))
    world.radarr()
    world.clock.pass_by(minutes=1)
    change = only(world.radarr(records=[grabbed("a")]))
    assert change.baseline
    assert change.download.server_id == "radarr"


def test_an_unread_history_is_still_to_come() -> None:
    world = World()
    assert only(world.sab(job("a"))).baseline
    assert only(world.sab(job("a"), history=(failed("b", "Repair failed"),))).baseline
    assert not only(
        world.sab(job("a"), history=(failed("b", "Repair failed"), failed("c", "Oh")))
    ).baseline


def test_the_baseline_is_a_matter_of_each_server(world: World) -> None:
    assert only(world.sonarr(row("s", series_id=1, episode_id=1))).baseline
    assert not only(world.radarr(row("r"))).baseline


def test_an_import_while_nobody_looked_is_told(world: World) -> None:
    records = [grabbed("q"), record(HistoryEvent.IMPORTED, "q", 2)]
    change = only(world.radarr(records=records))
    assert change.before is None
    assert change.ended
    assert change.download.outcome is Outcome.IMPORTED


def test_a_download_was_done_when_its_client_was_not_when_it_was_imported(
    world: World,
) -> None:
    world.sab(job("a"))
    world.radarr(row("a"), records=[grabbed("a")])
    assert world.tracker.downloaded_at("a") is None
    world.clock.pass_by(minutes=5)
    world.sab(history=(ended("a"),))
    done_at = world.tracker.downloaded_at("a")
    assert done_at
    assert done_at >= START + timedelta(minutes=5)
    world.clock.pass_by(hours=3)
    world.radarr(records=[record(HistoryEvent.IMPORTED, "a", 2)])
    assert world.tracker.downloaded_at("a") == done_at
    world.sab(history=(ended("b", completed=START),))
    world.radarr(row("b", status="completed"), records=[grabbed("b")])
    assert world.tracker.downloaded_at("b") == START
    assert world.tracker.downloaded_at("nobody") is None


def test_a_grab_alone_is_no_download_yet(world: World) -> None:
    assert world.radarr(records=[grabbed("q")]) == []


def test_ownership_is_open_until_every_app_answered(world: World) -> None:
    world.tracker.add_owner("sonarr", ServerType.SONARR)
    change = only(world.sab(job("a")))
    assert not change.facts.ownership_known
    world.clock.pass_by(seconds=5)
    assert world.radarr() == []
    change = only(world.sonarr())
    assert change.facts.ownership_known
    assert not change.facts.grabbed
    assert change.download.server_id == "sab"


def test_ownership_of_a_row_that_the_app_did_not_grab(world: World) -> None:
    change = only(world.radarr(row("a", added=None, movie_id=None)))
    assert change.facts.owner_id == "radarr"
    assert not change.facts.grabbed
    assert change.download.title_key is None


def test_ownership_goes_to_the_app_that_grabbed_it_when_both_list_it(
    world: World,
) -> None:
    world.sonarr(row("a", added=None, series_id=None))
    world.radarr(row("a"), records=[grabbed("a")])
    assert world.tracker.downloads["a"].server_id == "radarr"
    assert world.tracker.facts("a").owner_type is ServerType.RADARR


def test_nobodys_finished_job_is_over_once_that_is_known(world: World) -> None:
    world.sab(job("a"))
    world.clock.pass_by(seconds=5)
    change = only(world.sab(history=(ended("a"),)))
    assert change.download.outcome is None
    assert change.download.status is DownloadStatus.COMPLETED
    assert only(world.radarr()).download.outcome is Outcome.IGNORED


def test_without_sonarr_and_radarr_a_finished_job_is_simply_over() -> None:
    world = World()
    world.sab(job("a"), history=())
    assert only(world.sab(history=(ended("a"),))).ended


def test_a_retry_keeps_the_grab_of_the_first_job(world: World) -> None:
    world.sab(job("a", name="Film"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "Disk full", name="Film", size=GIB),))
    world.radarr(records=[record(HistoryEvent.FAILED, "a", 2)])
    world.clock.pass_by(minutes=1)
    changes = world.sab(job("b", name="Film"), history=())
    change = next(item for item in changes if item.download.id == "b")
    assert change.facts.retry_of == "a"
    assert change.facts.grabbed
    assert change.facts.app_failed is None
    assert change.download.title_key == TitleKey(server_id="radarr", media_id=1)
    assert change.download.outcome is None


def test_a_retry_of_a_retry_still_leads_to_the_first_job(world: World) -> None:
    world.sab(job("a", name="Film"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "x", name="Film"),))
    world.clock.pass_by(minutes=1)
    second = failed("b", "x", name="Film", completed=world.clock.now)
    world.sab(history=(second,))
    world.clock.pass_by(minutes=1)
    world.sab(job("c", name="Film"), history=())
    assert world.tracker.facts("b").retry_of == "a"
    assert world.tracker.facts("c").retry_of == "a"
    assert world.tracker.facts("c").owner_id == "radarr"


def test_a_retry_is_not_seen_in_another_grab_of_the_same_release(world: World) -> None:
    world.sab(job("a", name="Film"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "x", name="Film"),))
    world.radarr(records=[grabbed("b", number=5)])
    world.sab(job("b", name="Film"))
    assert world.tracker.facts("b").retry_of is None


def test_a_retry_gives_way_to_a_grab_that_is_read_later(world: World) -> None:
    world.sab(job("a", name="Film"))
    world.radarr(row("a"), records=[grabbed("a")])
    world.sab(history=(failed("a", "x", name="Film"),))
    world.sab(job("b", name="Film"))
    assert world.tracker.facts("b").retry_of == "a"
    world.radarr(row("b"), records=[grabbed("b", number=5)])
    assert world.tracker.facts("b").retry_of is None


def test_replacements_are_found_by_title(world: World) -> None:
    world.radarr(row("a"), records=[grabbed("a")])
    key = TitleKey(server_id="radarr", media_id=1)
    assert world.tracker.find_replacement(key, {"a"}, START) is None
    later = START + timedelta(minutes=10)
    world.radarr(row("a"), row("b"), records=[grabbed("b", date=later)])
    found = world.tracker.find_replacement(key, {"a"}, START)
    assert found
    assert found.id == "b"
    assert (
        world.tracker.find_replacement(key, {"a"}, later + timedelta(seconds=1)) is None
    )


def test_what_replaces_a_download_is_told_after_it(world: World) -> None:
    later = START + timedelta(minutes=5)
    changes = world.radarr(
        row("a", status="completed", added=later),
        row("b", status="completed", added=START),
        records=[grabbed("a", date=later), grabbed("b")],
    )
    assert [change.download.id for change in changes] == ["b", "a"]


def test_replacements_may_be_over_already(world: World) -> None:
    world.radarr(
        row("a"),
        records=[grabbed("b"), record(HistoryEvent.IMPORTED, "b", 2)],
    )
    found = world.tracker.find_replacement(
        TitleKey(server_id="radarr", media_id=1), {"a"}, START
    )
    assert found
    assert found.outcome is Outcome.IMPORTED


def test_replacements_without_a_grab_record_count_from_when_the_app_added_them(
    world: World,
) -> None:
    later = START + timedelta(minutes=3)
    world.radarr(row("a"), row("b", added=later))
    found = world.tracker.find_replacement(
        TitleKey(server_id="radarr", media_id=1), (), START
    )
    assert found
    assert found.id == "b"


def test_replacements_are_of_the_same_episodes(world: World) -> None:
    world.sonarr(row("a", series_id=1, episode_id=1))
    world.sonarr(
        row("a", series_id=1, episode_id=1), row("b", series_id=1, episode_id=2)
    )
    key = TitleKey(server_id="sonarr", media_id=1, episode_ids=(2,))
    found = world.tracker.find_replacement(key, (), START)
    assert found
    assert found.id == "b"


def test_a_thousand_rows_that_stay_the_same_change_nothing(
    world: World,
) -> None:
    rows = [row(f"d{n}", movie_id=n) for n in range(1000)]
    jobs = [job(f"d{n}", position=n) for n in range(1000)]
    world.sab(*jobs)
    assert len(world.radarr(*rows)) == 1000
    before = dict(world.tracker.downloads)
    rows = [row(f"d{n}", movie_id=n) for n in range(1000)]
    jobs = [job(f"d{n}", position=n) for n in range(1000)]
    began = time.perf_counter()
    assert world.radarr(*rows) == []
    assert world.sab(*jobs) == []
    assert time.perf_counter() - began < 0.25
    after = world.tracker.downloads
    assert all(after[key] is download for key, download in before.items())


def test_one_changed_row_touches_one_download(world: World) -> None:
    rows = [row(f"d{n}", movie_id=n) for n in range(100)]
    world.radarr(*rows)
    before = dict(world.tracker.downloads)
    rows[5] = row("d5", movie_id=5, size_left=10)
    assert only(world.radarr(*rows)).download.id == "d5"
    after = world.tracker.downloads
    assert sum(after[key] is not before[key] for key in before) == 1


def test_time_passing_in_the_queue_is_no_news(world: World) -> None:
    world.sab(job("a", time_left=60), job("b", position=1, time_left=120))
    world.radarr()
    changes = world.sab(
        job("a", time_left=50, size_left=GIB - 1),
        job("b", position=1, time_left=110),
    )
    assert only(changes).download.id == "a"
    assert world.tracker.downloads["b"].time_left == 110
    world.sab(
        job("a", time_left=50, size_left=GIB - 1), job("b", position=1, time_left=109)
    )
    assert world.tracker.downloads["b"].time_left == 110


def test_the_apps_older_progress_of_a_job_is_no_news(world: World) -> None:
    world.sab(job("a"))
    world.radarr(row("a", time_left=60))
    known = world.tracker.facts("a").rows
    assert world.radarr(row("a", time_left=50, size_left=5)) == []
    assert world.tracker.facts("a").rows is known
    change = only(world.radarr(row("a", status="completed", size_left=0)))
    assert change.facts.rows[0].status == "completed"


def test_a_count_down_in_a_label_is_no_news(world: World) -> None:
    world.sab(job("a", status="Grabbing", labels=("WAIT 52 sec",)))
    assert world.sab(job("a", status="Grabbing", labels=("WAIT 42 sec",))) == []


def test_memory_is_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("custom_components.autoarr.downloads.tracker.MOST_ENDED", 10)
    monkeypatch.setattr("custom_components.autoarr.downloads.reports.MOST_TOLD", 10)
    for n in range(50):
        world.radarr(
            row(f"d{n}"),
            records=[grabbed(f"g{n}"), record(HistoryEvent.IMPORTED, f"d{n}", n)],
        )
    assert world.tracker.download("d3") is None
    assert world.tracker.download("d45")
    assert world.tracker.facts("g0").grab is None
    world.radarr(row("d49"))
    assert list(world.tracker.downloads) == ["d49"]


def test_what_slides_out_of_the_newest_page_is_not_gone(world: World) -> None:
    world.sab(history=(failed("a", "x", completed=START),))
    newer = ended("z", completed=START + timedelta(hours=1))
    assert world.sab(history=(newer,)) == []
    assert not world.tracker.facts("a").record_gone


def test_two_clients_keep_their_jobs_apart(world: World) -> None:
    world.sab(job("a"))
    world.tracker.update_client("sab2", None, None)
    world.sab(job("b"), history=(), client="sab2")
    assert world.tracker.downloads["a"].client_id == "sab"
    assert world.tracker.downloads["b"].client_id == "sab2"


def test_removing_a_server_forgets_what_only_it_knew(world: World) -> None:
    world.sab(job("a"), job("b", position=1))
    world.radarr(row("b"), row("c"))
    world.tracker.remove_server("sab")
    assert set(world.tracker.downloads) == {"b", "c"}
    assert world.tracker.downloads["b"].client_id is None
    world.tracker.remove_server("radarr")
    assert not world.tracker.downloads
    assert (
        world.tracker.find_replacement(
            TitleKey(server_id="radarr", media_id=1), (), START
        )
        is None
    )


def test_a_job_listed_twice_while_it_is_processed_is_one(world: World) -> None:
    twice = (ended("a", status="Extracting"), failed("a", "Unpacking failed"))
    assert only(world.sab(history=twice)).download.outcome is Outcome.FAILED


def test_old_warnings_explain_nothing(world: World) -> None:
    warnings = (
        SabWarning(level="WARNING", text="old", time=START - timedelta(days=1)),
        SabWarning(level="WARNING", text="first", time=START),
        SabWarning(level="ERROR", text="second", time=START + timedelta(seconds=1)),
        SabWarning(level="ERROR", text="timeless"),
    )
    change = only(world.sab(job("a"), warnings=warnings))
    assert change.facts.warnings == ("second", "first", "timeless")


@pytest.mark.parametrize(
    ("minutes", "told"), [(-20, ("full", "gone")), (20, ("gone",))]
)
def test_a_disk_that_was_full_before_a_job_came_has_not_spoiled_it(
    world: World, minutes: int, told: tuple[str, ...]
) -> None:
    full = SabWarning(
        level="WARNING", text="full", time=START, origin="assembler.py:118"
    )
    gone = SabWarning(level="WARNING", text="gone", time=START - timedelta(seconds=1))
    job_ended = failed(
        "a",
        completed=START + timedelta(minutes=40),
        time_added=START + timedelta(minutes=minutes),
    )
    change = only(world.sab(history=(job_ended,), warnings=(full, gone)))
    assert change.facts.warnings == told


def test_a_warning_that_came_with_the_pause_stays_valid_as_long_as_it_lasts(
    world: World,
) -> None:
    warning = SabWarning(level="WARNING", text="Too little", time=world.clock.now)
    world.sab(job("a"))
    world.sab(job("a"), paused=True, warnings=(warning,))
    world.clock.pass_by(days=2)
    world.sab(job("a"), paused=True, warnings=(warning,))
    assert world.tracker.facts("a").warnings == ("Too little",)
    world.sab(job("a"), warnings=(warning,))
    assert world.tracker.facts("a").warnings == ()


def test_all_warnings_count_when_the_pause_was_there_before_us() -> None:
    world = World()
    old = SabWarning(level="WARNING", text="x", time=START - timedelta(days=9))
    change = only(world.sab(job("a"), paused=True, warnings=(old,), history=()))
    assert change.facts.warnings == ("x",)


def test_the_apps_words_are_news(world: World) -> None:
    world.radarr(row("a"))
    blocked = row("a", messages=(StatusMessage(title="x", messages=("Sample",)),))
    assert only(world.radarr(blocked)).facts.rows[0].messages


def test_records_of_other_kinds_and_of_no_download_say_nothing(world: World) -> None:
    records = [
        record(HistoryEvent.FILE_DELETED, "a"),
        record(HistoryEvent.IMPORTED, "", 2),
    ]
    assert world.radarr(records=records) == []


def test_a_row_that_comes_twice_is_one(world: World) -> None:
    world.radarr(row("a", id=5), row("a", id=5))
    assert len(world.tracker.facts("a").rows) == 1


def test_a_failed_job_that_everybody_forgot_stays_failed(world: World) -> None:
    world.sab(job("a"))
    world.sab(history=(failed("a", "x"),))
    world.tracker.remove_server("radarr")
    world.sab(history=())
    assert world.tracker.download("a")
    assert world.tracker.facts("a").record_gone
    assert world.tracker.download("nobody") is None


def test_a_client_that_gets_nothing_is_idle_only_while_it_has_work(
    world: World,
) -> None:
    refused = (SabWarning(level="ERROR", text="Failed login", time=world.clock.now),)
    world.sab(job("a"), warnings=refused)
    change = only(world.sab(job("a"), status="Idle", warnings=refused))
    assert change.facts.client_idle
    assert change.facts.running
    world.sab(job("a", status="Paused"), status="Idle", warnings=refused)
    assert not world.tracker.facts("a").client_idle


def test_a_retry_is_known_for_one_after_a_restart_when_its_failed_job_is_forgotten(
    world: World,
) -> None:
    world.tracker.restore_retry("nzo2", "nzo1")
    world.tracker.restore_retry("nzo3", "nzo2")
    world.sab(job("nzo3", name="Release.nzo1"), history=())
    world.radarr(records=[grabbed("nzo1")])
    facts = world.tracker.facts("nzo3")
    assert facts.retry_of == "nzo1"
    assert facts.grab is not None
    assert facts.grab.download_id == "nzo1"
    known = world.tracker.download("nzo3")
    assert known is not None
    assert known.server_id == "radarr"
    assert known.title_key is not None
