"""Two lines of therapy, what was done beside them, and what is taken at home."""

from typing import Any

from myeloma_journal.catalogue.models import (
    Drug,
    Phase,
    Procedure,
    Regimen,
    Response,
    Route,
)
from myeloma_journal.home.invented.family import Family, columns
from myeloma_journal.treatment.models import (
    Allergy,
    Kind,
    Line,
    Medication,
    MedicationCheck,
    Pattern,
    ProcedureDone,
    WhyEnded,
)

# So many days ago the second line began.
SECOND = 110

Dose = tuple[str, Route, dict[str, Any]]
WEEKLY = {"days_told": "once a week"}
FIRST_DOSES: list[Dose] = [
    ("16 mg per kg", Route.INTRAVENOUS, WEEKLY),
    ("1.3 mg per m²", Route.SUBCUTANEOUS, WEEKLY),
    ("25 mg", Route.ORAL, {"days_told": "two weeks of three"}),
    ("40 mg", Route.ORAL, WEEKLY),
]
CYCLE = {"pattern": Pattern.CYCLE, "cycle_length": 28}
MONDAYS = {"pattern": Pattern.WEEKLY, "weekdays": "1"}
SECOND_DOSES: list[Dose] = [
    ("1,800 mg", Route.SUBCUTANEOUS, CYCLE | {"cycle_days": "1,15"}),
    ("4 mg", Route.ORAL, CYCLE | {"cycle_days": "1-21"}),
    ("20 mg", Route.ORAL, MONDAYS),
]
# Since how many days each is taken, and until how many days ago.
MEDICATIONS = [
    (Kind.PRESCRIBED, "Zoledronic acid", "zoledronic-acid",
     "4 mg", "drip, every 3 months", "bones", 1200, None),
    (Kind.PRESCRIBED, "Acyclovir", "aciclovir",
     "400 mg", "twice a day", "preventing shingles", SECOND, None),
    (Kind.PRESCRIBED, "Ondansetron", "ondansetron",
     "8 mg", "when needed", "nausea", SECOND, 14),
    (Kind.OVER_THE_COUNTER, "Aspirin", "aspirin-low-dose",
     "81 mg", "once a day", "preventing clots", SECOND, None),
    (Kind.OVER_THE_COUNTER, "Acetaminophen", "",
     "500 mg", "some nights", "bone pain", 12, None),
    (Kind.SUPPLEMENT, "Vitamin D", "",
     "1,000 units", "once a day", "bones", 1200, None),
]  # fmt: skip
PROCEDURES = [
    ("asct", 1125, "Lakeside Cancer Center", "16 days in the hospital."),
    ("radiation", 1296, "left hip", "10 sessions, for the pain."),
]


def make_treatment(family: Family) -> None:
    """All of the treatment record that is not told or measured."""
    first = Line.objects.create(
        patient=family.patient,
        number=1,
        phase=Phase.objects.get(slug="induction"),
        regimen=Regimen.objects.get(slug="d-vrd"),
        **columns("started", family.in_month(1290)),
        **columns("stopped", family.in_month(1110)),
        cycles_planned=6,
        cycles_given=6,
        response=Response.objects.get(slug="vgpr"),
        why_ended=WhyEnded.FINISHED,
    )
    _give(first, FIRST_DOSES)
    second = Line.objects.create(
        patient=family.patient,
        number=2,
        phase=Phase.objects.get(slug="relapse"),
        regimen=Regimen.objects.get(slug="d-pd"),
        **columns("started", family.on(SECOND)),
        cycles_given=4,
        response=Response.objects.get(slug="pr"),
    )
    _give(second, SECOND_DOSES)
    _make_procedures(family, first)
    _make_medications(family)


def _give(line: Line, doses: list[Dose]) -> None:
    """How much of each drug of the line is given, and on which days."""
    line.copy_drugs()
    for drug, (dose, route, days) in zip(line.drugs.all(), doses, strict=True):
        drug.dose, drug.route = dose, route
        for name, value in days.items():
            setattr(drug, name, value)
        if drug.pattern == Pattern.CYCLE:
            drug.cycle_began_on = line.started_on
        drug.save()


def _make_procedures(family: Family, first: Line) -> None:
    """A transplant at the end of the first line; before it, rays for the hip."""
    for slug, ago, where, what in PROCEDURES:
        ProcedureDone.objects.create(
            patient=family.patient,
            line=first if slug == "asct" else None,
            kind=Procedure.objects.get(slug=slug),
            **columns("done", family.in_month(ago)),
            where=where,
            what=what,
        )


def _make_medications(family: Family) -> None:
    """What is taken beside the treatment, what is not borne, and that Anna checked."""
    for kind, name, slug, dose, how_often, what_for, since, until in MEDICATIONS:
        Medication.objects.create(
            patient=family.patient,
            kind=kind,
            drug=Drug.objects.filter(slug=slug).first(),
            name=name,
            dose=dose,
            how_often=how_often,
            what_for=what_for,
            prescribed_by="Dr. Elena Ruiz" if kind == Kind.PRESCRIBED else "",
            **columns("started", family.on(since)),
            **(columns("stopped", family.on(until)) if until else {}),
        )
    Allergy.objects.create(
        patient=family.patient, name="Penicillin", reaction="rash", since="1988"
    )
    MedicationCheck.objects.create(
        patient=family.patient,
        checked_on=family.back(22),
        **family.anna.as_creator,
    )
