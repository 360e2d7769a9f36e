from datetime import date

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.treatment.models import Allergy, Line, LineDrug, Medication
from tests.factories import (
    make_allergy,
    make_drug,
    make_line,
    make_line_drug,
    make_medication,
    make_phase,
    make_regimen,
    make_response,
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


def test_the_drugs_of_a_mix_become_the_lines_own(patient):
    first, second = make_drug(name="bortezomib"), make_drug(name="dexamethasone")
    mix = make_regimen(second, first)
    line = make_line(patient=patient, regimen=mix)

    line.copy_drugs()
    mix.delete()

    line.refresh_from_db()
    assert [one.name for one in line.drugs.all()] == ["dexamethasone", "bortezomib"]
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

    kept = (line.phase_name, line.regimen_name, line.best_response)
    assert kept == ("Relapse", "D-Pd", "Stable disease")


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


REFUSED = [
    (make_line, {"number": 0}, "number_fits"),
    (make_line, {"number": 51}, "number_fits"),
    (make_line, {"cycles_given": 501}, "cycles_given_fit"),
    (make_line, {"note": "a" * 20_001}, "note_fits"),
    (make_line, {"regimen_name": ""}, "line_has_a_name"),
    (make_line, {"stopped_on": date(2026, 8, 2)}, "ends_after_it_begins"),
    (make_line, {"started_on": date(1899, 12, 31)}, "in_our_time"),
    (make_line, {"why_ended": "other"}, "why_ended_needs_an_end"),
    (
        make_line,
        {"why_ended": "bored", "stopped_on": date(2026, 9, 1)},
        "why_ended_is_known",
    ),
    (make_line_drug, {"name": ""}, "linedrug_has_a_name"),
    (make_medication, {"name": ""}, "medication_has_a_name"),
    (make_medication, {"kind": ""}, "kind_is_known"),
    (make_medication, {"stopped_on": date(1899, 12, 31)}, "in_our_time"),
    (make_medication, {"started_on": AFTER, "stopped_on": DAY}, "ends_after_it_begins"),
    (make_allergy, {"name": ""}, "allergy_has_a_name"),
]


@pytest.mark.parametrize(("make", "wrong", "claim"), REFUSED)
def test_the_database_refuses_what_cannot_be(make, wrong, claim):
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make(**wrong)


def test_every_constraint_was_seen_to_refuse():
    claims = [claim for _, _, claim in REFUSED]
    models = (Line, LineDrug, Medication, Allergy)

    names = [c.name for model in models for c in model._meta.constraints]

    assert [n for n in names if not any(claim in n for claim in claims)] == []


def test_what_a_record_was_before_is_kept(patient):
    medication = make_medication(patient=patient, dose="400 mg")

    medication.dose = "800 mg"
    medication.save()

    assert [was.dose for was in medication.history.all()] == ["800 mg", "400 mg"]
