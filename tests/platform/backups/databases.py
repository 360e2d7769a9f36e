"""A second database of the kind that the tests run on, and queries on it."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
from django.db import connection


@contextmanager
def another_database(folder, template=None):
    """Yield the address (DATABASE_URL) of one that is gone afterwards.

    It is empty, or as the one at the address `template` is.
    """
    if connection.vendor == "sqlite":
        path = folder / "elsewhere" / "journal.sqlite3"
        path.parent.mkdir(exist_ok=True)
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    host = connection.settings_dict["HOST"]
    name = f"elsewhere_{uuid4().hex}"
    like = template.rpartition("/")[2] if template else "template0"
    _on_server(host, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    yield f"postgres://postgres@/{host}/{name}"
    _on_server(host, f'DROP DATABASE "{name}" WITH (FORCE)')


def address_of_tests():
    """The address of the database the tests run on: read by nobody but these tests."""
    name, host = connection.settings_dict["NAME"], connection.settings_dict["HOST"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"postgres://postgres@/{host}/{name}"


def tables_of(address):
    """The names of its tables."""
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    if address.startswith("sqlite"):
        names = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    return {name for (name,) in asked(address, names)} - {"sqlite_sequence"}


def rows_of(address, table):
    """All rows of a table, sorted."""
    return sorted(map(repr, asked(address, f'SELECT * FROM "{table}"')))  # noqa: S608


def asked(address, sql):
    """Execute a statement and return its rows."""
    with closing(_opened(address)) as found, found, closing(found.cursor()) as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def _opened(address):
    if address.startswith("sqlite"):
        return sqlite3.connect(address.removeprefix("sqlite:///"))
    host, name = urlsplit(address).path[1:].rsplit("/", 1)
    return psycopg2.connect(host=host, user="postgres", dbname=name)


def _on_server(host, sql):
    with closing(
        psycopg2.connect(host=host, user="postgres", dbname="postgres")
    ) as server:
        server.autocommit = True
        server.cursor().execute(sql)
