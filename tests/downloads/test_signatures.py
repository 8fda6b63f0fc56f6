"""The signatures: each finds what it was learned from, and has words for people."""

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
