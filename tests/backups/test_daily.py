"""One command does all that keeps what we promise, and then makes the backup."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands

from myeloma_journal.backups.management.commands import daily

ARCHITECTURE = Path(__file__).parents[2] / "docs" / "architecture.md"


@pytest.fixture
def done(monkeypatch):
    """The names of the commands that were called; `broken` fails."""
    called = []

    def call(name, **answers):
        called.append(name)
        if name == "purge_deleted_journals":
            raise CommandError("The disk is full.")

    monkeypatch.setattr(daily, "call_command", call)
    return called


def test_daily_does_the_backup_even_when_something_before_it_failed(done):
    """BAK-1: there is a backup each day."""
    said = StringIO()

    with pytest.raises(CommandError, match="Not done: purge_deleted_journals"):
        call_command("daily", stderr=said)

    assert done[-1] == "backup"
    assert "The disk is full." in said.getvalue()


def test_daily_does_all_that_the_document_says_runs_daily():
    table = ARCHITECTURE.read_text().partition("## What runs daily")[2]
    rows = table.partition("\n## ")[0].split("| `manage.py ")[1:]

    names = {row.split("`")[0].split()[0] for row in rows}

    assert names == {name for name, _ in daily.COMMANDS}
    assert names <= set(get_commands())
