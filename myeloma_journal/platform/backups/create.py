"""Creates a backup: checked, and given its name only when it is on the disk."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pyrage
from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder

from myeloma_journal.platform.backups.contents import (
    DATABASE,
    KEYS,
    Contents,
    fingerprint,
    pack,
)
from myeloma_journal.platform.backups.encryption import recipient_of, write_sealed
from myeloma_journal.platform.backups.engines import engine_of
from myeloma_journal.platform.backups.errors import BackupError
from myeloma_journal.platform.backups.retention import name_at

# What begins so is deleted at the next start: a name that nobody else gives.
TEMPORARY = ".unfinished-backup-"


def create_backup(
    connection: Any, *, to: Path | None, now: datetime
) -> tuple[Path, Contents]:
    """Back up the whole database, with the keys that were made on this machine.

    Args:
        connection: The database.
        to: A new file, or a folder; default: `BACKUP_DIR`.
        now: Used for its name and its manifest.

    Returns:
        The file, and its manifest.

    Raises:
        BackupError: No backup was made, and no file is left behind.
    """
    recipient = recipient_of(settings.BACKUP_KEY) if settings.BACKUP_KEY else None
    target = to or settings.BACKUP_DIR
    if target.is_dir() or not to:
        target /= name_at(now, is_sealed=bool(recipient))
    if target.exists():
        raise BackupError(f"{target} already exists. Choose a different name.")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_folder() as folder:
            contents, files = _gather(connection, folder, now)
            _write(target, partial(pack, contents, files), recipient)
    except (OSError, DatabaseError) as error:
        raise BackupError(f"No backup was made: {error}.") from error
    return target, contents


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder in the data folder, readable by its owner only, deleted afterwards."""
    sweep()
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=settings.DATA_DIR)).resolve()
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Delete what a killed backup or restore has left: it is not encrypted."""
    for path in settings.DATA_DIR.glob(f"{TEMPORARY}*"):
        with suppress(OSError), _locked(path):
            shutil.rmtree(path, ignore_errors=True)
    for path in settings.BACKUP_DIR.glob(f"{TEMPORARY}*"):
        with suppress(OSError), _locked(path):
            path.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that ends with this process.

    Raises:
        BlockingIOError: Another process holds it.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def key_files() -> list[Path]:
    """The keys that were generated at the first start, and are in no setting."""
    return sorted(path for path in settings.DATA_DIR.glob("*_key") if path.is_file())


def _gather(
    connection: Any, folder: Path, now: datetime
) -> tuple[Contents, dict[str, Path]]:
    copy = folder / DATABASE
    rows = engine_of(connection).dump(connection, copy)
    files = {DATABASE: copy} | {KEYS + path.name: path for path in key_files()}
    applied = MigrationRecorder(connection).applied_migrations()
    return (
        Contents(
            made_at=now.isoformat(timespec="seconds"),
            program=settings.VERSION,
            engine=connection.vendor,
            migrations=sorted([app, name] for app, name in applied),
            rows=rows,
            files={name: fingerprint(path) for name, path in files.items()},
        ),
        files,
    )


def _write(
    target: Path,
    pack_into: Callable[[BinaryIO], None],
    recipient: "pyrage.x25519.Recipient | None",
) -> None:
    """Write to a temporary name first: no incomplete file looks like a backup."""
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY, dir=target.parent)
    try:
        with open(descriptor, "wb") as file, _locked(Path(name)):
            if recipient:
                write_sealed(pack_into, file, recipient)
            else:
                pack_into(file)
            file.flush()
            os.fsync(file.fileno())
            # Not os.replace: another backup of the same second stays.
            os.link(name, target)
        _to_disk(target.parent)
    finally:
        Path(name).unlink(missing_ok=True)


def _to_disk(folder: Path) -> None:
    """Flush the folder: only then does a new name survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
