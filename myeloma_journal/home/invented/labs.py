"""Five reports of the laboratory, and what two other tests said."""

from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.home.invented.family import Family, columns
from myeloma_journal.labs.models import MRD, LabResult, Level, MrdWord, ToldResult

# So many days ago blood was taken; the columns of each row below.
TAKEN = (112, 84, 56, 28, 4)
RESULTS = {
    "m-protein-serum": ("g/dL", "", "", "2.4 2.1 1.6 1.1 0.8"),
    "flc-kappa": ("mg/L", "3.3", "19.4", "88.0 61.5 44.2 31.0 24.5"),
    "flc-lambda": ("mg/L", "5.7", "26.3", "4.9 5.6 6.8 7.9 8.3"),
    "hemoglobin": ("g/dL", "12.0", "15.5", "10.1 10.6 11.2 11.4 10.9"),
    "platelets": ("10^9/L", "150", "400", "141 158 166 171 163"),
    "creatinine": ("mg/dL", "0.50", "1.10", "1.04 1.01 0.97 0.95 0.98"),
}


def make_labs(family: Family) -> None:
    """The numbers as they stood on paper, and the results in words."""
    for slug, (unit, low, high, values) in RESULTS.items():
        marker = LabMarker.objects.get(slug=slug)
        for ago, typed in zip(TAKEN, values.split(), strict=True):
            LabResult.objects.create(
                patient=family.patient,
                marker=marker,
                typed=typed,
                unit=unit,
                taken_on=family.back(ago),
                low_typed=low,
                high_typed=high,
            )
    ToldResult.objects.create(
        patient=family.patient,
        test=OtherTest.objects.get(slug=MRD),
        name="MRD",
        result=MrdWord.FOUND,
        level=Level.FIVE,
        sample="bone marrow",
        method="flow cytometry",
        **columns("taken", family.in_month(1130)),
    )
    ToldResult.objects.create(
        patient=family.patient,
        name="PET-CT",
        result="two new spots",
        sample="spine",
        **columns("taken", family.on(118)),
    )
