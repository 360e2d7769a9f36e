"""journal.json, lossless, so that it can be restored; and one CSV for each table.

docs/archive-format.md describes the JSON for people, `schema.py` for programs. CSV is
RFC 4180 and UTF-8 with a byte order mark for Excel; text that a spreadsheet would take
for a formula gets an apostrophe before it.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from myeloma_journal.archive.format import FORMAT, VERSION
from myeloma_journal.archive.rows import Encoder, Rows, encode_rows
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables
from myeloma_journal.journal.models import Entry
from myeloma_journal.platform.history import in_words

BOM = "\ufeff"
# What a formula begins with, also in full width.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
# Columns that do not say when what a row tells of was.
NOT_WHEN = {
    *("created_at", "updated_at", "deleted_at", "removed_at", "last_read_on"),
    *("ended_on", "asked_on", "device_at", "corrected_at", "born_on"),
    *("cycle_began_on",),
}
HISTORY_TYPES: dict[str, "str | Promise"] = {
    "+": pgettext_lazy("table", "created"),
    "~": pgettext_lazy("table", "changed"),
    "-": pgettext_lazy("table", "deleted"),
}


def journal_json(rows: Rows, at: datetime) -> Iterator[str]:
    """The file in pieces, each record on a line of its own."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": at,
        "left_out": {
            "private_questions": len(rows.private.questions),
            "private_symptoms": len(rows.private.symptoms),
        },
    }
    yield _json_line(head).removesuffix("}") + ', "tables": {\n'
    for number, table in enumerate(tables()):
        yield (",\n" if number else "") + f'"{table.name}": ['
        names = [column.name for column in table.columns]
        encoders = [_json_encoder_of(column, rows) for column in table.columns]
        separator = "\n"
        for chunk in rows.chunks(table):
            values = encode_rows(chunk, encoders)
            lines = (_json_line(dict(zip(names, row, strict=True))) for row in values)
            yield separator + ",\n".join(lines)
            separator = ",\n"
        yield "\n]"
    people = ",\n".join(_json_line(person) for person in rows.people.all())
    yield '\n}, "people": [\n' + people + "\n]}\n"


def _json_encoder_of(column: Column, rows: Rows) -> Encoder:
    """The encoder of a column that has no type in JSON."""
    if column.kind is ColumnKind.PERSON:
        return rows.people.number
    return json_default if issubclass(column.field_type, models.DecimalField) else None


@dataclass(frozen=True)
class SheetColumn:
    """A column of a CSV file."""

    name: str
    source: Any
    encode: Encoder


def table_csv(rows: Rows, table: Table) -> Iterator[str]:
    """The file in pieces, by date, people by name; nothing for a table without rows.

    What belongs to an entry says first of which day it is, and who wrote it. The
    numbers of a scale are in the last columns again, in words.
    """
    more = [*_entry_columns(table), *_scale_columns(table)]
    first = len(_entry_columns(table))
    encoders = [_csv_encoder_of(column, rows) for column in table.columns]
    encoders += [column.encode for column in more]
    names = [column.name for column in table.columns]
    names += [column.name for column in more]
    places = [*range(len(table.columns), len(table.columns) + first)]
    places += [n for n in range(len(names)) if n not in places]
    in_order = itemgetter(*places)
    lines = _LineBuffer()
    writer = csv.writer(lines)
    sources = [column.source for column in more]
    chunks = rows.chunks(table, order=_by_date(table), more=sources)
    for number, chunk in enumerate(chunks):
        if number == 0:
            writer.writerow(in_order(names))
        writer.writerows(map(in_order, encode_rows(chunk, encoders)))
        yield (BOM if number == 0 else "") + lines.drain()


def _entry_columns(table: Table) -> list[SheetColumn]:
    path = _path_to_entry(table)
    if path is None:
        return []
    day = Cast(f"{path}__felt_on", models.TextField())
    return [
        SheetColumn("day", day, None),
        SheetColumn("written_by", F(f"{path}__created_by_name"), csv_cell),
    ]


def _scale_columns(table: Table) -> list[SheetColumn]:
    return [
        SheetColumn(f"{column.name}_in_words", F(column.name), _label_encoder(choices))
        for column in table.columns
        if isinstance(column.field, models.IntegerField)
        and (choices := column.field.flatchoices)
    ]


def _label_encoder(choices: Iterable[tuple[Any, Any]]) -> Encoder:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def _path_to_entry(table: Table) -> str | None:
    """The lookup from a table to the entry its rows belong to; None where to none."""
    if table.parent is None or table.record is Entry:
        return None
    if table.parent.record is Entry:
        return table.parent_field
    further = _path_to_entry(table.parent)
    return None if further is None else f"{table.parent_field}__{further}"


def _by_date(table: Table) -> list[Any]:
    """The order of a file: by the day its rows are about, or else of writing."""
    if table.is_versions:
        return ["history_date", "pk"]
    path = _path_to_entry(table)
    days = [f"{path}__felt_on", f"{path}__written_at"] if path else _days(table)
    return [*(F(day).asc(nulls_last=True) for day in days), "created_at", "pk"]


def _days(table: Table) -> list[str]:
    """The first column of a table that says when; empty where none does."""
    return [
        column.name
        for column in table.columns
        if isinstance(column.field, models.DateField) and column.name not in NOT_WHEN
    ][:1]


def _csv_encoder_of(column: Column, rows: Rows) -> Encoder:
    if column.kind is ColumnKind.PERSON:
        return lambda user_id: csv_cell(rows.people.name(user_id))
    if column.name == "history_type":
        return lambda kind: str(HISTORY_TYPES.get(kind, kind))
    if column.is_text or issubclass(column.field_type, models.IntegerField):
        return None
    return csv_cell


def csv_cell(value: Any) -> Any:
    """The value of a CSV cell: numbers as they are, text safe from CSV injection.

    >>> csv_cell("=1+1"), csv_cell("-5 pounds"), csv_cell(-5), csv_cell("")
    ("'=1+1", "'-5 pounds", -5, '')
    >>> csv_cell(True), csv_cell({"fever": True, "where": ["left", "right"]})
    ('yes', 'fever: Yes; where: left, right')
    """
    if isinstance(value, str):
        safe = f"'{value}" if value.startswith(FORMULA_STARTS) else value
        return safe.replace("\x00", "")
    if isinstance(value, bool):
        return pgettext("table", "yes") if value else pgettext("table", "no")
    if isinstance(value, list | dict):
        return csv_cell(in_words(value))
    if value is None or isinstance(value, int):
        return value
    return json_default(value)


def json_default(value: Any) -> str:
    """What has no type in JSON, as text: decimals, dates, timestamps, UUIDs.

    >>> json_default(Decimal("1E-7"))
    '0.0000001'
    >>> json_default(datetime(2026, 11, 21, 19, 2, tzinfo=UTC))
    '2026-11-21T19:02:00+00:00'
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in journal.json")


_json_line = json.JSONEncoder(default=json_default, ensure_ascii=False).encode


class _LineBuffer:
    """A file for `csv.writer` that is emptied chunk by chunk."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(line)

    def drain(self) -> str:
        lines, self._lines = self._lines, []
        return "".join(lines)
