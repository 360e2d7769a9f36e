"""One `pytest` runs every test on SQLite and on PostgreSQL.

On SQLite alone where PostgreSQL's programs are not installed; with CI set that is an
error. TEST_DB=sqlite or TEST_DB=postgres asks for one of the two.
"""

import os

import pytest

from tests import pgserver


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
        f"popen//id={db}//env:TEST_DB={db}//env:TEST_ELSEWHERE={other}"
        for db, other in (("sqlite", "postgres"), ("postgres", "sqlite"))
    ]
    config.mj_note = "every test runs twice: on SQLite and on PostgreSQL"


def pytest_report_header(config):
    return getattr(config, "mj_note", None)
