"""What is taken now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.packets.contents.choice import key_of
from myeloma_journal.packets.contents.times import short
from myeloma_journal.treatment.models import Kind, Line, Medication


@dataclass(frozen=True)
class MedicationLine:
    """One medication, as it was typed."""

    name: str
    how: str
    since: str
    purpose: str
    key: str = ""


def line_drugs(lines: Iterable[Line]) -> list[MedicationLine]:
    """The drugs of the treatment itself come first, and are always there."""
    return [
        MedicationLine(
            capfirst(drug.name), drug.details, short(line.started), _("myeloma")
        )
        for line in lines
        for drug in line.drugs.all()
    ]


def medication_line(medication: Medication) -> MedicationLine:
    """One that is taken beside the treatment."""
    kinds = {
        Kind.OVER_THE_COUNTER.value: _("from the store"),
        Kind.SUPPLEMENT.value: _("supplement"),
    }
    kind = kinds.get(medication.kind)
    name = f"{medication.name} ({kind})" if kind else medication.name
    since = short(medication.started) if medication.started else ""
    key = key_of("medication", medication.pk)
    return MedicationLine(name, medication.how, since, medication.what_for, key)
