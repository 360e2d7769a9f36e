"""How each part of the record is asked about, kept and removed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.core import asking
from myeloma_journal.core.came_from import came_from
from myeloma_journal.core.forms import RecordForm
from myeloma_journal.core.models import Record


def ask(
    request: HttpRequest,
    member: Membership,
    form_class: Callable[..., RecordForm],
    thing: Record,
    template: str,
    then: str = "",
) -> HttpResponse:
    """Ask about one thing, keep the answers, and go on to `then`.

    Without `then` the way leads back to where the address says one came from, or else
    to the record.
    """
    answers = request.POST if request.method == "POST" else None
    form = form_class(answers, instance=thing, today=member.patient.today())
    then = then or came_from(request) or _record(member)
    return asking.ask(request, form, template, then=then, thing=thing)


def remove(
    request: HttpRequest, member: Membership, thing: Record, template: str
) -> HttpResponse:
    """Ask once more, then remove what was written by mistake."""
    return asking.remove(request, thing, template, then=_record(member))


def _record(member: Membership) -> str:
    return reverse("treatment:record", args=[member.patient_id])
