"""What people may ask for, in any mode, and what they are told when it cannot be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.autoarr.downloads.decisions import Decision
from custom_components.autoarr.downloads.errors import NotPossible
from custom_components.autoarr.downloads.model import (
    Facts,
    Failure,
    FailureClass,
    FailureState,
    RecoveryMode,
    Step,
)
from custom_components.autoarr.downloads.situation import Situation
from custom_components.autoarr.downloads.wishes import plan_approved, plan_for_user

from .cases import (
    APP_RESTS,
    POLICY,
    Story,
    failed_in_sabnzbd,
    failed_in_the_app,
    failure,
    replacement,
    situation,
    stuck_in_the_queue,
    waiting_for_an_import,
)
from .world import START, job, row


def wish(broken: Failure, known: Situation, strategy: str = "auto") -> Decision:
    """Ask for another try."""
    return plan_for_user(broken, known, POLICY, strategy, START)


def approve(broken: Failure, known: Situation, step: Step | None = None) -> Decision:
    """Agree to a step."""
    return plan_approved(broken, known, POLICY, step, START)


def actions(decision: Decision) -> list[str]:
    """Return what would be sent, by name."""
    return [write.action for write in decision.writes]


@pytest.mark.parametrize("mode", RecoveryMode)
def test_what_a_person_asks_for_is_done_in_every_mode_and_at_once(
    mode: RecoveryMode,
) -> None:
    decision = wish(failure(), situation(stuck_in_the_queue(), mode=mode))
    assert actions(decision) == ["remove_from_queue"]
    assert decision.failure.state is FailureState.RECOVERING
    assert decision.failure.attempts[0].n == 1
    assert decision.look_at == START + POLICY.search_wait


def test_a_person_may_ask_for_what_is_protected_or_beyond_the_limit() -> None:
    known = situation(stuck_in_the_queue(), protected_by="keep", removals_left=0)
    assert actions(wish(failure(), known)) == ["remove_from_queue"]


def test_a_person_may_ask_although_all_attempts_are_used_up() -> None:
    story = Story(failure())
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    for hours in (0, 1, 1, 2, 1, 13, 1, 13):
        story.look(known, hours=hours)
    assert story.failure.state is FailureState.GIVEN_UP
    decision = wish(story.failure, known)
    assert actions(decision) == ["search_movie"]
    assert decision.failure.attempts[-1].n == 4
    assert decision.failure.resolved_at is None


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"imported": True}, "reason_imported"),
        ({"replacement": replacement()}, "reason_replacement"),
        ({"unavailable": "Radarr"}, "reason_server_unavailable"),
        ({"store_healthy": False}, "reason_store_unwritable"),
    ],
)
def test_a_wish_that_makes_no_sense_now_is_refused_with_the_reason(
    known: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NotPossible) as refusal:
        wish(failure(), situation(stuck_in_the_queue(), **known))
    assert refusal.value.message.key == reason


def test_nobody_searches_twice_because_a_person_is_impatient() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app()))
    with pytest.raises(NotPossible) as refusal:
        wish(story.failure, situation(failed_in_the_app()))
    assert refusal.value.message.key == "reason_app_searches"
    known = situation(failed_in_the_app(), handling=APP_RESTS)
    decision = wish(failure(), known)
    with pytest.raises(NotPossible) as refusal:
        wish(decision.failure, known)
    assert refusal.value.message.key == "reason_searching"


def test_a_lost_replacement_does_not_stop_a_person() -> None:
    story = Story(failure())
    story.look(situation(failed_in_the_app(), replacement=replacement()))
    decision = wish(story.failure, situation(failed_in_the_app()))
    assert actions(decision) == ["search_movie"]
    assert decision.failure.attempts[0].outcome == "failed"


def test_the_same_release_is_tried_again_by_sabnzbd() -> None:
    decision = wish(failure(), situation(), "same_release")
    assert actions(decision) == ["retry_job"]
    assert decision.failure.attempts[0].step is Step.RETRY_SAME


@pytest.mark.parametrize(
    "facts",
    [
        failed_in_the_app(),
        failed_in_sabnzbd(record_gone=True),
        failed_in_sabnzbd(client_id=None),
        stuck_in_the_queue(),
    ],
)
def test_the_same_release_cannot_be_tried_when_the_job_is_gone(facts: Facts) -> None:
    with pytest.raises(NotPossible) as refusal:
        wish(failure(), situation(facts), "same_release")
    assert refusal.value.message.key == "reason_not_retryable"


def test_a_strategy_that_is_not_known_is_refused() -> None:
    with pytest.raises(NotPossible) as refusal:
        wish(failure(), situation(), "prayer")
    assert refusal.value.message.key == "reason_not_offered"


@pytest.mark.parametrize(
    ("strategy", "reason"),
    [
        ("lower_quality", "reason_no_lower_quality"),
        ("import", "reason_importable"),
    ],
)
def test_a_strategy_that_cannot_help_says_why(strategy: str, reason: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        wish(failure(), situation(), strategy)
    assert refusal.value.message.key == reason


def test_a_lower_quality_can_be_wished_for() -> None:
    known = situation(failed_in_the_app(), handling=APP_RESTS, profiles=(4, 2))
    decision = wish(failure(), known, "lower_quality")
    assert actions(decision) == ["set_profile", "search_movie"]
    assert decision.writes[0].describe()["profile_id"] == 2
    assert decision.step is Step.LOWER_QUALITY


def test_an_import_by_hand_can_be_wished_for() -> None:
    blocked = failure(FailureClass.IMPORTABLE)
    decision = wish(blocked, situation(waiting_for_an_import()), "import")
    assert actions(decision) == ["import_files"]
    assert decision.step is Step.IMPORT


def test_what_is_not_finished_cannot_be_imported() -> None:
    with pytest.raises(NotPossible) as refused:
        wish(failure(), situation(stuck_in_the_queue()), "import")
    assert refused.value.message.key == "reason_nothing_to_import"


@pytest.mark.parametrize(
    ("failure_class", "facts", "expected"),
    [
        (FailureClass.ENVIRONMENT, failed_in_sabnzbd(), ["retry_job"]),
        (FailureClass.ENVIRONMENT, failed_in_the_app(), ["unblock", "grab_release"]),
        (FailureClass.IMPORTABLE, waiting_for_an_import(), ["import_files"]),
        (FailureClass.UNOWNED, failed_in_sabnzbd(grab=None), ["retry_job"]),
        (FailureClass.UNKNOWN, failed_in_sabnzbd(), ["retry_job"]),
        (FailureClass.UNKNOWN, stuck_in_the_queue(), ["remove_from_queue"]),
        (FailureClass.REDUNDANT, stuck_in_the_queue(), ["remove_from_queue"]),
    ],
)
def test_auto_does_what_helps_most(
    failure_class: FailureClass, facts: Facts, expected: list[str]
) -> None:
    assert actions(wish(failure(failure_class), situation(facts))) == expected


def test_a_release_is_not_blamed_for_a_full_disk_even_on_a_wish() -> None:
    decision = wish(failure(FailureClass.ENVIRONMENT), situation(failed_in_the_app()))
    assert not any(write.destructive for write in decision.writes)
    assert decision.step is Step.REGRAB


@pytest.mark.parametrize(
    ("failure_class", "facts", "reason"),
    [
        (FailureClass.ENVIRONMENT, stuck_in_the_queue(), "reason_environment"),
        (FailureClass.WAITING, stuck_in_the_queue(), "reason_waiting"),
        (FailureClass.IMPORTABLE, failed_in_the_app(), "reason_importable"),
        (FailureClass.AMBIGUOUS, stuck_in_the_queue(), "reason_ambiguous"),
        (FailureClass.UNOWNED, failed_in_sabnzbd(record=None), "reason_unowned"),
        (FailureClass.REDUNDANT, failed_in_the_app(), "reason_gone"),
        (FailureClass.BAD_RELEASE, failed_in_sabnzbd(grab=None), "reason_no_grab"),
    ],
)
def test_auto_says_why_nothing_helps(
    failure_class: FailureClass, facts: Facts, reason: str
) -> None:
    with pytest.raises(NotPossible) as refusal:
        wish(failure(failure_class), situation(facts))
    assert refusal.value.message.key == reason


def test_an_unknown_title_cannot_be_searched_without_blame() -> None:
    broken = failure(FailureClass.ENVIRONMENT, title_key=None)
    with pytest.raises(NotPossible) as refusal:
        wish(broken, situation(failed_in_the_app()))
    assert refusal.value.message.key == "reason_not_searchable"


def test_approving_does_the_proposed_step() -> None:
    story = Story(failure())
    ask = situation(stuck_in_the_queue(), mode=RecoveryMode.ASK, handling=APP_RESTS)
    story.look(ask)
    story.look(ask, minutes=2)
    decision = approve(story.failure, ask)
    assert actions(decision) == ["remove_from_queue", "search_movie"]


def test_approving_a_retry_tries_the_same_job() -> None:
    broken = failure(FailureClass.UNKNOWN, next_step=Step.RETRY_SAME)
    assert actions(approve(broken, situation())) == ["retry_job"]


@pytest.mark.parametrize(
    ("facts", "action"),
    [
        (stuck_in_the_queue(), "remove_from_queue"),
        (failed_in_sabnzbd(record=None, job=job("nzo1")), "delete_job"),
        (failed_in_sabnzbd(), "delete_record"),
    ],
)
def test_approving_a_removal_blames_nobody_and_searches_nothing(
    facts: Facts, action: str
) -> None:
    broken = failure(FailureClass.REDUNDANT, next_step=Step.REMOVE)
    decision = approve(broken, situation(facts))
    assert actions(decision) == [action]
    assert decision.writes[0].describe().get("blocklist") in {None, False}
    assert decision.reason
    assert decision.reason.key == "reason_did_remove"


def test_an_approved_torrent_leaves_the_queue_but_keeps_its_data() -> None:
    torrent = stuck_in_the_queue(rows=(row("nzo1", id=5, protocol="torrent"),))
    decision = approve(failure(), situation(torrent), Step.BLOCKLIST_SEARCH)
    assert decision.writes[0].describe()["remove_from_client"] is False
    assert decision.writes[0].describe()["blocklist"] is True


@pytest.mark.parametrize("facts", [failed_in_the_app(), None])
def test_what_is_gone_cannot_be_removed(facts: Facts | None) -> None:
    known = replace(situation(), facts=facts)
    with pytest.raises(NotPossible) as refusal:
        approve(failure(), known, Step.REMOVE)
    assert refusal.value.message.key == "reason_gone"


@pytest.mark.parametrize("step", [None, Step.WAIT, Step.GIVE_UP])
def test_only_steps_that_change_something_can_be_approved(step: Step | None) -> None:
    with pytest.raises(NotPossible) as refusal:
        approve(failure(), situation(), step)
    assert refusal.value.message.key == "reason_nothing_to_approve"


def test_an_owner_that_nobody_knows_cannot_be_told() -> None:
    broken = failure(server_id=None)
    facts = replace(stuck_in_the_queue(), owner_id=None, rows=())
    decision = wish(broken, situation(facts), "other_release")
    assert actions(decision) == ["delete_job", "mark_failed"]
    assert decision.writes[1].server_id == "radarr", "the title says whose it is"


def test_a_removal_ends_the_waiting_of_its_failure() -> None:
    story = Story(failure(FailureClass.REDUNDANT))
    story.look(situation(stuck_in_the_queue()))
    story.carry_out(approve(story.failure, situation(stuck_in_the_queue())))
    story.look(situation(stuck_in_the_queue()))
    assert story.reason == "reason_did_remove"
    gone = replace(situation(), facts=failed_in_sabnzbd(record=None))
    story.look(gone, minutes=1)
    assert story.state == FailureState.DISMISSED
    assert story.outcomes == ["removed"]
    assert story.failure.resolved_at == START + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("failure_class", "facts", "step", "expected"),
    [
        (
            FailureClass.ENVIRONMENT,
            failed_in_the_app(),
            Step.REGRAB,
            ["unblock", "grab_release"],
        ),
        (FailureClass.WAITING, stuck_in_the_queue(), Step.REFRESH, ["refresh_title"]),
        (
            FailureClass.BAD_RELEASE,
            failed_in_the_app(),
            Step.LOWER_QUALITY,
            ["set_profile", "search_movie"],
        ),
    ],
)
def test_every_step_that_changes_something_can_be_approved(
    failure_class: FailureClass, facts: Facts, step: Step, expected: list[str]
) -> None:
    known = situation(facts, handling=APP_RESTS, profiles=(4, 2))
    assert actions(approve(failure(failure_class), known, step)) == expected
