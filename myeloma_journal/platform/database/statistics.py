"""Keeps what people write out of PostgreSQL's statistics.

ANALYZE copies frequent values of each column into `pg_statistic`, where they outlive
their rows. They would tell the planner how many rows have a certain text, which no
query of ours needs.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections

TEXTS = ("varchar", "text", "jsonb", "bytea")


def keep_words_out_of_statistics(using: str, **kwargs: Any) -> None:
    """Set the statistics target of every text to 0; a receiver of `post_migrate`."""
    connection: Any = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection, cursor):
            cursor.execute(statement)


def _statements(connection: Any, cursor: Any) -> Iterator[str]:
    texts = dict(_texts(connection))
    quote = connection.ops.quote_name
    changes = defaultdict(list)
    for table, column, kind, has_values in _counted_columns(cursor):
        if column in texts.get(table, ()):
            changes[table].append(f"ALTER {quote(column)} SET STATISTICS 0")
            if has_values:
                # The same type again: that deletes what was counted.
                changes[table].append(f"ALTER {quote(column)} TYPE {kind}")
    for table, actions in changes.items():
        yield f"ALTER TABLE {quote(table)} {', '.join(actions)}"
    for index, position, definition, has_values in _counted_expressions(cursor):
        if has_values:
            yield f"DROP INDEX {quote(index)}"
            yield definition
        yield f"ALTER INDEX {quote(index)} ALTER {position} SET STATISTICS 0"


def _texts(connection: Any) -> Iterator[tuple[str, set[str]]]:
    """The tables and their texts, but for those that choose from a few words."""
    for model in apps.get_models(include_auto_created=True):
        yield (
            model._meta.db_table,
            {
                str(field.column)
                for field in model._meta.local_concrete_fields
                if not field.choices
                and (field.db_type(connection) or "").startswith(TEXTS)
            },
        )


def _counted_columns(cursor: Any) -> list[tuple[str, str, str, bool]]:
    cursor.execute(
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),"
        " EXISTS (SELECT 1 FROM pg_stats s WHERE s.schemaname = current_schema()"
        " AND s.tablename = c.relname AND s.attname = a.attname)"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
        " AND a.attnum > 0 AND NOT a.attisdropped"
        " AND a.attstattarget IS DISTINCT FROM 0"
    )
    return list(cursor.fetchall())


def _counted_expressions(cursor: Any) -> list[tuple[str, int, str, bool]]:
    """Columns of indexes that are expressions: these have statistics of their own."""
    cursor.execute(
        "SELECT c.relname, a.attnum, pg_get_indexdef(c.oid),"
        " EXISTS (SELECT 1 FROM pg_stats s WHERE s.schemaname = current_schema()"
        " AND s.tablename = c.relname AND s.attname = a.attname)"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = current_schema()::regnamespace"
        " AND i.indkey[a.attnum - 1] = 0 AND a.attstattarget IS DISTINCT FROM 0"
    )
    return list(cursor.fetchall())
