"""PostgreSQL, by the newest pg_dump, pg_restore and psql that are installed."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.client import DatabaseClient

from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

Rows = dict[str, int]
# Debian installs each version's programs here, outside of PATH.
DEBIAN = Path("/usr/lib/postgresql")


def dump(connection: Any, to: Path) -> Rows:
    """Copy a snapshot of the database into a new file.

    Returns:
        The number of rows of each table in the same snapshot.
    """
    with (
        transaction.atomic(using=connection.alias, durable=True),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        kind = ["--format=custom", "--no-owner", "--no-privileges"]
        where = [f"--snapshot={snapshot}", f"--file={to}"]
        run("pg_dump", kind + where, connection)
        rows = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            (rows[table],) = cursor.fetchone()
        return rows


def check(copy: Path, rows: Rows) -> None:
    """Refuse a dump whose table of contents cannot be read."""
    _script(copy, copy.with_suffix(".list"), "--list")


def load(connection: Any, copy: Path, rows: Rows) -> None:
    """Replace the database with a copy, in one transaction.

    It drops our tables, loads the new ones, and asserts the number of their rows.
    """
    before, script, after = (copy.with_suffix(f".{n}.sql") for n in range(3))
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    ours = [f"{quote(schema)}.{quote(table)}" for table in present]
    before.write_text(f"DROP TABLE {', '.join(ours)} CASCADE;" if ours else "")
    _script(copy, script, "--no-owner", "--no-privileges")
    counted = [
        f"ASSERT (SELECT count(*) FROM {quote(schema)}.{quote(table)}) = {count};"  # noqa: S608
        for table, count in rows.items()
    ]
    after.write_text(f"DO $$ BEGIN {' '.join(counted)} END $$;")
    files = [f"--file={path}" for path in (before, script, after)]
    once = ["--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet"]
    # Our connection must hold no lock that psql would wait for.
    connection.close()
    run("psql", [*once, "--output=/dev/null", *files], connection)


def _script(copy: Path, to: Path, *options: str) -> None:
    try:
        run("pg_restore", [*options, f"--file={to}", str(copy)], None)
    except BackupError:
        raise BackupDamagedError from None


def run(program: str, options: list[str], connection: Any | None) -> None:
    """Run one of PostgreSQL's programs, with arguments to connect as Django does."""
    arguments: list[str] = []
    environment: dict[str, str] | None = None
    if connection:
        command, environment = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        arguments = command[1:]
    done = subprocess.run(  # noqa: S603 – no shell, and no user input
        [_path_of(program), *options, *arguments],
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise BackupError(f"{program} failed: {reason}")


def _path_of(program: str) -> str:
    installed = sorted(
        DEBIAN.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[4])
    )
    found = str(installed[-1]) if installed else shutil.which(program)
    if not found:
        raise BackupError(
            f"{program} is missing. Install the PostgreSQL client programs."
        )
    return found
