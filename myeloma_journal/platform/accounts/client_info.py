"""Browser and network of a client, stored as little as the owner needs."""

import re
from ipaddress import IPv4Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

# The first that fits: every one of them also says that it is one of the later ones.
PROGRAMS = [
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
]
MACHINES = [
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux|X11", "Linux"),
]


def device_in_words(user_agent: str) -> str:
    """The browser and the machine, as their owner would call them.

    >>> device_in_words("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) "
    ...                 "AppleWebKit/605 Version/18.1 Mobile/15E Safari/604.1")
    'Safari on iPhone'
    >>> device_in_words("curl/8.5")
    'Unknown browser'
    """
    program = _first(PROGRAMS, user_agent)
    machine = _first(MACHINES, user_agent)
    if program and machine:
        words = {"program": program, "machine": machine}
        return _("%(program)s on %(machine)s") % words
    return program or machine or _("Unknown browser")


def anonymize_ip(address: str) -> str:
    """The network of an IP address: enough for a town, too little for a house.

    >>> anonymize_ip("84.115.23.77"), anonymize_ip("2a02:8388:1c0:4d00::1")
    ('84.115.23.0/24', '2a02:8388:1c0::/48')
    """
    known = ip_address(address)
    if not isinstance(known, IPv4Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    bits = 24 if known.version == 4 else 48
    return str(ip_network((known, bits), strict=False))


class ClientInfo:
    """The client of a request; parsed only when it is stored."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def device(self) -> str:
        return device_in_words(self._request.headers.get("User-Agent", ""))

    @property
    def network(self) -> str:
        """Empty where the server does not know it."""
        try:
            return anonymize_ip(get_adapter().get_client_ip(self._request))
        except PermissionDenied:
            return ""


def _first(names: list[tuple[str, str]], user_agent: str) -> str:
    found = (name for sign, name in names if re.search(sign, user_agent))
    return next(found, "")
