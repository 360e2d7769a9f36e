"""Gives the columns of PostgreSQL the defaults of their fields.

Django sets a default while it adds a column, and drops it again. In a rolling update
the version before inserts rows that do not name the new columns.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import connections, models


def keep_column_defaults(using: str, **kwargs: Any) -> None:
    """Set the defaults that are missing; a receiver of `post_migrate`."""
    connection: Any = connections[using]
    if connection.vendor != "postgresql":
        return
    quote = connection.ops.quote_name
    changes = defaultdict(list)
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        fields = _fields_with_default()
        for key in _columns_without_default(cursor):
            if field := fields.get(key):
                value = field.get_db_prep_save(field.get_default(), connection)
                default = editor.quote_value(value)
                changes[key[0]].append(f"ALTER {quote(key[1])} SET DEFAULT {default}")
        for table, actions in changes.items():
            cursor.execute(f"ALTER TABLE {quote(table)} {', '.join(actions)}")


def _fields_with_default() -> dict[tuple[str, str], "models.Field[Any, Any]"]:
    """The fields, by table and column, that have the same default for each row."""
    return {
        (model._meta.db_table, str(field.column)): field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if _has_constant_default(field)
    }


def _has_constant_default(field: "models.Field[Any, Any]") -> bool:
    if field.has_default():
        return not callable(field.default) or field.default in (dict, list)
    return field.blank and isinstance(field, (models.CharField, models.TextField))


def _columns_without_default(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_nullable = 'NO'"
        " AND column_default IS NULL AND is_identity = 'NO'"
    )
    return list(cursor.fetchall())
