"""Seven daily and four weekly backups stay, and nothing else is touched."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from myeloma_journal.platform.backups import create, erasures, retention
from myeloma_journal.platform.backups.models import Erasure
from tests.factories import make_patient

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_half_a_year_leaves_seven_days_and_four_weeks():
    """BAK-1: 7 daily and 4 weekly."""
    made = {NOW - timedelta(days=n) for n in range(180)}

    kept = made - retention.too_many(made, NOW)

    assert sorted((NOW - moment).days for moment in kept) == [
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        14,
        21,
    ]


def test_nothing_is_kept_for_longer_than_35_days():
    """PRI-2: backups age out in 35 days."""
    made = [NOW, NOW - timedelta(days=34), NOW - timedelta(days=36)]

    assert retention.too_many(made, NOW) == {made[2]}


def test_two_of_one_day_are_both_kept_for_a_day():
    """The one before an upgrade does not cost the one of last night."""
    made = [NOW, NOW - timedelta(hours=1), NOW - timedelta(hours=25)]

    assert retention.too_many(made, NOW) == set()
    assert retention.too_many(made, NOW + timedelta(days=1)) == {made[1]}


def test_the_newest_is_kept_however_old_it_is():
    only = NOW - timedelta(days=400)

    assert retention.too_many([only], NOW) == set()


def test_files_of_others_stay(place, settings):
    folder = settings.BACKUP_DIR
    others = ["notes.txt", "myeloma-journal-before-the-move.tar.gz", "erased.txt"]
    for name in [
        *others,
        *(retention.name_at(NOW - timedelta(n), is_sealed=n % 2) for n in range(60)),
    ]:
        (folder / name).touch()

    count = retention.remove_old(folder, NOW)

    assert count == 50
    assert all((folder / name).exists() for name in others)


def test_backup_never_overwrites(place):
    path = place / "mine.tar.gz"
    path.write_bytes(b"mine")

    with pytest.raises(CommandError, match="already exists"):
        call_command("backup", to=path, stdout=StringIO())

    assert path.read_bytes() == b"mine"


@pytest.mark.django_db
def test_backup_asks_for_a_missing_program(place, monkeypatch):
    def missing(*args):
        raise create.BackupError("pg_dump is missing: install PostgreSQL's programs.")

    monkeypatch.setattr(create.engine_of(connection), "dump", missing)

    with pytest.raises(CommandError, match="pg_dump is missing"):
        call_command("backup", stdout=StringIO())

    assert list(place.glob("*/*")) == []


def test_folder_of_somebody_else_is_left_alone(settings, tmp_path):
    """BAK-1: only what our own backups left behind is deleted."""
    settings.DATA_DIR = settings.BACKUP_DIR = tmp_path
    (tmp_path / "backup-before-the-move").mkdir()
    (tmp_path / create.TEMPORARY).symlink_to(tmp_path / "backup-before-the-move")

    create.sweep()

    assert (tmp_path / "backup-before-the-move").exists()


# ---- The list of what was erased


@pytest.mark.django_db
def test_list_grows_and_forgets_nothing(place, settings):
    """PRI-2: ids and dates only."""
    first, second = make_patient().pk, make_patient().pk
    Erasure.objects.record("journal", first, NOW)
    erasures.write_into(settings.BACKUP_DIR)
    Erasure.objects.all().delete()  # as in a database that was made anew
    Erasure.objects.record("account", second, NOW)

    erasures.write_into(settings.BACKUP_DIR)

    path = settings.BACKUP_DIR / "erased.txt"
    assert path.read_text() == (
        f"account {second} 2026-11-22T03:00:00+00:00\n"
        f"journal {first} 2026-11-22T03:00:00+00:00\n"
    )
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_list_is_read_where_backups_lie(place, settings):
    key = make_patient().pk
    elsewhere = place / "usb"
    elsewhere.mkdir()
    (elsewhere / "erased.txt").write_text(f"journal {key} 2026-11-22T03:00:00+00:00\n")

    folders = erasures.folders_beside(elsewhere / "x.tar.gz")

    assert erasures.read_from(folders) == [erasures.Gone("journal", key, NOW)]
    assert settings.BACKUP_DIR in folders
