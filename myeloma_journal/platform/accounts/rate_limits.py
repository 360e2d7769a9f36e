"""Rate limits: whoever asks too often waits for a while; nobody is locked out.

Counted in the cache, which all processes share. "5/m/ip" is five a minute from one IP
address, "5/2h/key" five in two hours about one thing, such as an account. A whole
clinic may share one IP address: limits for these are generous.
"""

import hashlib
import math
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from myeloma_journal.platform.accounts.sessions import require_writable_database

View = Callable[..., HttpResponse]

RATE = re.compile(r"(\d+)/(\d*)([smh])/(ip|key)")
SECONDS = {"s": 1, "m": 60, "h": 60 * 60}
# allauth itself counts wrong codes and passkeys: five in as many minutes.
ALLAUTH_CODES = {"too_many_login_attempts", "rate_limited"}
ALLAUTH_WAIT = 5 * SECONDS["m"]
# How long a process waits for another one that counts the same, and when a lock ends
# whose process has died, both in seconds.
LOCK_WAIT, LOCK_LASTS = 2, 10
# A cache in the database hides that nothing can be written; so often in a row the lock
# was neither had nor anybody's.
LOST_LOCKS = 5


class Counter(NamedTuple):
    """When something was done lately, from one IP address or about one key."""

    name: str
    amount: int
    seconds: int

    def recent(self) -> list[float]:
        """Unix times within the period, oldest first."""
        since = time.time() - self.seconds
        return [at for at in cache.get(self.name, []) if at > since]

    def consume(self) -> int:
        """Count one more and return 0, or the seconds until one more is allowed."""
        with _locked(self.name) as is_mine:
            recent = self.recent()
            if is_mine and len(recent) < self.amount:
                cache.set(self.name, [*recent, time.time()], self.seconds)
                return 0
        wait = recent[0] + self.seconds - time.time() if recent else 0
        return max(1, math.ceil(wait))

    def refund(self) -> None:
        """Take back the last one counted."""
        with _locked(self.name) as is_mine:
            if is_mine:
                cache.set(self.name, self.recent()[:-1], self.seconds)


def consume(request: HttpRequest, action: str, rates: str, key: str = "") -> int:
    """Count one more `action`, unless there were too many.

    Returns:
        How many seconds to wait before the next one is allowed; 0 when this one was.
    """
    waits = (counter.consume() for counter in _counters(request, action, rates, key))
    return next(filter(None, waits), 0)


def refund(request: HttpRequest, action: str, rates: str, key: str = "") -> None:
    """Take back the last `consume`: it turned out to be no try that counts."""
    for counter in _counters(request, action, rates, key):
        counter.refund()


def clear(request: HttpRequest, action: str, rates: str, key: str = "") -> None:
    """Forget what was counted."""
    for counter in _counters(request, action, rates, key):
        cache.delete(counter.name)


def _counters(
    request: HttpRequest, action: str, rates: str, key: str
) -> Iterator[Counter]:
    for amount, number, unit, per in RATE.findall(rates):
        source = key if per == "key" else _network(request)
        digest = hashlib.sha256(source.encode()).hexdigest()
        seconds = int(number or 1) * SECONDS[unit]
        yield Counter(f"rate:{action}:{per}:{seconds}:{digest}", int(amount), seconds)


def _network(request: HttpRequest) -> str:
    """The client's IPv4 address, or its IPv6 network: one household has a whole /64."""
    address = ip_address(get_adapter().get_client_ip(request))
    bits = 32 if address.version == 4 else 64
    return str(ip_network((address, bits), strict=False))


@contextmanager
def _locked(name: str) -> Iterator[bool]:
    """Let one process at a time count; False when the others took too long."""
    lock, until = f"{name}:lock", time.monotonic() + LOCK_WAIT
    lost = 0
    while not cache.add(lock, True, LOCK_LASTS):
        # Nobody has the lock, and yet it cannot be had.
        lost = lost + 1 if cache.get(lock) is None else 0
        if lost == LOST_LOCKS:
            require_writable_database()
            raise OperationalError("the cache cannot be written")
        if time.monotonic() > until:
            yield False
            return
        time.sleep(0.02)
    try:
        yield True
    finally:
        cache.delete(lock)


def rate_limited(action: str, rates: str) -> Callable[[View], View]:
    """Decorate a view that answers only so often."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if seconds := consume(request, action, rates):
                return too_many_requests(request, seconds)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def too_many_requests(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Say how long to wait."""
    page = render(request, "429.html", {"minutes": in_minutes(seconds)})
    return _with_429(page, seconds)


def _too_many_tries(minutes: int) -> str:
    words = ngettext(
        "Too many tries. Wait %(minutes)d minute and try again.",
        "Too many tries. Wait %(minutes)d minutes and try again.",
        minutes,
    )
    return words % {"minutes": minutes}


class RateLimitError(ValidationError):
    """A form was sent too often; for so many seconds it is not taken."""

    def __init__(
        self, seconds: int, message: Callable[[int], str] = _too_many_tries
    ) -> None:
        """Say so in the `message` for that many minutes."""
        super().__init__(message(in_minutes(seconds)))
        self.seconds = seconds


def with_error_status(page: HttpResponse, form: BaseForm) -> HttpResponse:
    """Tell the browser, too, what the page of a refused form says to the person."""
    for several in form.errors.as_data().values():
        for error in several:
            if isinstance(error, RateLimitError):
                return _with_429(page, error.seconds)
            if error.code in ALLAUTH_CODES:
                return _with_429(page, ALLAUTH_WAIT)
    page.status_code = 422
    return page


def _with_429(page: HttpResponse, seconds: int) -> HttpResponse:
    page.status_code = 429
    page.headers["Retry-After"] = str(seconds)
    return page


def in_minutes(seconds: int) -> int:
    """How long that is, in whole minutes, never too little.

    >>> in_minutes(61)
    2
    """
    return math.ceil(seconds / 60)
