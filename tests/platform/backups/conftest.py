"""Folders for backups, and small backups written without `create_backup`."""

import resource
import sqlite3
from contextlib import contextmanager
from functools import partial

import pyrage
import pytest

from myeloma_journal.platform.backups import contents, encryption
from myeloma_journal.platform.backups.contents import Contents


@pytest.fixture
def key():
    """A secret key of age."""
    return str(pyrage.x25519.Identity.generate())


@pytest.fixture
def made_by_hand(place):
    """A function that writes a backup of one small table; arguments override parts."""

    def make(key="", **fields):
        database = place / "small"
        database.unlink(missing_ok=True)
        with sqlite3.connect(database) as small:
            small.execute("CREATE TABLE words (word TEXT)")
            small.execute("INSERT INTO words VALUES ('tingling')")
        small.close()
        usual = {
            "made_at": "2026-11-22T03:00:00+00:00",
            "program": "0.1.0",
            "engine": "sqlite",
            "migrations": [],
            "rows": {"words": 1},
            "files": {"database": contents.fingerprint(database)},
        }
        listed = Contents(**usual | fields)
        path = place / "backups" / "by-hand.tar.gz"
        with path.open("wb") as file:
            pack = partial(contents.pack, listed, {"database": database})
            if key:
                encryption.write_sealed(pack, file, encryption.recipient_of(key))
            else:
                pack(file)
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
