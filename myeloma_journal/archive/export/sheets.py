"""One CSV for each table, to be opened as a spreadsheet.

RFC 4180, UTF-8 with a mark that tells Excel so. Text that a spreadsheet would take for
a formula gets an apostrophe before it. The lossless copy is the JSON.
"""

import csv
from collections.abc import Iterator
from typing import Any

from django.db import models

from myeloma_journal.archive.export.data import plain
from myeloma_journal.archive.rows import Rows, Teller, as_text
from myeloma_journal.archive.tables import Column, Holds, Table

MARK = "\ufeff"
# With these a formula begins, in plain and in full width.
RISKY = tuple("=+-@\t\r\n＝＋－＠")

# Values of these fields need no care: `csv` writes them as they are.
PLAIN = (models.IntegerField, models.BooleanField)


def table_csv(rows: Rows, table: Table) -> Iterator[str]:
    """The file in pieces; people go by their names.

    A table without rows is nothing, not even its header.
    """
    tell = [_teller(column, rows) for column in table.columns]
    lines = _Lines()
    writer = csv.writer(lines)
    for number, piece in enumerate(rows.of(table)):
        if number == 0:
            writer.writerow([column.name for column in table.columns])
        writer.writerows(as_text(piece, tell))
        yield (MARK if number == 0 else "") + lines.taken()


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


def _teller(column: Column, rows: Rows) -> Teller:
    if column.holds is Holds.PERSON:
        return lambda user_id: cell(rows.people.name(user_id))
    if column.is_text or issubclass(column.kind, PLAIN):
        return None
    return cell


class _Lines:
    """Where the writer puts its lines until they are fetched."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        self._lines.append(line)

    def taken(self) -> str:
        """What was written since the last time."""
        lines, self._lines = self._lines, []
        return "".join(lines)
