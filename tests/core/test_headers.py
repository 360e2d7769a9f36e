"""What every answer says to the browser, errors and files included."""

import pytest
from django.test import Client

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


ANSWERS = [
    (page, 200),
    (missing, 404),
    (to_sign_in, 302),
    (forged, 403),
    (unknown_host, 400),
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
    headers = ask(client).headers

    assert {name: headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize(("ask", "status"), ANSWERS[:-1])
def test_answer_is_kept_in_no_cache(client, ask, status):
    assert "no-store" in ask(client).headers["Cache-Control"]


@pytest.mark.urls("tests.core.broken_urls")
def test_broken_answer_has_them_too(client):
    headers = broken(client).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store, private"
    assert ALWAYS.items() <= dict(headers).items()
