"""Errors of a database that is away, full, or takes no writes."""

from django.db import DatabaseError, InterfaceError, OperationalError

# From the messages of SQLite and PostgreSQL when the disk is full; neither the class
# of the exception nor a code is the same for both.
DISK_FULL = ("database or disk is full", "No space left")


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the database cannot be used now; nothing in the program is broken."""
    # PostgreSQL says so of a standby, in an error of no class of its own.
    is_read_only = isinstance(error, DatabaseError) and "read-only" in str(error)
    return is_read_only or isinstance(error, OperationalError | InterfaceError)


def is_disk_full(error: BaseException | None) -> bool:
    return any(words in str(error) for words in DISK_FULL)
