"""One `pytest` runs every test on SQLite and on PostgreSQL.

What asks nothing of a database that other tests do not ask runs once, on SQLite: the
stories in a process of their own, which often waits for the browser, and the rest.

On SQLite alone where PostgreSQL's programs are not installed; with CI set that is an
error. TEST_DB=sqlite or TEST_DB=postgres asks for one of the two, in one process.
"""

import gc
import os
from pathlib import Path

import pytest

from tests import pgserver

HERE = Path(__file__).parent
STORIES = ["tests/journeys"]
# Examples in the code, walks through all addresses, paper, files, and error pages.
ONCE = [
    "myeloma_journal",
    "tests/architecture",
    "tests/catalogue/test_fixtures.py",
    "tests/core/test_settings.py",
    "tests/core/test_sqlite.py",
    "tests/core/test_static.py",
    "tests/core/test_views.py",
    "tests/home/test_invented.py",
    "tests/packets/test_names.py",
    "tests/packets/test_pdf.py",
    "tests/packets/test_prepare.py",
    "tests/packets/test_press.py",
    "tests/packets/test_printing.py",
    "tests/packets/test_sheets.py",
    "tests/packets/test_week.py",
]
# Each process, its database, and its share of the tests.
PROCESSES = [
    ("sqlite", "sqlite", "each"),
    ("postgres", "postgres", "each"),
    ("stories", "sqlite", "stories"),
    ("once", "sqlite", "once"),
]

# To look for rubbish every 700 objects takes a tenth of the time of a test run.
gc.set_threshold(100_000)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    opt = config.option
    if hasattr(config, "workerinput") or not config.pluginmanager.hasplugin("xdist"):
        return
    asked = (
        "numprocesses",
        "tx",
        "collectonly",
        "usepdb",
        "version",
        "help",
        "markers",
        "showfixtures",
        "cov_source",
    )
    if os.environ.get("TEST_DB") or any(getattr(opt, name, None) for name in asked):
        return
    if pgserver.bindir() is None:
        if os.environ.get("CI"):
            raise pytest.UsageError(
                "CI needs a PostgreSQL server: apt-get install postgresql"
            )
        config.mj_note = "SQLite only: install PostgreSQL to run every test on both"
        return
    opt.dist = "each"
    opt.tx = [
        f"popen//id={name}//env:TEST_DB={db}//env:TEST_SHARE={share}"
        for name, db, share in PROCESSES
    ]
    config.mj_note = "on SQLite, on PostgreSQL, and what needs only one of them once"


def share_of(path):
    """Whose share the tests in this file are."""
    for share, paths in (("stories", STORIES), ("once", ONCE)):
        if any(path.is_relative_to(HERE / one) for one in paths):
            return share
    return "each"


def is_left_to_others(path):
    """Whether the tests in this file are another process's share."""
    own = share_of(path)
    return os.environ.get("TEST_SHARE", own) != own


def pytest_ignore_collect(collection_path):
    return (collection_path.is_file() and is_left_to_others(collection_path)) or None


def pytest_collection_modifyitems(items):
    # Files that were named on the command line are collected in any case.
    items[:] = [item for item in items if not is_left_to_others(item.path)]


def pytest_report_header(config):
    return getattr(config, "mj_note", None)
