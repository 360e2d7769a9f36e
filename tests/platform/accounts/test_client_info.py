"""From where somebody comes."""

import pytest
from django.test import RequestFactory

from myeloma_journal.platform.accounts.client_info import (
    ClientInfo,
    anonymize_ip,
    device_in_words,
)

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/140.0 Safari/537"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome on Linux"),
        (f"{CHROME} Edg/140.0", "Edge on Linux"),
        (CHROME.replace("X11; Linux x86_64", "Linux; Android 10"), "Chrome on Android"),
        (CHROME.replace("X11; Linux x86_64", "X11; CrOS"), "Chrome on Chromebook"),
        ("Mozilla/5.0 (iPad; CPU OS 18 like Mac OS X) CriOS/140", "Chrome on iPad"),
        ("Mozilla/5.0 (Macintosh) Version/18 Safari/605", "Safari on Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "Firefox on Windows"),
        ("", "Unknown browser"),
    ],
)
def test_device_is_called_as_its_owner_calls_it(user_agent, words):
    assert device_in_words(user_agent) == words


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("84.115.23.77", "84.115.23.0/24"),
        ("::ffff:84.115.23.77", "84.115.23.0/24"),
        ("2a02:8388:1c0:4d00:1:2:3:4", "2a02:8388:1c0::/48"),
    ],
)
def test_ip_address_is_anonymized(address, network):
    """AUD-1: the address that is kept tells a town and not a house."""
    assert anonymize_ip(address) == network


def test_no_address_is_no_network():
    request = RequestFactory().get("/", REMOTE_ADDR="")

    assert ClientInfo(request).network == ""
