"""How the answers of SABnzbd differ from version to version.

Only differences that were seen on real servers of 3.7.1, 4.5.0 and 5.1.3, or that the
release notes name, are listed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a version says in its own way.

    Attributes:
        version: The full version, such as "5.1.3".
        uuid_ids: Job ids are UUIDs instead of `SABnzbd_nzo_…`.
        modern: 4.3 or newer: an archive, filters by status, JSON without asking.
        names_priority: A job that is being fetched names its priority too.
        keeps_time_added: Rows say when they were added.
        marks_completed: Failed rows can be marked as completed.
        warns_duplicates: Duplicates are reported as warnings.
        server_warnings: `fullstatus` has a field of its own for a server's trouble.
        padded_units: A number without unit keeps a blank behind it ("0 ").
    """

    version: str
    uuid_ids: bool
    modern: bool
    names_priority: bool
    keeps_time_added: bool
    marks_completed: bool
    warns_duplicates: bool
    server_warnings: bool
    padded_units: bool


def dialect(version: str) -> Dialect:
    """Return how a version speaks."""
    number = tuple(int(part) for part in version.split(".")[:3])
    return Dialect(
        version=version,
        uuid_ids=number >= (5,),
        modern=number >= (4, 3),
        names_priority=number >= (5,),
        keeps_time_added=number >= (4, 5, 3),
        marks_completed=number >= (4, 5, 4),
        warns_duplicates=number < (4, 2),
        server_warnings=number >= (4, 2),
        padded_units=number < (4, 3),
    )
