"""PostgreSQL, by the newest pg_dump, pg_restore and psql that are installed."""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.backends.postgresql.client import DatabaseClient

from myeloma_journal.platform.backups.errors import BackupDamagedError, BackupError

Rows = dict[str, int]
# Debian installs each version's programs here, outside of PATH.
DEBIAN = Path("/usr/lib/postgresql")


def require_no_pool(connection: Any) -> None:
    """Refuse a connection that leads through a pool such as pgbouncer.

    `pg_dump` sets an empty search_path, with which the pool would give its connection
    to the pages: they would find no table. A pool tells another process id than that
    of the PostgreSQL server behind it.

    Raises:
        BackupError: It does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    if pid != connection.connection.info.backend_pid:
        raise BackupError(
            "DATABASE_URL leads to a pool of connections. Set it to PostgreSQL itself "
            "for this command."
        )


def tables(connection: Any) -> list[str]:
    """The tables of this role in its schema, but for those of an extension."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class AS c"
            " WHERE relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE')"
            " AND relnamespace = current_schema()::regnamespace AND NOT EXISTS ("
            "  SELECT 1 FROM pg_depend WHERE deptype = 'e' AND objid = c.oid"
            "  AND classid = 'pg_class'::regclass) ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def dump(connection: Any, to: Path) -> Rows:
    """Copy a snapshot of our tables into a new file.

    Extensions, which a role like ours could not restore, are left out.

    Returns:
        The number of rows of each table in the same snapshot.
    """
    require_no_pool(connection)
    quote = connection.ops.quote_name
    with (
        transaction.atomic(using=connection.alias, durable=True),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        names = tables(connection)
        options = ["--format=custom", "--no-owner", "--no-privileges"]
        options.append(f"--snapshot={snapshot}")
        options += [f"--table={quote(name)}" for name in names]
        with to.open("wb") as file:
            run("pg_dump", options, connection, into=file)
        rows = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {quote(name)}")  # noqa: S608
            (rows[name],) = cursor.fetchone()
        return rows


def check(copy: Path, rows: Rows) -> None:
    """Refuse a dump whose table of contents cannot be read."""
    _script(copy, copy.with_suffix(".list"), "--list")


def load(connection: Any, copy: Path, rows: Rows) -> None:
    """Replace the database with a copy, in one transaction.

    It drops our tables, loads the new ones, and asserts the number of their rows.
    """
    require_no_pool(connection)
    before, script, after = (copy.with_suffix(f".{n}.sql") for n in range(3))
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    present = [f"{quote(schema)}.{quote(table)}" for table in tables(connection)]
    before.write_text(f"DROP TABLE {', '.join(present)} CASCADE;" if present else "")
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


def run(
    program: str,
    options: list[str],
    connection: Any | None,
    into: BinaryIO | None = None,
) -> None:
    """Run one of PostgreSQL's programs, with arguments to connect as Django does.

    What it writes comes through a pipe: if we are killed, it ends, too.
    """
    arguments: list[str] = []
    environment: dict[str, str] | None = None
    if connection:
        command, environment = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        arguments = command[1:]
    with (
        TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 – no shell, and no user input
            [_path_of(program), *options, *arguments],
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):
        output = cast(BinaryIO, process.stdout)
        try:
            shutil.copyfileobj(output, into or BytesIO())
        finally:
            # If the disk is full, it writes into a pipe that nobody reads.
            output.close()
            status = process.wait()
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    if status:
        reason = next((line for line in said if "error" in line.lower()), "no reason")
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
