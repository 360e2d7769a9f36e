"""What charts read of a span of days: treatments, symptoms, measurements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import FollowedSymptom, Measurement, Rating, Stopped
from myeloma_journal.journal.voices import Writer, by_writer, worst_by_day
from myeloma_journal.platform.charts import Band
from myeloma_journal.platform.forms.partial_dates import PartialDate
from myeloma_journal.treatment.models import Line, Medication
from myeloma_journal.treatment.timeline import treatment_band
from myeloma_journal.trends.trend import SeverityByDay


@dataclass(frozen=True)
class TreatmentEvent:
    """A treatment that started or stopped."""

    when: PartialDate
    what: str


@dataclass(frozen=True)
class Treatments:
    """Treatments from `first` to `last`.

    Attributes:
        lines: Lines of therapy that overlap these days.
        medications: Medications that started or stopped in these days.
    """

    first: date
    last: date
    lines: list[Line]
    medications: list[Medication]

    def bands(self) -> Iterator[Band]:
        """Bands of a chart, the earliest first."""
        for line in self.lines:
            yield treatment_band(_line_name(line), line.started, line.stopped)
        for medication in self.medications:
            started = medication.started or medication.stopped
            yield treatment_band(medication.name, started, medication.stopped)

    def running(self) -> list[TreatmentEvent]:
        """What had begun before these days, the earliest first."""
        return _in_order(
            TreatmentEvent(
                treatment.started,
                _("%(what)s: started before these days") % {"what": name},
            )
            for name, treatment in self._named()
            if treatment.started and treatment.started.first < self.first
        )

    def events(self) -> list[TreatmentEvent]:
        """Starts and stops, the earliest first."""
        return _in_order(
            TreatmentEvent(when, label % {"what": name})
            for name, treatment in self._named()
            for when, label in (
                (treatment.started, _("%(what)s started")),
                (treatment.stopped, _("%(what)s stopped")),
            )
            if when and self.first <= when.first <= self.last
        )

    def _named(self) -> Iterator[tuple[str, Line | Medication]]:
        yield from ((_line_name(line), line) for line in self.lines)
        for medication in self.medications:
            dose = f" ({medication.dose})" if medication.dose else ""
            # The old and the new dose of one drug may be two records.
            yield f"{medication.name}{dose}", medication


def _in_order(events: Iterable[TreatmentEvent]) -> list[TreatmentEvent]:
    return sorted(events, key=lambda event: event.when.first)


def treatments(patient: Patient, first: date, last: date) -> Treatments:
    """Treatments from `first` to `last`, in two queries."""
    days = (first, last)
    lines = patient.lines.filter(started_on__lte=last).filter(
        Q(stopped_on=None) | Q(stopped_on__gte=first)
    )
    medications = patient.medications.filter(
        Q(started_on__range=days) | Q(stopped_on__range=days)
    )
    return Treatments(
        first,
        last,
        list(lines.order_by("started_on", "number")),
        list(medications.order_by("started_on", "name")),
    )


def _line_name(line: Line) -> str:
    name = line.regimen_name or line.phase_name
    if not name:
        return _("Line %(number)d") % {"number": line.number}
    return _("Line %(number)d, %(name)s") % {"number": line.number, "name": name}


def charted_symptoms(patient: Patient) -> list[FollowedSymptom]:
    """Each symptom that is or was followed, once by its name; private ones are not."""
    every = patient.followed_symptoms.filter(is_private=False)
    by_name: dict[str, FollowedSymptom] = {}
    for followed in every:
        # A symptom that was stopped and is followed again is shown once.
        if followed.name not in by_name or followed.until is None:
            by_name[followed.name] = followed
    return list(by_name.values())


def charted_measures(patient: Patient, first: date, last: date) -> QuerySet[Measure]:
    """What was measured from `first` to `last`."""
    measured = Measurement.objects.filter(
        entry__in=patient.entries.between(first, last)
    )
    return Measure.objects.filter(pk__in=measured.order_by().values("measure"))


class _Rated(NamedTuple):
    felt_on: date
    voice: str
    created_by_id: UUID | None
    created_by_name: str
    severity: int
    written_at: datetime


def symptom_days(
    patient: Patient, name: str, first: date, last: date
) -> dict[Writer, SeverityByDay]:
    """The written days of a symptom by who wrote them, in one query.

    Each with the strongest severity that this person gave it. Private ratings are not
    among them.
    """
    rated = Rating.objects.visible_to(None).filter(
        entry__in=patient.entries.between(first, last), name=name
    )
    columns = [f"entry__{column}" for column in _Rated._fields[:4]]
    rows = rated.order_by("entry__felt_on").values_list(*columns)
    rows = rows.annotate(Max("severity"), Max("entry__written_at"))
    return {
        writer: worst_by_day((row.felt_on, row.severity) for row in of_writer)
        for writer, of_writer in by_writer(_Rated(*row) for row in rows).items()
    }


class _Stopped(NamedTuple):
    felt_on: date
    voice: str
    created_by_id: UUID | None
    created_by_name: str
    stopped: int | None
    written_at: datetime


def stopped_days(
    patient: Patient, first: date, last: date
) -> dict[Writer, dict[date, int]]:
    """What symptoms stopped at most on each rated day, by who wrote; in one query.

    Private ratings are not among them.
    """
    rated = Rating.objects.visible_to(None).filter(
        entry__in=patient.entries.between(first, last)
    )
    columns = [f"entry__{column}" for column in _Stopped._fields[:4]]
    rows = rated.order_by("entry__felt_on").values_list(*columns)
    rows = rows.annotate(Max("stopped"), Max("entry__written_at"))
    return {
        writer: worst_by_day(
            (row.felt_on, row.stopped or Stopped.NO) for row in of_writer
        )
        for writer, of_writer in by_writer(_Stopped(*row) for row in rows).items()
    }


def readings(
    patient: Patient, measure: Measure, first: date, last: date
) -> list[Measurement]:
    """The readings of a measure, the earliest first, in one query."""
    measured = Measurement.objects.filter(
        entry__in=patient.entries.between(first, last), measure=measure
    )
    return list(
        measured.select_related("entry").order_by("entry__felt_on", "entry__written_at")
    )


def recent_readings(patient: Patient, first: date, last: date) -> list[Measurement]:
    """The readings of all measures, the earliest first, in one query."""
    measured = Measurement.objects.filter(
        entry__in=patient.entries.between(first, last), measure__isnull=False
    )
    return list(
        measured.select_related("entry", "measure").order_by(
            "entry__felt_on", "entry__written_at"
        )
    )
