"""Answers to "which one?" choose what people mean, or nothing."""

import json
from pathlib import Path

import pytest

from custom_components.autoarr.requests.answers import chosen
from custom_components.autoarr.requests.catalogue import read_catalogue
from custom_components.autoarr.requests.model import Answer, Candidate, MediaType, Reply
from simulator.catalogue import DATA as CATALOGUE

DUNE = (
    Candidate(MediaType.MOVIE, "Dune", 2021),
    Candidate(MediaType.MOVIE, "Dune", 1984),
    Candidate(MediaType.SERIES, "Frank Herbert's Dune", 2000, network="Syfy"),
)
NONE = Answer(Reply.NEVER_MIND)
DATA = Path(__file__).parent / "data" / "answers.json"
REACHED = 0.98


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
        ("en", "the one from the eighties", 2),
        ("en", "the 80s one", 2),
        ("en", "the 1980s version", 2),
        ("de", "den aus den achtzigern", 2),
        ("fr", "celui des années quatre-vingt", 2),
        ("es", "la de los años ochenta", 2),
        ("it", "quello degli anni 80", 2),
        ("nl", "die uit de jaren tachtig", 2),
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


def _means(answer: Answer) -> int | str:
    return answer.choice or answer.reply.value


def test_most_answers_in_six_languages_are_understood() -> None:
    data = json.loads(DATA.read_text("utf-8"))
    known = {
        (each.kind.value, each.title, each.year): each
        for each in read_catalogue(CATALOGUE)
    }
    asked = {
        key: [known[kind, title, year] for kind, title, year in titles]
        for key, titles in data["asked"].items()
    }
    found = [
        _means(chosen(each["said"], each["lang"], asked[each["asked"]]))
        for each in data["answers"]
    ]
    right = [
        one == each["means"] for one, each in zip(found, data["answers"], strict=True)
    ]
    assert sum(right) / len(right) >= REACHED
    wrong = [
        each["said"]
        for one, each in zip(found, data["answers"], strict=True)
        if isinstance(one, int) and one != each["means"]
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "both of them"),
        ("de", "beide"),
        ("fr", "les deux"),
        ("es", "las dos"),
        ("it", "tutti e due"),
        ("nl", "allebei"),
    ],
)
def test_both_is_no_choice(language: str, said: str) -> None:
    assert chosen(said, language, DUNE[:2]).reply is Reply.UNCLEAR


def test_what_is_rejected_is_not_chosen() -> None:
    films = DUNE[:2]
    assert chosen("not the new one the old one", "en", films).choice == 2
    assert chosen("nicht den alten sondern den neuen", "de", films).choice == 1
    # Of two, what is left is meant; of three, nobody knows.
    assert chosen("not the new one", "en", films).choice == 2
    assert chosen("not the new one", "en", DUNE).reply is Reply.UNCLEAR
    assert chosen("not this or that one", "en", films).reply is Reply.UNCLEAR


def test_the_other_one_is_one_of_two() -> None:
    assert chosen("the other one", "en", DUNE[:2]).choice == 2
    assert chosen("the other one", "en", DUNE).reply is Reply.UNCLEAR


def test_a_year_without_its_century_chooses_if_one_is_of_that_year() -> None:
    assert chosen("eighty four", "en", DUNE).choice == 2
    assert chosen("ninety nine", "en", DUNE).reply is Reply.UNCLEAR


def test_a_part_chooses_the_title_that_has_that_number() -> None:
    parts = (
        Candidate(MediaType.MOVIE, "Dune", 2021),
        Candidate(MediaType.MOVIE, "Dune: Part Two", 2024),
        Candidate(MediaType.MOVIE, "Rocky III", 1982),
    )
    assert chosen("der erste teil", "de", parts).choice == 1
    assert chosen("la deuxième partie", "fr", parts).choice == 2
    assert chosen("parte tre", "it", parts).choice == 3
    assert chosen("part seven", "en", parts).reply is Reply.UNCLEAR
