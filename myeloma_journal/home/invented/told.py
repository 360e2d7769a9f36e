"""What the team told Margaret in the month before the first treatment."""

from myeloma_journal.catalogue.models import GeneMarker, StagingSystem
from myeloma_journal.home.invented.family import Family, columns
from myeloma_journal.treatment.models import (
    Diagnosis,
    Finding,
    GeneFinding,
    StageTold,
)

GENES = [
    ("t-11-14", Finding.FOUND, 62),
    ("del-17p", Finding.NOT_FOUND, None),
    ("t-4-14", Finding.NOT_FOUND, None),
]


def make_told(family: Family) -> None:
    """The diagnosis, its stage, and the gene findings."""
    month = family.in_month(1310)
    Diagnosis.objects.create(
        patient=family.patient,
        myeloma_type="IgG kappa",
        **columns("diagnosed", month),
        kidneys="not involved",
        bones="weak spots in the spine and the left hip",
    )
    StageTold.objects.create(
        patient=family.patient,
        system=StagingSystem.objects.get(slug="r-iss"),
        stage="II",
        **columns("told", month),
        told_by="Dr. Elena Ruiz",
    )
    for slug, result, percent in GENES:
        marker = GeneMarker.objects.get(slug=slug)
        GeneFinding.objects.create(
            patient=family.patient,
            marker=marker,
            name=marker.name,
            result=result,
            percent=percent,
            **columns("tested", month),
            sample="bone marrow",
            method="FISH",
        )
