"""The history of the treatment record: who changed what, and what since a visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform.history import Change, Difference, changes
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Line,
    LineDrug,
    Medication,
    ProcedureDone,
    Stage,
)
from myeloma_journal.treatment.models.medications import in_one_line


@dataclass(frozen=True)
class Happened:
    """One change, and the name of what it happened to."""

    what: str
    change: Change


def what_changed(patient: Patient) -> list[Happened]:
    """All that happened, the latest first; two queries for each part of the record."""
    told = [
        one
        for label, versions in _histories(patient)
        for one in _happened(label, versions)
    ]
    return sorted(told, key=lambda one: one.change.at, reverse=True)


def _histories(patient: Patient) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Each part with its name, what was removed from it included."""
    lines = Line.history.filter(patient_id=patient.pk)
    yield _("Treatment"), lines
    yield _("Drug"), LineDrug.history.filter(line_id__in=lines.values("id"))
    for label, history in [
        (_("Procedure"), ProcedureDone.history),
        (_("Medication"), Medication.history),
        (_("Allergy"), Allergy.history),
        (_("Diagnosis"), Diagnosis.history),
        (_("Stage"), Stage.history),
        (_("Gene finding"), GeneFinding.history),
    ]:
        yield label, history.filter(patient_id=patient.pk)


def _happened(label: str, versions: QuerySet[Any]) -> Iterator[Happened]:
    """What happened to the records of one kind."""
    before: dict[int, Any] = {}
    latest: dict[Any, Any] = {}
    at: dict[int, Any] = {}
    for version in versions.order_by("history_date", "history_id"):
        before[version.history_id] = latest.get(version.id)
        latest[version.id] = at[version.history_id] = version.instance
    for change in changes(versions):
        record, was = at[change.number], before[change.number]
        if change.differences and isinstance(record, LineDrug):
            # Its days stand in several columns; together they can be read.
            whole = Difference("", str(was), str(record))
            change = replace(change, differences=[whole])
        yield Happened(_name(label, record), change)


def _name(label: str, record: Any) -> str:
    """As in Treatment: line 2, D-Pd."""
    name = record.name if isinstance(record, LineDrug) else str(record)
    words = {"label": label, "name": name}
    return _("%(label)s: %(name)s") % words if name else capfirst(label)


@dataclass(frozen=True)
class Marked:
    """A medication, and what happened to it since the visit; nothing, mostly."""

    medication: Medication
    what: str = ""


class SinceVisit:
    """Reads the medications of one patient against their last visit.

    What began or ended on the day of the visit counts: it was decided there.
    """

    def __init__(self, patient: Patient, visit: Appointment | None) -> None:
        """Look up how each was taken when the visit began, in one query."""
        self.day = visit.day if visit else None
        self.before = _taken_then(patient, visit.starts_at) if visit else {}

    def mark(self, medications: Iterable[Medication], today: date) -> list[Marked]:
        """Each of them with what happened to it up to `today`."""
        return [Marked(one, self._what(one, today)) for one in medications]

    def _what(self, one: Medication, today: date) -> str:
        if self.day is None:
            return ""
        if one.stopped_on and self.day <= one.stopped_on <= today:
            return _("Stopped %(when)s, since the last visit") % {"when": one.stopped}
        if one.started_on and self.day <= one.started_on <= today:
            return _("Started %(when)s, since the last visit") % {"when": one.started}
        before = self.before.get(one.pk, one.how)
        if before == one.how or not one.is_current(today):
            return ""
        return _("Changed since the last visit. Before: %(how)s") % {
            "how": before or _("not written down")
        }


def _taken_then(patient: Patient, moment: datetime) -> dict[object, str]:
    """How each medication that was written down by then was taken, as it stood."""
    versions = Medication.history.filter(
        patient_id=patient.pk, history_date__lte=moment
    ).order_by("history_date", "history_id")
    return {
        pk: in_one_line(dose, how_often)
        for pk, dose, how_often in versions.values_list("id", "dose", "how_often")
    }
