"""System checks: what must be true of the machine before anybody writes a word."""

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
LONGEST_WAIT = 20_000  # milliseconds
# What PRAGMA answers for the words we set.
ANSWERS = {"DELETE": "delete", "WAL": "wal", "ON": "1", "FULL": "2", "EXTRA": "3"}


@register(Tags.database)
def sqlite_is_durable(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse an SQLite that may take back what a page called saved."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection: Any = connections[alias]
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():
            problems += _weak_pragmas(connection) + _weak_waiting(connection)
    return problems


def _weak_pragmas(connection: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for pragma, word in PRAGMAS.items():
            found = str(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
            if found != ANSWERS[word]:
                says = f"SQLite's {pragma} is {found} where {word} is needed."
                problems.append(Error(says, hint=HINT, id="database.E001"))
    return problems


def _weak_waiting(connection: Any) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        wait = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    if wait >= LONGEST_WAIT and connection.transaction_mode == "IMMEDIATE":
        return []
    says = "SQLite must wait 20 seconds and begin writes with IMMEDIATE."
    return [Error(says, hint=HINT, id="database.E002")]


@register()
def paper_can_be_made(**kwargs: Any) -> list[CheckMessage]:
    """Warn when the Debian libraries that draw text for paper are missing."""
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
