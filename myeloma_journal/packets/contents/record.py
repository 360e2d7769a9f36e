"""What the treatment record and the care team hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.packets.choices import USUAL, Choice
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Medication,
    ProcedureDone,
    Stage,
)


@dataclass(frozen=True)
class Kept:
    """What is short and stands in many tables.

    Attributes:
        medications: Those taken now, and those begun or stopped in these days.
        allergies: Those that hold.
        diagnoses: The diagnosis, where it was told.
        stages: Stages and risk groups, the latest first.
        genes: What the genes showed, the latest first, each with its marker's slug.
        procedures: What was done beside drugs, the latest first.
        contacts: The care team, the one to call first at the top.
    """

    medications: Sequence[Medication]
    allergies: Sequence[Allergy]
    diagnoses: Sequence[Diagnosis]
    stages: Sequence[Stage]
    genes: Sequence[GeneFinding]
    procedures: Sequence[ProcedureDone]
    contacts: Sequence[Contact]


def kept(patient: Patient, first: date, last: date, choice: Choice = USUAL) -> Kept:
    """All of it.

    Args:
        patient: Whose record.
        first: The first day of the packet; medications stopped before are left out.
        last: Its last day.
        choice: Which medications and contacts are left out.
    """
    medications = patient.medications.exclude(pk__in=choice.left_out_of("medication"))
    taken = medications.current(last) | medications.changed_since(first)
    contacts = patient.contacts.exclude(pk__in=choice.left_out_of("contact"))
    return Kept(
        medications=list(taken.order_by("name", "created_at")),
        allergies=list(patient.allergies.current(last)),
        diagnoses=list(Diagnosis.objects.filter(patient=patient)),
        stages=list(patient.stages.all()),
        genes=list(patient.gene_findings.select_related("marker")),
        procedures=list(patient.procedures.all()),
        contacts=list(contacts),
    )
