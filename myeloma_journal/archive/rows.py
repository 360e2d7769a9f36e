"""The rows of a journal as they leave it, a piece at a time."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from myeloma_journal.archive.people import People
from myeloma_journal.archive.private import private_from
from myeloma_journal.archive.tables import Holds, Table
from myeloma_journal.care_circle.models import Membership

AT_ONCE = 2000

Row = list[Any]


class Rows:
    """Reads a journal for one member: all of it but what others keep for themselves."""

    def __init__(self, member: Membership) -> None:
        """Find out what is not theirs to take."""
        self.patient = member.patient
        self.private = private_from(member)
        self.people = People(member.user)

    def seen(self, table: Table) -> QuerySet[Any]:
        """The records of a table that the member may see."""
        rows = table.rows(self.patient)
        left_out = self.private.rows.get(table.record)
        return rows if left_out is None else rows.exclude(left_out)

    def of(self, table: Table) -> Iterator[list[Row]]:
        """The rows of a table by their key, in pieces; people are ids still.

        Each piece is read to its end before it is handed on. A cursor that stays open
        while somebody downloads slowly would keep an SQLite file locked, and nobody
        could save anything meanwhile.
        """
        rows = self.seen(table).order_by("pk")
        sources = [column.source for column in table.columns]
        hide = self._hiding(table)
        last = None
        while True:
            later = rows if last is None else rows.filter(pk__gt=last)
            piece = list(later.values_list("pk", *sources)[:AT_ONCE])
            if not piece:
                return
            last = piece[-1][0]
            yield [hide(list(row[1:])) for row in piece]

    def _hiding(self, table: Table) -> Callable[[Row], Row]:
        links = [
            at
            for at, column in enumerate(table.columns)
            if column.holds is Holds.RECORD
        ]

        def hide(row: Row) -> Row:
            """Cut links to what is left out."""
            for at in links:
                if self.private.hides(row[at]):
                    row[at] = None
            return row

        return hide
