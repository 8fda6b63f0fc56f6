"""The sentences that AutoArr listens to: what they catch, and what they leave alone."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
import json
from pathlib import Path
from typing import Any

from hassil import Intents, recognize_all
from hassil.intents import SlotList, WildcardSlotList
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_sentence
import home_assistant_intents
from hypothesis import given, strategies as st
import pytest

from custom_components.autoarr.requests.model import MediaType
from custom_components.autoarr.requests.record import Offer
from custom_components.autoarr.voice.sentences import (
    LANGUAGES,
    Kind,
    known_language,
    replies,
    seconds_of,
    templates,
    yes_or_no,
)

DUNES = (
    Offer(media_type=MediaType.MOVIE, title="Dune", year=2021),
    Offer(media_type=MediaType.MOVIE, title="Dune: Part Two", year=1984),
)


@cache
def listening(*extra: str) -> Intents:
    """Return all sentences, as Home Assistant listens to them."""
    return _intents([*extra, *templates()])


def _intents(sentences: list[str]) -> Intents:
    intents = Intents.from_dict(
        {"language": "*", "intents": {"ours": {"data": [{"sentences": sentences}]}}}
    )
    for name in ("title", "number", "duration", "answer"):
        intents.slot_lists[name] = WildcardSlotList(name)
    return intents


def heard(text: str) -> tuple[Kind, str, dict[str, str]] | None:
    """Return what a sentence is taken for: kind, language and words."""
    for result in recognize_all(text, listening()):
        assert result.intent_sentence is not None
        template = templates()[result.intent_sentence.text or ""]
        words = {
            name: str(entity.text or entity.value)
            for name, entity in result.entities.items()
        }
        return template.kind, template.language, words
    return None


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Download the movie Dune", Kind.REQUEST_MOVIE, "Dune"),
        ("please get me the film Dune Part Two.", Kind.REQUEST_MOVIE, "Dune Part Two"),
        ("Can you download the series Severance?", Kind.REQUEST_SERIES, "Severance"),
        ("download Heat", Kind.REQUEST, "Heat"),
        ("get the second season of Severance", Kind.REQUEST, None),
        ("get Heat in 4k", Kind.REQUEST, "Heat"),
        ("add the movie Dune", Kind.ADD_MOVIE, "Dune"),
        ("what is downloading right now", Kind.DOWNLOAD_STATUS, None),
        ("how is the download of Dune", Kind.DOWNLOAD_STATUS, "Dune"),
        ("which downloads failed?", Kind.WHAT_FAILED, None),
        ("retry all failed downloads", Kind.RETRY_FAILED, None),
        ("pause all downloads", Kind.PAUSE, None),
        ("resume my downloads", Kind.RESUME, None),
        ("pause the download of Dune", Kind.PAUSE, "Dune"),
        ("resume the download of Dune", Kind.RESUME, "Dune"),
        ("stop downloading", Kind.PAUSE, None),
        ("stop downloading everything", Kind.PAUSE, None),
        ("stop downloading In Bruges", Kind.CANCEL, "In Bruges"),
        ("Hör auf, In Bruges herunterzuladen", Kind.CANCEL, "In Bruges"),
        ("arrête de télécharger In Bruges", Kind.CANCEL, "In Bruges"),
        ("deja de descargar In Bruges", Kind.CANCEL, "In Bruges"),
        ("smetti di scaricare In Bruges", Kind.CANCEL, "In Bruges"),
        ("stop met downloaden van In Bruges", Kind.CANCEL, "In Bruges"),
        ("cancel my request for Dune", Kind.CANCEL, "Dune"),
        ("what's the status of my requests", Kind.REQUEST_STATUS, None),
        ("get me a better copy of Heat", Kind.REPLACE, "Heat"),
        ("Lade den Film Dune", Kind.REQUEST_MOVIE, "Dune"),
        (
            "Kannst du mir bitte die Serie Dark herunterladen",
            Kind.REQUEST_SERIES,
            "Dark",
        ),
        ("füge den Film Dune hinzu", Kind.ADD_MOVIE, "Dune"),
        ("Was wird gerade heruntergeladen?", Kind.DOWNLOAD_STATUS, None),
        ("Pausiere alle Downloads", Kind.PAUSE, None),
        ("Setze die Downloads fort", Kind.RESUME, None),
        ("Welche Downloads sind fehlgeschlagen?", Kind.WHAT_FAILED, None),
        ("Starte die fehlgeschlagenen Downloads nochmal", Kind.RETRY_FAILED, None),
        ("Storniere meine Anfrage für Dune", Kind.CANCEL, "Dune"),
        ("Besorg mir eine bessere Kopie von Heat", Kind.REPLACE, "Heat"),
        ("Télécharge le film Dune", Kind.REQUEST_MOVIE, "Dune"),
        ("où en sont mes téléchargements ?", Kind.DOWNLOAD_STATUS, None),
        ("mets les téléchargements en pause", Kind.PAUSE, None),
        ("relance les téléchargements échoués", Kind.RETRY_FAILED, None),
        ("Descarga la película Dune", Kind.REQUEST_MOVIE, "Dune"),
        ("¿Qué se está descargando?", Kind.DOWNLOAD_STATUS, None),
        ("pausa todas las descargas", Kind.PAUSE, None),
        ("Download de film Dune", Kind.REQUEST_MOVIE, "Dune"),
        ("wat wordt er nu gedownload", Kind.DOWNLOAD_STATUS, None),
        ("pauzeer alle downloads", Kind.PAUSE, None),
        ("Scarica il film Dune", Kind.REQUEST_MOVIE, "Dune"),
        ("come vanno i download", Kind.DOWNLOAD_STATUS, None),
        ("riprendi i download", Kind.RESUME, None),
    ],
)
def test_what_is_meant_for_autoarr_is_heard(
    text: str, kind: Kind, title: str | None
) -> None:
    found = heard(text)
    assert found is not None
    assert found[0] is kind
    if title is not None:
        assert found[2]["title"].strip(" .") == title


@pytest.mark.parametrize(
    "text",
    [
        "play Dune on the TV",
        "turn on the light",
        "pause",
        "pause the movie",
        "stop",
        "yes",
        "no",
        "the second one",
        "add milk to my shopping list",
        "add Dune to my media requests list",
        "what time is it",
        "cancel the timer",
        "resume the music",
        "Mach das Licht an",
        "Füge Milch zur Einkaufsliste hinzu",
        "allume la lumière",
        "pon música",
        "zet de lamp aan",
        "accendi la luce",
        "",
        "🎬🍿",
        "ダウンロードして",
    ],
)
def test_what_is_meant_for_others_is_left_to_them(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(language: str) -> None:
    known = {each.kind for each in templates().values() if each.language == language}
    assert known == set(Kind) - {Kind.REPLY}


def test_every_sentence_can_be_registered() -> None:
    for sentence in (*templates(), *replies("en", DUNES), *replies("fr", DUNES)):
        parse_sentence(sentence)


# Home Assistant's own sentences.

MOST_FORMS = 3
FILLED = {
    "name": "kitchen light",
    "area": "kitchen",
    "floor": "first floor",
    "search_query": "Dune",
    "media_class": "movie",
    "todo_list_item": "milk",
    "shopping_list_item": "milk",
    "item": "milk",
    "message": "dinner is ready",
    "response": "yes",
    "timer_name": "pizza",
    "timer_command": "turn off the lights",
    "conversation_command": "turn off the lights",
}


@cache
def own_intents(language: str) -> dict[str, Any]:
    """Return what Home Assistant itself understands in a language."""
    folder = Path(home_assistant_intents.__file__).parent / "data"
    found: dict[str, Any] = json.loads((folder / f"{language}.json").read_text())
    return found


def own_sentences(language: str) -> Iterator[str]:
    """Yield each of Home Assistant's own sentences in a few of its forms."""
    data = own_intents(language)
    intents = Intents.from_dict(data)
    lists: dict[str, SlotList] = {
        name: WildcardSlotList(name) for name in (*FILLED, *intents.slot_lists)
    }
    for intent in intents.intents.values():
        for group in intent.data:
            for sentence in group.sentences:
                for skip_optionals in (False, True):
                    forms = sample_sentence(
                        sentence,
                        lists,
                        {**intents.expansion_rules, **group.expansion_rules},
                        language=language,
                        skip_optionals=skip_optionals,
                    )
                    yield from islice(forms, MOST_FORMS)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_home_assistant_is_taken_away(language: str) -> None:
    ours = listening()
    clashes = {}
    for form in own_sentences(language):
        said = form
        for name, words in FILLED.items():
            said = said.replace("{" + name + "}", words)
        for result in recognize_all(said, ours):
            assert result.intent_sentence is not None
            clashes[said] = result.intent_sentence.text
            break
    assert clashes == {}


# What follows a question.


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the second one"),
        ("en", "number two"),
        ("en", "the 1984 one"),
        ("en", "the one from 1984"),
        ("en", "Dune Part Two"),
        ("en", "the newer one"),
        ("en", "yes please"),
        ("en", "never mind"),
        ("de", "die zweite"),
        ("de", "Nummer zwei"),
        ("de", "den von 1984"),
        ("de", "vergiss es"),
        ("fr", "le deuxième"),
        ("fr", "celui de 1984"),
        ("fr", "laisse tomber"),
        ("es", "el segundo"),
        ("es", "la de 1984"),
        ("es", "olvídalo"),
        ("nl", "de tweede"),
        ("nl", "die van 1984"),
        ("nl", "laat maar"),
        ("it", "il secondo"),
        ("it", "quello del 1984"),
        ("it", "lascia perdere"),
    ],
)
def test_answers_are_heard_while_a_question_is_open(language: str, text: str) -> None:
    assert heard(text) is None
    assert any(recognize_all(text, _intents(list(replies(language, DUNES)))))


def test_titles_without_letters_make_no_sentence() -> None:
    offers = (Offer(media_type=MediaType.MOVIE, title="(…)"),)
    assert not any("<" in each or "()" in each for each in replies("en", offers))


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_are_known_in_every_language(language: str) -> None:
    assert yes_or_no("OK.", language) is True
    assert yes_or_no("Stop!", language) in (False, None)
    assert yes_or_no("the second one", language) is None
    assert yes_or_no("", language) is None


@pytest.mark.parametrize(
    ("text", "language", "seconds"),
    [
        ("an hour", "en", 3600),
        ("30 minutes", "en", 1800),
        ("half an hour", "en", 1800),
        ("two days", "en", 172_800),
        ("eine Stunde", "de", 3600),
        ("eine halbe Stunde", "de", 1800),
        ("dix minutes", "fr", 600),
        ("dos horas", "es", 7200),
        ("een half uur", "nl", 1800),
        ("20 minuti", "it", 1200),
        ("mezz'ora", "it", 1800),
        ("un'ora", "it", 3600),
        ("two and a half hours", "en", 9000),
        ("one and a half hours", "en", 5400),
        ("una hora y media", "es", 5400),
        ("une demi heure", "fr", 1800),
        ("2 Stunden", "de", 7200),
        ("0 minutes", "en", None),
        ("8 days", "en", None),
        ("a while", "en", None),
        ("some minutes", "en", None),
        ("", "en", None),
    ],
)
def test_durations_are_understood(
    text: str, language: str, seconds: int | None
) -> None:
    assert seconds_of(text, language) == seconds


@pytest.mark.parametrize(
    ("tag", "language"), [("de-CH", "de"), ("DE", "de"), ("tlh", "en"), (None, "en")]
)
def test_who_speaks_another_language_is_answered_in_english(
    tag: str | None, language: str
) -> None:
    assert known_language(tag) == language


@given(text=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_whatever_is_said_is_read_without_trouble(text: str, language: str) -> None:
    heard(text)
    yes_or_no(text, language)
    seconds = seconds_of(text, language)
    assert seconds is None or seconds >= 0
