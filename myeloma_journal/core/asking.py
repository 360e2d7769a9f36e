"""One record on a page of its own: its form, and the question before it is removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from myeloma_journal.core.forms import RecordForm
from myeloma_journal.core.messages import saved_now
from myeloma_journal.core.models import Record


def ask(
    request: HttpRequest, form: RecordForm, template: str, *, then: str, **context: Any
) -> HttpResponse:
    """Keep the answers and go on; before that, or where one is refused, show the form.

    Args:
        request: Asks for the page, or brings the answers.
        form: The questions about one record, with the answers if some were sent.
        template: The page; it is given `form` and all of `context`.
        then: The address to go on to.
        context: What else the page shows.
    """
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect(then)
    context |= {"form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def remove(
    request: HttpRequest, thing: Record, template: str, *, then: str
) -> HttpResponse:
    """Ask once more, then remove `thing` and go on to the address `then`.

    What stood in it is kept in its history.
    """
    if request.method == "POST":
        name = str(thing)
        thing.delete()
        messages.success(request, _("Removed: %(name)s.") % {"name": name})
        return redirect(then)
    return render(request, template, {"thing": thing})
