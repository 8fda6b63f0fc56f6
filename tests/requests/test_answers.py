"""Answers to "which one?" choose what people mean, or nothing."""

import pytest

from custom_components.autoarr.requests.answers import chosen
from custom_components.autoarr.requests.model import Answer, Candidate, MediaType, Reply

DUNE = (
    Candidate(MediaType.MOVIE, "Dune", 2021),
    Candidate(MediaType.MOVIE, "Dune", 1984),
    Candidate(MediaType.SERIES, "Frank Herbert's Dune", 2000, network="Syfy"),
)
NONE = Answer(Reply.NEVER_MIND)


@pytest.mark.parametrize(
    ("language", "said", "choice"),
    [
        ("en", "the second one", 2),
        ("en", "Number 2, please!", 2),
        ("en", "2", 2),
        ("en", "three", 3),
        ("en", "the 1984 one", 2),
        ("en", "the nineteen eighty four one", 2),
        ("en", "the one from 2021", 1),
        ("en", "the series", 3),
        ("en", "the new one", 1),
        ("en", "the old movie", 2),
        ("en", "the last one", 3),
        ("en", "frank herbert's", 3),
        ("en", "the syfy one", 3),
        ("en", "the movie", None),
        ("en", "the fourth one", None),
        ("en", "the 1999 one", None),
        ("en", "turn on the light in the kitchen", None),
        ("en", "", None),
        ("de", "die zweite", 2),
        ("de", "nummer zwei", 2),
        ("de", "den von 1984", 2),
        ("de", "die serie", 3),
        ("fr", "le deuxième", 2),
        ("fr", "celui de 1984", 2),
        ("fr", "numéro trois", 3),
        ("fr", "la série", 3),
        ("es", "la segunda", 2),
        ("es", "la de 1984", 2),
        ("es", "la serie", 3),
        ("nl", "de tweede", 2),
        ("nl", "die uit 1984", 2),
        ("nl", "de serie", 3),
        ("it", "il secondo", 2),
        ("it", "quello del 1984", 2),
        ("it", "la serie", 3),
        (None, "der zweite", 2),
    ],
)
def test_an_answer_chooses_what_it_describes(
    language: str | None, said: str, choice: int | None
) -> None:
    reply = Reply.UNCLEAR if choice is None else Reply.CHOOSE
    assert chosen(said, language, DUNE) == Answer(reply, choice)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "never mind"),
        ("en", "cancel"),
        ("en", "none of them"),
        ("de", "vergiss es"),
        ("fr", "laisse tomber"),
        ("es", "déjalo"),
        ("nl", "laat maar"),
        ("it", "lascia stare"),
    ],
)
def test_a_question_can_be_dismissed(language: str, said: str) -> None:
    assert chosen(said, language, DUNE) == NONE


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "yes please"), ("de", "ja"), ("fr", "oui"), ("es", "sí"), ("it", "sì")],
)
def test_yes_answers_a_question_about_one_title_only(language: str, said: str) -> None:
    assert chosen(said, language, DUNE[:1]) == Answer(Reply.CHOOSE, 1)
    assert chosen(said, language, DUNE).reply is Reply.UNCLEAR
