from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.appointments.models import CalendarFeed, NextStep
from tests.factories import (
    make_appointment,
    make_next_step,
)

pytestmark = pytest.mark.django_db


def test_upcoming_visits_come_soonest_first_and_without_the_cancelled(
    patient, still_clock
):
    later = make_appointment(patient=patient, starts_at=still_clock + timedelta(9))
    soon = make_appointment(patient=patient, starts_at=still_clock + timedelta(1))
    make_appointment(
        patient=patient, starts_at=still_clock + timedelta(2), is_cancelled=True
    )
    make_appointment(patient=patient, starts_at=still_clock - timedelta(1))

    assert list(patient.appointments.upcoming(still_clock)) == [soon, later]
    assert patient.appointments.all().next_visit(still_clock) == soon


def test_past_visits_come_latest_first_and_without_the_cancelled(patient, still_clock):
    long_ago = make_appointment(patient=patient, starts_at=still_clock - timedelta(90))
    lately = make_appointment(patient=patient, starts_at=still_clock - timedelta(9))
    make_appointment(
        patient=patient, starts_at=still_clock - timedelta(2), is_cancelled=True
    )
    make_appointment(patient=patient, starts_at=still_clock + timedelta(1))

    assert list(patient.appointments.past(still_clock)) == [lately, long_ago]
    assert patient.appointments.all().last_visit(still_clock) == lately


def test_a_visit_stays_the_next_one_while_people_wait_for_the_doctor(
    patient, still_clock
):
    begun = make_appointment(
        patient=patient, starts_at=still_clock - timedelta(hours=2)
    )

    assert list(patient.appointments.upcoming(still_clock)) == [begun]
    assert not patient.appointments.past(still_clock).exists()


def test_a_visit_keeps_the_clock_it_was_planned_by_when_the_patient_moves(patient):
    visit = make_appointment(patient=patient)

    patient.zone = "Europe/Paris"
    patient.save()
    visit.refresh_from_db()

    assert visit.wall_clock == datetime(2026, 11, 24, 10, 30)  # noqa: DTZ001 - a wall


def test_days_are_counted_from_the_date_at_the_visit(patient):
    late = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)  # still the 24th in New York
    visit = make_appointment(patient=patient, starts_at=late)

    assert visit.day == date(2026, 11, 24)
    assert visit.days_from(date(2026, 11, 21)) == 3
    assert visit.days_from(date(2026, 11, 25)) == -1


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"with_whom": ""}, "is_with_somebody"),
        ({"zone": ""}, "has_a_clock"),
        ({"starts_at": datetime(1226, 11, 24, tzinfo=UTC)}, "is_in_our_time"),
    ],
)
def test_the_database_refuses(patient, wrong, claim):
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make_appointment(patient=patient, **wrong)


def test_steps_with_a_day_come_first_and_the_soonest_of_them_first():
    visit = make_appointment()
    someday = make_next_step(appointment=visit)
    later = make_next_step(appointment=visit, due_on=date(2026, 12, 1))
    soon = make_next_step(appointment=visit, due_on=date(2026, 11, 24))

    assert list(NextStep.objects.all().open()) == [soon, later, someday]


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [({"text": ""}, "says_something"), ({"due_on": date(1226, 1, 1)}, "in_our_time")],
)
def test_the_database_refuses_a_step(wrong, claim):
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make_next_step(**wrong)


@pytest.mark.parametrize("name", ["heard", "decided"])
def test_the_database_refuses_more_than_fits(patient, name):
    with (
        pytest.raises(IntegrityError, match=f"{name}_fits"),
        transaction.atomic(),
    ):
        make_appointment(patient=patient, **{name: "a" * 20_001})


def test_the_database_refuses_a_token_that_is_no_hash(patient, cast):
    member = patient.memberships.get(user=cast["owner"])

    with (
        pytest.raises(IntegrityError, match="has_a_hash"),
        transaction.atomic(),
    ):
        CalendarFeed.objects.create(membership=member, token_hash="the secret")
