"""What the treatment record and the care team hold, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.core.unions import read_together
from myeloma_journal.packets.contents.choice import USUAL, Choice
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Medication,
    ProcedureDone,
    StageTold,
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
    stages: Sequence[StageTold]
    genes: Sequence[GeneFinding]
    procedures: Sequence[ProcedureDone]
    contacts: Sequence[Contact]


def kept(patient: Patient, first: date, last: date, choice: Choice = USUAL) -> Kept:
    """All of it, in one query.

    Args:
        patient: Whose record.
        first: The first day of the packet; medications stopped before are left out.
        last: Its last day.
        choice: Which medications and contacts are left out.
    """
    medications = patient.medications.exclude(pk__in=choice.left_out_of("medication"))
    return Kept(
        *read_together(
            (medications.current(last) | medications.changed_since(first))
            .order_by("name", "created_at")
            .only(
                *("name", "kind", "dose", "how_often", "what_for"),
                *("started_on", "started_precision", "stopped_on", "stopped_precision"),
            ),
            patient.allergies.current(last).only("name", "reaction", "since"),
            Diagnosis.objects.filter(patient=patient).only(
                *("myeloma_type", "diagnosed_on", "diagnosed_precision"),
                *("kidneys", "bones"),
            ),
            patient.stages_told.only(
                *("system_name", "stage", "told_on", "told_precision", "told_by")
            ),
            patient.gene_findings.only(
                *("name", "result", "percent", "copies", "sample", "method", "rules"),
                *("tested_on", "tested_precision"),
            ).annotate(marker_slug=F("marker__slug")),
            patient.procedures.only("name", "done_on", "done_precision"),
            patient.contacts.exclude(pk__in=choice.left_out_of("contact")).only(
                *("name", "role", "place", "daytime_number", "after_hours_number")
            ),
        )
    )
