"""One command does all that keeps what we promise, and then makes the backup."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import OperationalError

from myeloma_journal.platform.web.management.commands import run_daily_jobs
from myeloma_journal.platform.web.models import DailyRun

pytestmark = pytest.mark.django_db

ARCHITECTURE = Path(__file__).parents[3] / "docs" / "architecture.md"


@pytest.fixture
def done(monkeypatch):
    """The names of the commands that were called; the first one fails."""
    called = []

    def call(name, *options, **outputs):
        called.append(name)
        if name == "purge_deleted_journals":
            raise CommandError("The disk is full.")

    monkeypatch.setattr(run_daily_jobs, "call_command", call)
    return called


def test_daily_jobs_end_with_the_backup_even_when_something_before_it_failed(done):
    """BAK-1: there is a backup each day."""
    said = StringIO()

    with pytest.raises(
        CommandError, match=("These tasks failed: purge_deleted_journals")
    ):
        call_command("run_daily_jobs", stderr=said)

    assert done[-1] == "backup"
    assert "The disk is full." in said.getvalue()


def test_operator_is_told_which_daily_job_failed_and_no_reason(
    done, settings, mailoutbox
):
    """AVA-3: the reason may name what nobody else should read."""
    settings.OPERATOR_EMAIL = "operator@example.org"

    with pytest.raises(CommandError):
        call_command("run_daily_jobs", stderr=StringIO())

    [email] = mailoutbox
    assert email.to == ["operator@example.org"]
    assert "\npurge_deleted_journals\n" in email.body
    assert "disk" not in email.body
    assert DailyRun.objects.get().failed == ["purge_deleted_journals"]


def test_daily_run_fails_as_it_did_when_nobody_can_be_told(done, monkeypatch):
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(DailyRun.objects, "record", away)

    with pytest.raises(CommandError, match="These tasks failed"):
        call_command("run_daily_jobs", stderr=StringIO())


def test_daily_jobs_are_those_of_the_document_in_its_order(settings):
    table = ARCHITECTURE.read_text().partition("## What runs daily")[2]
    rows = table.partition("\n## ")[0].split("| `manage.py ")[1:]

    jobs = [row.split("`")[0] for row in rows]

    assert jobs == settings.DAILY_JOBS
    assert {job.split()[0] for job in jobs} <= set(get_commands())
