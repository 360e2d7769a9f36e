"""Slowing down who asks too often, for a while; nobody is ever locked out.

What was asked lately is counted in the cache, which all processes share. A rate reads
as allauth writes it: "5/m/ip" is five in a minute from one address, "5/h/key" five in
an hour about one thing. A clinic is one address: rates for addresses are generous.
"""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

APP = "journal"
View = Callable[..., HttpResponse]


def consume(request: HttpRequest, action: str, rates: str, key: str = "") -> int:
    """Count one more `action`, unless there were too many.

    Returns:
        How many seconds to wait before the next one is taken; 0 when this one was.
    """
    config = {action: rates}
    about: dict[str, Any] = {"app": APP, "action": action, "config": config, "key": key}
    if ratelimit.consume(request, limit_get=True, **about):
        return 0
    return retry_after(request, **about)


def retry_after(request: HttpRequest, *, key: str, **about: Any) -> int:
    """How many seconds until that action is taken again; it is not counted."""
    seconds = [0.0]
    for rate in ratelimit.get_rates(**about):
        names = {name: about[name] for name in ("app", "action")}
        kept = ratelimit.get_cache_key(request, rate=rate, key=key, **names)
        lately = [at for at in cache.get(kept, []) if at > time.time() - rate.duration]
        if len(lately) >= rate.amount:
            seconds.append(min(lately) + rate.duration - time.time())
    # Two at the same moment refuse each other, too: then one second will do.
    return max(1, math.ceil(max(seconds)))


def rate_limited(action: str, rates: str) -> Callable[[View], View]:
    """Let a view answer only so often."""

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
    page = render(request, "429.html", {"wait": in_words(seconds)})
    return _with_429(page, seconds)


class RateLimitError(ValidationError):
    """A form was sent too often; for so many seconds it is not taken."""

    def __init__(self, seconds: int, words: str | None = None) -> None:
        """Say so in these `words`, which may name %(wait)s."""
        said = words or _("Too many tries. Wait %(wait)s, then try again.")
        super().__init__(said % {"wait": in_words(seconds)})
        self.seconds = seconds


def with_error_status(page: HttpResponse, form: BaseForm) -> HttpResponse:
    """Tell the browser, too, what the page of a refused form says to the person."""
    for several in form.errors.as_data().values():
        for error in several:
            if isinstance(error, RateLimitError):
                return _with_429(page, error.seconds)
    page.status_code = 422
    return page


def _with_429(page: HttpResponse, seconds: int) -> HttpResponse:
    page.status_code = 429
    page.headers["Retry-After"] = str(seconds)
    return page


def in_words(seconds: int) -> str:
    """How long that is, in whole minutes, never too little.

    >>> in_words(61)
    '2 minutes'
    """
    minutes = math.ceil(seconds / 60)
    words = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes)
    return words % {"minutes": minutes}
