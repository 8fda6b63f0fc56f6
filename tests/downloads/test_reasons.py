"""Every reason that can be given has a sentence for people."""

import json
from pathlib import Path
import re

import pytest

from custom_components.autoarr.downloads import recovery
from custom_components.autoarr.downloads.model import (
    COMMON_CAUSE,
    REPLACED,
    FailureClass,
    Step,
)

ROOM = Path(recovery.__file__).parents[1]
COMMON = json.loads((ROOM / "translations" / "en.json").read_text("utf-8"))["common"]

DEEDS = (Step.BLOCKLIST_SEARCH, Step.RETRY_SAME, "search")
MADE_UP = {
    *(f"reason_{each}" for each in FailureClass if each not in REPLACED),
    *(f"reason_{way}_{deed}" for way in ("would", "ask", "did") for deed in DEEDS),
    f"reason_did_{Step.REMOVE}",
    COMMON_CAUSE,
}
WRITTEN = {
    key
    for folder in ("downloads", "engine")
    for path in (ROOM / folder).glob("*.py")
    for key in re.findall(r'"(reason_[a-z_]+[a-z])"', path.read_text("utf-8"))
}


@pytest.mark.parametrize("key", sorted(MADE_UP | WRITTEN))
def test_a_reason_has_a_sentence(key: str) -> None:
    assert COMMON[key].endswith((".", "?", "{answer}"))
