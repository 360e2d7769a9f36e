"""What `restore` refuses: in one sentence, and nothing is changed."""

import errno
import os

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform.backups import restore
from tests.factories import make_patient, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def never_loads(monkeypatch):
    """Nothing that is refused comes as far as the database."""

    def load(*args):
        pytest.fail("the database was written to")

    monkeypatch.setattr(restore.engine_of(connection), "load", load)


def refused(path):
    with pytest.raises(CommandError) as found:
        call_command("restore", str(path))
    return str(found.value)


@pytest.mark.usefixtures("never_loads")
@pytest.mark.parametrize("is_sealed", [True, False])
def test_restore_refuses_a_damaged_backup(made_by_hand, settings, key, is_sealed):
    """BAK-2: one flipped byte, wherever it is, and nothing is changed."""
    settings.BACKUP_KEY = key if is_sealed else ""
    path = made_by_hand(settings.BACKUP_KEY, engine=connection.vendor)
    whole = path.read_bytes()
    patient = make_patient()

    for place in range(len(whole) // 2, len(whole), 211):
        flipped = bytearray(whole)
        flipped[place] ^= 1
        path.write_bytes(flipped)
        assert "damaged" in refused(path)

    assert Patient.objects.get() == patient
    assert os.listdir(settings.DATA_DIR) == []


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_half_a_backup(made_by_hand):
    """BAK-2: a truncated file, and nothing is changed."""
    path = made_by_hand()
    path.write_bytes(path.read_bytes()[:-40])

    assert refused(path) == (
        "This backup is damaged: it is not what was written. Use another one."
    )


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_a_newer_version(made_by_hand):
    """BAK-2: a file of a newer program."""
    newer = [["care_circle", "9999_next_year"]]
    path = made_by_hand(engine=connection.vendor, migrations=newer, program="2.0")

    assert refused(path) == (
        "This backup was made by a newer version of the program (2.0). "
        "Install that version, then restore."
    )


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_a_wrong_key(made_by_hand, settings, key):
    """BAK-2: a wrong key."""
    path = made_by_hand(key)
    settings.BACKUP_KEY = str(pyrage.x25519.Identity.generate())

    assert refused(path) == "This backup was made with a different BACKUP_KEY."


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_where_somebody_lives_already(made_by_hand):
    """BAK-2: only into an empty installation."""
    make_user()
    path = made_by_hand(engine=connection.vendor)

    assert refused(path) == (
        "This database already has accounts. You can only restore into an empty "
        "database."
    )


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_the_database_of_another_program(made_by_hand):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE invoices (id integer)")

    said = refused(made_by_hand(engine=connection.vendor))

    assert said.startswith("This database has tables from another program")


@pytest.mark.usefixtures("never_loads")
def test_restore_refuses_another_kind_of_database(made_by_hand):
    path = made_by_hand(engine="oracle")

    assert refused(path).startswith(
        "This backup is from oracle, but DATABASE_URL points to"
    )


@pytest.mark.usefixtures("never_loads")
@pytest.mark.parametrize(
    "line",
    [
        "journal of somebody",
        "planet 6f0c3a2e-0000-4000-8000-000000000000 2026-11-22T03:00:00+00:00",
    ],
)
def test_restore_refuses_a_list_of_erasures_that_it_cannot_read(made_by_hand, line):
    """PRI-2: better no journal back than one that was erased."""
    path = made_by_hand()
    (path.parent / "erased.txt").write_text(f"{line}\n")

    assert refused(path) == (
        "A line in erased.txt, next to the backup, cannot be read."
    )


@pytest.mark.usefixtures("never_loads")
def test_restore_says_that_there_is_no_such_file(place):
    said = refused(place / "none.tar.gz")

    assert said.startswith("Nothing was restored:")
    assert os.strerror(errno.ENOENT) in said
