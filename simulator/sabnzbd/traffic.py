"""How many bytes came on which day, and how many the quota leaves."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta


class Traffic:
    """Bytes per day.

    Attributes:
        days: Bytes by date (ISO 8601).
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.days: defaultdict[str, float] = defaultdict(float)

    def add(self, amount: float, now: float) -> None:
        """Count bytes that came now.

        Args:
            amount: Bytes.
            now: World time in unix seconds.
        """
        self.days[_date(now)] += amount

    def total(self) -> float:
        """Return the bytes of all days."""
        return sum(self.days.values())

    def day(self, now: float) -> float:
        """Return the bytes of today."""
        return self.days.get(_date(now), 0.0)

    def week(self, now: float) -> float:
        """Return the bytes of this week, Monday first."""
        today = datetime.fromtimestamp(now, UTC).date()
        monday = (today - timedelta(days=today.weekday())).isoformat()
        return sum(amount for date, amount in self.days.items() if date >= monday)

    def month(self, now: float) -> float:
        """Return the bytes of this month."""
        month = _date(now)[:7]
        return sum(amount for date, amount in self.days.items() if date[:7] == month)


def _date(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()
