"""Every text that is shown exists, every text that exists is shown, in all languages.

That each step of a flow has its texts is checked by the flows' own tests, step by step.
"""

import re

from homeassistant.const import Platform
import pytest

from .source import argument, calls, is_named, words
from .texts import TRANSLATIONS, placeholders, texts

LANGUAGES = ("de", "en", "es", "fr", "it", "nl")
TRANSLATED = [language for language in LANGUAGES if language != "en"]
SENTENCE_MARKS = (".", "?")
NAMES = (
    "AI Task",
    "Anthropic",
    "AutoArr",
    "Claude",
    "Home Assistant",
    "Plex",
    "Radarr",
    "SABnzbd",
    "Sonarr",
    "qBittorrent",
)
ONLY_PLACEHOLDERS = re.compile(r"(\{\w+\}\s*)+")
# Words that at least one other language shares with English.
SHARED = {
    "ai",
    "application",
    "audit",
    "database",
    "download",
    "downloads",
    "error",
    "films",
    "importable",
    "information",
    "limit",
    "model",
    "name",
    "notifications",
    "options",
    "plex",
    "problem",
    "radarr",
    "sabnzbd",
    "series",
    "server",
    "servers",
    "sonarr",
    "status",
    "streams",
    "tags",
    "token",
    "tokens",
}
FIELD_TEXTS = re.compile(r"(.*)\.(data|fields)\.([^.]+)(?:\.name)?$")
RAISED = ("Error", "NotReady", "AuthFailed", "UpdateFailed")

# Parts of dotted keys that Home Assistant prescribes.
GIVEN = {
    *Platform,
    "abort",
    "common",
    "conditions",
    "config",
    "config_subentries",
    "data",
    "data_description",
    "description",
    "device",
    "entity",
    "entry_type",
    "error",
    "event_type",
    "exceptions",
    "fields",
    "fix_flow",
    "flow_title",
    "info",
    "initiate_flow",
    "issues",
    "menu_options",
    "message",
    "name",
    "options",
    "reconfigure",
    "sections",
    "selector",
    "services",
    "state",
    "state_attributes",
    "step",
    "submit",
    "system_health",
    "title",
    "triggers",
    "unit_of_measurement",
    "user",
}


def test_the_languages_are_those_that_are_promised() -> None:
    assert sorted(path.stem for path in TRANSLATIONS.glob("*.json")) == [*LANGUAGES]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_says_the_same_things(language: str) -> None:
    assert sorted(texts().keys() - texts(language).keys()) == []
    assert sorted(texts(language).keys() - texts().keys()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_language_fills_in_the_same_facts(language: str) -> None:
    told = {key: placeholders(text) for key, text in texts(language).items()}
    assert told == {key: placeholders(text) for key, text in texts().items()}


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_in_english(language: str) -> None:
    untranslated = [
        key
        for key, text in texts(language).items()
        if text == texts()[key]
        and text.casefold() not in SHARED
        and not ONLY_PLACEHOLDERS.fullmatch(text)
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_names_stay_what_they_are(language: str) -> None:
    renamed = [
        f"{key}: {name}"
        for key, text in texts().items()
        for name in NAMES
        if name in text and name not in texts(language)[key]
    ]
    assert renamed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_sentences_end_where_the_english_ones_do(language: str) -> None:
    """Sentences are put behind one another: each must end by itself."""
    odd = [
        key
        for key, text in texts(language).items()
        if text.endswith(SENTENCE_MARKS) != texts()[key].endswith(SENTENCE_MARKS)
    ]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_texts(language: str) -> None:
    for key, text in texts(language).items():
        assert text.strip() == text != "", key
        # Home Assistant resolves references in its own integrations only.
        assert "[%key" not in text, key
        # To Home Assistant's frontend these begin a quotation or a tag.
        assert not re.search(r"'[{}]|<", text), key


def test_every_field_is_described() -> None:
    undescribed = []
    for key in texts():
        if not (match := FIELD_TEXTS.match(key)):
            continue
        step, kind, field = match.groups()
        description = (
            f"{step}.data_description.{field}"
            if kind == "data"
            else f"{step}.fields.{field}.description"
        )
        if description not in texts():
            undescribed.append(key)
    assert undescribed == []


def test_every_exception_has_a_text() -> None:
    raised = {
        key
        for ending in RAISED
        for _, call in calls(ending)
        if (key := argument(call, "translation_key"))
    }
    assert raised
    missing = [key for key in raised if f"exceptions.{key}.message" not in texts()]
    assert missing == []


def test_every_message_has_a_text() -> None:
    told = {key for _, call in calls("Message") if (key := argument(call, "key"))}
    assert [key for key in told if f"common.{key}" not in texts()] == []


def test_every_described_entity_has_a_name() -> None:
    nameless = []
    for module, call in calls("Description"):
        key = argument(call, "translation_key") or argument(call, "key")
        platform = module.removesuffix(".py")
        if key and f"entity.{platform}.{key}.name" not in texts():
            nameless.append(f"{platform}: {key}")
    assert nameless == []


def test_every_issue_has_a_text() -> None:
    issues = {key.split(".")[1] for key in texts() if key.startswith("issues.")}
    assert issues <= words()
    for issue in issues:
        assert f"issues.{issue}.title" in texts()
        fixable = f"issues.{issue}.fix_flow.step.init.title" in texts()
        # An issue has a description, or a flow that has one.
        assert fixable != (f"issues.{issue}.description" in texts())


def test_no_text_is_left_over() -> None:
    unused = [
        f"{key}: {part}"
        for key in texts()
        for part in key.split(".")
        if part not in GIVEN and not is_named(part)
    ]
    assert unused == []
