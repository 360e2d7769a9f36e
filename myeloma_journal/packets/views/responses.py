"""The file, or a page that says why there is none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.platform.pdf.client import Busy, PressBroke, TooMuch
from myeloma_journal.platform.pdf.glyphs import NotDrawn

logger = logging.getLogger(__name__)

STATUS = {NotDrawn: 422, TooMuch: 422, Busy: 503, PressBroke: 500}


@dataclass(frozen=True)
class Remedy:
    """What makes a packet shorter.

    Attributes:
        choose: Where parts of it can be left out.
        is_month_enough: Whether its last 30 days would fit.
    """

    choose: str
    is_month_enough: bool


def pdf_response(
    request: HttpRequest,
    make: Callable[[], bytes],
    name: str,
    remedy: Callable[[TooMuch], Remedy] | None = None,
) -> HttpResponse:
    """The file, or a page that says why there is none, and what helps."""
    try:
        body = make()
    except TooMuch as problem:
        return not_made(request, problem, remedy(problem) if remedy else None)
    except (NotDrawn, Busy, PressBroke) as problem:
        return not_made(request, problem)
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="application/pdf", headers=attached)


def knows_of_boxes(request: HttpRequest) -> bool:
    """Whether somebody prints it although some characters leave an empty box."""
    return request.POST.get("boxes") == "told"


def not_made(
    request: HttpRequest,
    problem: NotDrawn | TooMuch | Busy | PressBroke,
    remedy: Remedy | None = None,
) -> HttpResponse:
    """Say what is in the way. What was chosen and typed comes along to the next try."""
    if isinstance(problem, PressBroke):
        logger.error("The press broke: %s", problem)
    sent = request.POST if request.method == "POST" else request.GET
    again = [
        (name, value)
        for name, values in sent.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "problem": problem,
        "kind": type(problem).__name__,
        "again": again,
        "remedy": remedy,
    }
    status = STATUS[type(problem)]
    response = render(request, "packets/not_made.html", context, status=status)
    if status == STATUS[Busy]:
        response.headers["Retry-After"] = "30"
    return response
