"""Who was asked what, and for how long that is remembered."""

import pytest

from custom_components.autoarr.requests.record import Requester, RequesterKind
from custom_components.autoarr.voice import proposals, questions
from custom_components.autoarr.voice.proposals import Proposals
from custom_components.autoarr.voice.questions import Questions, Speaker

ANNA = Requester(kind=RequesterKind.USER, user_id="anna")
BERT = Requester(kind=RequesterKind.USER, user_id="bert")
GUEST = Requester(kind=RequesterKind.GUEST)


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        """Start at zero."""
        self.now = 0.0

    def __call__(self) -> float:
        """Return seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


def speaker(
    caller: Requester, device: str | None = None, conversation: str | None = None
) -> Speaker:
    """Return somebody who speaks."""
    return Speaker(
        caller=caller, language="en", device_id=device, conversation_id=conversation
    )


@pytest.mark.parametrize(
    ("asked", "answers", "is_known"),
    [
        (speaker(ANNA, "kitchen"), speaker(ANNA, "phone"), True),
        (speaker(ANNA, "kitchen"), speaker(BERT, "kitchen"), False),
        (speaker(GUEST, "kitchen"), speaker(GUEST, "kitchen"), True),
        (speaker(GUEST, "kitchen"), speaker(GUEST, "hall"), False),
        (speaker(GUEST, None, "c"), speaker(GUEST, "hall", "c"), True),
        (speaker(GUEST, "kitchen"), speaker(ANNA, "kitchen"), False),
    ],
)
def test_an_answer_is_taken_from_who_was_asked(
    clock: Clock, asked: Speaker, answers: Speaker, *, is_known: bool
) -> None:
    known = Questions(clock)
    known.remember(asked, "stack", "request")
    assert (known.put_to(answers) is not None) is is_known


def test_the_last_question_is_the_one_that_is_answered(clock: Clock) -> None:
    known = Questions(clock)
    for number in ("one", "two", "one"):
        clock.now += 1
        known.remember(speaker(ANNA), "stack", number)
    asked = known.put_to(speaker(ANNA))
    assert asked is not None
    assert asked.request_id == "one"
    known.forget("one")
    known.forget("one")
    asked = known.put_to(speaker(ANNA))
    assert asked is not None
    assert asked.request_id == "two"


def test_a_question_is_forgotten_in_time(clock: Clock) -> None:
    known = Questions(clock)
    known.remember(speaker(ANNA), "stack", "request")
    clock.now = questions.PATIENCE - 1
    assert known.put_to(speaker(ANNA)) is not None
    clock.now = questions.PATIENCE
    assert known.open() == ()


def test_a_proposal_holds_once_for_one_person_and_for_a_while(clock: Clock) -> None:
    known = Proposals(clock)
    first = known.put("request", "anna")
    assert known.take(first, "bert") is None
    assert known.take("guessed", "anna") is None
    assert known.take(first, "anna") == "request"
    assert known.take(first, "anna") is None
    second = known.put("request", "anna")
    clock.now = proposals.PATIENCE
    known.put("another", "anna")
    assert known.take(second, "anna") is None
