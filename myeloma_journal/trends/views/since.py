"""What changed since the last appointment, or between any two spans of days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models import RuleMet, Voice
from myeloma_journal.journal.paging import Newest, newest
from myeloma_journal.treatment.doses import Doses
from myeloma_journal.trends.forms import SinceForm
from myeloma_journal.trends.queries import charted_symptoms, treatments
from myeloma_journal.trends.since import changes_since, days_before, first_day
from myeloma_journal.trends.trend import Trend

# The newest entries are shown; the journal has them all.
ENTRIES_SHOWN = 10


@circle_view(Permission.READ)
def since(request: HttpRequest, member: Membership) -> HttpResponse:
    """What changed since the last appointment, in the last 30 days, or as chosen."""
    patient = member.patient
    now, today = timezone.now(), patient.today()
    last_visit = patient.appointments.past(now).first()
    next_visit = patient.appointments.upcoming(now).first()
    first, last = first_day(last_visit, today), today
    before = days_before(first, last)
    form = SinceForm(
        request.GET if "first" in request.GET else None,
        today=today,
        usual=dict(zip(SinceForm.base_fields, (first, last, *before), strict=True)),
    )
    if form.is_valid():
        first, last, before = form.spans
    found = changes_since(patient, first, last, before)
    charts = {one.name: one.pk for one in charted_symptoms(patient)}
    context = {
        "nav": "journal",
        "form": form,
        "is_open": form.is_bound or "choose" in request.GET,
        "since": found,
        "changes": [(one, charts.get(one.name)) for one in found.changes],
        "trends": {trend.value: trend.label for trend in Trend},
        "last_visit": last_visit,
        "next_visit": next_visit,
        "days": next_visit.days_from(today) if next_visit else None,
        "turns": treatments(patient, first, last).turns(),
        "rules_met": _rules_met(patient, first, last),
        "today": today,
        **_entries(member, first, last),
    }
    status = 422 if form.errors else 200
    return render(request, "trends/since.html", context, status=status)


def _entries(member: Membership, first: date, last: date) -> dict[str, Newest | None]:
    """What is to be talked about, and what else others noticed, in these days."""
    entries = member.patient.entries.between(first, last).whole_for(member)
    noticed = entries.filter(voice=Voice.OBSERVED, discuss=False)
    doses = Doses.of(member.patient, first, last)
    return {
        "flagged": newest(entries.filter(discuss=True), doses, ENTRIES_SHOWN),
        "noticed": newest(noticed, doses, ENTRIES_SHOWN),
    }


def _rules_met(patient: Patient, first: date, last: date) -> list[RuleMet]:
    """The rules about calling that were met on these days, the latest first."""
    zone = ZoneInfo(patient.zone)
    begins, ends = (
        datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1))
    )
    return list(
        RuleMet.objects.of(patient).public().between(begins, ends)[:ENTRIES_SHOWN]
    )
