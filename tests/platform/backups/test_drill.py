"""The drill: really backed up, really restored into another database, and compared."""

import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as ours
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from myeloma_journal.platform.accounts.models import Session
from myeloma_journal.platform.backups import contents, create
from myeloma_journal.platform.backups.errors import BackupError
from myeloma_journal.platform.backups.models import LastBackup
from tests.factories import (
    make_answer,
    make_entry,
    make_medication,
    make_membership,
    make_question,
)
from tests.platform.backups.databases import (
    address_of_tests,
    another_database,
    asked,
    rows_of,
    tables_of,
)

pytestmark = [
    # The copy is made by another connection: what it is of must be committed.
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("config.option.nomigrations", reason="restores by migrations"),
]

ROOT = Path(__file__).parents[3]
# Emptied or counted anew by the restore itself; written after the backup; and what
# Django made of each table for its own admin, which is not here.
NOT_COMPARED = {
    Session._meta.db_table,
    "cache",
    LastBackup._meta.db_table,
    "auth_permission",
}


@pytest.fixture
def journal(place):
    member = make_membership()
    make_entry(patient=member.patient, note="Tingling — in both hands, 😀 and Größe")
    make_medication(patient=member.patient)
    make_answer(question=make_question(patient=member.patient))
    return member


@pytest.fixture
def elsewhere(tmp_path):
    """The address of an empty database of the same kind, and a data folder."""
    with another_database(tmp_path) as address:
        yield address


@pytest.fixture
def restored(place, elsewhere):
    """Restores into the other database, by the command, in a process of its own."""

    def restore(path, **environment):
        return subprocess.run(
            [sys.executable, "manage.py", "restore", str(path)],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "tests.platform.backups.restore_settings",
                "LOCAL": "true",
                "DATA_DIR": str(place / "elsewhere"),
                "DATABASE_URL": elsewhere,
            }
            | environment,
            capture_output=True,
            text=True,
        )

    return restore


def backup():
    said = StringIO()
    call_command("backup", stdout=said)
    (path,) = ours.BACKUP_DIR.glob("*.tar.gz*")
    return path, said.getvalue()


def test_drill(journal, settings, restored, elsewhere, place, key):
    """BAK-1, BAK-2, CRY-2: rows and keys that were backed up are what is restored."""
    settings.BACKUP_KEY = key
    (settings.DATA_DIR / "mfa_key").write_text("made at the first start")
    path, said = backup()

    done = restored(path, BACKUP_KEY=key)

    assert done.stderr == ""
    assert "Everyone has to sign in again." in done.stdout
    assert "It includes the keys created on this machine: mfa_key." in said
    assert "This backup is not encrypted" not in said
    here = address_of_tests()
    assert tables_of(elsewhere) == tables_of(here) | {"cache"}
    for table in sorted(tables_of(here) - NOT_COMPARED):
        assert rows_of(elsewhere, table) == rows_of(here, table), table
    assert len(rows_of(elsewhere, "journal_entry")) == 1
    brought = place / "elsewhere" / "mfa_key"
    assert brought.read_text() == "made at the first start"
    assert brought.stat().st_mode & 0o777 == 0o600


def test_drill_with_what_was_erased_since(journal, restored, elsewhere):
    """PRI-2: a restored backup does not bring back what was erased."""
    path, said = backup()
    line = f"journal {journal.patient_id} 2026-11-30T03:10:00+00:00\n"
    (path.parent / "erased.txt").write_text(line)

    done = restored(path)

    assert done.stderr == ""
    assert "This backup is not encrypted" in said  # there was no key
    assert rows_of(elsewhere, "care_circle_patient") == []
    assert rows_of(elsewhere, "journal_entry") == []
    assert len(rows_of(elsewhere, "accounts_user")) == 1


def test_drill_with_rows_missing_restores_nothing(journal, restored, elsewhere):
    """BAK-2: the rows are counted before anything is kept."""
    path, _said = backup()
    with create.temporary_folder() as folder:
        listed, files = contents.unpack(path, folder)
        listed = replace(listed, rows=listed.rows | {"journal_entry": 2})
        with path.open("wb") as wrong:
            contents.pack(listed, files, wrong)

    done = restored(path)

    assert done.returncode == 1
    assert tables_of(elsewhere) == set()


def test_backup_is_whole_private_and_beside_nothing_half(journal, settings):
    """BAK-1: one file, mode 0600, and nothing else is left."""
    path, _said = backup()

    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(settings.BACKUP_DIR)) == ["erased.txt", path.name]
    assert os.listdir(settings.DATA_DIR) == []


def test_backup_knows_its_rows_and_migrations(journal, settings):
    """BAK-1: row counts and version are inside."""
    _path, listed = create.create_backup(connection, to=None, now=timezone.now())

    assert listed.rows["journal_entry"] == 1
    assert ["accounts", "0001_initial"] in listed.migrations
    assert listed.engine == connection.vendor


def test_drill_with_an_extension_in_the_database(journal, restored, elsewhere):
    """Of the owner of the server, who likes to watch it: a role like ours could not."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    path, _said = backup()

    done = restored(path)

    assert done.stderr == ""
    if connection.vendor == "postgresql":
        found = asked(elsewhere, "SELECT extname FROM pg_extension")
        assert found == [("plpgsql",)]


def test_killed_backup_leaves_nothing_once_the_program_starts_again(journal, settings):
    """BAK-1: the copy it was working on is not encrypted."""
    name = f"{create.TEMPORARY}killed"
    copy, half = settings.DATA_DIR / name, settings.BACKUP_DIR / name
    copy.mkdir()
    (copy / "database").write_bytes(b"tingling")
    half.write_bytes(b"half")
    with create.temporary_folder() as at_work:
        create.sweep()

        assert os.listdir(settings.DATA_DIR) == [at_work.name]
        assert os.listdir(settings.BACKUP_DIR) == []


def test_a_full_disk_leaves_no_half_backup(journal, settings, small_files):
    """BAK-1, AVA-2: nothing under the final name, and what was there stays."""
    before = settings.BACKUP_DIR / "myeloma-journal-2026-11-21-030000.tar.gz"
    before.write_bytes(b"yesterday's")

    with small_files(40_000), pytest.raises(BackupError) as refused:
        create.create_backup(connection, to=None, now=timezone.now())

    assert str(refused.value)
    assert os.listdir(settings.BACKUP_DIR) == [before.name]
    assert os.listdir(settings.DATA_DIR) == []


def test_a_disk_that_is_full_at_the_end_leaves_no_half_backup(
    journal, settings, small_files, monkeypatch
):
    """BAK-1, AVA-2: the copy was made, and writing the one file breaks off."""
    pack = create.pack

    def pack_on_a_full_disk(*args):
        with small_files(10_000):
            pack(*args)

    monkeypatch.setattr(create, "pack", pack_on_a_full_disk)

    with pytest.raises(BackupError, match="No backup was made"):
        create.create_backup(connection, to=None, now=timezone.now())

    assert os.listdir(settings.BACKUP_DIR) == []
    assert os.listdir(settings.DATA_DIR) == []
