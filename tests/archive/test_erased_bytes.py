"""What was erased is in no file of the database, too."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform.database.options import PRAGMAS
from tests.factories import make_entry, make_membership, make_question
from tests.platform.backups.databases import address_of_tests, rows_of, tables_of

# The files are looked at as they are after each commit.
pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Zwiebelkanarie"
# Too long for one page of the database.
LONG = f"{CANARY} " * 1300


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


def bytes_of_the_database():
    """What stands in its files; in PostgreSQL, in its tables."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        files = name.parent.glob(f"{name.name}*")
        return b"".join(file.read_bytes() for file in files)
    address = address_of_tests()
    rows = [rows_of(address, table) for table in tables_of(address)]
    return str(rows).encode()


def test_erased_words_are_in_no_file(as_in_production, settings, tmp_path):
    """PRI-2: gone from tables, history, and the database's own file."""
    settings.BACKUP_DIR = tmp_path
    member = make_membership()
    entry = make_entry(patient=member.patient, note=LONG)
    entry.note = f"{LONG} and more"
    entry.save()
    make_question(patient=member.patient, text=f"{CANARY}?", private_to=member.user)
    deletion.schedule_deletion(member)
    over = datetime(2026, 11, 1, tzinfo=UTC)
    Patient.objects.filter(pk=member.patient_id).update(deletion_scheduled_at=over)
    assert CANARY.encode() in bytes_of_the_database()

    call_command("purge_deleted_journals", stdout=StringIO())

    assert CANARY.encode() not in bytes_of_the_database()
