"""Restores a backup; everything is checked before anything is changed."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from myeloma_journal.platform.accounts.models import Session, User
from myeloma_journal.platform.backups import erasures, rewriting
from myeloma_journal.platform.backups.contents import DATABASE, KEYS, Contents, unpack
from myeloma_journal.platform.backups.create import temporary_folder
from myeloma_journal.platform.backups.encryption import open_sealed
from myeloma_journal.platform.backups.engines import engine_of
from myeloma_journal.platform.backups.errors import BackupError


class RestoreIncompleteError(Exception):
    """The data is restored, and a step after that failed."""


def restore_backup(connection: Any, path: Path) -> Contents:
    """Restore a backup into an empty installation, with the keys that are in it.

    Raises:
        BackupError: It cannot be restored; nothing was changed.
        RestoreIncompleteError: It was restored, and a step after that failed.
    """
    try:
        gone = erasures.read_from(erasures.folders_beside(path))
    except ValueError:
        raise BackupError(
            f"A line in {erasures.NAME}, next to the backup, cannot be read."
        ) from None
    try:
        with temporary_folder() as folder:
            plain = open_sealed(path, folder / "opened", settings.BACKUP_KEY)
            contents, files = unpack(plain, folder)
            _require_compatible(connection, contents)
            engine = engine_of(connection)
            engine.check(files[DATABASE], contents.rows)
            keys = [_write_key(name, files[KEYS + name]) for name in contents.keys]
            engine.load(connection, files[DATABASE], contents.rows)
    except (OSError, DatabaseError) as error:
        raise BackupError(f"Nothing was restored: {error}.") from error
    for fresh, key in keys:
        os.replace(fresh, key)
    _finish(gone)
    return contents


def _require_compatible(connection: Any, contents: Contents) -> None:
    if contents.engine != connection.vendor:
        raise BackupError(
            f"This backup is from {contents.engine}, but DATABASE_URL points to "
            f"{connection.vendor}. Restore it into the same kind of database."
        )
    known = MigrationLoader(None).disk_migrations
    if any((app, name) not in known for app, name in contents.migrations):
        raise BackupError(
            "This backup was made by a newer version of the program "
            f"({contents.program}). Install that version, then restore."
        )
    _require_empty(connection)


def _require_empty(connection: Any) -> None:
    """Refuse a database with accounts, or with tables of another program."""
    present = set(engine_of(connection).tables(connection))
    ours = {*connection.introspection.django_table_names(), "django_migrations"}
    ours.add(settings.CACHES["default"].get("LOCATION", ""))
    people = User._meta.db_table
    if present - ours:
        raise BackupError(
            "This database has tables from another program. Restore into a "
            "separate database."
        )
    if people in present and User.objects.exists():
        raise BackupError(
            "This database already has accounts. You can only restore into an "
            "empty database."
        )


def _write_key(name: str, key: Path) -> tuple[Path, Path]:
    """Write a key to a temporary path; return that and the path it belongs at."""
    # A name in a backup may not lead out of the folder.
    target = settings.DATA_DIR / Path(name).name
    fresh = target.with_name(f".{target.name}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(key.read_bytes())
        os.fsync(file.fileno())
    return fresh, target


def _finish(gone: list[erasures.Gone]) -> None:
    """Migrate an older backup, erase again what was erased, run the system checks."""
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if erasures.apply(gone):
            rewriting.rewrite(connection)
        # Sessions of the backup may have been ended since it was made.
        Session.objects.all().delete()
        cache.clear()
        call_command("check", databases=["default"], stdout=StringIO())
    except (CommandError, DatabaseError, OSError) as error:
        raise RestoreIncompleteError(str(error)) from error
