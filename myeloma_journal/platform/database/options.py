"""Database options with which a commit survives a power cut. No Django."""

import sqlite3
from typing import Any

# Until these releases of each line, a race on resetting the WAL could lose a commit.
WAL_IS_SAFE_FROM = [(3, 51, 3), (3, 50, 7), (3, 44, 6)]


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite may use a write-ahead log.

    >>> wal_is_safe((3, 40, 1))
    False
    >>> wal_is_safe((3, 44, 6)), wal_is_safe((3, 45, 0)), wal_is_safe((3, 50, 7))
    (True, False, True)
    >>> wal_is_safe((3, 52, 0))
    True
    """
    newest, *older = WAL_IS_SAFE_FROM
    return version >= newest or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in older
    )


def sqlite_pragmas(version: tuple[int, int, int]) -> dict[str, str]:
    """The pragmas with which a commit is on the disk before the response is sent.

    >>> sqlite_pragmas((3, 40, 1))["journal_mode"]
    'DELETE'
    """
    journal, synchronous = (
        ("WAL", "FULL") if wal_is_safe(version) else ("DELETE", "EXTRA")
    )
    return {
        "journal_mode": journal,
        "synchronous": synchronous,
        "foreign_keys": "ON",
        "secure_delete": "ON",
    }


PRAGMAS = sqlite_pragmas(sqlite3.sqlite_version_info)
DATABASE_OPTIONS: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        "ENGINE": "myeloma_journal.platform.database.sqlite",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # A transaction takes the write lock when it begins. One that reads first
            # would fail ("database is locked") if another wrote in between.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {k}={v};" for k, v in PRAGMAS.items()),
        },
    },
    "django.db.backends.postgresql": {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # They end with their transaction in a pool of connections (pgbouncer), and
        # Django uses them outside of one.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"options": "-c synchronous_commit=on"},
    },
}


def durable(database: dict[str, Any]) -> dict[str, Any]:
    """An entry of DATABASES with these options added; its other options stay.

    >>> postgresql = "django.db.backends.postgresql"
    >>> durable({"ENGINE": postgresql, "OPTIONS": {"sslmode": "require"}})["OPTIONS"]
    {'sslmode': 'require', 'options': '-c synchronous_commit=on'}

    PostgreSQL takes the last of two values.

    >>> asked = {"options": "-c statement_timeout=9s"}
    >>> durable({"ENGINE": postgresql, "OPTIONS": asked})["OPTIONS"]
    {'options': '-c statement_timeout=9s -c synchronous_commit=on'}
    """
    ours = DATABASE_OPTIONS.get(database["ENGINE"], {})
    asked = database.get("OPTIONS", {})
    options = asked | ours.get("OPTIONS", {})
    if asked.get("options") and "options" in options:
        options["options"] = f"{asked['options']} {options['options']}"
    return database | ours | {"OPTIONS": options}
