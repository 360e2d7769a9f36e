"""The journal day by day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.forms.filters import EntryFilterForm
from myeloma_journal.journal.paging import page_from, page_until


@circle_view(Permission.READ)
def entry_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """What was written, newest day first; all of it, or some."""
    form = EntryFilterForm(request.GET, member=member)
    entries = form.narrow(member.patient.entries.all())
    if first := form.asked("first"):
        page = page_from(entries, member, first)
    else:
        page = page_until(entries, member, form.asked("until"))
    context = {
        "nav": "journal",
        "form": form,
        "page": page,
        "today": member.patient.today(),
    }
    status = 422 if form.errors else 200
    return render(request, "journal/entry_list.html", context, status=status)
