"""Charts of a symptom or a measure; what changed between two spans of days."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import pgettext

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.counting import count_days_about
from myeloma_journal.journal.models import RuleMatch, Voice
from myeloma_journal.journal.paging import Newest, newest
from myeloma_journal.journal.voices import (
    Writer,
    by_writer,
    describe_writers,
    main_writer,
    sole_writer,
    wrote_all,
)
from myeloma_journal.platform.forms.record_pages import render_form
from myeloma_journal.treatment.doses import DaysSinceDose
from myeloma_journal.trends.activities import describe_prevented
from myeloma_journal.trends.charts import ChartContext, measure_charts
from myeloma_journal.trends.charts import symptom_chart as draw_symptom
from myeloma_journal.trends.date_range import DAYS, Length, date_range
from myeloma_journal.trends.day_words import format_days
from myeloma_journal.trends.forms import SinceForm
from myeloma_journal.trends.queries import (
    Treatments,
    charted_measures,
    charted_symptoms,
    readings,
    recent_readings,
    stopped_days,
    symptom_days,
    treatments,
)
from myeloma_journal.trends.rows import MeasureRow, measure_rows, symptom_rows
from myeloma_journal.trends.since import Since, days_before, first_day, trends_since
from myeloma_journal.trends.trend import Trend

# The newest ones; the list of entries has them all.
MAX_ENTRIES = 10


@circle_view(Permission.READ)
def chart_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every symptom that is or was followed, and what was measured in the last year."""
    today = member.patient.today()
    year_ago = today - timedelta(days=DAYS[Length.YEAR])
    month_ago = first_day(None, today)
    recent = trends_since(member.patient, month_ago, today, today=today)
    context = {
        "nav": "journal",
        "since": recent,
        "who_wrote": describe_writers(recent.writers, member.patient.name),
        "symptoms": symptom_rows(charted_symptoms(member.patient), recent),
        "measures": measure_rows(
            charted_measures(member.patient, year_ago, today),
            recent_readings(member.patient, month_ago, today),
            recent,
        ),
    }
    return render(request, "trends/chart_list.html", context)


@circle_view(Permission.READ)
def symptom_chart(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """How strong one symptom was, day by day."""
    public = member.patient.followed_symptoms.filter(is_private=False)
    followed = get_object_or_404(public, pk=pk)
    page = ChartPage(request, member)
    span = page.range
    days = symptom_days(member.patient, followed.name, span.first, span.last)
    chart = draw_symptom(followed.name, days, page.chart_context)
    written = {on for of_writer in days.values() for on in of_writer}
    listed = min([max(span.first, followed.since), *written])
    context = page.context | {
        "name": followed.name,
        "numbers": numbers_of(member.patient),
        "charts": [chart] if days else [],
        "who_wrote": wrote_all(days),
        "counted": count_days_about(len(written), span.first, span.last, listed=listed),
    }
    return render(request, "trends/symptom.html", context)


@circle_view(Permission.READ)
def measure_chart(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """The readings of one measure; a chart for each unit they were typed in."""
    measured = get_object_or_404(Measure, slug=slug)
    page = ChartPage(request, member)
    span = page.range
    measurements = readings(member.patient, measured, span.first, span.last)
    context = page.context | {
        "name": measured.label,
        "charts": measure_charts(measurements, page.chart_context),
        "who_wrote": wrote_all(by_writer(reading.entry for reading in measurements)),
        "counted": count_days_about(
            len({reading.entry.felt_on for reading in measurements}),
            span.first,
            span.last,
        ),
        "units": len({reading.unit for reading in measurements}),
    }
    return render(request, "trends/measure.html", context)


class ChartPage:
    """The range of days in the query string, and the treatments in it."""

    def __init__(self, request: HttpRequest, member: Membership) -> None:
        patient, self.today = member.patient, member.patient.today()
        self.patient_name = patient.name
        appointment = patient.appointments.all().last_visit(timezone.now())
        self.visit_on = appointment.day if appointment else None
        self.range = date_range(
            request.GET.get("length", ""),
            _day(request.GET.get("until", "")) or self.today,
            today=self.today,
            visit_on=self.visit_on,
        )
        days = (self.range.first, self.range.last)
        self.given: Treatments = treatments(patient, *days)
        self.doses = DaysSinceDose.of(patient, *days)

    @property
    def chart_context(self) -> ChartContext:
        first, last = self.range.first, self.range.last
        return ChartContext(
            first=first,
            last=last,
            today=self.today,
            bands=list(self.given.bands()),
            marks=self.doses.days(first, last),
            marks_name=pgettext("key of a chart", "dose days (%(drugs)s)")
            % {"drugs": self.doses.names},
            patient=self.patient_name,
        )

    @property
    def context(self) -> dict[str, Any]:
        """The template context that both pages share."""
        lengths = [
            length for length in Length if length != Length.VISIT or self.visit_on
        ]
        dose_days = self.doses.days(self.range.first, self.range.last)
        return {
            "nav": "journal",
            "range": self.range,
            "lengths": lengths,
            "is_by_week": self.chart_context.is_by_week,
            "treatment_events": [*self.given.running(), *self.given.events()],
            "dose_drugs": self.doses.names,
            "dose_days": format_days(dose_days, self.today) if dose_days else "",
            "today": self.today,
        }


def _day(text: str) -> date | None:
    """An ISO date from the query string; None if it is missing or invalid."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@circle_view(Permission.READ)
def since(request: HttpRequest, member: Membership) -> HttpResponse:
    """What changed since the last appointment, in the last 30 days, or as chosen."""
    patient = member.patient
    today = patient.today()
    last_visit = patient.appointments.all().last_visit(timezone.now())
    first, last = first_day(last_visit, today), today
    before = days_before(first, last)
    form = SinceForm(
        request.GET if "first" in request.GET else None,
        today=today,
        usual=dict(zip(SinceForm.base_fields, (first, last, *before), strict=True)),
    )
    if form.is_valid():
        first, last, before = form.spans
    compared = trends_since(patient, first, last, before, today=today)
    charts = {followed.name: followed.pk for followed in charted_symptoms(patient)}
    context = {
        "nav": "journal",
        "is_open": form.is_bound or "choose" in request.GET,
        "since": compared,
        **compared.rows(charts, _noticed_entries(member, compared)),
        "who_wrote": describe_writers(compared.writers, patient.name),
        "trends": {trend.value: trend.label for trend in Trend},
        "last_visit": last_visit,
        "is_first": not form.is_valid() and compared.is_too_early,
        "measures": _measured(patient, compared),
        "prevented": _prevented(patient, compared),
        "treatment_events": treatments(patient, first, last).events(),
        "rule_matches": _rule_matches(patient, first, last),
        "today": today,
        "flagged": _flagged(member, first, last),
        "sole_writer": sole_writer(compared.writers),
    }
    return render_form(request, "trends/since.html", form, **context)


def _measured(patient: Patient, since: Since) -> list[MeasureRow]:
    """What was measured on these days."""
    taken = recent_readings(patient, since.first, since.last)
    measures = {reading.measure_id: reading.measure for reading in taken}
    return measure_rows(filter(None, measures.values()), taken, since)


def _prevented(patient: Patient, since: Since) -> str:
    """On how many days symptoms kept somebody from doing things."""
    main = main_writer(since.writers)
    days = stopped_days(patient, since.first, since.last)
    sentences = (
        describe_prevented(worst, "" if writer == main else writer.name)
        for writer, worst in days.items()
    )
    return " ".join(filter(None, sentences))


def _flagged(member: Membership, first: date, last: date) -> Newest | None:
    """Entries of these days to talk about."""
    entries = member.patient.entries.between(first, last).with_items_for(member)
    doses = DaysSinceDose.of(member.patient, first, last)
    return newest(entries.filter(discuss=True), doses, MAX_ENTRIES)


def _noticed_entries(member: Membership, since: Since) -> dict[Writer, Newest]:
    """Others' notes of these days, by who wrote them; flagged entries stand apart.

    What has no note is in the sentences about symptoms, and in charts.
    """
    entries = member.patient.entries.between(since.first, since.last)
    noticed = entries.filter(voice=Voice.OBSERVED, discuss=False).exclude(note="")
    found = list(noticed.with_items_for(member)[: MAX_ENTRIES + 1])
    doses = DaysSinceDose.of(member.patient, since.first, since.last)
    return {
        writer: Newest.of(by_person, doses, has_more=len(found) > MAX_ENTRIES)
        for writer, by_person in by_writer(found[:MAX_ENTRIES]).items()
    }


def _rule_matches(patient: Patient, first: date, last: date) -> list[RuleMatch]:
    """The rules about calling that were met on these days, the latest first."""
    zone = ZoneInfo(patient.zone)
    begins, ends = (
        datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1))
    )
    matches = RuleMatch.objects.of(patient).public().active()
    return list(matches.between(begins, ends).with_replies()[:MAX_ENTRIES])
