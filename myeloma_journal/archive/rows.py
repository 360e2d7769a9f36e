"""The rows of a journal for export, in chunks, and the people they name."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from myeloma_journal.archive.private import private_from
from myeloma_journal.archive.tables import Column, ColumnKind, Table
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.accounts.models import User

# As few as one statement may name on every database.
AT_ONCE = 900

Row = tuple[Any, ...]
# How the values of a column are written; None where they stay as they are.
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

        Ids, days and moments are text, in their usual forms.

        Each piece is read to its end before it is handed on. A cursor that stays open
        while somebody downloads slowly would keep an SQLite file locked, and nobody
        could save anything meanwhile.
        """
        every = table.model._base_manager.order_by("pk")
        sources = [column.source for column in table.columns]
        tell = [self._teller(column) for column in table.columns]
        # All keys first: to search the table anew for each piece would take too long.
        keys = list(self.seen(table).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            records = every.filter(pk__in=keys[start : start + AT_ONCE])
            piece = as_text(records.values_list(*sources), tell)
            # What was deleted since the keys were read is not told.
            if piece:
                yield piece

    def _teller(self, column: Column) -> Teller:
        """How to write what comes as text; links to what is left out are cut."""
        if issubclass(column.field_type, models.DateTimeField):
            return moment
        if not issubclass(column.field_type, models.UUIDField):
            return None
        if column.kind is not ColumnKind.RECORD or not self.private.is_any:
            return identity
        return lambda text: None if self.private.hides(UUID(text)) else identity(text)


def identity(text: str) -> str:
    """An id as usual, from how either database writes it.

    >>> identity("4f1a3c527c604c6e9b0e0d9a54b1a111")
    '4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111'
    >>> identity("4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111")
    '4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111'
    """
    if len(text) != 32:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def moment(text: str) -> str:
    """A moment as usual; both databases write it by the clock of UTC.

    >>> moment("2026-11-21 19:02:00"), moment("2026-11-21 19:02:00.5+00")
    ('2026-11-21T19:02:00+00:00', '2026-11-21T19:02:00.5+00:00')
    """
    return f"{text[:10]}T{text[11:].removesuffix('+00')}+00:00"


def as_text(rows: Iterable[Row], tellers: list[Teller]) -> list[Row]:
    """Rows with each value as its column writes it; None stays None.

    Column by column, because in a long journal these are millions of values.
    """
    columns = [
        [value if value is None else tell(value) for value in column]
        if tell
        else column
        for tell, column in zip(tellers, zip(*rows, strict=True), strict=False)
    ]
    return list(zip(*columns, strict=True))


class People:
    """Everybody named in a journal, numbered in the order of their first appearance.

    Accounts mean nothing elsewhere and no email address is exported. A number holds
    within one file; person 1 is who exports the journal.
    """

    def __init__(self, first: User) -> None:
        self._met: dict[str, tuple[int, str] | None] = {str(first.pk): (1, str(first))}

    def number(self, user_id: str | None) -> int | None:
        """The number of a person; nothing for nobody and for an account that is gone.

        A query for each person, when they are met first.
        """
        met = self._meet(user_id)
        return met[0] if met else None

    def name(self, user_id: str | None) -> str:
        """The name of a person; empty for nobody and for an account that is gone."""
        met = self._meet(user_id)
        return met[1] if met else ""

    def everybody(self) -> list[dict[str, Any]]:
        """All who were met, in the order of their numbers."""
        known = [met for met in self._met.values() if met]
        return [{"number": number, "name": name} for number, name in known]

    def _meet(self, user_id: str | None) -> tuple[int, str] | None:
        if user_id is None:
            return None
        if user_id not in self._met:
            user = User.objects.filter(pk=user_id).first()
            count = sum(1 for met in self._met.values() if met)
            self._met[user_id] = (count + 1, str(user)) if user else None
        return self._met[user_id]
