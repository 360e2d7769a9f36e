"""SQLite, copied by SQLite itself while others write; never by copying its file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.utils import ConnectionHandler

from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

Rows = dict[str, int]


def tables(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def dump(connection: Any, to: Path) -> Rows:
    """Copy a snapshot of the database into a new file, and check the copy.

    Deleted data is not in the copy: VACUUM writes all pages anew.

    Returns:
        The number of rows of each table.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(to)])
    return _rows(to)


def check(copy: Path, rows: Rows) -> None:
    """Refuse a copy that is damaged or has other numbers of rows."""
    try:
        found = _rows(copy)
    except DatabaseError:
        raise BackupDamagedError from None
    if found != rows:
        raise BackupDamagedError


def load(connection: Any, copy: Path, rows: Rows) -> None:
    """Replace the database with a copy, in one transaction."""
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as source:
        source.backup(connection.connection)


def _opened(copy: Path) -> Any:
    """A connection of Django, as check constraints call functions that it defines."""
    known = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(copy)}
    return ConnectionHandler({"default": known})["default"]


def _rows(copy: Path) -> Rows:
    with closing(_opened(copy)) as opened, opened.cursor() as found:
        health = found.execute("PRAGMA integrity_check").fetchall()
        orphans = found.execute("PRAGMA foreign_key_check").fetchall()
        if health != [("ok",)] or orphans:
            raise BackupError(
                "This SQLite database is damaged. Run PRAGMA integrity_check "
                "and foreign_key_check to see where."
            )
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        return {
            table: found.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for (table,) in found.execute(names).fetchall()
            if not table.startswith("sqlite_")
        }
