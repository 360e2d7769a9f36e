"""Charts of a symptom or a measure; what changed between two spans of days."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import RuleMatch, Voice
from myeloma_journal.journal.paging import Newest, newest
from myeloma_journal.treatment.doses import DaysSinceDose
from myeloma_journal.trends.charts import Ground, measure_charts
from myeloma_journal.trends.charts import symptom_chart as draw_symptom
from myeloma_journal.trends.date_range import DAYS, Length, stretch_of
from myeloma_journal.trends.forms import SinceForm
from myeloma_journal.trends.queries import (
    Treatments,
    charted_measures,
    charted_symptoms,
    readings,
    symptom_days,
    treatments,
)
from myeloma_journal.trends.since import changes_since, days_before, first_day
from myeloma_journal.trends.trend import Trend

# The newest entries are shown; the journal has them all.
ENTRIES_SHOWN = 10


@circle_view(Permission.READ)
def chart_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every symptom that is or was followed, and what was measured in the last year."""
    today = member.patient.today()
    year_ago = today - timedelta(days=DAYS[Length.YEAR])
    context = {
        "nav": "journal",
        "symptoms": charted_symptoms(member.patient),
        "measures": charted_measures(member.patient, year_ago, today),
    }
    return render(request, "trends/chart_list.html", context)


@circle_view(Permission.READ)
def symptom_chart(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """How strong one symptom was, day by day."""
    public = member.patient.followed_symptoms.filter(is_private=False)
    followed = get_object_or_404(public, pk=pk)
    looked_at = LookedAt(request, member)
    stretch = looked_at.stretch
    days = symptom_days(member.patient, followed.name, stretch.first, stretch.last)
    chart = draw_symptom(followed.name, days, looked_at.ground)
    begun = min([max(stretch.first, followed.since), *days])
    context = looked_at.context | {
        "name": followed.name,
        "to_call": member.patient.contacts.to_call(),
        "charts": [chart] if days else [],
        "written": len(days),
        "of_days": (stretch.last - begun).days + 1,
    }
    return render(request, "trends/symptom.html", context)


@circle_view(Permission.READ)
def measure_chart(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """The readings of one measure; a chart for each unit they were typed in."""
    measured = get_object_or_404(Measure, slug=slug)
    looked_at = LookedAt(request, member)
    stretch = looked_at.stretch
    taken = readings(member.patient, measured, stretch.first, stretch.last)
    context = looked_at.context | {
        "name": measured.label,
        "charts": measure_charts(taken, looked_at.ground),
        "written": len({one.entry.felt_on for one in taken}),
        "of_days": stretch.days,
        "units": len({one.unit for one in taken}),
    }
    return render(request, "trends/measure.html", context)


class LookedAt:
    """The stretch of days that an address asks for, and what was given in it."""

    def __init__(self, request: HttpRequest, member: Membership) -> None:
        """Look up the last visit and the treatments, in four queries."""
        patient, self.today = member.patient, member.patient.today()
        visit = patient.appointments.all().last_visit(timezone.now())
        self.visit_on = visit.day if visit else None
        self.stretch = stretch_of(
            request.GET.get("length", ""),
            _day(request.GET.get("until", "")) or self.today,
            today=self.today,
            visit_on=self.visit_on,
        )
        days = (self.stretch.first, self.stretch.last)
        self.given: Treatments = treatments(patient, *days)
        self.doses = DaysSinceDose.of(patient, *days)

    @property
    def ground(self) -> Ground:
        """What the charts are drawn upon."""
        first, last = self.stretch.first, self.stretch.last
        return Ground(
            first=first,
            last=last,
            today=self.today,
            bands=list(self.given.bands()),
            marks=self.doses.days(first, last),
            marks_name=_("dose days of %(drugs)s") % {"drugs": self.doses.names},
        )

    @property
    def context(self) -> dict[str, Any]:
        """What each page of charts shows beside them."""
        lengths = [one for one in Length if one != Length.VISIT or self.visit_on]
        return {
            "nav": "journal",
            "stretch": self.stretch,
            "lengths": lengths,
            "is_by_week": self.ground.is_by_week,
            "turns": self.given.turns(),
            "today": self.today,
        }


def _day(text: str) -> date | None:
    """The day in an address, or None when there is none to be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
        "rule_matches": _rule_matches(patient, first, last),
        "today": today,
        **_entries(member, first, last),
    }
    status = 422 if form.errors else 200
    return render(request, "trends/since.html", context, status=status)


def _entries(member: Membership, first: date, last: date) -> dict[str, Newest | None]:
    """What is to be talked about, and what else others noticed, in these days."""
    entries = member.patient.entries.between(first, last).whole_for(member)
    noticed = entries.filter(voice=Voice.OBSERVED, discuss=False)
    doses = DaysSinceDose.of(member.patient, first, last)
    return {
        "flagged": newest(entries.filter(discuss=True), doses, ENTRIES_SHOWN),
        "noticed": newest(noticed, doses, ENTRIES_SHOWN),
    }


def _rule_matches(patient: Patient, first: date, last: date) -> list[RuleMatch]:
    """The rules about calling that were met on these days, the latest first."""
    zone = ZoneInfo(patient.zone)
    begins, ends = (
        datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1))
    )
    return list(
        RuleMatch.objects.of(patient).public().between(begins, ends)[:ENTRIES_SHOWN]
    )
