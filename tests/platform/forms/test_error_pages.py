"""When something went wrong: plain words, and nobody loses what they typed."""

import json
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import InternalError
from django.test import Client
from django.urls import reverse

from myeloma_journal.platform.forms import error_pages

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parents[3]
# Run in a process of its own, whose database server is not there.
AWAY = """
import json, django
from tests import settings
settings.DATABASES["default"] = {
    "ENGINE": "django.db.backends.postgresql",
    "HOST": "127.0.0.1", "PORT": "1", "NAME": "gone", "USER": "nobody",
}
django.setup()
from django.db import InternalError
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "of somebody who is signed in"
answers = {"note": "a bad night", "password": "x9"}
answer = client.post("/account/password/change/", answers, SERVER_NAME="localhost")
print(json.dumps([answer.status_code, dict(answer.headers), answer.content.decode()]))
"""


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def without_tokens(response):
    page = response.content.decode()
    return re.sub(r'value="(\w{64}|[\w.-]+:[\w-]+:[\w-]+)"', "", page)


@pytest.mark.django_db
def test_csrf_failure_gives_back_what_was_typed_but_no_password(strict):
    answers = {"email": "anna@example.org", "password1": "s3cret", "note": "<b>& late"}

    response = strict.post(reverse("account_signup"), answers)

    page = response.content.decode()
    assert response.status_code == 403
    assert "email: anna@example.org\nnote: &lt;b&gt;&amp; late" in page
    assert "s3cret" not in page
    assert "reload the page, and try again" in page


@pytest.mark.django_db
def test_missing_page_says_where_to_go(client):
    response = client.get("/nothing/here/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
    assert f'href="{reverse("landing")}"' in response.content.decode()


def test_missing_page_looks_the_same_for_not_there_and_not_yours(client, cast, patient):
    """AUZ-2: byte for byte, but for the address that was asked for."""
    client.force_login(cast["stranger"])
    addresses = [reverse("today", args=[pk]) for pk in (patient.pk, uuid4())]

    yours, nobodys = (client.get(address) for address in addresses)

    assert (yours.status_code, nobodys.status_code) == (404, 404)
    shown = [
        without_tokens(page).replace(asked, "")
        for page, asked in zip((yours, nobodys), addresses, strict=True)
    ]
    assert shown[0] == shown[1]


def test_forbidden_tells_a_reader_what_readers_may_and_keeps_the_text(
    client, cast, patient
):
    client.force_login(cast["reader"])
    url = reverse("questions:question_add", args=[patient.pk])

    response = client.post(url, {"text": "Is the tingling from the new drug?"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "Readers can see and print everything, but can’t change anything." in page
    assert "Is the tingling from the new drug?" in page


@pytest.mark.django_db
def test_unreadable_request_is_told_so(client):
    """OPS-2: an unknown host is not answered."""
    response = client.get("/", headers={"host": "not a host!"})

    assert response.status_code == 400
    assert "We couldn’t read that" in response.content.decode()


@pytest.mark.urls("tests.platform.forms.broken_urls")
def test_broken_page_needs_no_database_and_gives_back_what_was_typed():
    client = Client(raise_request_exception=False)

    response = client.post("/breaks/", {"note": "a bad night", "password": "x9"})

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page
    assert "note: a bad night" in page
    assert "x9" not in page


@pytest.mark.urls("tests.platform.forms.broken_urls")
def test_broken_page_names_the_symptoms_that_were_rated():
    client = Client(raise_request_exception=False)
    pain, sleep = (f"s-{uuid4()}" for _ in range(2))
    sent = {
        f"{pain}-called": "Self-care <b>",
        f"{pain}-severity": "2",
        f"d-2026-11-16-{sleep}": "3",
        f"{sleep}-called": "Trouble sleeping",
    }

    page = client.post("/breaks/", sent).content.decode()

    assert "Self-care &lt;b&gt; severity: 2" in page
    assert "2026-11-16 Trouble sleeping: 3" in page
    assert "called" not in page


def test_page_without_a_database_says_when_to_come_back():
    """AVA-1, REQ-0: without database and session, and with the words."""
    done = subprocess.run(
        [sys.executable, "-c", AWAY],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
    )

    status, headers, page = json.loads(done.stdout)
    assert status == 503
    assert headers["Retry-After"] == "60"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Unavailable for a moment" in page
    assert "note: a bad night" in page
    assert "x9" not in page


def test_database_that_takes_no_writes_is_said_to_be_closed_for_a_moment(rf):
    """AVA-1: PostgreSQL after a failover to a standby."""
    try:
        raise InternalError("cannot execute INSERT in a read-only transaction")
    except InternalError:
        response = error_pages.server_error(rf.post("/", {"note": "a bad night"}))

    assert response.status_code == 503
    assert "a bad night" in response.text
