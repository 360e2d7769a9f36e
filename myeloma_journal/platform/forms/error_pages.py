"""What people see when something went wrong: never a loss of what they typed."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from myeloma_journal.platform.forms.form_data import submitted_data, submitted_text

# What SQLite and PostgreSQL say when the disk is full.
NO_ROOM = ("database or disk is full", "No space left")


def csrf_failure(
    request: HttpRequest, reason: str = "", *, page: str = ""
) -> HttpResponse:
    """Say that the form was too old, and give back what was in it.

    Args:
        request: The form that was sent.
        reason: Django's own, in words for programmers.
        page: Where the form can be opened again with its words, if they were kept.
    """
    context = {"typed": submitted_text(request), "draft_page": page}
    return render(request, "403_csrf.html", context, status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what this member's role may do, and give back what was typed."""
    context = {"typed": submitted_text(request)}
    return render(request, "403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, not yours or not at all, and give words back.

    What was deleted while somebody corrected it can be saved as a new record.
    """
    context = {
        "typed": submitted_text(request),
        "recreate_url": getattr(request, "recreate_url", ""),
        "answers": submitted_data(request),
    }
    return render(request, "404.html", context, status=404)


def signed_out(request: HttpRequest, *, page: str = "") -> HttpResponse:
    """Say that the form came too late to be saved, and give back what was in it.

    Args:
        request: The form that was sent.
        page: Where the form can be opened again with its words, if they were kept.
    """
    context = {"typed": submitted_text(request), "draft_page": page}
    return render(request, "signed_out.html", context, status=403)


def unreadable(request: HttpRequest) -> HttpResponse:
    """Say that what was sent cannot be read; nothing of it is looked at."""
    return HttpResponse(render_to_string("400.html"), status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say how much fits; nothing of what was sent is looked at."""
    megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
    page = render_to_string("413.html", {"megabytes": megabytes})
    return HttpResponse(page, status=413)


def maintenance(request: HttpRequest) -> HttpResponse:
    """Say that it is closed for a minute, and give back what was typed."""
    page = render_to_string("503_updating.html", {"typed": _text_if_readable(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it was our fault, or, when the database is away, when to come back.

    These pages use no database, no session and no context processor. Django calls this
    while it handles the exception, wherever it was raised, middleware included.
    """
    error = sys.exc_info()[1]
    context = {"typed": _text_if_readable(request)}
    if isinstance(error, OperationalError | InterfaceError):
        # Both databases say it in these words, and by no class or number they share.
        is_full = any(words in str(error) for words in NO_ROOM)
        page = render_to_string("503_full.html" if is_full else "503.html", context)
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html", context), status=500)


def _text_if_readable(request: HttpRequest) -> str:
    try:
        typed = submitted_text(request)
    except Exception:  # the request itself may be what is broken
        return ""
    # Half characters cannot be sent, whoever put them in.
    return typed.encode(errors="replace").decode()
