"""The list of erased journals and accounts, in a text file beside the backups.

A backup from last week still has a journal that was erased yesterday: after a restore,
everything on this list is erased again.
"""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from myeloma_journal.platform.backups.models import Erasure

NAME = "erased.txt"

Eraser = Callable[[UUID, datetime], None]
_erasers: dict[str, Eraser] = {}


def register(kind: str, eraser: Eraser) -> None:
    """Set the idempotent function `eraser(key, erased_at)` for this kind of record."""
    _erasers[kind] = eraser


class Gone(NamedTuple):
    """One line of the list."""

    kind: str
    key: UUID
    at: datetime

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.at.isoformat(timespec='seconds')}"


def write_into(folder: Path) -> None:
    """Add what was erased to the list in that folder; its lines stay."""
    known = {line[:2]: line for line in [*_in_database(), *read_from([folder])]}
    lines = sorted(f"{line}\n" for line in known.values())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, fresh = folder / NAME, folder / f".{NAME}"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(lines)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path)


def read_from(folders: Iterable[Path]) -> list[Gone]:
    """The lines of the lists in these folders.

    Raises:
        ValueError: A line cannot be read, or its kind has no eraser.
    """
    paths = [folder / NAME for folder in {*folders}]
    lines = [
        line.split()
        for path in paths
        if path.exists()
        for line in path.read_text().splitlines()
    ]
    gone = [
        Gone(kind, UUID(key), datetime.fromisoformat(at)) for kind, key, at in lines
    ]
    if unknown := {line.kind for line in gone} - _erasers.keys():
        raise ValueError(f"unknown kinds: {unknown}")
    return gone


def apply(gone: Iterable[Gone]) -> int:
    """Erase all of these again, and what the database has; return their number."""
    every = {line[:2]: line for line in [*_in_database(), *gone]}
    for line in every.values():
        _erasers[line.kind](line.key, line.at)
    return len(every)


def folders_beside(path: Path) -> list[Path]:
    """The folders with lists for this backup: its own, and `BACKUP_DIR`."""
    return [path.resolve().parent, settings.BACKUP_DIR.resolve()]


def _in_database() -> list[Gone]:
    # A backup before `migrate` may find no such table.
    if Erasure._meta.db_table not in connection.introspection.table_names():
        return []
    return [
        Gone(erasure.kind, erasure.erased_id, erasure.erased_at)
        for erasure in Erasure.objects.all()
    ]
