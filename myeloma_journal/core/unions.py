"""Several small tables in one query."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber


def read_together(*tables: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each of these, in the order each of them has, in one query.

    For tables of which a person has a few rows each, where a query costs more than the
    rows: each row comes as one JSON object, in a union of all tables. What `only()`
    names is read, and what was annotated; any other field costs a query a row.

    Args:
        tables: None of them sliced, nor with `select_related`. Moments, which SQLite
            would give without their zone, are not among what they ask for.
    """
    first, *others = [_as_json(number, one) for number, one in enumerate(tables)]
    found: list[list[Any]] = [[] for _table in tables]
    rows = first.union(*others, all=True).order_by("table_number", "row_number")
    for number, _row, values in rows:
        found[number].append(_record(tables[number], values))
    return found


def _as_json(number: int, table: QuerySet[Any]) -> QuerySet[Any, Any]:
    """The number of the table, the place of each row in it, and the row as JSON."""
    order: Sequence[Any] = table.query.order_by or table.model._meta.ordering or ("pk",)
    return (
        table.order_by()
        .annotate(
            table_number=Value(number),
            row_number=Window(RowNumber(), order_by=[*order]),
            values_asked=JSONObject(**{name: F(name) for name in _names(table)}),
        )
        .values_list("table_number", "row_number", "values_asked")
    )


def _names(table: QuerySet[Any]) -> Iterable[str]:
    """The names to read: the columns that are not deferred, and the annotations."""
    asked, is_put_off = table.query.deferred_loading
    for field in table.model._meta.concrete_fields:
        is_named = field.name in asked or field.attname in asked
        if field.primary_key or is_named != is_put_off:
            yield field.attname
    yield from table.query.annotations


def _record(table: QuerySet[Any], values: dict[str, Any]) -> Model:
    """The row as the queryset itself would have given it."""
    fields = {one.attname: one for one in table.model._meta.concrete_fields}
    # `from_db` needs the order of the model; PostgreSQL sorts the keys of JSON.
    columns = [name for name in fields if name in values]
    read = [fields[name].to_python(values[name]) for name in columns]
    record: Model = table.model.from_db(table.db, columns, read)
    for name in table.query.annotations:
        setattr(record, name, values[name])
    return record
