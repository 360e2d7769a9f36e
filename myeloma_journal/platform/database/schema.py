"""Whether the tables are those this program was written for (migrations)."""

import threading
import time

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

# Asked once for each process; while the tables are being changed, this often.
SECONDS = 5
_lock = threading.Lock()
known: dict[str, bool | float] = {"is_current": False, "asked_at": -float(SECONDS)}


def is_current() -> bool:
    """Whether every migration was applied. Costs a query until it is so, then none.

    Migrations that this program does not know are no obstacle: an older version can be
    started again when a newer one failed.

    Raises:
        DatabaseError: The database is away.
    """
    if known["is_current"]:
        return True
    with _lock:
        if time.monotonic() - known["asked_at"] >= SECONDS:
            known["is_current"] = not _unapplied()
            known["asked_at"] = time.monotonic()
    return bool(known["is_current"])


def _unapplied() -> bool:
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        # Where its file was, SQLite has made an empty one.
        raise OperationalError("There are no tables in this database.")
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
