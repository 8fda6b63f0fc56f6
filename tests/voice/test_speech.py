"""What is heard: counted, listed and rounded as a person would, in six languages."""

from datetime import UTC, datetime

import pytest

from custom_components.autoarr.message import Message
from custom_components.autoarr.phrases import Phrasebook
from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import (
    Offer,
    Request,
    Requester,
    RequesterKind,
    RequestStatus,
    Wish,
)
from custom_components.autoarr.voice.sentences import LANGUAGES
from custom_components.autoarr.voice.speech import Speech

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def speech(language: str = "en") -> Speech:
    """Return what speaks a language."""
    return Speech(Phrasebook.load(language))


def request(
    *offers: Offer,
    status: RequestStatus = RequestStatus.AMBIGUOUS,
    message: Message | None = None,
) -> Request:
    """Return a request for Fargo."""
    return Request(
        id="r",
        correlation_id="c",
        status=status,
        requester=Requester(kind=RequesterKind.GUEST),
        wish=Wish(title="Fargo"),
        created_at=NOW,
        updated_at=NOW,
        candidates=offers,
        message=message,
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "a minute"),
        (89, "a minute"),
        (90, "2 minutes"),
        (1800, "30 minutes"),
        (3600, "an hour"),
        (4200, "70 minutes"),
        (7200, "2 hours"),
        (86_400, "a day"),
        (259_200, "3 days"),
    ],
)
def test_durations_are_rounded_as_people_do(seconds: int, said: str) -> None:
    assert speech().lasting(seconds) == said


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        ([], ""),
        (["Heat"], "Heat"),
        (["Heat", "Dune"], "Heat and Dune"),
        (["Heat", "Dune", "Alien"], "Heat, Dune and Alien"),
        (["Heat", "Dune", "Alien", "Up"], "Heat, Dune, Alien and Up"),
        (["Heat", "Dune", "Alien", "Up", "Her"], "Heat, Dune, Alien and 2 more"),
    ],
)
def test_of_many_titles_only_the_first_are_named(titles: list[str], said: str) -> None:
    assert speech().listed(titles) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_are_told_apart_in_every_language(language: str) -> None:
    one = speech(language).counted("voice_downloads", 1, titles="Heat")
    many = speech(language).counted("voice_downloads", 2, titles="Heat, Dune")
    assert "2" in many
    assert "2" not in one
    assert "{" not in one + many


def test_a_film_and_a_series_of_one_name_are_told_apart() -> None:
    asked = request(
        Offer(media_type=MediaType.MOVIE, title="Fargo", year=1996),
        Offer(media_type=MediaType.SERIES, title="Fargo"),
    )
    said = "Which one: 1. Fargo (movie, 1996), 2. Fargo (series)?"
    assert speech().of_request(asked) == said


def test_of_many_candidates_only_the_first_are_read_out() -> None:
    offers = [
        Offer(media_type=MediaType.MOVIE, title=f"Fargo {year}", year=year)
        for year in range(1990, 2000)
    ]
    said = speech().of_request(request(*offers))
    assert "5. Fargo 1994" in said
    assert "Fargo 1995" not in said
    undated = [Offer(media_type=MediaType.MOVIE, title=each) for each in "AB"]
    assert speech().of_request(request(*undated)) == "Which one: 1. A, 2. B?"


def test_what_was_requested_before_is_told_in_one_language() -> None:
    known = request(
        status=RequestStatus.DOWNLOADING,
        message=Message(key="request_downloading", placeholders={"title": "Fargo"}),
    )
    message = Message(
        key="request_known",
        placeholders={"title": "Fargo", "status": "Fargo is downloading."},
    )
    assert speech("de").of_answer(message, known).endswith("wird heruntergeladen.")
    assert speech().of_answer(message, None).endswith("Fargo is downloading.")
    silent = request(status=RequestStatus.APPROVED)
    assert speech().of_request(silent) == "Fargo is requested."


@pytest.mark.parametrize(
    ("fact", "heard"),
    [
        ("/data/media/movies", "movies"),
        ("/data/media/movies/", "movies"),
        ("C:\\media\\movies", "movies"),
        ("\\\\nas\\media\\movies", "movies"),
        ("Import failed, path does not exist: /data/usenet/Heat.mkv", "Heat.mkv"),
        ("http://radarr:7878/api?apikey=secret says no", "… says no"),
        ("Cannot connect to 192.168.1.10:7878", "Cannot connect to …"),
        ("Cannot connect to host radarr.local:7878", "to host …"),
        ("Face/Off", "Face/Off"),
        ("9-1-1", "9-1-1"),
        ("AC/DC: Let There Be Rock", "AC/DC: Let There Be Rock"),
        ("50/50", "50/50"),
        ("Dune: Part Two", "Dune: Part Two"),
    ],
)
def test_addresses_and_folders_are_not_read_out(fact: str, heard: str) -> None:
    phrases = Phrasebook({"said": "{fact}"})
    said = Speech(phrases).words(Message(key="said", placeholders={"fact": fact}))
    assert said.endswith(heard)
    assert "/data" not in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2026-12-03", "December 3, 2026"),
        ("de", "2026-03-01", "1. März 2026"),
        ("fr", "2026-08-01", "1er août 2026"),
        ("es", "2026-01-15", "15 de enero de 2026"),
        ("it", "2026-05-01", "1º maggio 2026"),
        ("nl", "2026-12-31", "31 december 2026"),
        ("en", "soon", "soon"),
    ],
)
def test_days_are_said_as_people_say_them(language: str, date: str, said: str) -> None:
    told = speech(language).say("request_out_at", title="Dune", date=date)
    assert said in told
