"""What holds for every request and every answer, files and errors included."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from myeloma_journal.platform.database import schema as updating
from myeloma_journal.platform.forms import error_pages as views

Answer = Callable[[HttpRequest], HttpResponse]
# Whoever watches the server gets an answer whatever happens (`web.health`).
FOR_A_WATCH = {"/healthz", "/readyz"}
FORWARDED = "HTTP_X_FORWARDED_"


class CompressedPages(GZipMiddleware):
    """Send pages small, for a slow line; files are small already.

    An attack named BREACH guesses what a page holds by how well it compresses. Against
    it Django adds a random number of bytes, and masks every token anew.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress it, if it is a page."""
        if response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


def forwarded(get_response: Answer) -> Answer:
    """Let only our proxies say who asks, and whether it is by https.

    Whoever comes by a socket of this machine has no address, and is one of them.
    """
    proxies = [ip_network(one) for one in settings.PROXIES]

    def answer(request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if address and not any(ip_address(address) in one for one in proxies):
            for name in [one for one in request.META if one.startswith(FORWARDED)]:
                del request.META[name]
        return get_response(request)

    return answer


def headers(get_response: Answer) -> Answer:
    """Keep nothing in caches that is not a public file; ask the browser for nothing."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return answer


def readable(get_response: Answer) -> Answer:
    """Turn away unread what is too large, or is not UTF-8."""

    def answer(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        # PostgreSQL fails on a NUL in a query.
        if charset.lower() not in ("utf-8", "utf8") or "\x00" in request.path:
            return views.unreadable(request)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        if sent > limit:
            # A browser shows no answer before it has sent everything: so read it away.
            request.read(min(sent, 4 * limit))
            return views.too_large(request)
        return get_response(request)

    return answer


def up_to_date(get_response: Answer) -> Answer:
    """Show no page while migrations are still to be applied."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path in FOR_A_WATCH or updating.is_current():
            return get_response(request)
        return views.being_updated(request)

    return answer


class Sessions(SessionMiddleware):
    """Django's sessions, which also show a page when the disk is full.

    Reading a page may write to the session: a message was shown, or the time of its
    last use is noted. Where that fails, the page is shown all the same.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Save the session; without it, a page that was read or refused still comes."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            if request.method == "POST" and response.status_code < 500:
                raise
            return response
