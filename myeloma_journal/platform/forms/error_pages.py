"""Django's error views and our own; each gives the typed text back to be copied."""

import sys
from contextlib import suppress
from threading import Lock

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from myeloma_journal.platform.database.errors import is_disk_full, is_unavailable
from myeloma_journal.platform.files.uploads import max_file_bytes
from myeloma_journal.platform.forms.form_data import submitted_data, submitted_text

# Parsing takes several times the size of the body in memory: one at a time.
LARGE_BODY_LOCK = Lock()


def csrf_failure(
    request: HttpRequest, reason: str = "", *, page: str = ""
) -> HttpResponse:
    """The page for a form without a valid CSRF token.

    Args:
        request: The submitted form.
        reason: Django's; not shown.
        page: The URL at which the draft can be opened, if one was saved.
    """
    context = {"typed": submitted_text(request), "draft_page": page}
    return render(request, "403_csrf.html", context, status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"typed": submitted_text(request)}
    return render(request, "403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for a URL that does not exist and for one without permission.

    A record deleted while somebody edited it can be saved as a new one.
    """
    context = {
        "typed": submitted_text(request),
        "recreate_url": getattr(request, "recreate_url", ""),
        "data": submitted_data(request),
    }
    return render(request, "404.html", context, status=404)


def signed_out(request: HttpRequest, *, page: str = "") -> HttpResponse:
    """The page for a form submitted after the session ended.

    Args:
        request: The submitted form.
        page: The URL at which the draft can be opened, if one was saved.
    """
    context = {"typed": submitted_text(request), "draft_page": page}
    return render(request, "signed_out.html", context, status=403)


def unreadable(request: HttpRequest) -> HttpResponse:
    """The page for a request that cannot be decoded; it reads nothing of it."""
    return HttpResponse(render_to_string("400.html"), status=400)


def too_large(request: HttpRequest, body: bytes) -> HttpResponse:
    """The page for a request that is too large, with its text if it is a form.

    The back button does not give it back: a browser forgets the fields of a page with
    `no-store`.
    """
    context: dict[str, object] = {
        "megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2,
        "file_megabytes": max_file_bytes(request.path_info) // 1024**2,
    }
    is_form = request.content_type == "application/x-www-form-urlencoded"
    with LARGE_BODY_LOCK:
        if is_form and body:
            with suppress(SuspiciousOperation):  # too many fields
                request.POST = QueryDict(body, encoding="utf-8")
                context["typed"] = _text_if_readable(request)
        return HttpResponse(render_to_string("413.html", context), status=413)


def maintenance(request: HttpRequest) -> HttpResponse:
    """The page while migrations are not applied."""
    page = render_to_string("503_updating.html", {"typed": _text_if_readable(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database cannot be reached or the disk is full.

    These pages use no database, session or context processor. Django calls this while
    it handles the exception, wherever it was raised, middleware included.
    """
    error = sys.exc_info()[1]
    context = {"typed": _text_if_readable(request)}
    if is_unavailable(error):
        template = "503_full.html" if is_disk_full(error) else "503.html"
        page = render_to_string(template, context)
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html", context), status=500)


def _text_if_readable(request: HttpRequest) -> str:
    try:
        typed = submitted_text(request)
    except Exception:  # reading the request may be what failed
        return ""
    # Lone surrogates cannot be encoded.
    return typed.encode(errors="replace").decode()
