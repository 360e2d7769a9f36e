"""SQLite as this project sets it, on a real file: durable, and nobody is locked out."""

import os
import subprocess
import sys
from copy import deepcopy

import pytest
from django.db.utils import ConnectionHandler

from myeloma_journal.platform.database import checks
from myeloma_journal.platform.database.options import DATABASE_OPTIONS

pytestmark = pytest.mark.sqlite_only

ENGINE = "django.db.backends.sqlite3"
WRITERS = 4
TIMES = 10
# Run in a process of its own. Each writer reads how many there are, then writes that
# number: without one lock from the read to the write, two would write the same.
WRITE = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connection, transaction
from django.utils import timezone
from myeloma_journal.platform.mail.models import OutgoingEmail

if sys.argv[1] == "prepare":
    with connection.schema_editor() as editor:
        editor.create_model(OutgoingEmail)
    sys.exit()

def write(_):
    for _ in range({TIMES}):
        with transaction.atomic():
            count, now = OutgoingEmail.objects.count(), timezone.now()
            OutgoingEmail.objects.create(
                encrypted=str(count), next_attempt_at=now, expires_at=now
            )
        connection.close()

with ThreadPoolExecutor({WRITERS}) as writers:
    list(writers.map(write, range({WRITERS})))
counts = OutgoingEmail.objects.values_list("encrypted", flat=True)
print(len(counts), len(set(counts)))
"""


def file_database(path, **weaker):
    """A database on a file, set as in settings.py but for what is said."""
    ours = deepcopy(DATABASE_OPTIONS[ENGINE])
    ours["OPTIONS"] |= weaker.pop("options", {})
    ours["OPTIONS"]["init_command"] += weaker.pop("then", "")
    return ConnectionHandler({"default": {"ENGINE": ENGINE, "NAME": str(path)} | ours})


@pytest.fixture
def problems(tmp_path, monkeypatch, django_db_blocker):
    """What the system check says about a database set so."""

    def found(**weaker):
        databases = file_database(tmp_path / "journal.sqlite3", **weaker)
        monkeypatch.setattr(checks, "connections", databases)
        with django_db_blocker.unblock():
            said = checks.check_sqlite_options(databases=["default"])
            databases.close_all()
        return said

    return found


def test_check_is_content_with_our_settings(problems):
    """INT-1: as shipped."""
    assert problems() == []


@pytest.mark.parametrize(
    ("pragma", "weaker"),
    [
        ("synchronous", "NORMAL"),
        ("journal_mode", "MEMORY"),
        ("foreign_keys", "OFF"),
        ("secure_delete", "OFF"),
    ],
)
def test_check_refuses_a_weaker_pragma(problems, pragma, weaker):
    """INT-1: nothing weaker starts."""
    (problem,) = problems(then=f"PRAGMA {pragma}={weaker};")

    assert problem.id == "database.E001"
    assert problem.msg.startswith(f"SQLite's {pragma} is")
    assert problem.is_serious()


@pytest.mark.parametrize("weaker", [{"timeout": 5}, {"transaction_mode": "DEFERRED"}])
def test_check_refuses_a_short_wait_and_a_late_lock(problems, weaker):
    """INT-1, AVA-1: writers wait for each other."""
    (problem,) = problems(options=weaker)

    assert problem.id == "database.E002"


@pytest.mark.parametrize("put_aside", [True, False])
def test_next_page_opens_the_file_that_stands_there(
    tmp_path, django_db_blocker, put_aside
):
    """REQ-0: nobody goes on writing into a file that was put aside."""
    path = tmp_path / "journal.sqlite3"
    with django_db_blocker.unblock():
        connection = file_database(path)["default"]
        connection.cursor().execute("CREATE TABLE older (word)")
        if put_aside:
            path.rename(tmp_path / "aside.sqlite3")

        connection.close_if_unusable_or_obsolete()  # as before each page

        tables = connection.introspection.table_names()
        connection.close()
    assert tables == ([] if put_aside else ["older"])


def test_new_database_is_for_its_owner_whatever_the_umask(tmp_path, django_db_blocker):
    umask = os.umask(0o022)
    try:
        with django_db_blocker.unblock():
            connection = file_database(tmp_path / "journal.sqlite3")["default"]
            connection.cursor().execute("BEGIN IMMEDIATE")
            connection.cursor().execute("CREATE TABLE words (word)")
            modes = [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()]
            connection.close()
    finally:
        os.umask(umask)

    assert len(modes) > 1  # its write-ahead log, or its rollback journal
    assert set(modes) == {0o600}


def test_two_processes_of_four_writers_lock_nobody_out(tmp_path):
    environment = {
        "PATH": "",
        "LOCAL": "true",
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "myeloma_journal.settings",
    }

    def python(step):
        return subprocess.Popen(
            [sys.executable, "-c", WRITE, step],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert python("prepare").communicate() == ("", "")
    said = [process.communicate() for process in (python("write"), python("write"))]

    assert [errors for _, errors in said] == ["", ""]
    most = 2 * WRITERS * TIMES
    assert max(out for out, _ in said) == f"{most} {most}\n"
