"""What can go wrong with a database. The texts are for logs and hold no password."""


class StoreError(Exception):
    """The database could not be opened, read or written."""


class DriverMissing(StoreError):
    """The Python package that speaks to this kind of database is not installed."""


class NewerSchema(StoreError):
    """The database was written by a newer version of AutoArr."""
