"""What is taken now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.packets.choices import key_of
from myeloma_journal.packets.contents.times import short
from myeloma_journal.treatment.models import Kind, Line, LineDrug, Medication


@dataclass(frozen=True)
class MedicationLine:
    """One medication, as it was typed."""

    name: str
    how: str
    since: str
    purpose: str
    key: str = ""


def medication_lines(
    lines: Iterable[Line], medications: Iterable[Medication]
) -> tuple[MedicationLine, ...]:
    """The drugs of the treatment, which are always printed; then what is taken beside.

    Args:
        lines: The lines of therapy under way.
        medications: Those taken now.
    """
    drugs = [_line_drug(line, drug) for line in lines for drug in line.drugs.all()]
    return (*drugs, *map(_medication_line, medications))


def _line_drug(line: Line, drug: LineDrug) -> MedicationLine:
    since = short(line.started)
    return MedicationLine(capfirst(drug.name), drug.details, since, _("myeloma"))


def _medication_line(medication: Medication) -> MedicationLine:
    kinds = {
        Kind.OVER_THE_COUNTER.value: _("from the store"),
        Kind.SUPPLEMENT.value: _("supplement"),
    }
    kind = kinds.get(medication.kind)
    name = f"{medication.name} ({kind})" if kind else medication.name
    since = short(medication.started) if medication.started else ""
    key = key_of("medication", medication.pk)
    return MedicationLine(name, medication.how, since, medication.what_for, key)
