"""The list of what was erased: ids and dates, beside the backups and outside of them.

A backup from last week still has a journal that was erased yesterday. Whoever restores
it erases that journal again, by this list.
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
    """Name what erases this kind of thing: `eraser(key, erased_at)`, idempotent."""
    _erasers[kind] = eraser


class Gone(NamedTuple):
    """One line of the list: what was erased, and when."""

    kind: str
    key: UUID
    at: datetime

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.at.isoformat(timespec='seconds')}"


def write_into(folder: Path) -> None:
    """Bring the list in that folder up to date. What stands in it stays."""
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
    """All that the lists in these folders say is gone.

    Raises:
        ValueError: A line cannot be read, or nothing erases its kind.
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
    """Erase all of it again; say how many there are."""
    every = {line[:2]: line for line in [*_in_database(), *gone]}
    for line in every.values():
        _erasers[line.kind](line.key, line.at)
    return len(every)


def folders_beside(path: Path) -> list[Path]:
    """Where a list may lie for this backup: beside it, and where ours are."""
    return [path.resolve().parent, settings.BACKUP_DIR.resolve()]


def _in_database() -> list[Gone]:
    # Whoever backs up before `migrate` may not have the table yet.
    if Erasure._meta.db_table not in connection.introspection.table_names():
        return []
    return [
        Gone(erasure.kind, erasure.erased_id, erasure.erased_at)
        for erasure in Erasure.objects.all()
    ]
