"""What AutoArr does about a failure, and when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.autoarr.downloads.model import (
    AttemptOutcome,
    Blames,
    DownloadStatus,
    Facts,
    FailureClass,
    FailureState,
    Message,
    Outcome,
    RecoveryMode,
    Standing,
    Step,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.recovery import preview
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.writes import (
    MarkFailed,
    RemoveFromQueue,
    Result,
    RetryJob,
    SearchEpisodes,
    SearchMovie,
    SearchSeason,
    Sent,
)
from custom_components.autoarr.servers.models import DownloadHandling, HistoryEvent

from .cases import (
    APP_RESTS,
    APP_SEARCHES,
    Story,
    diagnosis,
    failed_in_sabnzbd,
    failed_in_the_app,
    failure,
    of_a_pack,
    replacement,
    situation,
    stuck_in_the_queue,
)
from .world import START, ended, grabbed, job, record, row

RELEASE_FAULTS = [
    FailureClass.BAD_RELEASE,
    FailureClass.ENCRYPTED,
    FailureClass.DANGEROUS,
    FailureClass.STALLED,
]


# Before anything is done


@pytest.mark.parametrize("failure_class", RELEASE_FAULTS)
def test_nothing_is_removed_before_the_settle_time(failure_class: FailureClass) -> None:
    story = Story(failure(failure_class))
    stuck = situation(stuck_in_the_queue(), diagnosis=diagnosis(failure_class))
    story.look(stuck)
    assert story.state == FailureState.NEW
    assert story.failure.next_step is Step.BLOCKLIST_SEARCH
    assert story.failure.next_attempt_at == START + timedelta(minutes=2)
    story.look(stuck, seconds=119)
    assert story.sent == []
    assert story.reason == "reason_settling"
    story.look(stuck, seconds=1)
    assert story.actions == ["remove_from_queue"]


def test_a_clock_that_was_days_ahead_is_not_waited_for() -> None:
    story = Story(failure())
    story.look(situation(stuck_in_the_queue()), days=3)
    story.look(situation(stuck_in_the_queue()), days=-3)
    story.look(situation(stuck_in_the_queue()), hours=14)
    assert story.actions == ["remove_from_queue"]


def test_looking_twice_changes_nothing() -> None:
    story = Story(failure())
    story.look(situation())
    first = story.failure
    story.look(situation(), seconds=10)
    assert story.failure == first


def test_the_settle_time_counts_only_while_the_servers_are_watched() -> None:
    story = Story(failure())
    story.look(situation(stuck_in_the_queue()))
    back = situation(stuck_in_the_queue(), watched_since=START + timedelta(minutes=9))
    story.look(back, minutes=10)
    assert story.sent == []
    story.look(back, minutes=1)
    assert story.actions == ["remove_from_queue"]


def test_a_sick_house_seen_while_settling_clears_the_release() -> None:
    story = Story(failure())
    story.look(situation(stuck_in_the_queue()))
    full = Message(key="cause_disk_full")
    story.look(situation(stuck_in_the_queue(), environment=full), minutes=3)
    assert story.sent == []
    assert story.failure.failure_class is FailureClass.ENVIRONMENT
    assert story.failure.cause == full
    assert story.state == FailureState.WAITING
    assert story.failure.next_step is Step.ALERT


def test_a_release_is_judged_anew_once_the_house_is_well_again() -> None:
    story = Story(failure())
    sick = situation(stuck_in_the_queue(), environment=Message(key="cause_disk_full"))
    story.look(sick)
    well = situation(
        stuck_in_the_queue(), diagnosis=diagnosis(FailureClass.BAD_RELEASE)
    )
    story.look(well, minutes=30)
    assert story.failure.failure_class is FailureClass.BAD_RELEASE
    assert story.sent == [], "it settles again first"
    story.look(well, minutes=2)
    assert story.actions == ["remove_from_queue"]


def test_a_second_look_that_says_less_does_not_acquit_the_release() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    story.look(situation(diagnosis=diagnosis(FailureClass.UNKNOWN)))
    assert story.failure.failure_class is FailureClass.ENCRYPTED


# One searcher


def test_a_stuck_download_is_left_to_an_app_that_searches_itself() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    known = situation(stuck_in_the_queue(), handling=APP_SEARCHES)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [
        RemoveFromQueue(
            server_id="radarr",
            queue_id=5,
            download_id="nzo1",
            title="Dune.2021.1080p",
            remove_from_client=True,
            blocklist=True,
            skip_redownload=False,
        )
    ]
    assert story.failure.attempts[0].by_app
    assert story.state == FailureState.RECOVERING


def test_autoarr_searches_when_the_app_does_not() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    known = situation(stuck_in_the_queue(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    removal, search = story.sent
    assert isinstance(removal, RemoveFromQueue)
    assert removal.skip_redownload
    assert removal.blocklist
    assert search == SearchMovie(server_id="radarr", movie_id=1)
    assert not story.failure.attempts[0].by_app


def test_an_interactive_grab_is_searched_again_only_if_the_app_says_so() -> None:
    story = Story(failure())
    by_hand = failed_in_the_app(
        grab=grabbed("nzo1", number=11, release_source="InteractiveSearch")
    )
    handling = DownloadHandling(searches_again_interactive=False)
    known = situation(by_hand, handling=handling)
    story.look(known)
    assert story.failure.attempts == ()
    story.look(known, minutes=2)
    assert story.actions == ["search_movie"]


def test_the_apps_own_search_is_followed_and_counted() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    assert story.sent == []
    assert story.failure.attempts[0].by_app
    assert story.failure.attempts[0].outcome is AttemptOutcome.PENDING
    assert story.state == FailureState.RECOVERING
    assert story.reason == "reason_app_searches"


def test_autoarr_steps_in_when_the_app_found_nothing_in_ten_minutes() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app())
    story.look(known)
    story.look(known, minutes=9, seconds=59)
    assert story.sent == []
    story.look(known, seconds=1)
    assert story.actions == ["search_movie"], "the release is blocklisted already"
    assert story.outcomes == ["nothing_found", "pending"]
    story.look(known, minutes=5)
    assert story.actions == ["search_movie"]


def test_the_apps_search_for_what_failed_long_before_it_was_seen_is_over() -> None:
    story = Story(failure(failed_at=START - timedelta(minutes=11)))
    told = situation(failed_in_the_app(), handling=APP_SEARCHES)
    story.look(told)
    assert story.failure.attempts == ()
    story.look(told, minutes=2)
    assert story.actions == ["search_movie"]


def test_what_the_app_has_blocklisted_is_only_searched() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    assert story.actions == ["search_movie"]


def test_a_failure_that_the_app_never_noticed_is_marked_in_its_history() -> None:
    story = Story(failure())
    known = situation(failed_in_sabnzbd(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [
        MarkFailed(
            server_id="radarr",
            history_id=11,
            download_id="nzo1",
            grabbed_as="nzo1",
            title="Dune.2021.1080p",
        ),
        SearchMovie(server_id="radarr", movie_id=1),
    ]


def test_nothing_is_blocklisted_without_a_grab() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(grab=None))
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == []
    assert story.state == FailureState.ASKING
    assert story.reason == "reason_no_grab"


def test_a_retried_job_is_blocklisted_by_the_grab_of_the_first() -> None:
    story = Story(failure(download_id="nzo9"))
    known = situation(
        stuck_in_the_queue(
            download_id="nzo9", rows=(row("nzo9", id=6),), retry_of="nzo1"
        ),
        handling=APP_RESTS,
    )
    story.look(known)
    story.look(known, minutes=2)
    removal, mark, search = story.sent
    assert isinstance(removal, RemoveFromQueue)
    assert not removal.blocklist, "the app would lose the data and blocklist nothing"
    assert isinstance(mark, MarkFailed)
    assert mark.history_id == 11
    assert isinstance(search, SearchMovie)


def test_a_job_that_the_app_does_not_list_is_deleted_in_sabnzbd() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    known = situation(stuck_in_the_queue(rows=()))
    story.look(known)
    story.look(known, minutes=2)
    assert story.actions == ["delete_job", "mark_failed"]


def test_a_whole_season_is_searched_as_one() -> None:
    story = Story(of_a_pack())
    known = situation(failed_in_the_app(), handling=APP_RESTS, whole_season=True)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [SearchSeason(server_id="sonarr", series_id=7, season=1)]


def test_part_of_a_season_is_searched_by_episode() -> None:
    story = Story(of_a_pack())
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [
        SearchEpisodes(server_id="sonarr", series_id=7, episode_ids=(71, 72, 73))
    ]


def test_a_title_that_nobody_knows_is_never_searched() -> None:
    story = Story(failure(title_key=None))
    story.look(situation())
    story.look(situation(), minutes=2)
    assert story.sent == []
    assert story.reason == "reason_not_searchable"


def test_a_series_of_unknown_episodes_is_not_searched_whole() -> None:
    pack = of_a_pack()
    assert pack.title_key
    story = Story(replace(pack, title_key=replace(pack.title_key, episode_ids=())))
    story.look(situation())
    story.look(situation(), minutes=2)
    assert story.sent == []


# What comes of it


def test_no_search_is_sent_while_a_replacement_is_under_way() -> None:
    story = Story(failure())
    story.look(situation(stuck_in_the_queue(), replacement=replacement()))
    story.look(situation(stuck_in_the_queue(), replacement=replacement()), hours=30)
    assert story.sent == []
    assert story.state == FailureState.RECOVERING
    assert story.outcomes == ["grabbed"]
    assert story.failure.attempts[0].download_id == "nzo2"


def test_a_replacement_found_by_the_apps_search_is_that_attempts() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    story.look(situation(failed_in_the_app(), replacement=replacement()), minutes=10)
    assert len(story.failure.attempts) == 1
    assert story.outcomes == ["grabbed"]
    assert story.failure.attempts[0].download_id == "nzo2"
    assert story.reason == "reason_replacement"


def test_a_recovery_is_over_when_the_import_is_seen() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app(), replacement=replacement()))
    done = replacement(status=DownloadStatus.COMPLETED)
    story.look(situation(failed_in_the_app(), replacement=done), minutes=5)
    assert story.state == FailureState.RECOVERING
    story.look(situation(failed_in_the_app(), imported=True), minutes=1)
    assert story.state == FailureState.RECOVERED
    assert story.outcomes == ["imported"]
    assert story.failure.resolved_at == story.now
    assert story.look(situation()).writes == ()


def test_what_failed_or_ended_is_no_replacement() -> None:
    story = Story(failure(past_downloads=("nzo0",)))
    for other in (
        replacement("nzo1"),
        replacement("nzo0"),
        replacement(status=DownloadStatus.FAILED),
        replacement(outcome=Outcome.REMOVED),
    ):
        story.look(situation(replacement=other))
        assert "grabbed" not in story.outcomes


def test_the_next_attempts_come_an_hour_and_twelve_hours_later() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(), handling=APP_RESTS)
    gone = situation(failed_in_the_app(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    story.look(gone, minutes=10)
    assert story.state == FailureState.WAITING
    assert story.failure.next_attempt_at == story.now + timedelta(hours=1)
    story.look(gone, minutes=59)
    assert len(story.sent) == 2
    story.look(gone, minutes=1)
    assert story.actions[2:] == ["search_movie"]
    story.look(gone, minutes=10)
    assert story.failure.next_attempt_at == story.now + timedelta(hours=12)
    story.look(gone, hours=12)
    assert story.actions[3:] == ["search_movie"]


def test_titles_that_failed_together_part() -> None:
    times = []
    for jitter in (-1.0, 0.0, 1.0):
        story = Story(failure(), jitter=jitter)
        known = situation(failed_in_the_app(), handling=APP_RESTS)
        for minutes in (0, 2, 10):
            story.look(known, minutes=minutes)
        assert story.failure.next_attempt_at
        times.append(story.failure.next_attempt_at - story.now)
    assert times == [timedelta(minutes=minutes) for minutes in (54, 60, 66)]


def test_twelve_hours_after_the_last_attempt_it_is_given_up() -> None:
    story = Story(failure(), Policy(max_attempts=1))
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    for minutes in (0, 2, 10):
        story.look(known, minutes=minutes)
    assert story.state == FailureState.WAITING
    assert story.failure.next_step is Step.GIVE_UP
    story.look(known, hours=11, minutes=59)
    assert story.state == FailureState.WAITING
    story.look(known, minutes=1)
    assert story.state == FailureState.GIVEN_UP
    assert story.reason == "reason_gave_up_nothing_found"


def test_a_release_that_turns_up_in_the_last_wait_is_followed() -> None:
    story = Story(failure(), Policy(max_attempts=1))
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    for minutes in (0, 2, 10):
        story.look(known, minutes=minutes)
    late = situation(failed_in_the_app(), replacement=replacement())
    story.look(late, hours=6)
    assert story.state == FailureState.RECOVERING
    assert len(story.failure.attempts) == 1, "no attempt beyond the last one"
    story.look(late, hours=20)
    assert story.state == FailureState.RECOVERING


def test_a_replacement_that_fails_ends_its_attempt() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    story.replaced_one_failed("nzo2")
    story.look(situation(failed_in_the_app("nzo2"), handling=APP_RESTS), minutes=1)
    assert story.outcomes == ["failed"]
    assert story.failure.attempts[0].download_id == "nzo2"
    assert story.failure.next_attempt_at == story.now + timedelta(hours=1)


def test_each_release_that_the_app_tried_meanwhile_is_an_attempt() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    story.replaced_one_failed("nzo2")
    story.replaced_one_failed("nzo3")
    story.look(situation(failed_in_the_app("nzo3"), handling=APP_RESTS), hours=3)
    attempts = story.failure.attempts
    assert [(each.replaces, each.download_id) for each in attempts] == [
        ("nzo1", "nzo2"),
        ("nzo2", "nzo3"),
    ]
    assert story.outcomes == ["failed", "failed"]
    for number in (4, 5, 6):
        story.replaced_one_failed(f"nzo{number}")
    story.look(situation(failed_in_the_app("nzo6"), handling=APP_RESTS), hours=3)
    assert len(story.failure.attempts) == 3


def test_a_sick_house_is_seen_behind_a_replacement_as_well() -> None:
    story = Story(failure())
    story.look(
        situation(
            failed_in_the_app(),
            replacement=replacement(),
            environment=Message(key="cause_many_at_once"),
        )
    )
    assert story.failure.failure_class is FailureClass.ENVIRONMENT
    assert story.state == FailureState.RECOVERING


def test_who_was_acquitted_is_not_blamed_again_while_another_release_comes() -> None:
    held_up = failure(
        FailureClass.ENVIRONMENT,
        cause=Message(key="cause_disk_full"),
        blames=Blames.SYSTEM,
    )
    story = Story(held_up)
    coming = situation(failed_in_the_app(), replacement=replacement())
    story.look(coming)
    story.look(replace(coming, diagnosis=diagnosis(FailureClass.BAD_RELEASE)))
    assert story.failure.blames == Blames.SYSTEM
    story.replaced_one_failed("nzo2")
    story.look(
        situation(
            failed_in_the_app("nzo2"), diagnosis=diagnosis(FailureClass.BAD_RELEASE)
        )
    )
    assert story.failure.failure_class == FailureClass.BAD_RELEASE


def test_what_turns_out_to_be_a_persons_own_is_blamed_on_nobody() -> None:
    story = Story(failure(title_key=None))
    own = diagnosis(FailureClass.UNOWNED)
    story.look(situation(failed_in_sabnzbd(grab=None), diagnosis=own))
    assert story.failure.blames == Blames.NOBODY
    assert story.reason == "reason_unowned"
    of_the_app = Story(failure())
    of_the_app.look(situation(diagnosis=own))
    assert of_the_app.failure.blames == Blames.RELEASE


def test_the_app_that_searches_again_at_once_is_followed_at_once() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    story.replaced_one_failed("nzo2")
    story.look(situation(failed_in_the_app("nzo2")), minutes=1)
    assert story.outcomes == ["failed", "pending"]
    assert story.failure.attempts[1].by_app


def test_it_is_given_up_at_once_when_the_last_release_failed_and_nobody_searches() -> (
    None
):
    story = Story(failure(), Policy(max_attempts=1))
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    story.replaced_one_failed("nzo2")
    story.look(situation(failed_in_the_app("nzo2"), handling=APP_RESTS), minutes=5)
    assert story.state == FailureState.GIVEN_UP
    assert story.reason == "reason_gave_up_failed"


def test_a_replacement_that_is_lost_gets_a_while_to_show_up_again() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app(), replacement=replacement()))
    lost = situation(failed_in_the_app())
    story.look(lost, minutes=1)
    assert story.reason == "reason_replacement_lost"
    story.look(lost, minutes=9)
    assert story.outcomes == ["grabbed"]
    story.look(lost, minutes=1)
    assert story.outcomes == ["failed"]
    assert story.state == FailureState.WAITING


def test_another_replacement_takes_the_place_of_a_lost_one() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app(), replacement=replacement()))
    story.look(situation(failed_in_the_app(), replacement=replacement("nzo3")))
    assert len(story.failure.attempts) == 1
    assert story.failure.attempts[0].download_id == "nzo3"


@pytest.mark.parametrize("outcome", [None, Outcome.IGNORED])
def test_a_replacement_that_nobody_imports_is_done_when_it_is_complete(
    outcome: Outcome | None,
) -> None:
    story = Story(failure(FailureClass.UNOWNED, title_key=None))
    done = replacement(status=DownloadStatus.COMPLETED, title_key=None, outcome=outcome)
    story.look(situation(replacement=done, removed_elsewhere=True))
    assert story.state == FailureState.RECOVERED
    assert story.reason == "reason_completed"


def test_what_somebody_else_removed_is_left_alone() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    story.look(situation(stuck_in_the_queue()))
    story.look(situation(removed_elsewhere=True), minutes=1)
    assert story.state == FailureState.DISMISSED
    assert story.reason == "reason_removed_elsewhere"
    assert story.failure.evidence[0].text == "removed elsewhere"
    assert story.failure.attempts == ()


def test_what_somebody_else_replaced_is_followed() -> None:
    story = Story(failure(FailureClass.ENCRYPTED))
    story.look(situation(removed_elsewhere=True, replacement=replacement()))
    assert story.state == FailureState.RECOVERING


# What stands in the way


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"unavailable": "Radarr"}, "reason_server_unavailable"),
        (
            {"facts": failed_in_the_app(client_paused=True)},
            "reason_client_paused",
        ),
        (
            {"facts": failed_in_the_app(ownership_known=False, grab=None)},
            "reason_owner_unknown",
        ),
    ],
)
def test_the_clock_stands_still_while_a_server_is_down_or_paused(
    known: dict[str, Any], reason: str
) -> None:
    story = Story(failure())
    running = situation(failed_in_the_app(), handling=APP_RESTS)
    for minutes in (0, 2, 10):
        story.look(running, minutes=minutes)
    held = situation(**{"facts": failed_in_the_app(), **known})
    story.look(held, minutes=40)
    assert story.reason == reason
    assert story.failure.next_attempt_at is None
    assert story.failure.clock_left == 20 * 60
    story.look(held, hours=100)
    assert len(story.sent) == 1
    story.look(replace(running, watched_since=story.now))
    assert story.failure.next_attempt_at == story.now + timedelta(minutes=20)
    story.look(running, minutes=20)
    assert story.actions == ["search_movie", "search_movie"]


def test_a_server_that_is_down_keeps_a_question_open() -> None:
    story = Story(failure())
    ask = situation(stuck_in_the_queue(), mode=RecoveryMode.ASK)
    story.look(ask)
    story.look(ask, minutes=2)
    story.look(replace(ask, unavailable="Radarr"))
    assert story.state == FailureState.ASKING


def test_a_search_in_flight_stays_one_while_a_server_is_down() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    story.look(situation(failed_in_the_app(), unavailable="SABnzbd"), minutes=1)
    assert story.state == FailureState.RECOVERING


def test_a_down_server_does_not_hide_a_sick_house() -> None:
    story = Story(failure(FailureClass.ENVIRONMENT))
    story.look(situation(unavailable="SABnzbd"))
    assert story.state == FailureState.WAITING
    assert story.reason == "reason_environment"


def test_removals_wait_for_their_limit() -> None:
    story = Story(failure())
    many = situation(stuck_in_the_queue(), removals_left=0)
    story.look(many)
    decision = story.look(many, minutes=2)
    assert story.sent == []
    assert story.reason == "reason_too_many_removals"
    assert decision.look_at == story.now + timedelta(minutes=1)
    story.look(situation(stuck_in_the_queue(), removals_left=1), minutes=1)
    assert story.actions == ["remove_from_queue"]


def test_a_search_takes_nothing_away_so_it_needs_no_removal() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app(), handling=APP_RESTS, removals_left=0)
    story.look(known)
    story.look(known, minutes=2)
    assert story.actions == ["search_movie"]


def test_nothing_is_done_that_cannot_be_written_down() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(), store_healthy=False)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == []
    assert story.reason == "reason_store_unwritable"


def test_what_is_protected_is_asked_about() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(), protected_by="keep")
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == []
    assert story.state == FailureState.ASKING
    assert story.failure.next_step is Step.BLOCKLIST_SEARCH


def test_a_torrent_is_asked_about_and_its_data_is_kept() -> None:
    story = Story(failure(FailureClass.STALLED))
    torrent = stuck_in_the_queue(rows=(row("nzo1", id=5, protocol="torrent"),))
    known = situation(torrent, diagnosis=diagnosis(FailureClass.STALLED))
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == []
    assert story.reason == "reason_torrent"


def test_a_stalled_download_that_goes_on_was_only_held_up() -> None:
    story = Story(failure(FailureClass.STALLED))
    stands = diagnosis(FailureClass.STALLED)
    story.look(situation(stuck_in_the_queue(), diagnosis=stands))
    moving = stuck_in_the_queue(standing=Standing(moves=True))
    story.look(situation(moving), minutes=3)
    assert story.state == FailureState.DISMISSED
    assert story.reason == "reason_cleared"
    assert story.sent == []


@pytest.mark.parametrize(
    "facts",
    [
        stuck_in_the_queue(),
        stuck_in_the_queue(job=job("nzo1", status="Paused")),
        failed_in_sabnzbd(record=None, rows=(row("nzo1", protocol="torrent"),)),
    ],
    ids=["not watched for long enough", "paused by a person", "torrent"],
)
def test_nothing_is_blamed_for_a_stall_that_is_not_seen_any_more(facts: Facts) -> None:
    story = Story(failure(FailureClass.STALLED))
    for hours in (0, 1, 100):
        story.look(situation(facts), hours=hours)
        assert story.state == FailureState.WAITING
        assert story.reason == "reason_watching"
    stands = situation(stuck_in_the_queue(), diagnosis=diagnosis(FailureClass.STALLED))
    story.look(stands)
    assert story.sent == []
    story.look(stands, minutes=2)
    assert story.actions == ["remove_from_queue"]


def test_who_was_asked_about_a_stall_is_not_asked_again_after_a_restart() -> None:
    story = Story(failure(FailureClass.STALLED))
    stands = situation(
        stuck_in_the_queue(),
        mode=RecoveryMode.ASK,
        diagnosis=diagnosis(FailureClass.STALLED),
    )
    story.look(stands)
    story.look(stands, minutes=2)
    assert story.state == FailureState.ASKING
    story.look(situation(stuck_in_the_queue(), mode=RecoveryMode.ASK), minutes=1)
    assert story.state == FailureState.ASKING
    assert story.reason == "reason_watching"


def test_a_stalled_download_that_comes_in_after_all_is_not_blamed() -> None:
    story = Story(failure(FailureClass.STALLED))
    story.look(situation(failed_in_sabnzbd(record=ended("nzo1"))), hours=1)
    assert story.state == FailureState.DISMISSED
    assert story.sent == []


def test_a_replacement_that_goes_on_after_a_stall_keeps_the_ledger_of_its_title() -> (
    None
):
    story = Story(failure())
    story.look(situation())
    story.look(situation(), minutes=2)
    story.failure = replace(
        story.failure,
        download_id="nzo2",
        past_downloads=("nzo1",),
        failure_class=FailureClass.STALLED,
    )
    moving = stuck_in_the_queue(download_id="nzo2", standing=Standing(moves=True))
    story.look(situation(moving), hours=5)
    assert story.state == FailureState.WAITING
    assert len(story.failure.attempts) == 1
    story.look(situation(moving, imported=True), hours=1)
    assert story.state == FailureState.RECOVERED


# Modes


def test_observe_says_what_it_would_do_and_does_nothing() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(), mode=RecoveryMode.OBSERVE)
    story.look(known)
    story.look(known, minutes=2)
    story.look(known, hours=50)
    assert story.sent == []
    assert story.state == FailureState.NEW
    assert story.failure.next_step is Step.BLOCKLIST_SEARCH
    assert story.reason == "reason_would_blocklist_search"


def test_observe_watches_the_app_recover_by_itself() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app(), mode=RecoveryMode.OBSERVE)
    story.look(known)
    assert story.state == FailureState.NEW
    assert story.reason == "reason_would_step_in"
    story.look(known, minutes=10)
    assert story.reason == "reason_would_search"
    story.look(replace(known, replacement=replacement()))
    assert story.state == FailureState.RECOVERING
    story.look(replace(known, imported=True))
    assert story.state == FailureState.RECOVERED
    assert story.sent == []


def test_observe_asks_nothing() -> None:
    story = Story(failure(FailureClass.IMPORTABLE))
    story.look(situation(mode=RecoveryMode.OBSERVE))
    assert story.state == FailureState.NEW


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (stuck_in_the_queue(), "reason_ask_blocklist_search"),
        (failed_in_the_app(), "reason_ask_search"),
    ],
)
def test_ask_waits_for_a_person(facts: Facts, reason: str) -> None:
    story = Story(failure())
    known = situation(facts, mode=RecoveryMode.ASK, handling=APP_RESTS)
    story.look(known)
    assert story.state == FailureState.NEW
    story.look(known, minutes=2)
    story.look(known, hours=50)
    assert story.sent == []
    assert story.state == FailureState.ASKING
    assert story.failure.next_step is Step.BLOCKLIST_SEARCH
    assert story.reason == reason


def test_switching_to_automatic_takes_up_what_was_only_asked() -> None:
    story = Story(failure())
    ask = situation(stuck_in_the_queue(), mode=RecoveryMode.ASK)
    story.look(ask)
    story.look(ask, minutes=2)
    story.look(replace(ask, mode=RecoveryMode.AUTOMATIC), minutes=1)
    assert story.actions == ["remove_from_queue"]


# Other classes


@pytest.mark.parametrize(
    ("failure_class", "state", "step"),
    [
        (FailureClass.ENVIRONMENT, FailureState.WAITING, Step.ALERT),
        (FailureClass.WAITING, FailureState.WAITING, Step.WAIT),
        (FailureClass.AMBIGUOUS, FailureState.ASKING, Step.ASK),
        (FailureClass.UNOWNED, FailureState.NEW, Step.NONE),
    ],
)
def test_what_no_other_release_can_cure_is_left_alone(
    failure_class: FailureClass, state: FailureState, step: Step
) -> None:
    story = Story(failure(failure_class))
    stuck = situation(stuck_in_the_queue(), diagnosis=diagnosis(failure_class))
    for hours in (0, 1, 100):
        story.look(stuck, hours=hours)
        assert story.state == state
        assert story.failure.next_step is step
        assert story.reason == f"reason_{failure_class}"
    assert story.sent == []


def test_what_was_only_held_up_is_over_once_the_job_goes_on() -> None:
    story = Story(failure(FailureClass.ENVIRONMENT))
    held_up = diagnosis(FailureClass.ENVIRONMENT)
    story.look(situation(stuck_in_the_queue(), diagnosis=held_up))
    assert story.state == FailureState.WAITING
    story.look(situation(stuck_in_the_queue()), minutes=1)
    assert story.state == FailureState.DISMISSED
    assert story.reason == "reason_cleared"
    assert story.sent == []


@pytest.mark.parametrize(
    "known",
    [
        situation(stuck_in_the_queue(client_paused=True)),
        situation(stuck_in_the_queue(running=True, client_idle=True)),
        situation(stuck_in_the_queue(), environment=Message(key="cause_disk_full")),
        situation(stuck_in_the_queue(), unavailable="Sabnzbd"),
        situation(failed_in_sabnzbd(), sick=Message(key="cause_disk_full")),
        situation(failed_in_the_app(), sick=Message(key="cause_disk_full")),
    ],
    ids=["paused", "nothing comes", "sick", "unseen", "failed", "failed in the app"],
)
def test_what_does_not_go_on_is_not_over(known: Situation) -> None:
    story = Story(failure(FailureClass.ENVIRONMENT))
    story.look(known)
    story.look(known, hours=5)
    assert story.state == FailureState.WAITING


def test_a_full_disk_never_follows_up_on_the_apps_own_search() -> None:
    story = Story(failure(FailureClass.ENVIRONMENT))
    for hours in (0, 1, 100):
        full = Message(key="cause_disk_full")
        story.look(situation(failed_in_the_app(), sick=full), hours=hours)
    assert story.failure.attempts == ()
    assert story.sent == []


def test_what_a_person_marked_as_failed_in_the_app_is_followed() -> None:
    story = Story(failure(FailureClass.IMPORTABLE))
    story.look(situation(failed_in_the_app()))
    assert story.failure.attempts[0].by_app


def test_an_unknown_cause_gets_one_retry_of_the_same_job() -> None:
    story = Story(failure(FailureClass.UNKNOWN))
    story.answers = lambda _: Result(sent=Sent.DONE, new_download_id="nzo2")
    story.look(situation())
    assert story.failure.next_step is Step.RETRY_SAME
    story.look(situation(), minutes=2)
    assert story.sent == [
        RetryJob(server_id="sab", job_id="nzo1", title="Dune.2021.1080p")
    ]
    assert story.failure.attempts[0].download_id == "nzo2"


def test_an_unknown_cause_is_the_releases_fault_when_the_retry_fails_too() -> None:
    story = Story(failure(FailureClass.UNKNOWN))
    story.answers = lambda _: Result(sent=Sent.DONE, new_download_id="nzo2")
    story.look(situation())
    story.look(situation(), minutes=2)
    story.replaced_one_failed("nzo2")
    again = situation(
        failed_in_sabnzbd(download_id="nzo2", retry_of="nzo1"), handling=APP_RESTS
    )
    story.look(again, minutes=5)
    story.look(again, hours=1)
    assert story.actions == ["retry_job", "mark_failed", "search_movie"]


@pytest.mark.parametrize(
    "facts",
    [
        failed_in_sabnzbd(record=None),
        failed_in_sabnzbd(record_gone=True),
        stuck_in_the_queue(),
    ],
)
def test_an_unknown_cause_is_not_blamed_unasked_when_nothing_can_be_retried(
    facts: Facts,
) -> None:
    story = Story(failure(FailureClass.UNKNOWN))
    known = situation(facts)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == []
    assert story.state == FailureState.ASKING
    assert story.reason == "reason_unknown"


def test_an_unknown_cause_that_the_app_blocklisted_is_searched() -> None:
    story = Story(failure(FailureClass.UNKNOWN))
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    assert story.actions == ["search_movie"]


# When a server does not play along


def test_a_refusal_counts_and_is_not_repeated_at_once() -> None:
    story = Story(failure())
    story.answers = lambda _: Result(sent=Sent.REFUSED, detail="no")
    known = situation(stuck_in_the_queue())
    story.look(known)
    story.look(known, minutes=2)
    assert story.outcomes == ["refused"]
    assert story.failure.attempts[0].detail == "no"
    assert story.reason == "reason_refused"
    story.look(known, minutes=59)
    assert len(story.sent) == 1
    story.look(known, minutes=61)
    assert story.actions == ["remove_from_queue", "remove_from_queue"]


def test_a_server_that_always_refuses_is_given_up_on() -> None:
    story = Story(failure())
    story.answers = lambda _: Result(sent=Sent.REFUSED, detail="no")
    known = situation(stuck_in_the_queue())
    for hours in (0, 1, 1, 2, 1, 13, 1):
        story.look(known, hours=hours)
    assert story.state == FailureState.GIVEN_UP
    assert story.reason == "reason_gave_up_refused"
    assert len(story.sent) == 3


def test_what_was_never_sent_is_no_attempt() -> None:
    story = Story(failure())
    story.answers = lambda _: Result(sent=Sent.UNREACHABLE)
    known = situation(stuck_in_the_queue())
    story.look(known)
    story.look(known, minutes=2)
    assert story.failure.attempts == ()
    assert story.reason == "reason_not_reached"
    story.answers = lambda _: Result(sent=Sent.DONE)
    story.look(known, minutes=1)
    assert len(story.sent) == 1
    story.look(known, minutes=1)
    assert len(story.sent) == 2


def test_a_release_that_still_stands_in_the_queue_was_not_blamed() -> None:
    story = Story(failure())
    known = situation(stuck_in_the_queue(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    story.look(known, minutes=11)
    assert story.failure.attempts[-1].outcome is AttemptOutcome.NOTHING_FOUND
    story.look(known, hours=2)
    assert story.actions == ["remove_from_queue", "search_movie"] * 2


def test_what_may_have_been_done_is_not_sent_again() -> None:
    story = Story(failure())
    story.answers = lambda _: Result(sent=Sent.UNSURE)
    known = situation(stuck_in_the_queue(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    story.look(known, minutes=9)
    assert story.actions == ["remove_from_queue", "search_movie"]
    assert story.outcomes == ["pending"]


# After a restart, and in preview


def test_what_was_blocklisted_is_not_blocklisted_again_when_its_facts_are_forgotten() -> (
    None
):
    story = Story(failure())
    known = situation(stuck_in_the_queue(), handling=APP_RESTS)
    story.look(known)
    story.look(known, minutes=2)
    forgotten = replace(situation(handling=APP_RESTS), facts=None)
    story.look(forgotten, minutes=10)
    story.look(forgotten, hours=1)
    assert story.actions == ["remove_from_queue", "search_movie", "search_movie"]


def test_without_any_facts_nothing_is_blamed() -> None:
    story = Story(failure())
    forgotten = replace(situation(), facts=None)
    story.look(forgotten)
    story.look(forgotten, minutes=2)
    assert story.sent == []
    assert story.state == FailureState.ASKING


def test_a_title_given_up_before_gets_no_new_round() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    for hours in (0, 1, 1, 2, 1, 13, 1, 13):
        story.look(known, hours=hours)
    assert story.state == FailureState.GIVEN_UP
    again = failure(id="f2", download_id="nzo8", attempts=story.failure.attempts)
    second = Story(again)
    second.look(situation(failed_in_the_app("nzo8"), handling=APP_RESTS))
    assert second.state == FailureState.WAITING
    second.look(situation(failed_in_the_app("nzo8"), handling=APP_RESTS), hours=12)
    assert second.state == FailureState.GIVEN_UP
    assert second.sent == []


def test_a_preview_shows_what_automatic_would_send_and_sends_nothing() -> None:
    known = situation(stuck_in_the_queue(), mode=RecoveryMode.OBSERVE)
    shown = preview(failure(), known, Policy(), START)
    assert shown.step is Step.BLOCKLIST_SEARCH
    assert [write.action for write in shown.writes] == ["remove_from_queue"]
    assert shown.reason == Message(key="reason_would_blocklist_search")


def test_a_preview_of_a_running_attempt_shows_that_it_waits() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    shown = preview(story.failure, situation(failed_in_the_app()), Policy(), story.now)
    assert shown.step is Step.WAIT
    assert shown.writes == ()


def test_an_import_that_the_app_recorded_ends_even_what_was_not_attempted() -> None:
    story = Story(failure(FailureClass.IMPORTABLE))
    imported = stuck_in_the_queue(imported=record(HistoryEvent.IMPORTED))
    story.look(situation(imported, imported=True))
    assert story.state == FailureState.RECOVERED
