from datetime import UTC, date, datetime

import pytest

from myeloma_journal.treatment.dose_history import load_dose_history
from tests.factories import make_line, make_line_drug, make_medication

pytestmark = pytest.mark.django_db

VISIT = datetime(2026, 11, 9, 15, tzinfo=UTC)
LAST = date(2026, 11, 21)


@pytest.fixture
def on(time_machine):
    """Move to a day, at noon where the patient lives."""

    def move(month, day, hour=17):
        time_machine.move_to(datetime(2026, month, day, hour, tzinfo=UTC), tick=False)

    return move


def changed(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


def changes(patient):
    return load_dose_history(patient, VISIT, LAST).changes


def told(change):
    return [(step.day.day, step.dose) for step in change.steps]


def test_a_dose_changed_twice_has_both_steps_with_their_days(patient, on):
    on(10, 1)
    medication = make_medication(patient=patient, dose="40 mg")
    on(11, 12)
    changed(medication, dose="20 mg")
    on(11, 18)
    changed(medication, dose="10 mg")

    [change] = changes(patient)

    assert change.before.dose == "40 mg"
    assert told(change) == [(12, "20 mg"), (18, "10 mg")]


def test_a_dose_changed_and_changed_back_is_not_missing(patient, on):
    on(10, 1)
    medication = make_medication(patient=patient, dose="40 mg")
    for day, dose in ((12, "20 mg"), (18, "40 mg")):
        on(11, day)
        changed(medication, dose=dose)

    assert told(changes(patient)[0]) == [(12, "20 mg"), (18, "40 mg")]


def test_a_change_before_the_visit_is_not_a_change_since(patient, on):
    on(10, 1)
    medication = make_medication(patient=patient, dose="40 mg")
    on(11, 8)
    changed(medication, dose="20 mg")

    [change] = changes(patient)

    assert (change.before.dose, change.steps) == ("20 mg", ())


def test_a_correction_on_the_day_it_was_written_down_is_no_change(patient, on):
    on(11, 12)
    medication = make_medication(patient=patient, dose="4 mg")
    on(11, 12, hour=18)
    changed(medication, dose="40 mg")

    [change] = changes(patient)

    assert (change.before.dose, change.steps) == ("40 mg", ())
    assert change.added_on == date(2026, 11, 12)


def test_a_dose_of_a_line_is_followed_with_its_days(patient, on):
    on(10, 1)
    drug = make_line_drug(
        line=make_line(patient=patient), dose="4 mg", schedule_note="at night"
    )
    on(11, 12)
    changed(drug, dose="3 mg")

    [change] = changes(patient)

    assert told(change) == [(12, "3 mg")]
    assert change.before.more == "at night"


def test_a_drug_taken_out_of_its_line_says_when(patient, on):
    on(10, 1)
    drug = make_line_drug(line=make_line(patient=patient))
    on(11, 12)
    drug.delete()

    assert changes(patient)[0].removed_on == date(2026, 11, 12)


def test_a_deleted_medication_was_written_by_mistake(patient, on):
    on(10, 1)
    medication = make_medication(patient=patient)
    on(11, 12)
    medication.delete()

    assert changes(patient) == ()


def test_doses_of_another_journal_are_not_read(patient, on):
    on(11, 12)
    make_medication()
    make_line_drug()

    assert load_dose_history(patient, VISIT, LAST).has_any is False
