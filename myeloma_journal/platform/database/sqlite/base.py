"""The SQLite file stays open, and is noticed when another was put in its place.

Opening the file and setting the pragmas costs as much as a page's queries, so it stays
open from page to page (`CONN_MAX_AGE` in `platform/database/options.py`). But whoever holds a
file open can go on writing into it after somebody has put another in its place: those
words would be lost. `CONN_HEALTH_CHECKS` lets Django ask `is_usable` before it uses the
connection for a new request, and open the file that stands there now.

To take it out, delete `core/sqlite` and in `platform/database/options.py` the three lines above
the OPTIONS of SQLite: then Django opens the file for each request.
"""

import os
import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, which asks at each request whether the file is still the same."""

    opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file, and remember which one it was."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        self.opened = self._file()
        return connection

    def is_usable(self) -> bool:
        """Whether what is open is what stands under that name."""
        return self.opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:  # it is not there, or in memory
            return None
        return found.st_dev, found.st_ino
