"""System checks of the database options, and of the libraries that PDF needs."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from myeloma_journal.platform.database.options import PRAGMAS

PANGO = (
    "`make run` installs them; by hand it is apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
HINT = "Leave the database OPTIONS of settings.py as they are."
IN_FILE = "Set it to on in postgresql.conf, and restart PostgreSQL."
# What must not be off, and what to do about it.
POSTGRESQL_HINTS = {
    "synchronous_commit": (
        "We ask for it at each connection. A pooler that ignores startup options, or "
        "the role, turns it off: ALTER ROLE … SET synchronous_commit = on."
    ),
    "fsync": IN_FILE,
    "full_page_writes": IN_FILE,
}
BUSY_TIMEOUT = 20_000  # milliseconds
# The values that PRAGMA returns for the names we set.
RETURNED = {"DELETE": "delete", "WAL": "wal", "ON": "1", "FULL": "2", "EXTRA": "3"}


@register(Tags.database)
def check_sqlite_options(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse options with which SQLite could lose a committed transaction."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection: Any = connections[alias]
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():
            problems += _check_pragmas(connection) + _check_locking(connection)
    return problems


def _check_pragmas(connection: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for pragma, word in PRAGMAS.items():
            found = str(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
            if found != RETURNED[word]:
                message = f"SQLite's {pragma} is {found} where {word} is needed."
                problems.append(Error(message, hint=HINT, id="database.E001"))
    return problems


def _check_locking(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        wait = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    if wait >= BUSY_TIMEOUT and connection.transaction_mode == "IMMEDIATE":
        return []
    message = "SQLite must wait 20 seconds and begin writes with IMMEDIATE."
    return [Error(message, hint=HINT, id="database.E002")]


@register(Tags.database)
def check_postgresql_settings(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a server that could lose a committed transaction, or tear a page.

    A role, a database or a connection pooler can set `synchronous_commit`, too: what
    counts is what our own connections get.
    """
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection: Any = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            for name, hint in POSTGRESQL_HINTS.items():
                cursor.execute(f"SHOW {name}")
                if cursor.fetchone()[0] == "off":
                    message = f"PostgreSQL's {name} is off: a power cut can lose words."
                    problems.append(Error(message, hint=hint, id="database.E003"))
    return problems


@register()
def check_pdf_libraries(**kwargs: Any) -> list[CheckMessage]:
    """Warn when a Debian library that WeasyPrint loads is missing."""
    from ctypes.util import find_library

    needed = ["pango-1.0", "pangoft2-1.0", "harfbuzz-subset"]
    missing = [name for name in needed if not find_library(name)]
    if not missing:
        return []
    return [
        Warning(
            f"No PDF can be made, or only slowly: {', '.join(missing)} is missing.",
            hint=PANGO,
            id="database.W001",
        )
    ]
