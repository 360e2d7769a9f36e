"""What the log of the server tells whoever may read it: no secret, and no words."""

import io
import logging
import re

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from myeloma_journal.platform.database import schema

SECRET = "JhYkTqW2nB8v_LrX4mZc7dPf1sGa9uEo-3iKbNxVtQw"
# Every address that holds one.
ADDRESSES = [
    f"/invitations/{SECRET}/",
    f"/account/sign-up/{SECRET}/",
    f"/account/email/{SECRET}/",
    f"/account/password/new/2t-{SECRET}/",
    f"/calendar/{SECRET}.ics",
]


@pytest.fixture
def log():
    """What the handler of the settings writes."""
    handlers = logging.getLogger("django").handlers
    (handler,) = [
        handler for handler in handlers if type(handler) is logging.StreamHandler
    ]
    said = io.StringIO()
    before = handler.setStream(said)
    yield said
    handler.setStream(before)


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_that_breaks_leaves_no_secret_in_the_log(address, log, monkeypatch):
    """CRY-1: of a link nothing is kept that opens it."""
    monkeypatch.setattr(schema, "are_applied", lambda: 1 / 0)

    page = Client(raise_request_exception=False).get(address)

    assert page.status_code == 500
    assert "Internal Server Error: /" in log.getvalue()
    assert "ZeroDivisionError" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_form_that_is_too_old_leaves_no_secret_in_the_log(db, log):
    """CRY-1: the form of an invitation, sent without its token."""
    Client(enforce_csrf_checks=True).post(ADDRESSES[0])

    assert "Forbidden" in log.getvalue()
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize("name", ["gunicorn.error", "myeloma_journal.platform.forms"])
def test_whoever_else_writes_into_the_log_names_no_secret(name, log):
    """CRY-1: the web server, and what we note ourselves."""
    logging.getLogger(name).error("Broken on %s", ADDRESSES[0])

    assert log.getvalue().endswith(f"{name}: Broken on /invitations/…/\n")


def test_log_repeats_no_row_that_the_database_refuses(log):
    """AUD-1: no texts. PostgreSQL adds the row it will not take to what it says."""
    said = (
        'violates check "a"\nDETAIL:  Failing row contains (7, Cried\n\nall night).\n'
    )
    try:
        try:
            raise ValueError(said)
        except ValueError as cause:
            raise IntegrityError(said) from cause
    except IntegrityError:
        logging.getLogger("django").exception("It broke")

    assert log.getvalue().count('violates check "a"') == 2
    assert "IntegrityError" in log.getvalue()
    assert "night" not in log.getvalue()


def test_log_has_the_page_of_a_search_and_not_its_words(log):
    """AUD-1: no texts, and the query of a URL may be one."""
    logging.getLogger("django").error("Broken on /patients/?find=Bone%20pain")

    assert log.getvalue().endswith(": Broken on /patients/?…\n")


def test_line_says_when_how_bad_and_in_which_request(log, monkeypatch):
    monkeypatch.setattr(schema, "are_applied", lambda: 1 / 0)

    page = Client(raise_request_exception=False).get("/help/")

    name = page.headers["X-Request-ID"]
    line = re.escape(f" ERROR [{name}] django.request: Internal Server Error: /help/")
    assert re.match(rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ{line}\n", log.getvalue())
    assert len(name) == 12


def test_request_that_finds_no_database_is_one_line_of_the_log(log, monkeypatch):
    """A traceback for each would fill the disk while the database is away."""

    def away():
        try:
            raise OSError("Connection refused")
        except OSError as cause:
            raise OperationalError("connection failed: refused\n\tIs it on?") from cause

    monkeypatch.setattr(schema, "are_applied", away)

    page = Client(raise_request_exception=False).get("/help/")

    assert page.status_code == 503
    assert log.getvalue().count("\n") == 1
    said = "Service Unavailable: /help/ (OperationalError: connection failed: refused)"
    assert said in log.getvalue()


def test_request_for_another_host_is_one_line_of_the_log(db, log):
    Client().get("/", headers={"host": "evil.example"})

    assert log.getvalue().count("\n") == 1
    assert "'evil.example'" in log.getvalue()
