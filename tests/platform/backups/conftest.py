"""Folders for backups, and small backups written without `create_backup`."""

import resource
import sqlite3
from contextlib import contextmanager

import pytest

from myeloma_journal.platform.backups import contents, encryption
from myeloma_journal.platform.backups.contents import Contents


@pytest.fixture
def made_by_hand(place, monkeypatch):
    """A function that writes a backup of one small table; arguments override parts."""
    # A guess costs nothing here: keys are not what these tests are about.
    monkeypatch.setitem(encryption.SCRYPT, "n", 2)

    def make(key="", **fields):
        database = place / "small"
        database.unlink(missing_ok=True)
        with sqlite3.connect(database) as small:
            small.execute("CREATE TABLE words (word TEXT)")
            small.execute("INSERT INTO words VALUES ('tingling')")
        small.close()
        files = {"database": database}
        usual = {
            "made_at": "2026-11-22T03:00:00+00:00",
            "program": "0.1.0",
            "engine": "sqlite",
            "migrations": [],
            "rows": {"words": 1},
            "files": {"database": contents.fingerprint(database)},
        }
        path = place / "backups" / "by-hand.backup"
        with path.open("wb") as file:
            writer = encryption.BackupWriter(file, key)
            contents.pack(Contents(**usual | fields), files, writer)
        return path

    return make


@pytest.fixture
def small_files():
    """Limit the size of files, which fails as a full disk does."""

    @contextmanager
    def limited(size):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited
