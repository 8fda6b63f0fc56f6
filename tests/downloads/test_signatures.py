"""The signatures: each finds what it was learned from, and every known text is found."""

import json
import os
from pathlib import Path
import re

import pytest

from custom_components.autoarr.downloads.conclusions import plain
from custom_components.autoarr.downloads.model import (
    Blames,
    Facts,
    FailureClass,
    Message,
)
from custom_components.autoarr.downloads.signatures import (
    SIGNATURES,
    Field,
    Signature,
    find,
)
from custom_components.autoarr.phrases import Phrasebook

FIELDS = {
    "queue.statusMessages[].messages[]": (Field.APP_MESSAGE,),
    "queue.statusMessages[].title": (Field.APP_MESSAGE,),
    "queue.errorMessage": (Field.APP_ERROR, Field.CLIENT_MESSAGE),
    "history.data.message": (Field.APP_FAILURE,),
    "history.fail_message": (Field.CLIENT_MESSAGE,),
    "queue.slots[].labels[]": (Field.CLIENT_LABEL,),
    "warnings[].text": (Field.CLIENT_WARNING,),
}
"""Where the reference of all messages says that a text is seen, and where we look."""

NO_SIGNS = re.compile(
    r"""
    ^$ |                                  # told apart by structure
    ^Manually\ ignored$ |                 # the record's own kind says it
    ^(Paused|Aborted)\ job\ " |           # the label says it
    ^In\ "%s"\ unwanted\ extension |      # the label or the fail_message says it
    ^PAR\ Status:                         # only its values say something
    """,
    re.VERBOSE,
)


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.name)
def test_each_signature_is_the_one_found_in_its_example(signature: Signature) -> None:
    finding = find(signature.field, signature.example)
    assert finding
    assert finding.signature == signature


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.name)
def test_each_signature_has_words_for_people_and_a_source(signature: Signature) -> None:
    finding = find(signature.field, signature.example)
    assert finding
    sentence = Phrasebook.load("en").words(finding.cause)
    assert sentence != signature.cause
    assert "{" not in sentence
    assert sentence[0].isupper() or sentence.startswith("qBittorrent")
    assert sentence.endswith(".") or finding.placeholders
    assert re.search(r"\d", signature.source) or "POSIX" in signature.source


def test_names_are_unique() -> None:
    names = [signature.name for signature in SIGNATURES]
    assert len(names) == len(set(names))


def test_an_unknown_or_empty_text_is_no_sign() -> None:
    for field in Field:
        assert find(field, "Something that nobody ever said") is None
        assert find(field, "  ") is None


def test_a_long_placeholder_is_cut() -> None:
    finding = find(Field.CLIENT_WARNING, "Cannot create final folder /" + "x" * 999)
    assert finding
    assert len(finding.placeholders["path"]) == 200


@pytest.mark.parametrize("failure_class", FailureClass)
def test_only_these_classes_blame_a_release(failure_class: FailureClass) -> None:
    facts = Facts(download_id="a")
    diagnosis = plain(facts, Message(key="cause_no_reason"), (), failure_class)
    guilty = {
        FailureClass.BAD_RELEASE,
        FailureClass.ENCRYPTED,
        FailureClass.DANGEROUS,
        FailureClass.STALLED,
    }
    assert (diagnosis.blames is Blames.RELEASE) == (failure_class in guilty)
    assert (diagnosis.blames is Blames.SYSTEM) == (
        failure_class is FailureClass.ENVIRONMENT
    )


def _reference() -> list[dict[str, str]]:
    folder = os.environ.get("AUTOARR_REFERENCE")
    path = Path(folder or "") / "specs" / "failure_messages.json"
    if not folder or not path.is_file():
        return []
    rows: list[dict[str, str]] = json.loads(path.read_text())
    return rows


@pytest.mark.skipif(
    not _reference(), reason="AUTOARR_REFERENCE does not name the reference folder"
)
def test_every_text_that_the_apps_are_known_to_say_is_found() -> None:
    silent = []
    for row in _reference():
        fields = FIELDS.get(row["field"])
        text = row["text_or_format"]
        if fields is None or NO_SIGNS.search(text):
            continue
        said = re.sub(r"%s|\{\w+\}", "7", text)
        if not any(find(field, said) for field in fields):
            silent.append(f"{row['app']} {row['field']}: {said}")
    assert silent == []
