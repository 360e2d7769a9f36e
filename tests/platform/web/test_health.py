"""What a watch hears: a word, and nothing that helps a stranger."""

from datetime import UTC, datetime, timedelta
from shutil import _ntuple_diskusage as usage

import pytest
from django.conf import settings
from django.db import OperationalError

from myeloma_journal.platform.accounts.models import Session
from myeloma_journal.platform.backups.models import LastBackup
from myeloma_journal.platform.database import schema
from myeloma_journal.platform.web import health
from myeloma_journal.platform.web.models import DailyRun

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def well(db, place, monkeypatch):
    """A server on which nothing is amiss, whatever this machine is like."""
    roomy = usage(total=100, used=50, free=50)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: roomy)
    DailyRun.objects.create(finished_at=NOW)


def test_readyz_is_ready_when_nothing_is_amiss(client):
    """AVA-3: and sets no cookie."""
    LastBackup.record(datetime.now(UTC))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store, private"


def test_healthz_asks_no_database(client, django_assert_num_queries):
    """AVA-3: whether the process answers."""
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert not answer.cookies


def test_readyz_tells_nothing_of_versions(client, monkeypatch):
    """AVA-3: without versions or details."""

    def gone():
        raise OperationalError("connection to 10.0.0.5 refused, PostgreSQL 15.18")

    monkeypatch.setattr(health, "closed", gone)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (
        503,
        "the database cannot be used\n",
    )


def test_readyz_is_closed_while_it_is_updated(client, monkeypatch):
    """INT-8: unapplied migrations."""
    monkeypatch.setitem(schema.known, "are_applied", False)
    monkeypatch.setattr(schema, "_unapplied", lambda: True)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "being updated\n")


def test_readyz_says_that_a_database_was_never_migrated(client, monkeypatch):
    def empty():
        raise schema.NoTablesError

    monkeypatch.setattr(schema, "are_applied", empty)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.text == "the database has no tables: run manage.py migrate\n"


@pytest.mark.parametrize(
    ("hours", "problems"),
    [(47, []), (49, ["there is no backup of the last two days"])],
)
def test_old_backup_is_reported(hours, problems):
    """BAK-3, AVA-3: its age, whichever machine made it."""
    LastBackup.record(NOW - timedelta(days=9))
    LastBackup.record(NOW - timedelta(hours=hours))

    assert health.problems(NOW) == problems


@pytest.mark.parametrize(("is_local", "count"), [(True, 0), (False, 1)])
def test_only_a_server_for_others_must_have_backups(settings, is_local, count):
    settings.LOCAL = is_local

    assert len(health.problems(NOW)) == count


@pytest.fixture
def disk_with(monkeypatch, settings):
    """The disk of the data folder, with so much of it free, in percent."""

    def make(free):
        disks = {settings.DATA_DIR: usage(total=100, used=100 - free, free=free)}
        monkeypatch.setattr(health.shutil, "disk_usage", disks.__getitem__)

    return make


@pytest.mark.parametrize(
    ("free", "problems"), [(10, []), (9, ["the disk is nearly full"])]
)
def test_disk_that_is_nearly_full_is_reported(disk_with, free, problems):
    """AVA-2: the operator is warned at 10 % free."""
    disk_with(free)

    assert health.problems(NOW) == problems


def test_readyz_reports_that_the_disk_is_nearly_full(client, disk_with):
    """AVA-2: the word it waits for is not there, and pages stay open."""
    disk_with(9)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (200, "the disk is nearly full\n")


def test_what_needs_seeing_to_closes_nothing(client, settings):
    settings.LOCAL = False

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.text == "there is no backup of the last two days\n"


def test_migrations_are_asked_about_once(monkeypatch, django_assert_num_queries):
    """INT-8: no query for each request."""
    asked = []
    monkeypatch.setitem(schema.known, "are_applied", False)
    monkeypatch.setitem(schema.known, "asked_at", -100.0)
    monkeypatch.setattr(schema, "_unapplied", lambda: asked.append(1))

    assert [schema.are_applied() for _ in range(3)] == [True] * 3
    assert len(asked) == 1


def test_readyz_is_not_ready_when_nothing_can_be_written(client, monkeypatch):
    """AVA-3: as after a failover to a standby."""

    def refuse(*args, **kwargs):
        raise OperationalError("cannot execute INSERT in a read-only transaction")

    monkeypatch.setattr(Session.objects, "create", refuse)

    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    "source",
    [{"REMOTE_ADDR": "203.0.113.5"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}],
)
def test_readyz_tells_a_stranger_no_details(client, settings, source):
    """AVA-3."""
    settings.LOCAL = False

    assert client.get("/readyz", **source).text == "ready\n"


def test_readyz_tells_a_stranger_only_that_it_is_closed(client, monkeypatch):
    monkeypatch.setattr(health, "closed", lambda: ["being updated"])

    answer = client.get("/readyz", REMOTE_ADDR="203.0.113.5")

    assert (answer.status_code, answer.text) == (503, "closed\n")


def test_backups_by_other_means_are_not_missed(settings):
    settings.LOCAL, settings.DAILY_BACKUP = False, False

    assert health.problems(NOW) == []


def test_machine_without_a_data_folder_is_ready(client, settings, place):
    """AVA-3: a second machine, with the journals in PostgreSQL."""
    settings.DATA_DIR = place / "none" / "at all"

    assert client.get("/readyz").text == "ready\n"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_balancer_asks_by_address(client, django_assert_max_num_queries, path):
    """AVA-3: whatever host it names, and without the session of a cookie."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    with django_assert_max_num_queries(9) as asked:
        answer = client.get(path, headers={"Host": "10.0.0.7:8000"})

    assert answer.status_code == 200
    assert not any("anything" in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"failed": ["backup --keep"]}, "the daily task backup --keep failed"),
        (
            {"finished_at": NOW - timedelta(hours=49)},
            "the daily tasks have not run for two days",
        ),
    ],
)
def test_daily_run_that_failed_or_never_came_is_reported(fields, problem):
    """AVA-3: whichever machine it was to run on."""
    DailyRun.objects.update(**fields)

    assert health.problems(NOW) == [problem]


def test_server_for_others_must_have_daily_runs(settings):
    DailyRun.objects.all().delete()
    LastBackup.record(NOW)
    settings.LOCAL = False

    assert health.problems(NOW) == ["the daily tasks have never run"]
