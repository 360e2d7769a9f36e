"""journal.json, lossless, so that it can be restored; and one CSV for each table.

docs/archive-format.md describes the JSON for people, `schema.py` for programs. CSV is
RFC 4180 and UTF-8 with a byte order mark for Excel; text that a spreadsheet would take
for a formula gets an apostrophe before it.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from myeloma_journal.archive.rows import Encoder, Rows, encode_rows
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables

FORMAT = "myeloma-journal"
# Goes up when a table or column is removed or changes its meaning. New ones need no new
# version: an older program refuses the file, and names what it does not know.
VERSION = 1
BOM = "\ufeff"
# What a formula begins with, also in full width.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
# `csv` writes values of these fields as they are.
SAFE_FIELDS = (models.IntegerField, models.BooleanField)


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


def table_csv(rows: Rows, table: Table) -> Iterator[str]:
    """The file in pieces, people by name; nothing for a table without rows."""
    encoders = [_csv_encoder_of(column, rows) for column in table.columns]
    lines = _LineBuffer()
    writer = csv.writer(lines)
    for number, chunk in enumerate(rows.chunks(table)):
        if number == 0:
            writer.writerow([column.name for column in table.columns])
        writer.writerows(encode_rows(chunk, encoders))
        yield (BOM if number == 0 else "") + lines.drain()


def _csv_encoder_of(column: Column, rows: Rows) -> Encoder:
    if column.kind is ColumnKind.PERSON:
        return lambda user_id: csv_cell(rows.people.name(user_id))
    if column.is_text or issubclass(column.field_type, SAFE_FIELDS):
        return None
    return csv_cell


def csv_cell(value: Any) -> Any:
    """The value of a CSV cell: numbers as they are, text safe from CSV injection.

    >>> csv_cell("=1+1"), csv_cell("-5 pounds"), csv_cell(-5), csv_cell("")
    ("'=1+1", "'-5 pounds", -5, '')
    """
    if isinstance(value, str):
        safe = f"'{value}" if value.startswith(FORMULA_STARTS) else value
        return safe.replace("\x00", "")
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, list | dict):
        return str(value)
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
