"""One `pytest` runs every test on SQLite and on PostgreSQL.

What asks nothing of a database that other tests do not ask runs once, on SQLite: the
browser tests in a process of their own, which often waits for the browser, and the
folders and files in `share_of`.

On SQLite alone where PostgreSQL's programs are not installed; with CI set that is an
error. Tests that are named on the command line run in one process, on SQLite, without
migrations. TEST_DB=sqlite or TEST_DB=postgres asks for all tests on one of the two.
"""

import gc
import os
from functools import cache
from pathlib import Path

import pytest

from tests import pgserver

HERE = Path(__file__).parent
# Folders that run in one process only. Examples in the code are tests, too.
FOLDERS = {
    HERE / "tests/journeys": "stories",
    HERE / "tests/architecture": "sqlite_only",
    HERE / "myeloma_journal": "sqlite_only",
}
# Each process, its database, and its share of the tests.
PROCESSES = [
    ("sqlite", "sqlite", "each"),
    ("postgres", "postgres", "each"),
    ("stories", "sqlite", "stories"),
    ("sqlite_only", "sqlite", "sqlite_only"),
]

# Garbage collection every 700 objects takes a tenth of the time of a test run.
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
    if config.args_source == config.ArgsSource.ARGS:
        opt.nomigrations = True
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


def pytest_configure(config):
    # PDFs are rendered with the lowest priority: the two long shares leave them the
    # processor, or who waits for a PDF ends long after all others.
    if hasattr(config, "workerinput") and os.environ.get("TEST_SHARE") == "each":
        os.nice(10)


@cache
def share_of(path):
    """Whose share a file is: by its folder, or by the marker `sqlite_only` in its text.

    To import every file in every process would take seconds.
    """
    for folder, share in FOLDERS.items():
        if path.is_relative_to(folder):
            return share
    return "sqlite_only" if "pytest.mark.sqlite_only" in path.read_text() else "each"


def is_left_to_others(path):
    """Whether the tests in this file are another process's share."""
    own = share_of(path)
    return os.environ.get("TEST_SHARE", own) != own


def pytest_ignore_collect(collection_path):
    is_code = collection_path.suffix == ".py"
    return (is_code and is_left_to_others(collection_path)) or None


def pytest_collection_modifyitems(items):
    # Files that were named on the command line are collected in any case.
    items[:] = [item for item in items if not is_left_to_others(item.path)]


def pytest_report_header(config):
    return getattr(config, "mj_note", None)
