"""What a watch or a load balancer asks. No page for people, no cookie."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from myeloma_journal.platform.web import health


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all."""
    return _words(["ok"])


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be shown: 503 when not, and "ready" when nothing is amiss.

    What only needs seeing to is said with 200: nobody is kept from their journal
    because a backup is missing.
    """
    try:
        closed = health.closed()
    except DatabaseError:
        closed = ["the database is away"]
    if closed:
        return _words(closed, status=503)
    return _words(health.problems(timezone.now()) or ["ready"])


def _words(lines: list[str], *, status: int = 200) -> HttpResponse:
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
