"""All that happened to a treatment record: who changed what, and what stood before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

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
    StageTold,
)


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
        (_("Stage"), StageTold.history),
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
