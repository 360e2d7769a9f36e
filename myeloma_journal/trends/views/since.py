"""What changed since the last appointment, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models import Voice
from myeloma_journal.trends.compare import Trend
from myeloma_journal.trends.doses import Doses
from myeloma_journal.trends.paging import newest
from myeloma_journal.trends.since import changes_since, first_day

# The newest entries are shown; the journal has them all.
ENTRIES_SHOWN = 10


@circle_view(Permission.READ)
def since(request: HttpRequest, member: Membership) -> HttpResponse:
    """What changed since the last appointment, or in the last 30 days."""
    patient = member.patient
    now, today = timezone.now(), patient.today()
    last_visit = patient.appointments.past(now).first()
    first = first_day(last_visit, today)
    next_visit = patient.appointments.upcoming(now).first()
    entries = patient.entries.between(first, today).whole_for(member)
    doses = Doses.of(patient, first, today)
    noticed = entries.filter(voice=Voice.OBSERVED, discuss=False)
    context = {
        "nav": "journal",
        "since": changes_since(patient, first, today),
        "trends": {trend.value: trend.label for trend in Trend},
        "last_visit": last_visit,
        "next_visit": next_visit,
        "days": next_visit.days_from(today) if next_visit else None,
        "flagged": newest(entries.filter(discuss=True), doses, ENTRIES_SHOWN),
        "noticed": newest(noticed, doses, ENTRIES_SHOWN),
        "today": today,
    }
    return render(request, "trends/since.html", context)
