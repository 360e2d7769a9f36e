"""What every answer says to the browser, errors and files included."""

import pytest
from django.conf import settings
from django.test import Client

from myeloma_journal.appointments.models import CalendarFeed
from myeloma_journal.platform.accounts import rate_limits
from tests.factories import (
    make_catalogue_question,
    make_checklist,
    make_membership,
)

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def page(client):
    return client.get("/account/sign-in/")


def missing(client):
    return client.get("/no/such/page/")


def to_sign_in(client):
    return client.get("/account/password/change/")


def forged(client):
    return Client(enforce_csrf_checks=True).post("/account/sign-in/")


def unknown_host(client):
    return client.get("/account/sign-in/", headers={"host": "evil.example"})


def broken(client):
    return Client(raise_request_exception=False).get("/breaks/")


def file(client):
    response = client.get("/static/css/app.css")
    response.close()
    return response


def wrong_way(client):
    return client.get("/start/selection/save/")


def too_large(client):
    much = b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    return client.generic("POST", "/account/sign-in/", much)


def missing_file(client):
    return client.get("/static/css/none.css")


def words_for_paper(client):
    checklist = make_checklist(slug="new-diagnosis")
    make_catalogue_question(checklist=checklist, slug="dx", text="What is it?")
    return client.post("/sheets/new-diagnosis/", {"q": "dx"})


def calendar(client):
    address = CalendarFeed.objects.all().renew_for(make_membership())
    return client.get(f"/calendar/{address}.ics")


ANSWERS = [
    (page, 200),
    (missing, 404),
    (to_sign_in, 302),
    (forged, 403),
    (unknown_host, 400),
    (wrong_way, 405),
    (too_large, 413),
    (missing_file, 404),
    (words_for_paper, 200),
    (calendar, 200),
    (file, 200),
]


@pytest.mark.parametrize(("ask", "status"), ANSWERS)
def test_answer_lets_nothing_in_from_elsewhere(client, ask, status):
    response = ask(client)

    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == status
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy
    assert "http" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(("ask", "status"), ANSWERS)
def test_answer_gives_nothing_away(client, ask, status):
    """HDR-1: pages, files, and every way to be refused."""
    expected = ALWAYS | ({"Referrer-Policy": "no-referrer"} if ask is calendar else {})

    headers = ask(client).headers

    assert {name: headers.get(name) for name in expected} == expected


@pytest.mark.parametrize(("ask", "status"), ANSWERS[:-1])
def test_answer_is_kept_in_no_cache(client, ask, status):
    assert "no-store" in ask(client).headers["Cache-Control"]


@pytest.mark.urls("tests.platform.forms.broken_urls")
def test_broken_answer_has_them_too(client):
    headers = broken(client).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store, private"
    assert ALWAYS.items() <= dict(headers).items()


def test_answer_to_too_many_has_them_too(client, monkeypatch):
    monkeypatch.setattr(rate_limits, "consume", lambda *args, **kwargs: 60)

    answer = client.get("/invitations/a-secret/")

    assert answer.status_code == 429
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert (
        ALWAYS.items() - {("Referrer-Policy", "same-origin")} <= answer.headers.items()
    )
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_what_is_made_for_one_person_is_a_file_and_nothing_else(client):
    """HDR-1, OUT-2: a browser takes a sheet for the paper that it is."""
    answer = words_for_paper(client)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_https_is_asked_for_a_year(client, settings):
    """HDR-1: once met by https, never by http again."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60

    safe, plain = (Client().get("/privacy/", secure=secure) for secure in (True, False))

    hsts = "max-age=31536000"
    assert safe.headers["Strict-Transport-Security"] == hsts
    assert "Strict-Transport-Security" not in plain.headers
