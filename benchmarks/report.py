"""What a benchmark found: a table to read and goals that are met or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Goal:
    """One promise.

    Attributes:
        name: What is promised.
        measured: What was found; None when this run did not measure it.
        limit: The most that is allowed, or the least when `at_least`.
        unit: Of both.
        at_least: Whether more is better.
    """

    name: str
    measured: float | None
    limit: float
    unit: str = "x"
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it is kept; None when that is not known."""
        if self.measured is None:
            return None
        if self.at_least:
            return self.measured >= self.limit
        return self.measured <= self.limit

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "name": self.name,
            "measured": self.measured,
            "limit": self.limit,
            "unit": self.unit,
            "at_least": self.at_least,
            "met": self.met,
        }


@dataclass
class Report:
    """All that one benchmark found.

    Attributes:
        name: The benchmark's name.
        columns: What the numbers of a row are, the first being its name.
        rows: Numbers to read.
        goals: What they have to be.
        notes: What to know about them.
    """

    name: str
    columns: Sequence[str]
    rows: list[tuple[str | float | None, ...]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether no goal was missed."""
        return all(goal.met is not False for goal in self.goals)

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "passed": self.passed,
            "rows": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
            "goals": [goal.as_json() for goal in self.goals],
            "notes": self.notes,
        }

    def as_text(self) -> str:
        """Return it as tables for people."""
        verdicts = {True: "PASS", False: "FAIL", None: "not measured"}
        goals = [
            (
                verdicts[goal.met],
                goal.name,
                goal.measured,
                f"{'≥' if goal.at_least else '≤'} {_shown(goal.limit)} {goal.unit}",
            )
            for goal in self.goals
        ]
        parts = [
            f"## {self.name}",
            _table(self.columns, self.rows),
            _table(("", "goal", "measured", "must be"), goals),
            *self.notes,
        ]
        return "\n\n".join(parts)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str | float | None]]) -> str:
    cells = [list(columns), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def _shown(cell: str | float | None) -> str:
    match cell:
        case None:
            return "–"
        case str():
            return cell
        case _ if cell and abs(cell) < 0.01:
            return f"{cell:.2g}"
        case float() if abs(cell) < 100:
            return f"{cell:.3g}"
        case _:
            return f"{cell:,.0f}"
