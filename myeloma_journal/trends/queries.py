"""Treatments over a span of days: as bands of a chart, and their turns in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform.charts import Band
from myeloma_journal.platform.forms.partial_dates import PartialDate
from myeloma_journal.treatment.models import Line, Medication
from myeloma_journal.treatment.timeline import band


@dataclass(frozen=True)
class Turn:
    """A treatment that began or ended, as exactly as somebody knows."""

    when: PartialDate
    what: str


@dataclass(frozen=True)
class Treatments:
    """What was given from `first` to `last`.

    Attributes:
        lines: Lines of therapy that were under way on one of these days.
        medications: Medications that began or ended in these days.
    """

    first: date
    last: date
    lines: list[Line]
    medications: list[Medication]

    def bands(self) -> Iterator[Band]:
        """Each as a band of a chart, the earliest first."""
        for line in self.lines:
            yield band(_line(line), line.started, line.stopped)
        for one in self.medications:
            begun = one.started or one.stopped
            yield band(one.name, begun, one.stopped)

    def turns(self) -> list[Turn]:
        """What began or ended, in the order of the days."""
        spans: list[tuple[str, Line | Medication]] = [
            *((_line(one), one) for one in self.lines),
            *((one.name, one) for one in self.medications),
        ]
        found = [
            Turn(when, words % {"what": name})
            for name, one in spans
            for when, words in (
                (one.started, _("%(what)s started")),
                (one.stopped, _("%(what)s stopped")),
            )
            if when and self.first <= when.first <= self.last
        ]
        return sorted(found, key=lambda turn: turn.when.first)


def treatments(patient: Patient, first: date, last: date) -> Treatments:
    """What was given from `first` to `last`, in two queries."""
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


def _line(line: Line) -> str:
    name = line.regimen_name or line.phase_name
    number = _("Line %(number)d") % {"number": line.number}
    return f"{number}, {name}" if name else number
