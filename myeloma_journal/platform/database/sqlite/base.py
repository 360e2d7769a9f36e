"""Django's SQLite backend, with a connection that outlives requests safely.

Opening the file and setting the pragmas costs as much as a page's queries, so the
connection stays open (`CONN_MAX_AGE` in `platform/database/options.py`). If the file is
replaced meanwhile, as by a restore, an open connection would go on writing into the old
one, and that data would be lost: `CONN_HEALTH_CHECKS` makes Django call `is_usable`
before each request, which compares the file on disk with the one that was opened.
"""

import os
import sqlite3
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    # Device and inode of the file that was opened.
    opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        self._create_private_file()
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        self.opened = self._file()
        return connection

    def _create_private_file(self) -> None:
        """Create a missing file with mode 0600; SQLite gives -wal and -shm the same."""
        name = str(self.settings_dict["NAME"])
        if name == ":memory:" or name.startswith("file:"):
            return
        # Never opened when it is there: closing it would drop SQLite's locks.
        with suppress(OSError):
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def is_usable(self) -> bool:
        """Whether the open file is still the one under that name."""
        return self.opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:  # there is none, or the database is in memory
            return None
        return found.st_dev, found.st_ino
