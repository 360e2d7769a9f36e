"""The rows of a journal for export, in chunks, and the people they name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from myeloma_journal.archive.private import private_from
from myeloma_journal.archive.tables import Column, ColumnKind, Table
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.accounts.models import User

# SQLite may be built with a limit of 999 parameters to a statement.
CHUNK_SIZE = 900

Row = tuple[Any, ...]
# Converts the values of a column; None where they stay as they are.
Encoder = Callable[[Any], Any] | None


class Rows:
    """Reads a journal for one member, without what is private to others."""

    def __init__(self, member: Membership) -> None:
        self.patient = member.patient
        self.private = private_from(member)
        self.people = People(member.user)

    def visible(self, table: Table) -> QuerySet[Any]:
        rows = table.rows(self.patient)
        left_out = self.private.rows.get(table.record)
        return rows if left_out is None else rows.exclude(left_out)

    def chunks(
        self,
        table: Table,
        *,
        order: Sequence[Any] = ("pk",),
        more: Sequence[Any] = (),
    ) -> Iterator[list[Row]]:
        """The rows of a table, by default in the order of their keys.

        Ids, dates and timestamps are text in ISO forms; users are still ids.

        Each chunk is fetched completely before it is yielded: a cursor left open during
        a slow download would keep an SQLite file locked for everybody who saves.

        Args:
            table: Whose rows.
            order: For `order_by`.
            more: Expressions for `values_list` behind the columns.
        """
        every = table.model._base_manager.order_by(*order)
        sources = [*(column.source for column in table.columns), *more]
        encoders = [self._encoder(column) for column in table.columns]
        encoders += [None] * len(more)
        # All keys first: filtering the table again for each chunk would be too slow.
        keys = list(self.visible(table).order_by(*order).values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK_SIZE):
            records = every.filter(pk__in=keys[start : start + CHUNK_SIZE])
            chunk = encode_rows(records.values_list(*sources), encoders)
            # Empty when all of them were deleted since the keys were read.
            if chunk:
                yield chunk

    def _encoder(self, column: Column) -> Encoder:
        """The encoder of a text column; links to private records become None."""
        if issubclass(column.field_type, models.DateTimeField):
            return timestamp_text
        if not issubclass(column.field_type, models.UUIDField):
            return None
        if column.kind is not ColumnKind.RECORD or not self.private.is_any:
            return uuid_text
        return lambda text: None if self.private.hides(UUID(text)) else uuid_text(text)


def uuid_text(text: str) -> str:
    """A UUID with hyphens, from the text of either database.

    >>> uuid_text("4f1a3c527c604c6e9b0e0d9a54b1a111")
    '4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111'
    >>> uuid_text("4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111")
    '4f1a3c52-7c60-4c6e-9b0e-0d9a54b1a111'
    """
    if len(text) != 32:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def timestamp_text(text: str) -> str:
    """A timestamp in ISO 8601, from the text of either database, which is in UTC.

    >>> timestamp_text("2026-11-21 19:02:00")
    '2026-11-21T19:02:00+00:00'
    >>> timestamp_text("2026-11-21 19:02:00.5+00")
    '2026-11-21T19:02:00.5+00:00'
    """
    return f"{text[:10]}T{text[11:].removesuffix('+00')}+00:00"


def encode_rows(rows: Iterable[Row], encoders: list[Encoder]) -> list[Row]:
    """Rows with each value converted by the encoder of its column; None stays None.

    Column by column, because a long journal has millions of values.
    """
    columns = [
        [value if value is None else encode(value) for value in column]
        if encode
        else column
        for encode, column in zip(encoders, zip(*rows, strict=True), strict=False)
    ]
    return list(zip(*columns, strict=True))


class People:
    """Everybody named in a journal, numbered in the order of their first appearance.

    Accounts mean nothing elsewhere and no email address is exported. A number holds
    within one file; person 1 is who exports the journal.
    """

    def __init__(self, first: User) -> None:
        self._users: dict[str, tuple[int, str] | None] = {
            str(first.pk): (1, str(first))
        }

    def number(self, user_id: str | None) -> int | None:
        """The number of a person; None without a user or when it was deleted."""
        found = self._find(user_id)
        return found[0] if found else None

    def name(self, user_id: str | None) -> str:
        found = self._find(user_id)
        return found[1] if found else ""

    def all(self) -> list[dict[str, Any]]:
        """Everybody found so far, in the order of their numbers."""
        found = [user for user in self._users.values() if user]
        return [{"number": number, "name": name} for number, name in found]

    def _find(self, user_id: str | None) -> tuple[int, str] | None:
        """Number and name; one query for each person, cached."""
        if user_id is None:
            return None
        if user_id not in self._users:
            user = User.objects.filter(pk=user_id).first()
            number = len(self.all()) + 1
            self._users[user_id] = (number, str(user)) if user else None
        return self._users[user_id]
