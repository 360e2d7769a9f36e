from datetime import date

import pytest

from myeloma_journal.appointments.forms import AppointmentForm
from myeloma_journal.appointments.models import Appointment
from tests.factories import make_appointment

TODAY = date(2026, 11, 21)
ANSWERS = {"date": "2026-11-24", "time": "10:30", "with_whom": "Dr. Elena Ruiz"}

pytestmark = pytest.mark.django_db


def form_with(patient, **answers):
    visit = Appointment(patient=patient, zone=patient.zone)
    return AppointmentForm(ANSWERS | answers, instance=visit, today=TODAY)


def plan(patient, **answers):
    form = form_with(patient, **answers)
    assert form.is_valid(), form.errors
    return form.save()


@pytest.mark.parametrize("typed", ["2026-11-24", "11/24/2026", "November 24, 2026"])
def test_a_date_may_be_picked_or_typed(patient, typed):
    visit = plan(patient, date=typed)

    assert visit.day == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["10:30", "10:30 am", "10:30 a.m.", "10:30AM"])
def test_a_time_may_be_picked_or_typed(patient, typed):
    visit = plan(patient, time=typed)

    assert visit.starts_at.isoformat() == "2026-11-24T15:30:00+00:00"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("date", "", "Write the day of the visit."),
        ("date", "31.11.26", "Write the day like this: 11/24/2026."),
        ("date", "2026-02-30", "Write the day like this: 11/24/2026."),
        (
            "date",
            "2062-11-24",
            "You wrote November 24, 2062. "
            "Choose a day from January 1, 1900 to November 21, 2031.",
        ),
        (
            "date",
            "1226-11-24",
            "You wrote November 24, 1226. "
            "Choose a day from January 1, 1900 to November 21, 2031.",
        ),
        ("time", "", "Write the time. A guess will do for now."),
        ("time", "half past ten", "Write the time like this: 10:30 am."),
        ("with_whom", " ", "Write whom the visit is with. A department will do."),
        ("with_whom", "x" * 101, "Use 100 letters or fewer. You typed 101."),
        ("place", "x" * 201, "Use 200 letters or fewer. You typed 201."),
    ],
)
def test_a_refusal_says_what_to_do(patient, name, typed, sentence):
    form = form_with(patient, **{name: typed})

    assert form.errors == {name: [sentence]}


def test_a_time_that_the_clock_skips_in_spring_is_the_hour_after(patient):
    visit = plan(patient, date="2027-03-14", time="02:30")

    assert f"{visit.wall_clock:%H:%M}" == "03:30"


def test_of_a_time_that_comes_twice_in_autumn_the_first_is_meant(patient):
    visit = plan(patient, date="2026-11-01", time="01:30")

    assert visit.starts_at.isoformat() == "2026-11-01T05:30:00+00:00"


def test_a_corrected_name_leaves_the_moment_alone_after_the_patient_moved(patient):
    visit = make_appointment(patient=patient)
    patient.zone = "Europe/Paris"
    patient.save()
    before = visit.starts_at

    answers = ANSWERS | {"with_whom": "Dr. Kim"}
    form = AppointmentForm(answers, instance=visit, today=TODAY)
    form.is_valid()
    form.save()

    visit.refresh_from_db()
    assert (visit.with_whom, visit.starts_at) == ("Dr. Kim", before)
