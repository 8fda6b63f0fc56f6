"""The words and signs by which apps tell what is wrong: data, read once.

What a sign means together with others is for diagnosis to say.
"""

from enum import StrEnum
from pathlib import Path
import re
from typing import Final

import msgspec

from .model import FailureClass, Message, Step

LONGEST_PLACEHOLDER = 200


class Field(StrEnum):
    """Where a sign is found."""

    CLIENT_MESSAGE = "client_message"
    """SABnzbd's fail_message, which Sonarr and Radarr repeat; another client's too."""
    CLIENT_STAGE = "client_stage"
    """An action in SABnzbd's stage log."""
    CLIENT_LABEL = "client_label"
    """A label of a job in SABnzbd's queue."""
    CLIENT_WARNING = "client_warning"
    """SABnzbd's warnings."""
    APP_MESSAGE = "app_message"
    """A title or message of a queue row of Sonarr or Radarr; never translated."""
    APP_ERROR = "app_error"
    """The errorMessage of a queue row."""
    APP_FAILURE = "app_failure"
    """The message of a failure in the history of Sonarr or Radarr."""
    APP_HEALTH = "app_health"
    """The source of a health check of Sonarr or Radarr; its message is translated."""
    SHAPE = "shape"
    """No text, but the shape of an answer, by the name that it has in the house."""
    REJECTION = "rejection"
    """Why Sonarr or Radarr would not grab a release that a search found."""


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One sign, where it was learned, and what it means alone."""

    name: str
    field: Field
    pattern: str
    example: str
    cause: str
    failure_class: FailureClass = msgspec.field(name="class")
    step: Step | None = None
    """What to do first, where that is not what the class says."""
    retry_helps: bool = False
    """Whether the same job may succeed once the cause is gone."""
    weak: bool = False
    """Counts only when nothing else explains the trouble."""
    any_language: bool = False
    """Holds whatever language the app speaks."""
    source: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A sign that was found in what an app said."""

    signature: Signature
    text: str
    placeholders: dict[str, str]

    @property
    def cause(self) -> Message:
        """Return what is wrong, for people."""
        return Message(key=self.signature.cause, placeholders=self.placeholders)

    @property
    def failure_class(self) -> FailureClass:
        """Return the class that the sign alone stands for."""
        return self.signature.failure_class

    @property
    def means_full_disk(self) -> bool:
        """Return whether it says that a disk is full."""
        return self.signature.cause in FULL_DISK


CLIENT_DISK_FULL: Final = "cause_disk_full"
LIBRARY_DISK_FULL: Final = "cause_library_disk_full"
FULL_DISK: Final = frozenset({CLIENT_DISK_FULL, LIBRARY_DISK_FULL})


class _File(msgspec.Struct):
    signatures: list[Signature]


def _load() -> tuple[Signature, ...]:
    # Home Assistant imports integrations in a worker thread: reading here blocks nobody.
    body = Path(__file__).with_suffix(".json").read_bytes()
    return tuple(msgspec.json.decode(body, type=_File).signatures)


SIGNATURES: Final = _load()
_BY_NAME: Final = {signature.name: signature for signature in SIGNATURES}
_BY_FIELD: Final = {
    field: tuple(
        (re.compile(signature.pattern), signature)
        for signature in SIGNATURES
        if signature.field is field
    )
    for field in Field
}


def find(field: Field, text: str) -> Finding | None:
    """Return what a text in that field says, or None when it is not known."""
    text = text.strip()
    if not text and field is not Field.CLIENT_MESSAGE:
        return None
    for pattern, signature in _BY_FIELD[field]:
        match = pattern.search(text)
        if match:
            placeholders = {
                name: (value or "")[:LONGEST_PLACEHOLDER]
                for name, value in match.groupdict().items()
            }
            return Finding(signature=signature, text=text, placeholders=placeholders)
    return None


def follows(name: str, *, text: str = "", weak: bool = False) -> Finding:
    """Return a sign that was not read, but follows from the shape of the facts."""
    signature = _BY_NAME[name]
    if weak:
        signature = msgspec.structs.replace(signature, weak=True)
    return Finding(signature=signature, text=text, placeholders={})
