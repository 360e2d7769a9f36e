"""How a journal is read: in pieces, and so that nobody waits for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from myeloma_journal.archive import rows
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from tests.factories import make_entry, make_membership, make_patient

ENTRIES = next(table for table in tables() if table.name == "entries")


def save_elsewhere():
    """Somebody else saves something, and waits a moment if they have to."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 200")
        cursor.execute("UPDATE care_circle_patient SET name = 'Peg'")
    connection.close()


def keep_a_journal(mode):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA journal_mode = {mode}")
        assert cursor.fetchall() == [(mode.lower(),)]


@pytest.fixture
def without_wal(transactional_db):
    """SQLite as on most machines by now, where one who reads holds up who saves."""
    if connection.vendor != "sqlite":
        yield
        return
    keep_a_journal("DELETE")
    yield
    keep_a_journal("WAL")


def test_rows_come_in_pieces_and_each_once(patient, monkeypatch):
    monkeypatch.setattr(rows, "CHUNK_SIZE", 2)
    entries = [make_entry(patient=patient) for _number in range(5)]
    member = make_membership(patient=patient)

    pieces = list(Rows(member).chunks(ENTRIES))

    assert [len(piece) for piece in pieces] == [2, 2, 1]
    read = {row[0] for piece in pieces for row in piece}
    assert read == {str(entry.pk) for entry in entries}


@pytest.mark.usefixtures("without_wal")
def test_rows_leave_the_database_to_others_between_two_pieces(monkeypatch):
    monkeypatch.setattr(rows, "CHUNK_SIZE", 1)
    patient = make_patient()
    for _number in range(3):
        make_entry(patient=patient)
    pieces = Rows(make_membership(patient=patient)).chunks(ENTRIES)

    with ThreadPoolExecutor(1) as somebody:
        for _piece in pieces:
            somebody.submit(save_elsewhere).result()

    patient.refresh_from_db()
    assert patient.name == "Peg"
