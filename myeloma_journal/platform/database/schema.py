"""Whether all migrations are applied."""

import threading
import time

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

# How often a process checks, until they are.
SECONDS = 5


class NoTablesError(OperationalError):
    """`migrate` never ran here, or this is not the database that was meant."""


_lock = threading.Lock()
known: dict[str, bool | float] = {"are_applied": False, "asked_at": -float(SECONDS)}


def are_applied() -> bool:
    """Whether every migration is applied; no more queries once they are.

    Unknown migrations are ignored, so that an older version can run after a newer one.

    Raises:
        DatabaseError: The database cannot be reached; NoTablesError: it is empty.
    """
    if known["are_applied"]:
        return True
    with _lock:
        if time.monotonic() - known["asked_at"] >= SECONDS:
            known["are_applied"] = not _unapplied()
            known["asked_at"] = time.monotonic()
    return bool(known["are_applied"])


def _unapplied() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        # SQLite creates a missing file, empty.
        raise NoTablesError("This database has no tables. Run: manage.py migrate")
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
