"""A sentence for people, by key: what all rooms speak in, and nobody puts into words here."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence for people, by key: the words are in the translations."""

    key: str
    """Key below "common" in the translation files, or of an error: "exceptions.timeout"."""
    placeholders: dict[str, str] = field(default_factory=dict)
