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
    lines = sorted(f"{line}\n" for line in _latest(read_from([folder])))
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
    """Erase all of these again, and what the database has; return their number.

    What was added again before the backup stays.
    """
    returned = {
        (erasure.kind, erasure.erased_id): erasure.returned_at
        for erasure in Erasure.objects.exclude(returned_at=None)
    }
    due = [
        line for line in _latest(gone) if line.at >= (returned.get(line[:2]) or line.at)
    ]
    for line in due:
        _erasers[line.kind](line.key, line.at)
    return len(due)


def folders_beside(path: Path) -> list[Path]:
    """The folders with lists for this backup: its own, and `BACKUP_DIR`."""
    return [path.resolve().parent, settings.BACKUP_DIR.resolve()]


def _latest(gone: Iterable[Gone]) -> Iterable[Gone]:
    """Each with its last erasure, together with those in the database."""
    in_order = sorted([*_in_database(), *gone], key=lambda line: line.at)
    return {line[:2]: line for line in in_order}.values()


def _in_database() -> list[Gone]:
    # A backup before `migrate` may find no such table, or not all of its columns.
    if Erasure._meta.db_table not in connection.introspection.table_names():
        return []
    rows = Erasure.objects.values_list("kind", "erased_id", "erased_at")
    return [Gone(*row) for row in rows]
