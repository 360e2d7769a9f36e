"""journal.json: everything, without loss, so that it can be brought in again.

docs/archive-format.md describes it for people, `schema.py` for programs.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from myeloma_journal.archive.rows import Rows, Teller, as_text
from myeloma_journal.archive.tables import Column, Holds, tables

FORMAT = "myeloma-journal"
# Goes up when a table or column is removed or changes its meaning. New ones need no new
# version: an older program refuses the file, and names what it does not know.
VERSION = 1


def journal_json(rows: Rows, at: datetime) -> Iterator[str]:
    """The file in pieces, each record on a line of its own.

    Args:
        rows: Where the journal is read.
        at: The moment it is taken out.
    """
    head = {
        "format": FORMAT,
        "version": VERSION,
        "taken_out_at": at,
        "left_out": {
            "private_questions": len(rows.private.questions),
            "private_symptoms": len(rows.private.symptoms),
        },
    }
    yield _line(head).removesuffix("}") + ', "tables": {\n'
    for number, table in enumerate(tables()):
        yield (",\n" if number else "") + f'"{table.name}": ['
        names = [column.name for column in table.columns]
        tell = [_teller(column, rows) for column in table.columns]
        before = "\n"
        for piece in rows.of(table):
            values = as_text(piece, tell)
            lines = (_line(dict(zip(names, row, strict=True))) for row in values)
            yield before + ",\n".join(lines)
            before = ",\n"
        yield "\n]"
    people = ",\n".join(_line(one) for one in rows.people.everybody())
    yield '\n}, "people": [\n' + people + "\n]}\n"


def _teller(column: Column, rows: Rows) -> Teller:
    """How to say what JSON has no kind for, if that is in this column."""
    if column.holds is Holds.PERSON:
        return rows.people.number
    return plain if issubclass(column.kind, models.DecimalField) else None


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


_line = json.JSONEncoder(default=plain, ensure_ascii=False).encode
