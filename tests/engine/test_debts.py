"""What AutoArr owes is paid once, when it may be, and remembered until then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.autoarr.downloads.debts import (
    Debt,
    of_leftovers,
    of_writes,
    of_wrong_blame,
)
from custom_components.autoarr.downloads.model import Facts, FailureClass, RecoveryMode
from custom_components.autoarr.downloads.policy import Policy
from custom_components.autoarr.downloads.rules import Rule
from custom_components.autoarr.downloads.writes import MarkFailed, SetProfile
from custom_components.autoarr.engine.debts import Debts
from custom_components.autoarr.servers.base import (
    CannotConnect,
    InvalidAuth,
    NotFound,
    Rejected,
    ServerError,
    UnexpectedAnswer,
)
from custom_components.autoarr.store import StoreError
from tests.downloads.cases import failed_in_sabnzbd, failure
from tests.downloads.world import START, ended, job

from .parts import Parts

SPOILED = failure(FailureClass.ENVIRONMENT)
BLAME = MarkFailed(server_id="radarr", history_id=1, download_id="nzo1", title="Dune")


def wrong_blame() -> Debt:
    """Return that blame is to be taken back."""
    debt = of_wrong_blame(SPOILED, Policy(), START)
    assert debt is not None
    return debt


def lent_profile() -> Debt:
    """Return that a profile is to be given back."""
    lower = SetProfile(server_id="radarr", media_id=1, profile_id=2, before_id=4)
    (debt,) = of_writes(failure(), [lower], Policy(), START)
    return debt


def leftover() -> Debt:
    """Return that a failed job is to be cleared from SABnzbd."""
    debt = of_leftovers(failure(), failed_in_sabnzbd(), START)
    assert debt is not None
    return debt


@pytest.fixture
def parts() -> Parts:
    """A Radarr and a SABnzbd that answer."""
    parts = Parts()
    parts.client("radarr")
    parts.client("sab")
    parts.facts["nzo1"] = failed_in_sabnzbd()
    return parts


async def owing(parts: Parts, *debts: Debt) -> Debts:
    """Return what owes these."""
    owed = Debts(parts.engine)
    for debt in debts:
        await owed.owe(debt)
    return owed


async def pay(
    owed: Debts, parts: Parts, *, is_sick: bool = False, left: int = 5, hours: float = 1
) -> list[str]:
    """Let an hour pass and pay what is due; return what was sent."""
    before = len(parts.sent)
    owed._engine = parts.engine
    await owed.pay(parts.pass_by(hours=hours), lambda _: is_sick, left)
    return [write.action for write in parts.sent[before:]]


async def test_wrong_blame_is_taken_back_once_while_its_failure_is_open(
    parts: Parts,
) -> None:
    parts.failures["f1"] = SPOILED
    owed = await owing(parts, wrong_blame())
    assert await pay(owed, parts, is_sick=True) == []
    assert await pay(owed, parts) == ["unblock"]
    for _ in range(3):
        # Each look finds once more that the app blames it.
        await owed.owe(wrong_blame())
        assert await pay(owed, parts) == []
    assert parts.told == ["activity_unblock"]
    parts.failures.clear()
    await pay(owed, parts)
    assert parts.settings.kept["debts"] == []


async def test_what_was_paid_is_not_paid_again_after_a_restart(parts: Parts) -> None:
    parts.failures["f1"] = SPOILED
    assert await pay(await owing(parts, wrong_blame()), parts) == ["unblock"]
    later = Debts(parts.engine)
    await later.load()
    await later.owe(wrong_blame())
    assert await pay(later, parts) == []


async def test_the_same_release_that_is_spoiled_again_is_acquitted_again(
    parts: Parts,
) -> None:
    parts.failures["f1"] = SPOILED
    owed = await owing(parts, wrong_blame())
    assert await pay(owed, parts) == ["unblock"]
    await owed.owe(replace(wrong_blame(), download_id="nzo2"))
    assert await pay(owed, parts) == ["unblock"]


async def test_blame_that_turned_out_to_be_right_stands(parts: Parts) -> None:
    parts.failures["f1"] = failure(FailureClass.ENCRYPTED)
    owed = await owing(parts, wrong_blame())
    assert await pay(owed, parts) == []
    assert parts.settings.kept["debts"] == []


async def test_debts_outlive_a_restart(parts: Parts) -> None:
    await owing(parts, wrong_blame(), lent_profile(), leftover())
    later = Debts(parts.engine)
    await later.load()
    assert await pay(later, parts) == ["unblock", "set_profile", "delete_record"]
    assert parts.told == [
        "activity_unblock",
        "activity_set_profile",
        "activity_delete_record",
    ]
    assert parts.settings.kept["debts"] == []


async def test_who_only_observes_owes_nothing_but_what_was_lent(parts: Parts) -> None:
    parts.mode = RecoveryMode.OBSERVE
    owed = await owing(parts, wrong_blame(), lent_profile(), leftover())
    parts.mode = RecoveryMode.AUTOMATIC
    assert await pay(owed, parts) == ["set_profile"]


@pytest.mark.parametrize("mode", [RecoveryMode.OBSERVE, RecoveryMode.ASK])
async def test_who_may_not_act_only_gives_back_what_was_lent(
    parts: Parts, mode: RecoveryMode
) -> None:
    owed = await owing(parts, wrong_blame(), lent_profile(), leftover())
    parts.mode = mode
    assert await pay(owed, parts) == ["set_profile"]
    parts.mode = RecoveryMode.AUTOMATIC
    assert await pay(owed, parts) == ["unblock", "delete_record"]


async def test_a_rule_that_only_observes_holds_back_too(parts: Parts) -> None:
    parts.failures["f1"] = SPOILED
    parts.rule = Rule(id="r", name="Hands off", mode=RecoveryMode.OBSERVE)
    owed = await owing(parts, wrong_blame())
    assert await pay(owed, parts) == []
    parts.rule = None
    assert await pay(owed, parts) == ["unblock"]


async def test_a_server_that_is_left_to_another_tool_is_left_alone(
    parts: Parts,
) -> None:
    parts.left_to_others.add("radarr")
    owed = await owing(parts, wrong_blame(), lent_profile())
    assert await pay(owed, parts) == ["set_profile"]


async def test_what_is_cleared_keeps_to_the_limit_of_removals(parts: Parts) -> None:
    owed = await owing(parts, leftover())
    assert await pay(owed, parts, left=0) == []
    assert await pay(owed, parts, left=1) == ["delete_record"]


@pytest.mark.parametrize(
    "facts",
    [
        failed_in_sabnzbd(record_gone=True),
        failed_in_sabnzbd(record=ended("nzo1")),
        failed_in_sabnzbd(record=None, job=job("nzo1")),
        failed_in_sabnzbd(record=None),
    ],
    ids=["cleared", "completed after all", "retried", "forgotten"],
)
async def test_a_job_that_is_no_leftover_any_more_is_not_deleted(
    parts: Parts, facts: Facts
) -> None:
    owed = await owing(parts, leftover())
    parts.facts["nzo1"] = facts
    assert await pay(owed, parts) == []
    assert parts.settings.kept["debts"] == []


@pytest.mark.parametrize("refusal", [NotFound("404"), Rejected("400")])
async def test_what_no_server_can_do_any_more_is_owed_no_longer(
    parts: Parts, refusal: ServerError
) -> None:
    parts.refusal = lambda _: refusal
    owed = await owing(parts, lent_profile())
    assert await pay(owed, parts) == ["set_profile"]
    assert await pay(owed, parts) == []
    assert parts.told == []


@pytest.mark.parametrize(
    "refusal", [CannotConnect("x"), InvalidAuth("401"), UnexpectedAnswer("<html>")]
)
async def test_a_server_that_is_not_itself_is_asked_again(
    parts: Parts, refusal: ServerError
) -> None:
    parts.refusal = lambda _: refusal
    owed = await owing(parts, lent_profile())
    assert await pay(owed, parts) == ["set_profile"]
    assert await pay(owed, parts, hours=0.05) == []
    parts.refusal = lambda _: None
    assert await pay(owed, parts, hours=0.05) == ["set_profile"]
    assert parts.told == ["activity_set_profile"]


async def test_a_server_that_is_down_is_not_even_asked(parts: Parts) -> None:
    parts.coordinators["radarr"].last_update_success = False
    owed = await owing(parts, lent_profile())
    assert await pay(owed, parts) == []
    parts.coordinators["radarr"].last_update_success = True
    assert await pay(owed, parts) == ["set_profile"]


async def test_nothing_is_owed_to_a_server_that_left_the_stack(parts: Parts) -> None:
    del parts.coordinators["radarr"]
    owed = await owing(parts, lent_profile())
    assert await pay(owed, parts) == []
    assert parts.settings.kept["debts"] == []


async def test_nothing_is_owed_that_cannot_be_written_down(parts: Parts) -> None:
    parts.settings.is_full = True
    owed = Debts(parts.engine)
    with pytest.raises(StoreError):
        await owed.owe(lent_profile())
    parts.settings.is_full = False
    assert await pay(owed, parts) == []
    await owed.owe(None)
    assert parts.settings.kept == {}


async def test_nothing_is_paid_that_cannot_be_written_down(parts: Parts) -> None:
    owed = await owing(parts, lent_profile())
    parts.settings.is_full = True
    with pytest.raises(StoreError):
        await pay(owed, parts)
    assert parts.sent == []
    parts.settings.is_full = False
    assert await pay(owed, parts) == ["set_profile"]


async def test_blame_has_an_end_even_when_its_failure_is_long_over(
    parts: Parts,
) -> None:
    week = Policy(blocklist_time=timedelta(days=7))
    debts = of_writes(failure(), [BLAME], week, START)
    owed = await owing(parts, *debts)
    assert await pay(owed, parts, hours=24 * 6) == []
    assert await pay(owed, parts, hours=24) == ["unblock"]
