"""Moments as the apps write them."""

from datetime import UTC, datetime

from .rows import Missing


def moment(text: str) -> datetime:
    """Return a moment written in ISO 8601; one without a zone is UTC.

    Raises:
        Missing: It is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Missing(f"a moment: {text}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def age_in_days(text: str, now: datetime) -> float:
    """Return how many days ago a moment was."""
    return (now - moment(text)).total_seconds() / 86_400
