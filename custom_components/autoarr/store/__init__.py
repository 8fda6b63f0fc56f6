"""What happened: one database for activity, failures with their ledger, and the journal.

Nothing of this blocks the event loop, and nothing of it is secret: no keys are stored.
"""

from .errors import DriverMissing, NewerSchema, StoreError
from .records import (
    NOT_SENT,
    ActivityFilter,
    DownloadFilter,
    FailureFilter,
    FinishedDownload,
    JournalEntry,
    Mark,
    Page,
    Totals,
)
from .stack import Store
from .statistics import Statistics

__all__ = [
    "NOT_SENT",
    "ActivityFilter",
    "DownloadFilter",
    "DriverMissing",
    "FailureFilter",
    "FinishedDownload",
    "JournalEntry",
    "Mark",
    "NewerSchema",
    "Page",
    "Statistics",
    "Store",
    "StoreError",
    "Totals",
]
