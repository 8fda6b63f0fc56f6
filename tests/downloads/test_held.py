"""What only the system's health, a hand or time can cure, and what is done about it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.autoarr.downloads.ledger import counted
from custom_components.autoarr.downloads.model import (
    AttemptOutcome,
    Diagnosis,
    Facts,
    Failure,
    FailureClass,
    FailureState,
    Message,
    RecoveryMode,
    Step,
)
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.writes import (
    GrabRelease,
    ImportFiles,
    RefreshTitle,
    RemoveFromQueue,
    Result,
    RetryJob,
    Sent,
    SetProfile,
    Unblock,
)

from .cases import (
    APP_RESTS,
    APP_SEARCHES,
    POLICY,
    Story,
    diagnosis,
    failed_in_sabnzbd,
    failed_in_the_app,
    failure,
    of_a_pack,
    replacement,
    situation,
    stuck_in_the_queue,
    waiting_for_an_import,
)
from .world import START, failed, job, row

FULL = Message(key="cause_disk_full")


def spoiled(**facts: Any) -> Failure:
    """Return the failure of a download that a full disk spoiled."""
    return failure(FailureClass.ENVIRONMENT, **{"cause": FULL, **facts})


def environment(*, retry_helps: bool = False) -> Diagnosis:
    """Return what a second look says of what the system spoiled."""
    return replace(
        diagnosis(FailureClass.ENVIRONMENT), cause=FULL, retry_helps=retry_helps
    )


def told(facts: Facts, **known: Any) -> Situation:
    """Return the situation of a spoiled download: the system is well and says so."""
    return situation(facts, **{"diagnosis": environment(), "measured": True, **known})


def is_refused(answer: str) -> Result:
    """Return that a server refuses, in its own words."""
    return Result(sent=Sent.REFUSED, detail=answer)


# Once the system is well again


@pytest.mark.parametrize(
    "sick",
    [{"sick": FULL}, {"environment": Message(key="cause_many_at_once")}],
    ids=["measured", "brake"],
)
def test_nothing_is_done_while_the_system_is_sick(sick: dict[str, Any]) -> None:
    story = Story(spoiled())
    for _ in range(9):
        decision = story.look(told(failed_in_the_app(), **sick), hours=12)
        assert decision.step is Step.ALERT
    assert story.sent == []
    assert story.state == FailureState.WAITING


def test_a_sick_system_is_not_given_up_on_however_often_it_was_tried() -> None:
    story = Story(spoiled())
    well = told(failed_in_the_app(), handling=APP_RESTS)
    for _ in range(3):
        story.look(well, hours=14)
        story.look(well, hours=14)
    assert len(counted(story.failure)) >= 2
    brake = told(failed_in_the_app(), environment=Message(key="cause_many_at_once"))
    for _ in range(9):
        story.look(brake, hours=13)
        assert story.state != FailureState.GIVEN_UP


def test_the_same_job_is_retried_where_that_helps() -> None:
    story = Story(spoiled())
    well = told(failed_in_sabnzbd(), diagnosis=environment(retry_helps=True))
    story.look(well)
    assert story.reason == "reason_clearing"
    assert story.state == FailureState.WAITING
    story.look(well, minutes=3)
    assert story.sent == []
    story.look(well, minutes=1)
    assert [*map(type, story.sent)] == [RetryJob]


def test_the_same_release_is_got_again_where_a_retry_does_not_help() -> None:
    story = Story(spoiled())
    rows = told(failed_in_sabnzbd(rows=(row("nzo1", id=5),)))
    story.look(rows)
    story.look(rows, minutes=4)
    removal, grab = story.sent
    assert isinstance(removal, RemoveFromQueue)
    assert not removal.blocklist
    assert removal.skip_redownload
    assert grab == GrabRelease(
        server_id="radarr", media_id=1, release="Dune.2021.1080p"
    )


def test_a_pack_is_got_again_as_one() -> None:
    story = Story(of_a_pack(failure_class=FailureClass.ENVIRONMENT, cause=FULL))
    story.look(told(failed_in_sabnzbd(owner_id="sonarr")))
    story.look(told(failed_in_sabnzbd(owner_id="sonarr")), minutes=4)
    (grab,) = story.sent
    assert isinstance(grab, GrabRelease)
    assert grab.season == 1
    assert grab.episode_ids == (71, 72, 73)


def test_the_blame_is_taken_back_before_the_release_is_got_again() -> None:
    story = Story(spoiled())
    app_failed = told(failed_in_the_app())
    story.look(app_failed)
    story.look(app_failed, minutes=10)
    unblock, grab = story.sent
    assert unblock == Unblock(server_id="radarr", media_id=1, release="Dune.2021.1080p")
    assert isinstance(grab, GrabRelease)


def test_any_release_will_do_once_the_same_one_is_not_offered_any_more() -> None:
    story = Story(spoiled())
    story.answers = lambda _: Result(sent=Sent.NOTHING_FOUND)
    well = told(failed_in_sabnzbd())
    story.look(well)
    story.look(well, minutes=4)
    assert story.actions == ["grab_release"]
    story.look(well)
    story.look(well, minutes=59)
    assert story.actions == ["grab_release"]
    story.look(well, minutes=1)
    assert story.actions == ["grab_release", "search_movie"]
    assert story.failure.attempts[-1].step is Step.REGRAB


def test_a_system_that_stays_silent_is_trusted_later() -> None:
    story = Story(spoiled())
    silent = told(failed_in_sabnzbd(), measured=False)
    story.look(silent)
    story.look(silent, minutes=11)
    assert story.sent == []
    story.look(silent, minutes=1)
    assert story.actions == ["grab_release"]


def test_the_app_may_end_its_own_search_first() -> None:
    story = Story(spoiled())
    searching = told(failed_in_the_app(), handling=APP_SEARCHES)
    story.look(searching)
    story.look(searching, seconds=599)
    assert story.sent == []
    found = told(failed_in_the_app(), handling=APP_SEARCHES, replacement=replacement())
    story.look(found, seconds=1)
    assert story.sent == []
    assert story.reason == "reason_replacement"


def test_the_search_for_what_failed_last_counts_not_that_for_what_failed_first() -> (
    None
):
    later = START + timedelta(hours=5)
    story = Story(spoiled(failed_at=later, past_downloads=("nzo0",)))
    story.now = later
    searching = told(failed_in_the_app(), handling=APP_SEARCHES)
    story.look(searching)
    story.look(searching, minutes=9)
    assert story.sent == []
    story.look(searching, minutes=1)
    assert story.actions == ["unblock", "grab_release"]


def test_a_servers_clock_that_is_ahead_does_not_hold_up_anything() -> None:
    story = Story(spoiled(failed_at=START + timedelta(days=300)))
    searching = told(failed_in_the_app(), handling=APP_SEARCHES)
    story.look(searching)
    story.look(searching, minutes=10)
    assert story.actions == ["unblock", "grab_release"]


def test_a_system_that_falls_ill_again_is_waited_for_anew() -> None:
    story = Story(spoiled())
    well = told(failed_in_sabnzbd())
    story.look(well)
    story.look(told(failed_in_sabnzbd(), sick=FULL), minutes=3)
    assert story.failure.next_attempt_at is None
    story.look(well, minutes=1)
    story.look(well, minutes=3)
    assert story.sent == []
    story.look(well, minutes=1)
    assert story.actions == ["grab_release"]


def test_titles_that_fell_ill_together_do_not_all_search_at_once() -> None:
    due = []
    for jitter in (-1, 0, 1):
        story = Story(spoiled(), jitter=jitter)
        story.look(told(failed_in_sabnzbd()))
        due.append(story.failure.next_attempt_at)
    assert len({*due}) == 3


def test_a_torrent_that_the_system_spoiled_is_asked_about() -> None:
    story = Story(spoiled())
    torrent = failed_in_the_app(rows=(row("nzo1", protocol="torrent"),))
    story.look(told(torrent), hours=1)
    assert story.sent == []
    assert story.reason == "reason_torrent"


def test_what_nobody_can_name_is_left_to_a_person() -> None:
    story = Story(spoiled(title_key=None))
    gone = told(failed_in_sabnzbd(record=None))
    story.look(gone, hours=1)
    assert story.sent == []
    assert story.reason == "reason_not_searchable"


def test_a_download_of_which_nothing_is_known_is_got_again_without_a_removal() -> None:
    story = Story(spoiled())
    nothing = replace(told(failed_in_sabnzbd()), facts=None)
    story.look(nothing)
    story.look(nothing, minutes=4)
    assert story.actions == ["grab_release"]


@pytest.mark.parametrize(
    ("mode", "state", "reason"),
    [
        (RecoveryMode.OBSERVE, FailureState.NEW, "reason_would_regrab"),
        (RecoveryMode.ASK, FailureState.ASKING, "reason_ask_regrab"),
    ],
)
def test_who_may_not_act_says_what_would_be_got_again(
    mode: RecoveryMode, state: FailureState, reason: str
) -> None:
    story = Story(spoiled())
    known = told(failed_in_sabnzbd(), mode=mode)
    story.look(known)
    story.look(known, minutes=4)
    assert story.sent == []
    assert (story.state, story.reason) == (state, reason)


def test_what_is_protected_is_asked_about_first() -> None:
    story = Story(spoiled())
    known = told(failed_in_sabnzbd(), protected_by="keep")
    story.look(known)
    story.look(known, minutes=4)
    assert story.sent == []
    assert story.reason == "reason_protected"


# What counts


def test_what_the_app_tried_under_a_sick_system_does_not_count() -> None:
    story = Story(spoiled())
    for number in range(2, 12):
        story.replaced_one_failed(f"nzo{number}")
        sick = told(failed_in_the_app(f"nzo{number}"), sick=FULL)
        story.look(sick, minutes=11)
    assert len(story.failure.attempts) >= 9
    assert counted(story.failure) == ()
    assert story.state == FailureState.WAITING


def test_what_is_tried_after_it_counts_and_ends() -> None:
    story = Story(spoiled())
    story.answers = lambda _: Result(sent=Sent.NOTHING_FOUND)
    well = told(failed_in_the_app(), handling=APP_RESTS)
    for _ in range(20):
        story.look(well, hours=13)
    assert story.state == FailureState.GIVEN_UP
    assert len(counted(story.failure)) == POLICY.max_attempts
    assert story.failure.reason == Message(
        key="reason_gave_up_nothing_found", placeholders={"attempts": "3"}
    )


def test_a_replacement_that_is_only_held_up_goes_on_as_one() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app(), handling=APP_SEARCHES))
    story.look(situation(failed_in_the_app(), replacement=replacement()), minutes=1)
    assert story.outcomes == ["grabbed"]
    story.failure = replace(
        story.failure, failure_class=FailureClass.ENVIRONMENT, cause=FULL
    )
    story.replaced_one_failed("nzo2")
    stuck = stuck_in_the_queue(download_id="nzo2", job=job("nzo2"))
    story.look(told(stuck, sick=FULL), minutes=1)
    assert story.state == FailureState.WAITING
    assert story.failure.attempts[0].excused
    story.look(told(stuck, diagnosis=None), minutes=1)
    assert story.failure.download_id == "nzo1"
    assert story.failure.past_downloads == ()
    assert story.state == FailureState.RECOVERING
    (attempt,) = story.failure.attempts
    assert attempt.outcome is AttemptOutcome.GRABBED
    assert not attempt.excused
    story.look(
        situation(failed_in_the_app(), imported=True, replacement=replacement()),
        minutes=1,
    )
    assert story.state == FailureState.RECOVERED
    assert story.sent == []


# Imports by hand


def importable() -> Story:
    """Return the story of a good file that its app does not dare to import."""
    return Story(
        failure(FailureClass.IMPORTABLE, cause=Message(key="cause_matched_by_id"))
    )


DONE = waiting_for_an_import()


def test_a_certain_file_is_imported_and_tried_again_as_often_as_a_release() -> None:
    story = importable()
    known = situation(DONE, diagnosis=diagnosis(FailureClass.IMPORTABLE))
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [
        ImportFiles(
            server_id="radarr",
            download_id="nzo1",
            media_id=1,
            episode_ids=(),
            title="Dune.2021.1080p",
        )
    ]
    assert story.state == FailureState.RECOVERING
    story.look(known, minutes=1)
    assert story.reason == "reason_did_import"
    story.look(known, minutes=50)
    assert story.state == FailureState.ASKING
    for _ in range(9):
        story.look(known, hours=12)
    assert story.actions == ["import_files"] * 3
    assert story.state == FailureState.ASKING
    assert story.reason == "reason_importable"


def test_who_refuses_an_import_is_quoted_and_a_person_asked() -> None:
    story = importable()
    story.answers = lambda _: is_refused("not an upgrade")
    known = situation(DONE)
    story.look(known)
    story.look(known, minutes=2)
    story.look(known, minutes=1)
    assert story.state == FailureState.ASKING
    assert story.failure.reason == Message(
        key="reason_refused", placeholders={"answer": "not an upgrade"}
    )
    for _ in range(9):
        story.look(known, days=2)
    assert story.actions == ["import_files"] * 3
    assert story.state == FailureState.ASKING


@pytest.mark.parametrize(
    "facts",
    [
        replace(DONE, rows=()),
        replace(DONE, grab=None, rows=(row("nzo1", added=None),)),
    ],
    ids=["left the queue", "not grabbed"],
)
def test_nothing_is_imported_that_was_not_grabbed_or_has_left(facts: Facts) -> None:
    story = importable()
    for _ in range(3):
        story.look(situation(facts), minutes=5)
    assert story.sent == []
    assert story.state == FailureState.ASKING


def test_nothing_is_imported_while_the_system_is_sick() -> None:
    story = importable()
    for _ in range(3):
        story.look(situation(DONE, environment=FULL), minutes=5)
    assert story.sent == []


# What is not needed


def redundant(**facts: Any) -> Story:
    """Return the story of a copy that is no upgrade."""
    return Story(failure(FailureClass.REDUNDANT, **facts))


def test_a_copy_that_is_not_needed_is_removed_once_and_blames_nobody() -> None:
    story = redundant()
    known = situation(DONE)
    story.look(known)
    story.look(known, minutes=2)
    assert story.sent == [
        RemoveFromQueue(
            server_id="radarr",
            queue_id=5,
            download_id="nzo1",
            title="Dune.2021.1080p",
        )
    ]
    (removal,) = story.sent
    assert isinstance(removal, RemoveFromQueue)
    assert not removal.blocklist
    story.look(situation(Facts(download_id="nzo1")), minutes=1)
    assert story.state == FailureState.DISMISSED
    assert story.outcomes == ["removed"]


def test_what_stays_although_it_was_removed_is_left_to_a_person() -> None:
    story = redundant()
    for _ in range(9):
        story.look(situation(DONE), hours=1)
    assert story.actions == ["remove_from_queue"]
    assert story.state == FailureState.ASKING


def test_a_torrent_that_is_not_needed_is_filed_elsewhere_and_never_deleted() -> None:
    story = redundant()
    torrent = situation(replace(DONE, rows=(row("nzo1", id=5, protocol="torrent"),)))
    story.look(torrent)
    story.look(torrent, minutes=2)
    (removal,) = story.sent
    assert isinstance(removal, RemoveFromQueue)
    assert removal.change_category
    assert not removal.remove_from_client


def test_removals_of_what_is_not_needed_keep_to_the_limit() -> None:
    story = redundant()
    story.look(situation(DONE))
    story.look(situation(DONE, removals_left=0), minutes=2)
    assert story.sent == []
    assert story.reason == "reason_too_many_removals"
    story.look(situation(DONE), minutes=1)
    assert story.actions == ["remove_from_queue"]


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"mode": RecoveryMode.OBSERVE}, FailureState.NEW),
        ({"mode": RecoveryMode.ASK}, FailureState.ASKING),
        ({"protected_by": "keep"}, FailureState.ASKING),
        ({"other_tool": True}, FailureState.WAITING),
        ({"store_healthy": False}, FailureState.WAITING),
    ],
    ids=["observe", "ask", "protected", "other tool", "store"],
)
@pytest.mark.parametrize(
    "failure_class", [FailureClass.REDUNDANT, FailureClass.IMPORTABLE]
)
def test_without_leave_nothing_is_removed_or_imported(
    failure_class: FailureClass, known: dict[str, Any], state: FailureState
) -> None:
    story = Story(failure(failure_class))
    for _ in range(5):
        story.look(situation(DONE, **known), minutes=5)
    assert story.sent == []
    assert story.state == state


# What only needs time


def pending(cause: str = "cause_title_pending") -> Story:
    """Return the story of an episode that has no title yet."""
    return Story(failure(FailureClass.WAITING, cause=Message(key=cause)))


def test_a_late_title_is_looked_up_once_a_day() -> None:
    story = pending()
    known = situation(DONE)
    story.look(known, hours=23)
    assert story.state == FailureState.WAITING
    for _ in range(73):
        story.look(known, hours=1)
    assert story.sent == [RefreshTitle(server_id="radarr", media_id=1)] * 3
    assert counted(story.failure) == ()


def test_what_waits_for_something_else_is_not_looked_up() -> None:
    story = pending("cause_delay_profile")
    for _ in range(9):
        story.look(situation(DONE), days=1)
    assert story.sent == []
    assert story.state == FailureState.WAITING


def test_a_title_that_nobody_knows_is_not_looked_up() -> None:
    story = pending()
    story.failure = replace(story.failure, title_key=None)
    story.look(situation(DONE), days=3)
    assert story.sent == []


# Another tool


def test_nothing_is_done_where_another_tool_is_at_work() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    held = situation(failed_in_the_app(), other_tool=True, handling=APP_RESTS)
    for _ in range(5):
        story.look(held, hours=13)
    assert story.sent == []
    assert story.reason == "reason_other_tool"
    # What was left of its delay is waited for once a person decided.
    story.look(replace(held, other_tool=False), minutes=1)
    story.look(replace(held, other_tool=False), minutes=2)
    assert story.actions == ["search_movie"]


# A lower quality, at the end

LOWER = Policy(lower_quality=timedelta(days=7))


def used_up(policy: Policy = LOWER, **known: Any) -> Story:
    """Return the story of a title whose attempts are all used up."""
    story = Story(failure(), policy)
    lost = situation(failed_in_the_app(), handling=APP_RESTS, **known)
    story.answers = lambda writes: Result(
        sent=Sent.DONE
        if any(isinstance(each, SetProfile) for each in writes)
        else Sent.NOTHING_FOUND
    )
    for _ in range(10):
        story.look(lost, hours=13)
    return story


def test_a_lower_quality_is_tried_once_at_the_end_if_people_want_that() -> None:
    story = used_up(profiles=(4, 2))
    *searches, lower, last = story.sent
    assert len(searches) == 3
    assert lower == SetProfile(
        server_id="radarr", media_id=1, profile_id=2, before_id=4
    )
    assert last.action == "search_movie"
    assert story.state == FailureState.GIVEN_UP


@pytest.mark.parametrize(
    ("policy", "known"),
    [(POLICY, {"profiles": (4, 2)}), (LOWER, {})],
    ids=["not wanted", "none lower"],
)
def test_without_a_wish_or_a_lower_profile_it_is_given_up(
    policy: Policy, known: dict[str, Any]
) -> None:
    story = used_up(policy, **known)
    assert {*story.actions} == {"search_movie"}
    assert story.state == FailureState.GIVEN_UP


def test_a_lower_quality_is_asked_for_where_people_decide() -> None:
    story = used_up(Policy(lower_quality=timedelta(days=7), max_attempts=4))
    assert len(story.sent) == 4
    story = Story(
        replace(story.failure, state=FailureState.WAITING, resolved_at=None), LOWER
    )
    known = situation(
        failed_in_the_app(),
        handling=APP_RESTS,
        profiles=(4, 2),
        mode=RecoveryMode.ASK,
    )
    story.look(known)
    story.look(known, hours=14)
    assert story.sent == []
    assert story.state == FailureState.ASKING
    assert story.reason == "reason_ask_lower_quality"
    story.look(replace(known, mode=RecoveryMode.AUTOMATIC))
    assert story.actions == ["set_profile", "search_movie"]


def test_an_interrupted_job_is_not_retried_twice() -> None:
    story = Story(spoiled())
    story.answers = lambda _: is_refused("no such job")
    well = told(
        failed_in_sabnzbd(record=failed("nzo1")),
        diagnosis=environment(retry_helps=True),
    )
    story.look(well)
    story.look(well, minutes=4)
    story.look(well)
    story.look(well, hours=2)
    assert story.actions == ["retry_job", "grab_release"]
