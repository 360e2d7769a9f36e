"""What was erased is in no file of the database, too."""

import os
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from myeloma_journal.archive import erasure
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.platform.backups import rewriting
from myeloma_journal.platform.backups.models import Rewrite
from myeloma_journal.platform.database import statistics
from myeloma_journal.platform.database.options import PRAGMAS
from myeloma_journal.welcome import demo
from tests.conftest import load_catalogue
from tests.factories import make_entry, make_patient, make_user

# The files are read as they are after each commit.
pytestmark = pytest.mark.django_db(transaction=True)

ON_POSTGRESQL = pytest.mark.skipif(
    os.environ.get("TEST_DB") != "postgres",
    reason="SQLite rewrites its one file, and keeps no statistics of values",
)
TEXTS = ("CharField", "TextField")
PLANTED = re.compile(rb"ZQX\d{6}")
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def as_in_production():
    """The tests' database is faster; here it deletes as ours does."""
    if connection.vendor != "sqlite":
        yield
        return
    set_pragmas(secure_delete="ON", journal_mode=PRAGMAS["journal_mode"])
    yield
    set_pragmas(secure_delete="OFF", journal_mode="WAL")


def set_pragmas(**pragmas):
    with connection.cursor() as cursor:
        for pragma, word in pragmas.items():
            cursor.execute(f"PRAGMA {pragma}={word}")


def files_of_the_database():
    """Of PostgreSQL those of tables, indexes, TOAST and statistics, not its log."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return name.parent.glob(f"{name.name}*")
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
    return [path for path in Path(folder, "base").rglob("*") if path.is_file()]


def planted_in_files():
    return {
        word
        for path in files_of_the_database()
        for word in PLANTED.findall(path.read_bytes())
    }


def plant(patient):
    """Put another word into each text of the journal that takes one."""
    numbers = count(100_000)
    for table in tables():
        texts = [
            column.field.attname
            for column in table.columns
            if column.field.get_internal_type() in TEXTS
            and not column.field.choices
            and column.name != "zone"
        ]
        for row in table.rows(patient).order_by():
            for name in texts:
                with_word = {name: f"ZQX{next(numbers)}"}
                try:
                    with transaction.atomic():
                        type(row)._base_manager.filter(pk=row.pk).update(**with_word)
                except (IntegrityError, DataError):
                    continue


@pytest.fixture
def planted(as_in_production, settings, tmp_path):
    """A full journal whose deletion is due, of which ANALYZE has taken samples."""
    settings.BACKUP_DIR = tmp_path
    load_catalogue()
    patient = demo.load().patient
    plant(patient)
    entry = patient.entries.first()
    # Too long for one page of the database.
    entry.note = f"{entry.note} " * 2000
    entry.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    deletion.schedule_deletion(Membership.objects.get(patient=patient, is_patient=True))
    Patient.objects.filter(pk=patient.pk).update(deletion_scheduled_at=LONG_AGO)
    assert len(planted_in_files()) > 1500


def test_erased_words_are_in_no_file(planted):
    """PRI-2: gone from tables, history, statistics, and the database's own files."""
    other = make_entry(note="A word of somebody else")

    call_command("purge_deleted_journals", stdout=StringIO())
    call_command("rewrite_database", stdout=StringIO())

    assert planted_in_files() == set()
    other.refresh_from_db()
    assert other.note == "A word of somebody else"


def run_rewrite():
    """What the command says, or why it failed."""
    said = StringIO()
    try:
        call_command("rewrite_database", stdout=said)
    except CommandError as refused:
        return str(refused)
    return said.getvalue()


def test_rewriting_is_due_after_an_erasure_and_every_week():
    now = timezone.now()
    assert rewriting.is_due(now)
    Rewrite.objects.create(started_at=now)
    assert not rewriting.is_due(now)
    assert rewriting.is_due(now + timedelta(days=7))

    erasure.erase_account(make_user().pk, LONG_AGO)

    assert rewriting.is_due(now)


@ON_POSTGRESQL
def test_large_table_is_named_until_something_else_has_rewritten_it(monkeypatch):
    monkeypatch.setattr(rewriting, "LOCKED_BYTES", 0)

    assert "journal_entry" not in run_rewrite()
    assert "journal_entry is too large to be locked" in run_rewrite()

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FULL) journal_entry")
    assert "journal_entry" not in run_rewrite()


@ON_POSTGRESQL
def test_transaction_that_still_sees_what_was_erased_is_waited_for(monkeypatch):
    monkeypatch.setattr(rewriting, "PATIENCE", timedelta(0))
    other = connection.copy()
    try:
        with transaction.atomic(using=other.alias), other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")

            assert "another transaction is open" in run_rewrite()
    finally:
        other.close()


@ON_POSTGRESQL
def test_statistics_of_an_earlier_version_lose_their_words():
    patient = make_patient()
    for _day in range(3):
        make_entry(patient=patient, note="ZQX100000")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry ALTER note SET STATISTICS 100")
        cursor.execute("CREATE INDEX by_words ON journal_entry (lower(note))")
        cursor.execute("ANALYZE")
        assert "ZQX100000" in statistics_of(cursor, "journal_entry", "by_words")

        statistics.keep_words_out_of_statistics("default")
        cursor.execute("ANALYZE")

        assert "ZQX100000" not in statistics_of(cursor, "journal_entry", "by_words")
        cursor.execute("DROP INDEX by_words")


def statistics_of(cursor, *relations):
    cursor.execute("SELECT * FROM pg_stats WHERE tablename = ANY(%s)", [[*relations]])
    return str(cursor.fetchall())
