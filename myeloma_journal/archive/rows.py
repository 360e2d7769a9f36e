"""The rows of a journal as they leave it, a piece at a time."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from myeloma_journal.archive.people import People
from myeloma_journal.archive.private import private_from
from myeloma_journal.archive.tables import Column, Holds, Table
from myeloma_journal.care_circle.models import Membership

# As few as one statement may name on every database.
AT_ONCE = 900
# Bytes of a key: a UUID, or a number.
WIDTH = 16

Row = tuple[Any, ...]
# How the values of a column are told; None for those that are told as they are.
Teller = Callable[[Any], Any] | None


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
        every = table.model._base_manager.order_by("pk")
        sources = [column.source for column in table.columns]
        hide = [self._hiding(column) for column in table.columns]
        for keys in self._keys(table):
            piece = told(every.filter(pk__in=keys).values_list(*sources), hide)
            # What was deleted since the keys were read is not told.
            if piece:
                yield piece

    def _keys(self, table: Table) -> Iterator[list[Any]]:
        """The keys of a table in pieces; to seek each piece anew would take too long.

        Of a long table they are many, so they wait as bytes: sixteen for each.
        """
        keys = self.seen(table).order_by("pk").values_list("pk", flat=True)
        packed = b"".join(int(key).to_bytes(WIDTH) for key in keys.iterator())
        key_of = table.model._meta.pk.to_python
        for start in range(0, len(packed), AT_ONCE * WIDTH):
            end = min(start + AT_ONCE * WIDTH, len(packed))
            yield [
                key_of(int.from_bytes(packed[at : at + WIDTH]))
                for at in range(start, end, WIDTH)
            ]

    def _hiding(self, column: Column) -> Teller:
        """Cut links to what is left out, if that is anything."""
        if column.holds is not Holds.RECORD or not self.private.is_any:
            return None
        return lambda key: None if self.private.hides(key) else key


def told(rows: Iterable[Row], tellers: list[Teller]) -> list[Row]:
    """Rows with the values of each column told; what is nothing stays nothing.

    Column by column, because in a long journal these are millions of values.
    """
    columns = [
        [value if value is None else tell(value) for value in column]
        if tell
        else column
        for tell, column in zip(tellers, zip(*rows, strict=True), strict=False)
    ]
    return list(zip(*columns, strict=True))
