from datetime import date

import pytest

from myeloma_journal.treatment.doses import DaysSinceDose
from tests.factories import make_line, make_line_drug

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 24)
MONDAYS = {"name": "dexamethasone", "pattern": "weekly", "weekdays": "1"}


@pytest.fixture
def line(patient):
    return make_line(patient=patient, started_on=date(2026, 8, 3))


def doses(patient):
    return DaysSinceDose.of(patient, FIRST, LAST)


def cycle(days, length):
    began = date(2026, 11, 2)
    schedule = {"cycle_days": days, "cycle_length": length, "cycle_began_on": began}
    return {"pattern": "cycle"} | schedule


def test_day_says_how_long_ago_the_dose_was(patient, line):
    make_line_drug(line=line, **MONDAYS)

    found = doses(patient)

    assert found.on(date(2026, 11, 16)) == ["dexamethasone dose day"]
    assert found.on(date(2026, 11, 19)) == ["Day 3 after dexamethasone"]


def test_several_drugs_are_listed_the_latest_dose_first(patient, line):
    make_line_drug(line=line, **MONDAYS)
    make_line_drug(line=line, name="bortezomib", pattern="weekly", weekdays="3")

    assert doses(patient).on(date(2026, 11, 19)) == [
        "Day 1 after bortezomib",
        "Day 3 after dexamethasone",
    ]


def test_drug_taken_on_most_days_is_left_out(patient, line):
    make_line_drug(line=line, **cycle("1-21", 28))

    assert doses(patient).on(date(2026, 11, 5)) == []


def test_after_a_week_nothing_is_said(patient, line):
    make_line_drug(line=line, name="daratumumab", **cycle("1", 28))

    assert doses(patient).on(date(2026, 11, 9)) == ["Day 7 after daratumumab"]
    assert doses(patient).on(date(2026, 11, 10)) == []


def test_a_schedule_in_own_words_is_not_counted(patient, line):
    make_line_drug(line=line, schedule_note="when Dr. Ruiz says so")

    assert doses(patient).on(date(2026, 11, 9)) == []


def test_line_that_ended_before_is_left_out(patient):
    ended = make_line(
        patient=patient,
        started_on=date(2026, 1, 1),
        stopped_on=date(2026, 10, 1),
        stopped_precision="day",
    )
    make_line_drug(line=ended, **MONDAYS)

    assert doses(patient).drugs == []


def test_line_of_another_patient_is_left_out(patient):
    make_line_drug(line=make_line(), **MONDAYS)

    assert doses(patient).drugs == []


def test_dose_days_of_a_span_are_given_once_each(patient, line):
    make_line_drug(line=line, **MONDAYS)
    make_line_drug(line=line, name="bortezomib", pattern="weekly", weekdays="14")

    found = doses(patient)

    assert found.days(date(2026, 11, 9), date(2026, 11, 16)) == [
        date(2026, 11, 9),
        date(2026, 11, 12),
        date(2026, 11, 16),
    ]
    assert found.names == "dexamethasone, bortezomib"
