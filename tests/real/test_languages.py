"""What SABnzbd says in each of its languages is taken for what it says in English."""

from collections.abc import Iterator
from gettext import GNUTranslations
from itertools import product
from pathlib import Path

import pytest

from custom_components.autoarr.downloads.signatures import Field, find
from tests.real.fetch import CACHE

pytestmark = pytest.mark.real

FULL = "Disk full"
SAID = {
    Field.CLIENT_MESSAGE: (
        "Unpacking failed, archive requires a password",
        "Aborted, encryption detected",
        "Aborted, unwanted extension detected",
        "Duplicate NZB",
        "Unpacking failed, CRC error",
        "Corrupt RAR file",
        "Unusable RAR file",
        "RAR files failed to verify",
        "Invalid par2 files or invalid PAR2 parameters, cannot verify or repair",
        "Repair failed, not enough repair blocks (%s short)",
        "Unpacking failed, unable to find %s",
        'Some files failed to verify against "%s"',
        "Unpacking failed, disk full",
        "Unpacking failed, write error or disk is full?",
        "Unpacking failed, file too large for filesystem (FAT?)",
        "Repairing failed, %s",
        "Failed to move files",
        "Post-processing was aborted",
        "Script exit code is %s",
    ),
    Field.CLIENT_WARNING: (
        "Disk full! Forcing Pause",
        "Too little diskspace forcing PAUSE",
    ),
    Field.CLIENT_LABEL: (
        "DUPLICATE",
        "ALTERNATIVE",
        "ENCRYPTED",
        "TOO LARGE",
        "INCOMPLETE",
        "UNWANTED",
    ),
}
NAMED = {
    "Unpacking failed, unable to find %s": "show.part07.rar",
    'Some files failed to verify against "%s"': "show.sfv",
}


def catalogues() -> list[Path]:
    """Return the catalogues of all installed SABnzbds."""
    return sorted(CACHE.glob("*/root/usr/share/sabnzbdplus/locale/*/*/SABnzbd.mo"))


def sentences() -> Iterator[tuple[Field, str]]:
    """Yield what SABnzbd says in English, with where it says it."""
    for field, texts in SAID.items():
        yield from product((field,), texts)


@pytest.mark.parametrize(
    "path", catalogues(), ids=lambda path: f"{path.parts[-9]}-{path.parts[-3]}"
)
def test_a_language_changes_no_class(path: Path) -> None:
    with path.open("rb") as file:
        translated = GNUTranslations(file).gettext
    other = {}
    for field, english in sentences():
        named = NAMED.get(english, "12")
        spoken = translated(english)
        if english.startswith("Repairing"):
            named, english_said = translated(FULL), english.replace("%s", FULL)
        else:
            english_said = english.replace("%s", named)
        meant, found = (
            find(field, english_said),
            find(field, spoken.replace("%s", named)),
        )
        assert meant is not None
        if found is None or found.failure_class is not meant.failure_class:
            other[spoken] = found and found.signature.name
    assert other == {}
