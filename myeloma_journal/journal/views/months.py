"""A month of the journal as a calendar."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models import Overall
from myeloma_journal.journal.months import month_of, weekdays
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY


@circle_view(Permission.READ)
def month(request: HttpRequest, member: Membership) -> HttpResponse:
    """One month: on which days something is written, and how they were."""
    today = member.patient.today()
    shown = month_of(member.patient, _day(request.GET.get("month", ""), today), today)
    context = {
        "nav": "journal",
        "month": shown,
        "weekdays": weekdays(),
        "overall": list(Overall),
        "today": today,
    }
    return render(request, "journal/month.html", context)


def _day(text: str, today: date) -> date:
    """The first day of the month in an address, or today when it says none."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return first if FIRST_DAY <= first <= today else today
