"""A detour for speed: how what SQLite keeps as text becomes a moment or an id.

SQLite knows neither, so Django reads each from text, with functions that expect any way
to write one: a dozen calls each, and a page reads hundreds. What stands in our file was
written by Django in one way, a moment in UTC and an id as 32 digits, and can be read
straight away.

To take it out, delete this file and `ops_class` in `base.py`; docs/performance.md says
when.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.sqlite3 import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, with shorter ways to a moment and an id."""

    def convert_datetimefield_value(self, value: Any, *of: Any) -> datetime | None:
        """The moment; Django would ask again whether it has a zone, and which."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=self.connection.timezone)
        return super().convert_datetimefield_value(value, *of)

    def convert_uuidfield_value(self, value: str | None, *of: Any) -> UUID | None:
        """The id; `UUID(text)` would first look for dashes and braces."""
        return None if value is None else UUID(int=int(value, 16))
