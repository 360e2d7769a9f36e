from datetime import date

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Line,
    LineDrug,
    Medication,
    MedicationCheck,
    ProcedureDone,
    Stage,
)
from tests.factories import (
    make_allergy,
    make_diagnosis,
    make_drug,
    make_gene_finding,
    make_gene_marker,
    make_kind_of_procedure,
    make_line,
    make_line_drug,
    make_medication,
    make_medication_check,
    make_phase,
    make_procedure,
    make_regimen,
    make_response,
    make_stage,
    make_staging_system,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)
BEFORE, AFTER = date(2026, 11, 20), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("started", "stopped", "is_current"),
    [
        (BEFORE, None, True),
        (DAY, None, True),
        (BEFORE, AFTER, True),
        (BEFORE, DAY, False),
        (AFTER, None, False),
    ],
)
def test_a_line_is_current_from_its_start_until_the_day_it_was_stopped(
    patient, started, stopped, is_current
):
    line = make_line(patient=patient, started_on=started, stopped_on=stopped)

    assert patient.lines.current(DAY).exists() is is_current
    assert line.is_current(DAY) is is_current


def test_lines_come_newest_first(patient):
    old = make_line(patient=patient, number=1, started_on=date(2022, 2, 1))
    new = make_line(patient=patient, number=2, started_on=date(2026, 8, 3))

    assert list(patient.lines.all()) == [new, old]


def test_a_new_line_gets_the_next_number(patient):
    assert patient.lines.all().next_number() == 1

    make_line(patient=patient, number=4)

    assert patient.lines.all().next_number() == 5


@pytest.mark.parametrize(
    ("started", "stopped"),
    [
        (("2024-12-31", "day"), ("2024-01-01", "year")),
        (("2023-05-31", "day"), ("2023-03-01", "season")),
        (("2024-03-31", "day"), ("2024-03-01", "month")),
        (("2023-08-01", "month"), ("2023-01-01", "year")),
    ],
)
def test_a_line_may_end_within_the_period_it_began_in(patient, started, stopped):
    line = make_line(
        patient=patient,
        started_on=started[0],
        started_precision=started[1],
        stopped_on=stopped[0],
        stopped_precision=stopped[1],
    )

    line.refresh_from_db()
    assert line.stopped.last >= line.started.first


def test_the_drugs_of_a_mix_become_the_lines_own(patient):
    first, second = make_drug(name="bortezomib"), make_drug(name="dexamethasone")
    mix = make_regimen(second, first)
    line = make_line(patient=patient, regimen=mix)

    line.copy_drugs()
    mix.delete()

    line.refresh_from_db()
    assert [drug.name for drug in line.drugs.all()] == ["dexamethasone", "bortezomib"]
    assert line.regimen_name == "D-Pd"


def test_a_line_keeps_the_words_of_what_was_chosen(patient):
    phase, response = make_phase(name="Relapse"), make_response(name="Stable disease")
    line = make_line(
        patient=patient,
        phase=phase,
        regimen=make_regimen(name="D-Pd"),
        regimen_name="",
        response=response,
    )

    phase.name = "Another word"
    phase.save()
    response.delete()
    line.refresh_from_db()
    line.save()

    copied = (line.phase_name, line.regimen_name, line.best_response)
    assert copied == ("Relapse", "D-Pd", "Stable disease")


@pytest.mark.parametrize(
    ("started", "stopped", "state"),
    [
        (None, None, "current"),
        (DAY, None, "current"),
        (None, AFTER, "current"),
        (BEFORE, DAY, "stopped"),
        (None, BEFORE, "stopped"),
        (AFTER, None, "planned"),
    ],
)
def test_a_medication_is_current_or_stopped_or_planned(
    patient, started, stopped, state
):
    medication = make_medication(
        patient=patient, started_on=started, stopped_on=stopped
    )

    states = {
        name
        for name in ("current", "stopped", "planned")
        if getattr(patient.medications.all(), name)(DAY).exists()
    }

    assert states == {state}
    assert medication.is_current(DAY) is (state == "current")


@pytest.mark.parametrize(
    ("started", "stopped", "is_changed"),
    [
        (DAY, None, True),
        (AFTER, None, True),
        (BEFORE, DAY, True),
        (None, AFTER, True),
        (BEFORE, None, False),
        (None, None, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_a_medication_has_changed_when_it_was_started_or_stopped_since(
    patient, started, stopped, is_changed
):
    make_medication(patient=patient, started_on=started, stopped_on=stopped)

    assert patient.medications.all().changed_since(DAY).exists() is is_changed


def test_a_medication_outlives_its_drug_in_the_catalogue(patient):
    drug = make_drug()
    medication = make_medication(patient=patient, drug=drug, name="Darzalex")

    drug.delete()

    medication.refresh_from_db()
    assert (medication.drug, medication.name) == (None, "Darzalex")


def test_a_stage_keeps_the_name_of_its_system(patient):
    system = make_staging_system(name="R-ISS")
    stage = make_stage(patient=patient, system=system, system_name="")

    system.delete()

    stage.refresh_from_db()
    assert (stage.system, str(stage)) == (None, "R-ISS: II")


def test_a_gene_finding_outlives_its_change_in_the_catalogue(patient):
    marker = make_gene_marker(name="t(4;14)")
    finding = make_gene_finding(patient=patient, marker=marker, name="t(4;14)")

    marker.delete()

    finding.refresh_from_db()
    assert (finding.marker, finding.name) == (None, "t(4;14)")


def test_a_procedure_keeps_the_name_of_its_kind(patient):
    kind = make_kind_of_procedure(name="Surgery")
    procedure = make_procedure(patient=patient, kind=kind, name="")

    kind.delete()

    procedure.refresh_from_db()
    assert (procedure.kind, procedure.name) == (None, "Surgery")


def test_a_procedure_outlives_the_line_it_belonged_to(patient):
    line = make_line(patient=patient)
    procedure = make_procedure(patient=patient, line=line)

    line.delete()

    procedure.refresh_from_db()
    assert procedure.line is None


@pytest.mark.parametrize(
    ("slug", "result", "is_said"),
    [
        ("normal-genes", "found", True),
        ("normal-genes", "not found", True),
        ("normal-genes", "unclear", False),
        ("t-4-14", "found", False),
    ],
)
def test_a_name_that_says_nothing_was_found_is_the_result(slug, result, is_said):
    finding = make_gene_finding(marker=make_gene_marker(slug=slug), result=result)

    assert finding.name_is_result is is_said


def test_times_known_in_part_sort_by_their_first_day_and_unknown_ones_last(patient):
    known = [
        PartialDate(date(2026, 3, 5), Precision.DAY),
        PartialDate(date(2026, 3, 1), Precision.SEASON),
        PartialDate(date(2026, 1, 1), Precision.YEAR),
        PartialDate(date(2025, 6, 1), Precision.MONTH),
        None,
    ]
    for when in reversed(known):
        make_stage(patient=patient, when=when)
        make_gene_finding(patient=patient, when=when)
        make_procedure(patient=patient, when=when)

    assert [stage.when for stage in patient.stages.all()] == known
    assert [finding.when for finding in patient.gene_findings.all()] == known
    assert [procedure.when for procedure in patient.procedures.all()] == known


LONG_AGO = {"on": date(1899, 12, 31), "precision": "day"}
WITHOUT_PRECISION = {"on": DAY, "precision": ""}
WITHOUT_DAY = {"on": None, "precision": "year"}
STRANGE = {"on": DAY, "precision": "week"}
PARTIAL_DATES = [
    (make_diagnosis, "diagnosed", "treatment_diagnosis"),
    (make_stage, "reported", "treatment_stage"),
    (make_gene_finding, "tested", "treatment_genefinding"),
    (make_procedure, "done", "treatment_proceduredone"),
]
WRONG_TIMES = [
    (
        make,
        {f"{stem}_{part}": value for part, value in wrong.items()},
        f"{table}_{stem}_is_a_partial_date",
    )
    for make, stem, table in PARTIAL_DATES
    for wrong in (LONG_AGO, WITHOUT_PRECISION, WITHOUT_DAY, STRANGE)
]
CYCLE = {
    "pattern": "cycle",
    "cycle_days": "1-21",
    "cycle_length": 28,
    "cycle_began_on": DAY,
}
REFUSED = [
    *WRONG_TIMES,
    (make_diagnosis, {"note": "a" * 20_001}, "diagnosis_note_fits"),
    (make_stage, {"system_name": ""}, "stage_has_a_system"),
    (make_stage, {"stage": ""}, "stage_has_a_stage"),
    (make_gene_finding, {"name": ""}, "genefinding_has_a_name"),
    (make_gene_finding, {"result": "maybe"}, "genefinding_result_is_known"),
    (make_gene_finding, {"percent": -1}, "genefinding_percent_fits"),
    (make_gene_finding, {"percent": "100.1"}, "genefinding_percent_fits"),
    (make_gene_finding, {"copies": 100}, "genefinding_copies_fit"),
    (make_line, {"number": 0}, "number_fits"),
    (make_line, {"number": 51}, "number_fits"),
    (make_line, {"cycles_given": 501}, "cycles_given_fit"),
    (make_line, {"note": "a" * 20_001}, "line_note_fits"),
    (make_line, {"regimen_name": ""}, "line_has_a_name"),
    (make_line, {"stopped_on": date(2026, 8, 2)}, "line_ends_after_it_begins"),
    (make_line, {"started_on": date(1899, 12, 31)}, "line_started_is_a_partial_date"),
    (
        make_line,
        {"stopped_on": DAY, "stopped_precision": ""},
        "line_stopped_is_a_partial_date",
    ),
    (make_line, {"started_precision": ""}, "line_started_is_a_partial_date"),
    (make_line, {"started_precision": "week"}, "line_started_is_a_partial_date"),
    (make_line, {"stopped_precision": "year"}, "line_stopped_is_a_partial_date"),
    (
        make_line,
        {"stopped_on": date(2025, 8, 1), "stopped_precision": "year"},
        "line_ends_after_it_begins",
    ),
    (
        make_line,
        {"stopped_on": date(2026, 7, 1), "stopped_precision": "month"},
        "line_ends_after_it_begins",
    ),
    (
        make_line,
        {"stopped_on": date(2026, 3, 1), "stopped_precision": "season"},
        "line_ends_after_it_begins",
    ),
    (make_line, {"why_ended": "other"}, "why_ended_needs_an_end"),
    (
        make_line,
        {"why_ended": "bored", "stopped_on": date(2026, 9, 1)},
        "why_ended_is_known",
    ),
    (make_line, {"cycles_planned": 0}, "cycles_planned_fit"),
    (make_line, {"cycles_planned": 501}, "cycles_planned_fit"),
    (make_line_drug, {"name": ""}, "linedrug_has_a_name"),
    (make_line_drug, {"route": "nose"}, "linedrug_route_is_known"),
    (make_line_drug, {"pattern": "weekly"}, "linedrug_schedule_fits"),
    (make_line_drug, {"weekdays": "2"}, "linedrug_schedule_fits"),
    (make_line_drug, {"cycle_length": 28}, "linedrug_schedule_fits"),
    (
        make_line_drug,
        CYCLE | {"pattern": "weekly"},
        "linedrug_schedule_fits",
    ),
    (make_line_drug, CYCLE | {"cycle_days": ""}, "linedrug_schedule_fits"),
    (
        make_line_drug,
        CYCLE | {"cycle_length": None},
        "linedrug_schedule_fits",
    ),
    (
        make_line_drug,
        CYCLE | {"cycle_length": 100},
        "linedrug_schedule_fits",
    ),
    (
        make_line_drug,
        CYCLE | {"cycle_began_on": None},
        "linedrug_schedule_fits",
    ),
    (
        make_line_drug,
        {"pattern": "weekly", "weekdays": "52"},
        "linedrug_weekdays_are_in_order",
    ),
    (
        make_line_drug,
        CYCLE | {"cycle_days": "1 to 21"},
        "linedrug_cycle_days_are_numbers",
    ),
    (make_procedure, {"name": ""}, "proceduredone_has_a_name"),
    (make_procedure, {"what": "a" * 20_001}, "proceduredone_what_fits"),
    (make_medication, {"name": ""}, "medication_has_a_name"),
    (make_medication, {"kind": ""}, "kind_is_known"),
    (
        make_medication,
        {"stopped_on": date(1899, 12, 31)},
        "medication_stopped_is_a_partial_date",
    ),
    (
        make_medication,
        {"started_on": AFTER, "stopped_on": DAY},
        "medication_ends_after_it_begins",
    ),
    (
        make_medication,
        {"started_on": DAY, "started_precision": ""},
        "medication_started_is_a_partial_date",
    ),
    (
        make_medication,
        {"stopped_precision": "year"},
        "medication_stopped_is_a_partial_date",
    ),
    (make_allergy, {"name": ""}, "allergy_has_a_name"),
    (make_allergy, {"ended_on": DAY}, "allergy_ended_is_a_partial_date"),
    (
        make_allergy,
        {"ended_on": date(1899, 12, 31), "ended_precision": "day"},
        "allergy_ended_is_a_partial_date",
    ),
    (make_medication_check, {"created_by_name": ""}, "medicationcheck_is_signed"),
    (
        make_medication_check,
        {"checked_on": date(1899, 12, 31)},
        "medicationcheck_is_in_our_time",
    ),
]


@pytest.mark.parametrize(("make", "wrong", "claim"), REFUSED)
def test_the_database_refuses_what_cannot_be(make, wrong, claim):
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make(**wrong)


def test_every_constraint_was_seen_to_refuse():
    claims = [claim for _, _, claim in REFUSED]
    given = (Line, LineDrug, ProcedureDone, Medication, Allergy)
    models = (*given, MedicationCheck, Stage, GeneFinding, Diagnosis)

    names = [c.name for model in models for c in model._meta.constraints]

    assert [n for n in names if not any(claim in n for claim in claims)] == []


def test_there_is_one_diagnosis(patient):
    make_diagnosis(patient=patient)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_diagnosis(patient=patient)


def test_earlier_versions_of_a_record_are_saved(patient):
    medication = make_medication(patient=patient, dose="400 mg")

    medication.dose = "800 mg"
    medication.save()

    assert [was.dose for was in medication.history.all()] == ["800 mg", "400 mg"]
