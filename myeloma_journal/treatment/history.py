"""The history of the treatment record: who changed what, and what since a visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform import history
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    HealthEvent,
    Line,
    LineDrug,
    Medication,
    ProcedureDone,
    Stage,
)
from myeloma_journal.treatment.models.medications import join_nonempty


@dataclass(frozen=True)
class RecordRevision:
    """One change of a row, and the name of that row."""

    name: str
    change: history.Revision


def revisions(patient: Patient) -> list[RecordRevision]:
    """All revisions of the record, the latest first; two queries for each table."""
    revisions = [
        revision
        for label, versions in _histories(patient)
        for revision in _table_revisions(label, versions)
    ]
    return sorted(revisions, key=lambda revision: revision.change.at, reverse=True)


def _histories(patient: Patient) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The historical rows of each table, deleted records included, with its label."""
    lines = Line.history.filter(patient_id=patient.pk)
    yield _("Treatment"), lines
    yield _("Drug"), LineDrug.history.filter(line_id__in=lines.values("id"))
    for label, rows in [
        (_("Procedure"), ProcedureDone.history),
        (_("Medication"), Medication.history),
        (_("Allergy"), Allergy.history),
        (_("Hospital stay, infection, or transfusion"), HealthEvent.history),
        (_("Diagnosis"), Diagnosis.history),
        (_("Stage"), Stage.history),
        (_("Gene finding"), GeneFinding.history),
    ]:
        yield label, rows.filter(patient_id=patient.pk)


def _table_revisions(label: str, versions: QuerySet[Any]) -> Iterator[RecordRevision]:
    previous: dict[int, Any] = {}
    latest: dict[Any, Any] = {}
    current: dict[int, Any] = {}
    for version in versions.order_by("history_date", "history_id"):
        previous[version.history_id] = latest.get(version.id)
        latest[version.id] = current[version.history_id] = version.instance
    for change in history.revisions(versions):
        before, after = previous[change.number], current[change.number]
        if change.differences and isinstance(after, LineDrug):
            # The dose schedule is in several columns that read well only together.
            whole = history.FieldChange("", str(before), str(after))
            change = replace(change, differences=[whole])
        yield RecordRevision(_name(label, after), change)


def _name(label: str, record: Any) -> str:
    """As in "Treatment: line 2, D-Pd"."""
    name = record.name if isinstance(record, LineDrug) else str(record)
    params = {"label": label, "name": name}
    return _("%(label)s: %(name)s") % params if name else label


@dataclass(frozen=True)
class MedicationSinceVisit:
    """A medication, and how it changed since the last visit; empty if it did not."""

    medication: Medication
    change: str = ""


class ChangesSinceVisit:
    """Compares the medications of one patient with how they stood at the last visit.

    A start or stop on the day of the visit counts: it was decided there.
    """

    def __init__(self, patient: Patient, appointment: Appointment | None) -> None:
        """Read how each medication was taken when the visit began, in one query."""
        self.day = appointment.day if appointment else None
        self.before = _details_at(patient, appointment.starts_at) if appointment else {}

    def of(
        self, medications: Iterable[Medication], today: date
    ) -> list[MedicationSinceVisit]:
        """Each medication with its change up to `today`."""
        return [
            MedicationSinceVisit(medication, self._change(medication, today))
            for medication in medications
        ]

    def _change(self, medication: Medication, today: date) -> str:
        if self.day is None:
            return ""
        started, stopped = medication.started_on, medication.stopped_on
        if stopped and self.day <= stopped <= today:
            when = {"when": medication.stopped}
            return _("Stopped %(when)s, since the last visit") % when
        if started and self.day <= started <= today:
            when = {"when": medication.started}
            return _("Started %(when)s, since the last visit") % when
        details = medication.details
        before = self.before.get(medication.pk, details)
        if before == details or not medication.is_current(today):
            return ""
        return _("Changed since the last visit. Before: %(how)s") % {
            "how": before or pgettext("dose", "not entered")
        }


def _details_at(patient: Patient, moment: datetime) -> dict[object, str]:
    """The dose and frequency of each medication at `moment`, by its id."""
    versions = Medication.history.filter(
        patient_id=patient.pk, history_date__lte=moment
    ).order_by("history_date", "history_id")
    return {
        pk: join_nonempty(dose, how_often)
        for pk, dose, how_often in versions.values_list("id", "dose", "how_often")
    }
