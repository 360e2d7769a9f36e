"""The file, or a page that says why there is none."""

import logging
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from myeloma_journal.platform.pdf.client import (
    LimitExceededError,
    WorkerBusyError,
    WorkerCrashedError,
)
from myeloma_journal.platform.pdf.glyphs import MissingGlyphsError

logger = logging.getLogger(__name__)

STATUS: dict[type[Exception], int] = {
    MissingGlyphsError: 422,
    LimitExceededError: 422,
    WorkerBusyError: 503,
    WorkerCrashedError: 500,
}
PDF_ERRORS = tuple(STATUS)
REASON: dict[type[Exception], str] = {
    MissingGlyphsError: "glyphs",
    LimitExceededError: "limit",
    WorkerBusyError: "busy",
    WorkerCrashedError: "crashed",
}


@dataclass(frozen=True)
class Suggestion:
    """What makes a packet shorter.

    Attributes:
        url: Where sections can be left out.
        is_month_enough: Whether the last 30 days would fit.
    """

    url: str
    is_month_enough: bool


def pdf_response(body: bytes, name: str) -> HttpResponse:
    attached = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(body, content_type="application/pdf", headers=attached)


def glyphs_acknowledged(request: HttpRequest) -> bool:
    """Whether somebody prints it although some characters have no glyph."""
    return request.POST.get("missing_glyphs") == "acknowledged"


def pdf_error(
    request: HttpRequest,
    problem: Exception,
    suggestion: Suggestion | None = None,
) -> HttpResponse:
    """Why there is no PDF, with a form that sends what was submitted once more."""
    if isinstance(problem, WorkerCrashedError):
        logger.error("The PDF worker crashed: %s", problem)
    submitted = request.POST if request.method == "POST" else request.GET
    resubmit = [
        (name, value)
        for name, values in submitted.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "problem": problem,
        "reason": REASON[type(problem)],
        "resubmit": resubmit,
        "suggestion": suggestion,
    }
    status = STATUS[type(problem)]
    response = render(request, "packets/pdf_error.html", context, status=status)
    if status == STATUS[WorkerBusyError]:
        response.headers["Retry-After"] = "30"
    return response
