"""Messages as sentences, in people's languages."""

import json
from pathlib import Path

import pytest

from custom_components.autoarr.downloads.model import Message
from custom_components.autoarr.phrases import Phrasebook

ENGLISH = {"hello": "Hello {name}", "only_english": "Only English"}


@pytest.fixture(autouse=True)
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a few sentences in three languages where the phrasebook reads."""
    for language, sentences in {
        "en": ENGLISH,
        "de": {"hello": "Hallo {name}"},
        "pt-BR": {"hello": "Oi {name}"},
    }.items():
        (tmp_path / f"{language}.json").write_text(json.dumps({"common": sentences}))
    monkeypatch.setattr("custom_components.autoarr.phrases.TRANSLATIONS", tmp_path)
    return tmp_path


def hello(language: str) -> str:
    """Return the greeting in a language."""
    message = Message(key="hello", placeholders={"name": "{name}"})
    return Phrasebook.load(language).words(message)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Hello {name}"),
        ("en-GB", "Hello {name}"),
        ("de", "Hallo {name}"),
        ("de-CH", "Hallo {name}"),
        ("pt-BR", "Oi {name}"),
        ("tlh", "Hello {name}"),
        ("../de", "Hallo {name}"),
        ("", "Hello {name}"),
    ],
)
def test_a_message_is_said_in_the_language_or_the_nearest_one(
    language: str, said: str
) -> None:
    assert hello(language) == said


def test_what_a_language_lacks_is_said_in_english() -> None:
    words = Phrasebook.load("de").words(Message(key="only_english"))
    assert words == "Only English"


def test_a_key_that_nobody_translated_stands_for_itself() -> None:
    assert Phrasebook.load("de").words(Message(key="nobody")) == "nobody"


def test_an_error_is_said_in_the_words_that_home_assistant_shows(
    translations: Path,
) -> None:
    (translations / "de.json").write_text(
        json.dumps({"exceptions": {"timeout": {"message": "{server} schweigt"}}})
    )
    message = Message(key="exceptions.timeout", placeholders={"server": "Sonarr"})
    assert Phrasebook.load("de").words(message) == "Sonarr schweigt"


def test_a_file_without_sentences_is_no_trouble(translations: Path) -> None:
    (translations / "fr.json").write_text("{}")
    assert hello("fr") == "Hello {name}"
