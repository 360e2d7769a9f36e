"""How each part of the record is asked about, kept and removed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.core.came_from import came_from
from myeloma_journal.core.forms import RecordForm
from myeloma_journal.core.messages import saved_now
from myeloma_journal.core.models import Record


def ask(
    request: HttpRequest,
    member: Membership,
    form_class: Callable[..., RecordForm],
    thing: Record,
    template: str,
    then: str = "",
) -> HttpResponse:
    """Show the questions about one thing, keep the answers, and go on to `then`.

    An address that says where one came from leads back there.
    """
    answers = request.POST if request.method == "POST" else None
    form = form_class(answers, instance=thing, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        record = reverse("treatment:record", args=[member.patient_id])
        return redirect(then or came_from(request) or record)
    context = {"form": form, "thing": thing}
    return render(request, template, context, status=422 if form.errors else 200)


def remove(
    request: HttpRequest, member: Membership, thing: Record, template: str
) -> HttpResponse:
    """Ask once more, then remove; the history of the record keeps what stood there."""
    if request.method == "POST":
        name = str(thing)
        thing.delete()
        messages.success(request, _("Removed: %(name)s.") % {"name": name})
        return redirect("treatment:record", member.patient_id)
    return render(request, template, {"thing": thing})
