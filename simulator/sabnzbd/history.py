"""The history: finished jobs, newest first, and the archive behind it."""

from collections.abc import Iterable

from simulator.sabnzbd.jobs import Row, Status

_GROUPS = {
    "all": frozenset({Status.COMPLETED, Status.FAILED}),
    "completed": frozenset({Status.COMPLETED}),
    "failed": frozenset({Status.FAILED}),
}


class History:
    """Rows that are settled.

    Attributes:
        rows: All rows, archived ones too, newest first.
        revision: Grows with every change (`last_history_update`).
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.rows: list[Row] = []
        self.revision = 1

    def touch(self) -> None:
        """Say that something changed."""
        self.revision += 1

    def add(self, row: Row) -> None:
        """Write down a row at its place in time."""
        place = next(
            (i for i, old in enumerate(self.rows) if old.completed <= row.completed),
            len(self.rows),
        )
        row.settled = True
        self.rows.insert(place, row)
        self.touch()

    def find(self, nzo_id: str) -> Row | None:
        """Return a row by the id of its job."""
        return next((row for row in self.rows if row.nzo_id == nzo_id), None)

    def take(self, row: Row) -> None:
        """Forget a row for good."""
        self.rows.remove(row)
        self.touch()

    def chosen(self, value: str, search: str = "") -> list[Row]:
        """Return the rows that a deletion means.

        Args:
            value: Ids with commas, `all`, `failed` or `completed`.
            search: Part of the name.
        """
        wanted = set(value.split(","))
        states = _GROUPS.get(value)
        return [
            row
            for row in self.rows
            if search.lower() in row.name.lower()
            and (
                row.nzo_id in wanted
                if states is None
                else row.status in states and not row.archived
            )
        ]


def matching(
    rows: Iterable[Row],
    *,
    search: str = "",
    categories: frozenset[str] = frozenset(),
    statuses: frozenset[str] = frozenset(),
    ids: frozenset[str] = frozenset(),
    archived: bool = False,
) -> list[Row]:
    """Return the rows that a listing asks for; empty filters let all pass."""
    return [
        row
        for row in rows
        if row.archived is archived
        and search.lower() in row.name.lower()
        and (not categories or row.job.category.lower() in categories)
        and (not statuses or row.status in statuses)
        and (not ids or row.nzo_id in ids)
    ]
