"""What PostgreSQL must promise before we call anything saved."""

from types import SimpleNamespace

import pytest
from django.db import connection

from myeloma_journal.platform.database import checks
from myeloma_journal.platform.database.checks import check_postgresql_settings


@pytest.fixture
def answers(monkeypatch):
    """PostgreSQL answers each SHOW with "on", but for what is given."""

    def with_off(*names):
        asked = []

        class Cursor:
            def __enter__(self):
                return self

            def __exit__(self, *error):
                pass

            def execute(self, statement):
                asked.append(statement.removeprefix("SHOW "))

            def fetchone(self):
                return ["off" if asked[-1] in names else "on"]

        server = SimpleNamespace(vendor="postgresql", cursor=Cursor)
        monkeypatch.setattr(checks, "connections", {"default": server})
        return check_postgresql_settings(databases=["default"])

    return with_off


@pytest.mark.parametrize("name", ["synchronous_commit", "fsync", "full_page_writes"])
def test_check_refuses_what_lets_a_power_cut_lose_words(answers, name):
    """INT-1: whoever turned it off: the server, the role, or a pooler in between."""
    [error] = answers(name)

    assert error.is_serious()
    assert error.msg == f"PostgreSQL's {name} is off: a power cut can lose words."


def test_check_is_content_with_a_server_that_waits_for_its_disk(answers):
    assert answers() == []


@pytest.mark.django_db
def test_check_asks_a_real_server():
    """INT-1: the server of the tests itself is one that nobody should use."""
    is_postgresql = connection.vendor == "postgresql"

    problems = check_postgresql_settings(databases=["default"])

    assert len(problems) == (3 if is_postgresql else 0)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one program at a time")
@pytest.mark.django_db
def test_version_before_inserts_rows_without_new_columns():
    """INT-8: in a rolling update, when the tables are newer than the program."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND column_default IS NOT NULL"
        )
        defaults = set(cursor.fetchall())

    assert {
        ("accounts_user", "language"),
        ("journal_rating", "answers"),
        ("journal_entry", "discuss"),
    } <= defaults
    assert ("journal_entry", "zone") not in defaults
