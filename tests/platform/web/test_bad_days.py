"""Bad days, each of which really comes: no words are lost, and all is well again."""

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from myeloma_journal.platform.backups.engines import sqlite
from tests.platform.backups.databases import another_database, asked, rows_of

ROOT = Path(__file__).parents[3]
FORM = "JOURNAL/questions/add/"
WORDS = "Is the tingling from the new drug?"


def environment(folder, address):
    return {
        "PATH": os.environ["PATH"],
        "LOCAL": "true",
        "DATA_DIR": str(folder / "elsewhere"),
        "DATABASE_URL": address,
        "SECRET_KEY": "a key that only the tests use",
    }


class Running:
    """The program in a process of its own (`tests.platform.web.program`)."""

    def __init__(self, settings):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.platform.web.program", "run"],
            cwd=ROOT,
            env=settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout.readline() == '"started"\n'

    def __getattr__(self, name):
        """Each method of the program, called over there."""

        def call(*words, **named):
            self.say(name, *words, **named)
            return json.loads(self.process.stdout.readline())

        return call

    def say(self, name, *words, **named):
        """Ask for something, and wait for no answer."""
        self.process.stdin.write(json.dumps([name, words, named]) + "\n")
        self.process.stdin.flush()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A database with all its tables and nobody in it."""
    folder = tmp_path_factory.mktemp("prepared")
    with another_database(folder) as found:
        subprocess.run(
            [sys.executable, "-m", "tests.platform.web.program", "prepare"],
            cwd=ROOT,
            env=environment(folder, found),
            check=True,
        )
        yield found


@pytest.fixture
def address(tmp_path, prepared):
    """Another one like it, for one test."""
    with another_database(tmp_path, prepared) as found:
        yield found


@pytest.fixture
def start(tmp_path, address):
    """Starts the program, as often as a test likes."""
    started = []

    def running():
        started.append(Running(environment(tmp_path, address)))
        return started[-1]

    yield running
    for program in started:
        program.process.kill()
        program.process.communicate()


@contextmanager
def away(address):
    """The database is really not there."""
    if connection.vendor == "sqlite":
        file = Path(address.removeprefix("sqlite:///"))
        file.rename(file.with_suffix(".away"))
        yield
        file.with_suffix(".away").replace(file)
        return
    name = address.rpartition("/")[2]
    settings = connection.settings_dict
    with closing(
        psycopg2.connect(host=settings["HOST"], user="postgres", dbname="postgres")
    ) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname=%s"
        cursor.execute(end, [name])
        yield
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def questions(address):
    return [text for (text,) in asked(address, "SELECT text FROM questions_question")]


def test_database_away(start, address):
    """AVA-1, AVA-3: a page says so and gives the words back; it recovers by itself."""
    program = start()
    assert program.ask("JOURNAL/")[0] == 200

    with away(address):
        read = program.ask("JOURNAL/")
        status, headers, page = program.ask(FORM, text=WORDS)
        process, ready = program.watch("/healthz"), program.watch("/readyz")

    assert (read[0], status, headers["Retry-After"]) == (503, 503, "60")
    assert "Unavailable for a moment" in page
    assert WORDS in page
    assert headers["cookies"] == []
    assert process == [200, "ok\n", []]
    assert ready == [503, "the database cannot be used\n", []]
    assert program.ask("JOURNAL/")[0] == 200
    assert program.ask(FORM, text=WORDS)[0] == 302
    assert questions(address) == [WORDS]
    assert program.watch("/readyz") == [200, "ready\n", []]


def test_program_that_starts_before_its_database_recovers(start, address):
    """AVA-1: nothing is remembered of a bad morning."""
    program = start()

    with away(address):
        status, _headers, page = program.ask("JOURNAL/")
    assert status == 503
    assert "Unavailable for a moment" in page

    assert program.ask("JOURNAL/")[0] == 200


def test_disk_full(start, address):
    """AVA-2: reading goes on, writing hands the text back, no row is half there."""
    program = start()
    assert program.ask(FORM, text="Before")[0] == 302
    program.age_the_session()
    program.fill_the_disk()

    long = f"{WORDS} " * 20
    # A little still fits into pages that are half full.
    saved = 0
    while (page := program.ask(FORM, text=f"{saved} {long}"[:480]))[0] == 302:
        saved += 1

    assert page[0] == 503
    assert "Not saved" in page[2]
    assert "the server is out of space" in page[2]
    assert WORDS in page[2]
    assert program.ask("JOURNAL/")[0] == 200
    assert program.ask("JOURNAL/questions/")[0] == 200
    assert len(questions(address)) == 1 + saved
    assert len(rows_of(address, "forms_submission")) <= 1 + saved


def test_killed_in_the_middle_of_writes(start, address, django_db_blocker):
    """INT-1: whatever was called saved is there, and the database is whole."""
    for times in (3, 7, 11):
        program = start()
        program.say("write_on")
        saved = [json.loads(program.process.stdout.readline()) for _ in range(times)]

        program.process.kill()
        rest, _none = program.process.communicate()

        saved += [json.loads(line) for line in rest.splitlines() if line.endswith('"')]
        there = questions(address)
        assert set(saved) <= set(there)
        assert len(there) == len(set(there))
    if address.startswith("sqlite"):
        # The check that each backup makes: of pages, constraints and links.
        with django_db_blocker.unblock():
            assert sqlite._rows(Path(address.removeprefix("sqlite:///")))


def test_migration_not_applied(start, address):
    """INT-8: closed while it is being updated, the words come back, then it opens."""
    asked(address, "UPDATE django_migrations SET app = 'x' WHERE app = 'care_circle'")
    program = start()

    status, headers, page = program.ask(FORM, text=WORDS)
    process, ready = program.watch("/healthz"), program.watch("/readyz")
    asked(address, "UPDATE django_migrations SET app = 'care_circle' WHERE app = 'x'")
    again = start()

    assert (status, headers["Retry-After"]) == (503, "60")
    assert "Update in progress" in page
    assert WORDS in page
    assert headers["cookies"] == []
    assert (process[0], ready) == (200, [503, "being updated\n", []])
    assert again.ask("JOURNAL/")[0] == 200


def test_newer_migrations_do_not_close_an_older_version(start, address):
    """INT-8: a failing migration leaves the old version startable."""
    asked(
        address,
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('care_circle', '9999_next_year', '2026-11-22')",
    )

    assert start().ask("JOURNAL/")[0] == 200
