"""Who did what, for the owner to read."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.audit_days import days
from myeloma_journal.care_circle.forms import ActivityForm
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@circle_view(Permission.SHARE)
def activity(request: HttpRequest, member: Membership) -> HttpResponse:
    """Who read, wrote, printed, was refused and signed in, a week at a time."""
    form = ActivityForm(request.GET, member=member)
    last = form.last
    first = last - WEEK + DAY
    told = days(member, first, last, by=form.person_id)
    began = member.patient.local(member.patient.created_at).date()
    context = {
        "form": form,
        "days": told,
        "first": first,
        "last": last,
        # A journal that came from a file has days before the one on which it came.
        "earlier": first - DAY if told or first > began else None,
        "later": min(last + WEEK, form.today) if last < form.today else None,
        "is_open": "only" in request.GET or form.errors,
    }
    status = 422 if form.errors else 200
    return render(request, "care_circle/activity.html", context, status=status)
