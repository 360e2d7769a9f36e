"""How doses changed since a moment, from the history of each record.

A start or a stop is typed, with its day. A changed dose is only written over the one
before: what stood there, and on which day it was changed, the history knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.treatment.models import Line, LineDrug, Medication
from myeloma_journal.treatment.models.medications import join_nonempty


@dataclass(frozen=True)
class DoseStep:
    """What the record said from a day on."""

    day: date
    dose: str
    more: str

    @property
    def details(self) -> str:
        return join_nonempty(self.dose, self.more)

    def is_same(self, other: "DoseStep") -> bool:
        return self.details.casefold() == other.details.casefold()


@dataclass(frozen=True)
class DoseChange:
    """What became of the dose of one drug since a moment.

    Attributes:
        pk: Of the medication, or of the drug of a line.
        name: As it is called now.
        before: What stood there at that moment, or when it was first written down.
        steps: What it was changed to, and when; several changes of a day are one.
        added_on: The day it was written down, where that was later.
        removed_on: The day a drug was taken out of its line.
        line_pk: The line of therapy, for a drug of one.
    """

    pk: UUID
    name: str
    before: DoseStep
    steps: tuple[DoseStep, ...] = ()
    added_on: date | None = None
    removed_on: date | None = None
    line_pk: UUID | None = None


@dataclass(frozen=True)
class DoseHistory:
    """What changed, and whether any drug was ever written down."""

    changes: tuple[DoseChange, ...] = ()
    has_any: bool = False


def load_dose_history(patient: Patient, since: datetime, until: date) -> DoseHistory:
    """The changes after `since`, up to the day `until`, in two queries.

    Medications that were deleted are left out: they were written by mistake. A drug
    taken out of a line that goes on is how one says that it is not given any more.
    """
    lines = Line.history.filter(patient_id=patient.pk).values("id")
    records = [
        *_by_record(Medication.history.filter(patient_id=patient.pk)),
        *_by_record(LineDrug.history.filter(line_id__in=lines)),
    ]
    changes = [_change(patient, versions, since, until) for versions in records]
    return DoseHistory(tuple(filter(None, changes)), has_any=bool(records))


def _by_record(versions: QuerySet[Any]) -> Iterable[list[Any]]:
    """The versions of each record, the earliest first."""
    records: dict[UUID, list[Any]] = {}
    for version in versions.order_by("history_date", "history_id"):
        records.setdefault(version.id, []).append(version)
    return records.values()


def _change(
    patient: Patient, versions: list[Any], since: datetime, until: date
) -> DoseChange | None:
    last, removed_on = versions[-1], None
    if last.history_type == "-":
        removed_on = patient.local(last.history_date).date()
        if isinstance(last.instance, Medication) or last.history_date <= since:
            return None
        if removed_on > until:
            removed_on = None
        versions = versions[:-1]
    steps = [(_step(patient, version), version.history_date) for version in versions]
    known = [step for step, at in steps if at <= since]
    # On the day it was written down, a change is a correction.
    first_day = [step for step, _at in steps if step.day == steps[0][0].day]
    before = (known or first_day)[-1]
    by_day = {step.day: step for step, at in steps if at > since and step.day <= until}
    if not known:
        by_day.pop(before.day, None)
    return DoseChange(
        pk=last.id,
        name=last.name,
        before=before,
        steps=tuple(_distinct(before, by_day.values())),
        added_on=None if known else before.day,
        removed_on=removed_on,
        line_pk=getattr(last, "line_id", None),
    )


def _step(patient: Patient, version: Any) -> DoseStep:
    record, day = version.instance, patient.local(version.history_date).date()
    if isinstance(record, LineDrug):
        more = record.details.removeprefix(record.dose).removeprefix(", ")
        return DoseStep(day, record.dose, more)
    return DoseStep(day, record.dose, record.how_often)


def _distinct(before: DoseStep, steps: Iterable[DoseStep]) -> Iterable[DoseStep]:
    """The steps that say something else than the one before each."""
    for step in steps:
        if not step.is_same(before):
            yield step
        before = step
