from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    make_answer,
    make_appointment,
    make_contact,
    make_question,
)

ANSWERS = {"date": "2026-11-24", "time": "10:30", "with_whom": "Dr. Elena Ruiz"}


def url(name, patient, visit=None):
    args = [patient.pk] + ([visit.pk] if visit else [])
    return reverse(f"appointments:{name}", args=args)


def test_appointment_shows_twenty_questions_and_says_how_many_more(
    client, cast, patient
):
    visit = make_appointment(
        patient=patient, starts_at=datetime(2999, 1, 1, 15, 0, tzinfo=UTC)
    )
    for number in range(1, 23):
        make_question(patient=patient, text=f"Question number {number}?")
    client.force_login(cast["owner"])

    page = client.get(url("appointment", patient, visit)).text

    assert "Question number 20?" in page
    assert "Question number 21?" not in page
    assert "And 2 more." in page


@pytest.mark.parametrize(
    "name", ["appointment", "appointment_edit", "appointment_cancel"]
)
def test_no_page_reaches_into_another_journal(client, cast, patient, name):
    elsewhere = make_appointment()
    client.force_login(cast["owner"])

    assert client.post(url(name, patient, elsewhere)).status_code in (404, 405)
    assert client.get(url(name, patient, elsewhere)).status_code in (404, 405)


@pytest.mark.parametrize("name", ["appointment_list", "appointment"])
def test_a_reader_finds_no_form_about_the_visit(client, cast, patient, name):
    visit = make_appointment(patient=patient)
    client.force_login(cast["reader"])

    page = client.get(url(name, patient, visit if name == "appointment" else None))

    main = page.content.decode().split("<main")[1]
    assert "<form" not in main
    assert "<button" not in main


def test_appointment_add_keeps_the_visit_on_the_patients_clock(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.post(url("appointment_add", patient), ANSWERS, follow=True)

    visit = patient.appointments.get()
    assert visit.zone == "America/New_York"
    assert visit.starts_at == datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    assert "Saved at 2:02 p.m." in page.content.decode()


def test_appointment_add_plans_treatment_days_one_by_one(client, cast, patient):
    client.force_login(cast["helper"])
    answers = ANSWERS | {"every": "1", "times": "8"}

    page = client.post(url("appointment_add", patient), answers, follow=True)

    assert page.redirect_chain[-1][0] == url("appointment_list", patient)
    assert "8 visits added. Saved at 2:02 p.m." in page.text
    assert patient.appointments.count() == 8


def test_appointment_add_sent_twice_is_one_visit(client, cast, patient):
    client.force_login(cast["helper"])

    for _ in range(2):
        client.post(url("appointment_add", patient), ANSWERS)

    assert patient.appointments.count() == 1


def test_appointment_add_refused_keeps_what_was_typed(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.post(
        url("appointment_add", patient),
        ANSWERS | {"date": "someday", "place": "Lakeside, room 4"},
    )

    assert page.status_code == 422
    assert "Enter the day like this: 11/24/2026." in page.content.decode()
    assert "someday" in page.content.decode()
    assert "Lakeside, room 4" in page.content.decode()
    assert not patient.appointments.exists()


def test_appointment_edit_shows_the_clock_of_the_visit_and_moves_it(
    client, cast, patient
):
    visit = make_appointment(patient=patient)
    client.force_login(cast["owner"])
    shown = client.get(url("appointment_edit", patient, visit)).content.decode()

    client.post(url("appointment_edit", patient, visit), ANSWERS | {"time": "14:00"})

    visit.refresh_from_db()
    assert 'value="2026-11-24"' in shown
    assert 'value="10:30"' in shown
    assert visit.history.count() == 2
    assert visit.starts_at == datetime(2026, 11, 24, 19, 0, tzinfo=UTC)


def test_a_cancelled_appointment_can_be_reinstated(client, cast, patient):
    visit = make_appointment(patient=patient)
    client.force_login(cast["owner"])

    cancelled = client.post(url("appointment_cancel", patient, visit), follow=True)
    visit.refresh_from_db()
    was_cancelled = visit.is_cancelled
    client.post(url("appointment_cancel", patient, visit), {"back": "1"})

    visit.refresh_from_db()
    assert was_cancelled
    assert "Restore visit" in cancelled.content.decode()
    assert not visit.is_cancelled


def test_appointment_cancel_needs_a_press_of_the_button(client, cast, patient):
    visit = make_appointment(patient=patient)
    client.force_login(cast["owner"])

    assert client.get(url("appointment_cancel", patient, visit)).status_code == 405


@pytest.mark.parametrize(
    ("hours", "words"), [(1, "today"), (20, "tomorrow"), (68, "in 3 days")]
)
def test_the_next_visit_says_how_near_it_is(
    client, cast, patient, still_clock, hours, words
):
    make_appointment(patient=patient, starts_at=still_clock + timedelta(hours=hours))
    client.force_login(cast["owner"])

    page = client.get(url("appointment_list", patient)).content.decode()

    assert f"<bdi>Dr. Elena Ruiz</bdi>, {words}" in page


def test_the_times_are_those_of_the_clock_at_the_visit(client, cast, patient):
    visit = make_appointment(patient=patient)
    patient.zone = "Europe/Paris"
    patient.save()
    client.force_login(cast["owner"])

    page = client.get(url("appointment", patient, visit)).content.decode()

    assert "Tuesday, November 24, 2026, 10:30 a.m." in page


def test_appointment_shows_its_open_questions_the_top_three_first(
    client, cast, patient
):
    visit = make_appointment(patient=patient)
    make_question(patient=patient, text="How much should I drink?")
    make_question(patient=patient, text="Why are my fingers numb?", top=1)
    make_question(
        patient=patient,
        text="What is a plasma cell?",
        status="answered",
        asked_on=date(2026, 10, 27),
    )
    client.force_login(cast["reader"])

    page = client.get(url("appointment", patient, visit)).content.decode()

    assert page.index("Why are my fingers numb?") < page.index("How much should I")
    assert page.count("One of your top three") == 1
    assert "What is a plasma cell?" not in page


def test_a_visit_with_a_contact_shows_the_number_to_call(client, cast, patient):
    contact = make_contact(patient=patient, daytime_number="555-0142")
    visit = make_appointment(patient=patient, contact=contact)
    client.force_login(cast["reader"])

    page = client.get(url("appointment", patient, visit)).text

    assert "555-0142" in page


def test_a_visit_that_has_been_shows_what_was_said_that_day(client, cast, patient):
    october = datetime(2026, 10, 27, 14, 0, tzinfo=UTC)
    visit = make_appointment(patient=patient, starts_at=october)
    question = make_question(
        patient=patient, status="answered", asked_on=date(2026, 10, 27)
    )
    make_answer(question=question, text="Three quarts a day.")
    make_answer(question=question, text="Two will do now.", given_on=date(2026, 11, 3))
    client.force_login(cast["owner"])

    page = client.get(url("appointment", patient, visit)).content.decode()

    assert "Three quarts a day." in page
    assert "Two will do now." not in page


@pytest.mark.parametrize("name", ["appointment_list", "appointment"])
def test_the_number_of_queries_does_not_grow(
    client, cast, patient, still_clock, django_assert_max_num_queries, name
):
    visit = make_appointment(patient=patient, starts_at=still_clock)
    client.force_login(cast["owner"])
    address = url(name, patient, visit if name == "appointment" else None)
    counts = []

    for size in (5, 50):
        for day in range(size):
            moment = still_clock + timedelta(days=day - size // 2)
            make_appointment(patient=patient, starts_at=moment)
            question = make_question(patient=patient)
            make_answer(question=question, given_on=visit.day)
        with django_assert_max_num_queries(20) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
