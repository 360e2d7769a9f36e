"""Dumping and loading a whole database, one module for each kind of database."""

from types import ModuleType

from django.db.backends.base.base import BaseDatabaseWrapper

from myeloma_journal.platform.backups.engines import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection: BaseDatabaseWrapper) -> ModuleType:
    """The module for this database: `tables`, `dump`, `check`, `load`."""
    return ENGINES[connection.vendor]
