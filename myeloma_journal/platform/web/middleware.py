"""Middleware for every request and response, static files and errors included."""

import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from myeloma_journal.platform.database import schema
from myeloma_journal.platform.files import uploads
from myeloma_journal.platform.forms import error_pages
from myeloma_journal.platform.web import health, logs

GetResponse = Callable[[HttpRequest], HttpResponse]
FORWARDED = "HTTP_X_FORWARDED_"


class CompressHtmlMiddleware(GZipMiddleware):
    """Compresses HTML; static files are compressed already.

    Against the BREACH attack, which guesses contents from the compressed size, Django
    adds a random number of bytes and masks the CSRF token anew each time.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


def request_id(get_response: GetResponse) -> GetResponse:
    """Name each request in its log lines and in a header of its response."""

    def answer(request: HttpRequest) -> HttpResponse:
        name = secrets.token_hex(6)
        logs.request_id.set(name)
        response = get_response(request)
        response.headers["X-Request-ID"] = name
        return response

    return answer


def trusted_proxy(get_response: GetResponse) -> GetResponse:
    """Remove X-Forwarded-* headers, unless they come from a trusted proxy.

    A request over a Unix socket has no IP address and is trusted.
    """
    proxies = [ip_network(network) for network in settings.TRUSTED_PROXIES]

    def answer(request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if address and not any(ip_address(address) in proxy for proxy in proxies):
            for name in [key for key in request.META if key.startswith(FORWARDED)]:
                del request.META[name]
        return get_response(request)

    return answer


def security_headers(get_response: GetResponse) -> GetResponse:
    """Forbid caching except of static files, other origins and browser features."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return answer


def monitoring(get_response: GetResponse) -> GetResponse:
    """Answer monitoring, by any host name, before a session or migrations matter."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and request.path in health.PAGES:
            return health.PAGES[request.path](request)
        return get_response(request)

    return answer


def reject_unreadable(get_response: GetResponse) -> GetResponse:
    """Reject a request body that is too large or is not UTF-8, unparsed."""

    def answer(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        # PostgreSQL fails on a NUL in a query.
        if charset.lower() not in ("utf-8", "utf8") or "\x00" in request.path:
            return error_pages.unreadable(request)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content_length = int(request.META.get("CONTENT_LENGTH") or 0)
        if content_length > limit:
            most = 4 * limit  # what the proxy lets through
            if content_length <= most and uploads.max_file_bytes(request.path_info):
                # The form itself says that its file is too large.
                return get_response(request)
            # A browser shows no response before it has sent the body: so read it.
            body = request.read(min(content_length, most))
            typed = body if content_length <= 2 * limit else b""
            return error_pages.too_large(request, typed)
        return get_response(request)

    return answer


def maintenance(get_response: GetResponse) -> GetResponse:
    """Answer 503 while migrations are not applied."""

    def answer(request: HttpRequest) -> HttpResponse:
        if schema.are_applied():
            return get_response(request)
        return error_pages.maintenance(request)

    return answer


class DiskFullSessionMiddleware(SessionMiddleware):
    """Django's sessions, but pages are still read when the disk is full.

    Reading a page may write to the session: messages are marked as shown, and the time
    of the last use is saved. If that fails, the page is sent all the same.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            if request.method == "POST" and response.status_code < 500:
                raise
            return response
