"""Rewrites the files of the database, so that erased words are in none of them.

A deleted row leaves its bytes in its page until others are written over them. SQLite
overwrites most of them (`secure_delete`); PostgreSQL overwrites nothing, and copies
values into its statistics as well. Only a file that is written anew has none of them.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from myeloma_journal.platform.backups.engines import postgresql
from myeloma_journal.platform.backups.errors import BackupError
from myeloma_journal.platform.backups.models import Erasure, Rewrite

# Single entries and drafts that were deleted are gone after this time, too.
AT_LEAST_EVERY = timedelta(days=7)
# A table up to this size is rewritten in a few seconds, in which pages wait for it. A
# larger one is left to pg_repack, which lets others read and write meanwhile, and which
# only a superuser may run.
LOCKED_BYTES = 256 * 1024**2
LOCK_TIMEOUT = "5s"
# How long to wait for transactions that began before: they keep what was deleted.
PATIENCE = timedelta(minutes=2)


def is_due(now: datetime) -> bool:
    """Whether something was erased since the last time, or that was a week ago."""
    last = Rewrite.objects.order_by("started_at").last()
    return (
        last is None
        or now - last.started_at >= AT_LEAST_EVERY
        or Erasure.objects.filter(created_at__gte=last.started_at).exists()
    )


def rewrite(connection: Any) -> list[str]:
    """Rewrite the files; return why some of it is left for the next time."""
    started_at = timezone.now()
    if connection.vendor == "sqlite":
        _rewrite_sqlite(connection)
        return _record(started_at, {})
    problems = _rewrite_postgresql(connection)
    return problems or _record(started_at, _large_tables(connection))


def not_repacked(connection: Any) -> list[str]:
    """The large tables whose files are still those of the last time."""
    last = Rewrite.objects.order_by("started_at").last()
    left = last.left if last else {}
    if not left:
        return []
    return [
        name
        for name, file in _large_tables(connection).items()
        if left.get(name) == file
    ]


def _record(started_at: datetime, left: dict[str, int]) -> list[str]:
    with transaction.atomic():
        Rewrite.objects.all().delete()
        Rewrite.objects.create(started_at=started_at, left=left)
    return []


def _rewrite_sqlite(connection: Any) -> None:
    """Copy page after page; it needs as much room again meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rewrite_postgresql(connection: Any) -> list[str]:
    """Write each table and its indexes anew, and the table of statistics."""
    try:
        postgresql.require_no_pool(connection)
    except BackupError as error:
        return [str(error)]
    with connection.cursor() as cursor:
        if not _older_transactions_ended(cursor):
            return ["another transaction is open for too long"]
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        try:
            problems = list(_rewrite_tables(cursor))
            # Only for the owner of the database; others get a warning, and have
            # nothing in it: `keep_words_out_of_statistics`.
            cursor.execute("VACUUM (FULL) pg_catalog.pg_statistic")
        finally:
            cursor.execute("RESET lock_timeout")
    return problems


def _rewrite_tables(cursor: Any) -> Iterator[str]:
    for table, size, _file in _tables(cursor):
        if size <= LOCKED_BYTES:
            try:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
            except OperationalError:
                yield f"{table} was in use all the time"


def _large_tables(connection: Any) -> dict[str, int]:
    """Those left to pg_repack, each with the number of its file."""
    if connection.vendor == "sqlite":
        return {}
    with connection.cursor() as cursor:
        return {
            name: file for name, size, file in _tables(cursor) if size > LOCKED_BYTES
        }


def _tables(cursor: Any) -> list[tuple[str, int, int]]:
    """Our tables: name, bytes with indexes and TOAST, and the number of the file."""
    cursor.execute(
        "SELECT quote_ident(relname), pg_total_relation_size(oid),"
        " pg_relation_filenode(oid)::bigint"
        " FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = current_schema()::regnamespace"
        " AND pg_has_role(relowner, 'USAGE') ORDER BY relname"
    )
    return list(cursor.fetchall())


def _older_transactions_ended(cursor: Any) -> bool:
    cursor.execute("SELECT now()")
    (began,) = cursor.fetchone()
    end = time.monotonic() + PATIENCE.total_seconds()
    while True:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            " AND backend_xmin IS NOT NULL AND xact_start < %s",
            [began],
        )
        if not cursor.fetchone()[0]:
            return True
        if time.monotonic() > end:
            return False
        time.sleep(1)
