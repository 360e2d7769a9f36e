"""Only a proxy of ours may say who asks, and whether it was by https."""

import re
import runpy
from pathlib import Path

import gunicorn
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.web.middleware import trusted_proxy

ROOT = Path(__file__).parents[3]
STRANGER = "203.0.113.9"


@pytest.fixture
def web_server(monkeypatch):
    """How gunicorn runs, as its file says when nothing else was set."""
    for name in ("BIND", "WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS"):
        monkeypatch.delenv(name, raising=False)
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


@pytest.fixture
def by_https_only(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.fixture
def network(settings):
    """From where a request comes that says it was sent on for somebody."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def seen(address, *, said):
        request = RequestFactory().get(
            "/", REMOTE_ADDR=address, headers={"X-Forwarded-For": said}
        )
        return trusted_proxy(lambda it: HttpResponse(ClientInfo(it).network))(
            request
        ).text

    return seen


def test_web_server_runs_as_documented(web_server):
    """OPS-1: two workers that are replaced, a minute at most, one proxy."""
    assert web_server["workers"] == 2
    assert web_server["timeout"] == 60
    assert web_server["max_requests"] == 1000
    assert web_server["bind"] == "127.0.0.1:8000"
    assert web_server["forwarded_allow_ips"] == "127.0.0.1,::1"
    assert web_server["control_socket_disable"]


def test_server_header_names_no_program(web_server):
    """HDR-1."""
    assert gunicorn.SERVER == "web"


def test_documented_proxy_lets_people_read_our_own_limit(settings):
    """INP-3: what the program still reads to its end passes the proxy, and no more."""
    said = re.search(r"max_size (\d+)MB", (ROOT / "SECURITY.md").read_text())

    assert int(said[1]) * 1024**2 == 4 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_proxy_says_that_it_was_https(client, by_https_only):
    page = client.get("/account/sign-in/", headers={"X-Forwarded-Proto": "https"})

    assert page.status_code != 301


@pytest.mark.parametrize("said", ["https", "http"])
def test_nobody_else_says_that_it_was_https(client, by_https_only, said):
    """OPS-1: what a stranger claims who comes past the proxy is not believed."""
    page = client.get(
        "/account/sign-in/",
        headers={"X-Forwarded-Proto": said},
        REMOTE_ADDR=STRANGER,
    )

    assert page.status_code == 301
    assert page.headers["Location"] == "https://testserver/account/sign-in/"


def test_proxy_says_who_asks(network):
    assert network("127.0.0.1", said="84.115.23.77") == "84.115.23.0/24"


def test_what_a_browser_claims_before_the_proxy_counts_for_nothing(network):
    """OPS-1: the proxy adds the address it saw to the end."""
    assert network("::1", said="198.51.100.1, 84.115.23.77") == "84.115.23.0/24"


def test_nobody_else_says_who_asks(network):
    """OPS-1."""
    assert network(STRANGER, said="84.115.23.77") == "203.0.113.0/24"


def test_proxy_by_a_socket_of_this_machine_is_believed(network):
    assert network("", said="84.115.23.77") == "84.115.23.0/24"


def test_proxy_on_another_machine_is_named(network, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]

    assert network("10.0.0.7", said="84.115.23.77") == "84.115.23.0/24"


def test_request_through_fewer_proxies_than_there_are_is_answered(network, settings):
    """OPS-1: TRUSTED_PROXY_COUNT is too high, or somebody came past one of them."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3

    assert network("127.0.0.1", said="84.115.23.77, 10.0.0.5") == "84.115.23.0/24"
    assert network("127.0.0.1", said="unknown") == ""
