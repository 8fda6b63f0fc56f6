"""Why a fix was not made, or not undone: each with a key for the sentence people read."""


class FixError(Exception):
    """A fix was not made. The text is for logs."""

    key = "fix_failed"

    def __init__(self, text: str = "", **placeholders: str) -> None:
        """Keep what the sentence for people names."""
        super().__init__(text or self.key)
        self.placeholders = placeholders


class NotFixable(FixError):
    """Only a person, or another tool, can mend this."""

    key = "fix_not_possible"


class NeedsYes(FixError):
    """It is risky or needs a restart, and nobody said yes to that."""

    key = "fix_needs_yes"


class UntriedVersion(NeedsYes):
    """The app is of a version that fixes were not tried with, and nobody said yes."""

    key = "fix_untried_version"


class Unread(FixError):
    """A server did not answer, so nobody knows whether there is anything to mend."""

    key = "fix_unread"


class Busy(FixError):
    """The app makes a backup or updates itself just now."""

    key = "fix_busy"


class ChangedMeanwhile(FixError):
    """Somebody changed the setting between the preview and the fix."""

    key = "fix_changed_meanwhile"


class Refused(FixError):
    """The app does not take the change, or must not be given it now."""

    key = "fix_refused"


class DiskMissing(FixError):
    """A library folder is out of reach: what an app does now may empty the library."""

    key = "fix_disk_missing"


class NoBackup(FixError):
    """The app could not save its settings first, so nothing was changed there."""

    key = "fix_no_backup"


class TrialFailed(FixError):
    """The app tried what the setting is about, and it does not work; it was put back."""

    key = "fix_trial_failed"


class NotVerified(FixError):
    """The app said yes, but the setting is not what it should be; it was put back."""

    key = "fix_not_verified"


class Drifted(FixError):
    """The setting is neither what the fix made of it nor what it was before."""

    key = "fix_drifted"


class NotUndoable(FixError):
    """It cannot be taken back, or was taken back already."""

    key = "fix_not_undoable"
