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

from myeloma_journal.archive.rows import Rows, Teller, as_text
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables

FORMAT = "myeloma-journal"
# Goes up when a table or column is removed or changes its meaning. New ones need no new
# version: an older program refuses the file, and names what it does not know.
VERSION = 1
BOM = "\ufeff"
# With these a formula begins, in plain and in full width.
RISKY = tuple("=+-@\t\r\n＝＋－＠")
# Values of these fields need no care: `csv` writes them as they are.
PLAIN = (models.IntegerField, models.BooleanField)


def journal_json(rows: Rows, at: datetime) -> Iterator[str]:
    """The file in pieces, each record on a line of its own.

    Args:
        rows: Where the journal is read.
        at: The moment it is taken out.
    """
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
        tell = [_json_encoder(column, rows) for column in table.columns]
        before = "\n"
        for piece in rows.of(table):
            values = as_text(piece, tell)
            lines = (_json_line(dict(zip(names, row, strict=True))) for row in values)
            yield before + ",\n".join(lines)
            before = ",\n"
        yield "\n]"
    people = ",\n".join(_json_line(one) for one in rows.people.everybody())
    yield '\n}, "people": [\n' + people + "\n]}\n"


def _json_encoder(column: Column, rows: Rows) -> Teller:
    """How to say what JSON has no kind for, if that is in this column."""
    if column.kind is ColumnKind.PERSON:
        return rows.people.number
    return plain if issubclass(column.field_type, models.DecimalField) else None


def table_csv(rows: Rows, table: Table) -> Iterator[str]:
    """The file in pieces; people go by their names.

    A table without rows is nothing, not even its header.
    """
    tell = [_csv_encoder(column, rows) for column in table.columns]
    lines = _LineBuffer()
    writer = csv.writer(lines)
    for number, piece in enumerate(rows.of(table)):
        if number == 0:
            writer.writerow([column.name for column in table.columns])
        writer.writerows(as_text(piece, tell))
        yield (BOM if number == 0 else "") + lines.taken()


def _csv_encoder(column: Column, rows: Rows) -> Teller:
    if column.kind is ColumnKind.PERSON:
        return lambda user_id: cell(rows.people.name(user_id))
    if column.is_text or issubclass(column.field_type, PLAIN):
        return None
    return cell


def cell(value: Any) -> Any:
    """What stands in a cell: typed numbers as numbers, all text safe to open.

    >>> cell("=1+1"), cell("-5 pounds"), cell(-5), cell("")
    ("'=1+1", "'-5 pounds", -5, '')
    """
    if isinstance(value, str):
        # An empty text begins with nothing, and so with none of these.
        safe = f"'{value}" if value.startswith(RISKY) else value
        return safe.replace("\x00", "")
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, list | dict):
        return str(value)
    return plain(value)


def plain(value: Any) -> str:
    """What JSON has no kind for, as text: exact numbers, days, moments, ids.

    >>> plain(Decimal("1E-7")), plain(datetime(2026, 11, 21, 19, 2, tzinfo=UTC))
    ('0.0000001', '2026-11-21T19:02:00+00:00')
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


_json_line = json.JSONEncoder(default=plain, ensure_ascii=False).encode


class _LineBuffer:
    """Where the writer puts its lines until they are fetched."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(line)

    def taken(self) -> str:
        """What was written since the last time."""
        lines, self._lines = self._lines, []
        return "".join(lines)
