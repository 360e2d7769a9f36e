"""How what SQLite keeps as text becomes a moment or an id, without detours.

A page reads hundreds of them, and each took a dozen calls. What is kept was written by
Django: a moment in UTC, an id as 32 digits.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.sqlite3 import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with shorter ways from text."""

    def convert_datetimefield_value(self, value: Any, *of: Any) -> datetime | None:
        """A moment."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=self.connection.timezone)
        return super().convert_datetimefield_value(value, *of)

    def convert_uuidfield_value(self, value: str | None, *of: Any) -> UUID | None:
        """An id."""
        return None if value is None else UUID(int=int(value, 16))
