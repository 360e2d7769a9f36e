"""One symptom or one measure, as a chart with its treatments and as a table."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.treatment.doses import Doses
from myeloma_journal.trends.charts import Ground, measure_charts
from myeloma_journal.trends.charts import symptom_chart as draw_symptom
from myeloma_journal.trends.date_range import DAYS, Length, stretch_of
from myeloma_journal.trends.queries import (
    Treatments,
    charted_measures,
    charted_symptoms,
    readings,
    symptom_days,
    treatments,
)


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
        self.doses = Doses.of(patient, *days)

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
