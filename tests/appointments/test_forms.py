from datetime import date

import pytest

from myeloma_journal.appointments.forms import AppointmentForm, PlanForm
from myeloma_journal.appointments.models import Appointment
from tests.factories import make_appointment, make_contact

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
        ("date", "", "Enter the date of the visit."),
        ("date", "31.11.26", "Enter the day like this: 11/24/2026."),
        ("date", "2026-02-30", "Enter the day like this: 11/24/2026."),
        (
            "date",
            "2062-11-24",
            "You entered November 24, 2062. "
            "Choose a day from January 1, 1900 to November 21, 2031.",
        ),
        (
            "date",
            "1226-11-24",
            "You entered November 24, 1226. "
            "Choose a day from January 1, 1900 to November 21, 2031.",
        ),
        ("time", "", "Enter the time. If you’re not sure, your best guess is fine."),
        ("time", "half past ten", "Enter the time like this: 10:30 am."),
        ("with_whom", " ", "Enter who the visit is with. A department is fine."),
        ("with_whom", "x" * 101, "Use 100 characters or fewer. You typed 101."),
        ("place", "x" * 201, "Use 200 characters or fewer. You typed 201."),
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


def plan_several(patient, **answers):
    visit = Appointment(patient=patient, zone=patient.zone)
    form = PlanForm(ANSWERS | answers, instance=visit, today=TODAY)
    return form.plan() if form.is_valid() else form.errors


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [("2026-10-27", "14:30", "15:30"), ("2027-03-09", "15:30", "14:30")],
)
def test_visits_that_come_again_keep_their_time_when_the_clocks_change(
    patient, first, before, after
):
    visits = plan_several(patient, date=first, every="1", times="2")

    assert [f"{visit.wall_clock:%a %H:%M}" for visit in visits] == ["Tue 10:30"] * 2
    assert [f"{visit.starts_at:%H:%M}" for visit in visits] == [before, after]


def test_each_of_several_visits_says_with_whom_where_and_what_for(patient):
    visits = plan_several(
        patient, every="2", times="3", place="Room 4", purpose="Infusion"
    )

    assert {(v.with_whom, v.place, v.purpose) for v in visits} == {
        ("Dr. Elena Ruiz", "Room 4", "Infusion")
    }
    assert [v.day.day for v in visits] == [24, 8, 22]


def test_visits_that_were_planned_already_are_not_planned_twice(patient):
    plan_several(patient, every="1", times="2")

    plan_several(patient, every="1", times="3")

    assert patient.appointments.count() == 3


def test_a_visit_that_was_cancelled_can_be_planned_anew(patient):
    make_appointment(patient=patient, is_cancelled=True)

    plan_several(patient)

    assert patient.appointments.planned().count() == 1


@pytest.mark.parametrize(
    ("answers", "name", "sentence"),
    [
        ({"every": "1"}, "times", "Enter the number of visits, from 2 to 30."),
        ({"every": "1", "times": "31"}, "times", "Enter a whole number from 2 to 30."),
        ({"every": "1", "times": "1"}, "times", "Enter a whole number from 2 to 30."),
        ({"every": "1", "times": "x"}, "times", "Enter a whole number from 2 to 30."),
        (
            {"times": "8"},
            "every",
            "Choose how often the visit repeats, or leave the number of visits empty.",
        ),
        (
            {"date": "2031-11-18", "every": "1", "times": "2"},
            "times",
            "The last visit would be on November 25, 2031, which is too far ahead. "
            "Choose fewer visits. The latest possible date is November 21, 2031.",
        ),
    ],
)
def test_several_visits_are_refused_with_what_to_do(patient, answers, name, sentence):
    assert plan_several(patient, **answers) == {name: [sentence]}
    assert not patient.appointments.exists()


def test_without_a_care_team_nobody_can_be_chosen(patient):
    make_contact()  # somebody else's

    assert "contact" not in form_with(patient).fields


def test_a_visit_with_a_contact_takes_over_name_and_place(patient):
    contact = make_contact(patient=patient, name="Dr. Kim", place="Room 7")

    visit = plan(patient, contact=contact.pk, with_whom="")

    assert (visit.contact, visit.with_whom, visit.place) == (
        contact,
        "Dr. Kim",
        "Room 7",
    )


def test_a_name_that_was_typed_still_works_beside_the_care_team(patient):
    make_contact(patient=patient)

    visit = plan(patient, with_whom="Dr. Elena Ruiz")

    assert (visit.contact, visit.with_whom) == (None, "Dr. Elena Ruiz")


def test_a_visit_keeps_the_name_of_a_contact_that_was_removed(patient):
    contact = make_contact(patient=patient, name="Dr. Kim")
    visit = plan(patient, contact=contact.pk, with_whom="")

    contact.delete()

    visit.refresh_from_db()
    assert (visit.contact, visit.with_whom) == (None, "Dr. Kim")


def test_a_contact_of_another_journal_cannot_be_chosen(patient):
    make_contact(patient=patient)

    form = form_with(patient, contact=make_contact().pk)

    assert "contact" in form.errors


def test_neither_chosen_nor_typed_is_refused(patient):
    make_contact(patient=patient)

    form = form_with(patient, with_whom="")

    assert form.errors == {
        "with_whom": ["Enter who the visit is with. A department is fine."]
    }


def test_each_of_several_visits_is_with_the_contact(patient):
    contact = make_contact(patient=patient)

    visits = plan_several(
        patient, contact=contact.pk, with_whom="", every="1", times="2"
    )

    assert [visit.contact for visit in visits] == [contact, contact]
