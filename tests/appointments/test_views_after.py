from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.appointments.models import NextStep
from tests.factories import (
    make_answer,
    make_appointment,
    make_next_step,
    make_question,
)

pytestmark = pytest.mark.django_db

OCTOBER = datetime(2026, 10, 27, 14, 0, tzinfo=UTC)


def url(name, patient, thing):
    return reverse(f"appointments:{name}", args=[patient.pk, thing.pk])


def answers(*steps, saved=0, **fields):
    rows = {"step-TOTAL_FORMS": len(steps), "step-INITIAL_FORMS": saved}
    return (
        fields
        | rows
        | {
            f"step-{n}-{name}": value
            for n, step in enumerate(steps)
            for name, value in step.items()
        }
    )


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient, starts_at=OCTOBER)


@pytest.fixture
def as_helper(client, cast):
    client.force_login(cast["helper"])
    return client


@pytest.mark.parametrize("name", ["appointment_after", "appointment_note"])
def test_no_page_after_a_visit_reaches_into_another_journal(as_helper, patient, name):
    elsewhere = make_appointment()

    assert as_helper.get(url(name, patient, elsewhere)).status_code == 404


def test_a_step_of_another_journal_is_not_there(as_helper, patient):
    elsewhere = make_next_step()

    assert as_helper.post(url("step_done", patient, elsewhere)).status_code == 404


def test_what_came_out_of_a_visit_is_saved(as_helper, patient, visit):
    sent = answers(
        {"text": "Nerve test", "who": "Anna", "due_on": "2026-11-30"},
        {"text": "", "who": "", "due_on": ""},
        heard="The results are stable.",
        decided="The dose stays.",
    )

    page = as_helper.post(url("appointment_after", patient, visit), sent, follow=True)

    visit.refresh_from_db()
    step = visit.next_steps.get()
    assert (visit.heard, visit.decided) == (
        "The results are stable.",
        "The dose stays.",
    )
    assert (step.text, step.who, step.due_on) == (
        "Nerve test",
        "Anna",
        date(2026, 11, 30),
    )
    assert "Saved at 2:02 p.m." in page.text


def test_a_step_can_be_corrected_and_taken_out(as_helper, patient, visit):
    stays, out = make_next_step(appointment=visit), make_next_step(appointment=visit)
    sent = answers(
        {"id": stays.pk, "text": "Nerve test at ten", "who": "", "due_on": ""},
        {"id": out.pk, "text": out.text, "who": "", "due_on": "", "DELETE": "on"},
        saved=2,
    )

    as_helper.post(url("appointment_after", patient, visit), sent)

    assert visit.next_steps.get().text == "Nerve test at ten"


def test_a_step_that_was_emptied_names_the_box_that_takes_it_out(
    as_helper, patient, visit
):
    step = make_next_step(appointment=visit)
    sent = answers({"id": step.pk, "text": "", "who": "", "due_on": ""}, saved=1)

    page = as_helper.post(url("appointment_after", patient, visit), sent)

    assert page.status_code == 422
    assert "Enter what needs to be done, or choose “Delete this task”." in page.text


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            {"text": "", "who": "Anna", "due_on": ""},
            "Enter what needs to be done, or leave the whole row empty.",
        ),
        (
            {"text": "Nerve test", "who": "", "due_on": "soon"},
            "Enter the day like this: 11/24/2026.",
        ),
    ],
)
def test_a_refused_step_keeps_all_that_was_typed(
    as_helper, patient, visit, step, sentence
):
    page = as_helper.post(
        url("appointment_after", patient, visit), answers(step, heard="All is stable.")
    )

    assert page.status_code == 422
    assert page.text.count(sentence) == 2  # above the form, and beside the field
    assert "All is stable." in page.text
    assert not NextStep.objects.exists()


def test_a_step_can_be_marked_done_and_undone(as_helper, patient, visit):
    step = make_next_step(appointment=visit)

    as_helper.post(url("step_done", patient, step))
    step.refresh_from_db()
    done_on = step.done_on
    as_helper.post(url("step_done", patient, step), {"back": "1"})

    step.refresh_from_db()
    assert (done_on, step.done_on) == (date(2026, 11, 21), None)


def test_the_visits_page_lists_what_is_still_to_do(as_helper, patient, visit):
    make_next_step(appointment=visit, text="Have a nerve test")
    make_next_step(appointment=visit, text="Done long ago", done_on=date(2026, 11, 1))
    make_next_step(text="Of somebody else")

    page = as_helper.get(reverse("appointments:appointment_list", args=[patient.pk]))

    assert "Have a nerve test" in page.text
    assert "Done long ago" not in page.text
    assert "Of somebody else" not in page.text


def test_the_note_for_the_family_has_it_all_on_one_page(as_helper, patient, visit):
    visit.heard, visit.decided = "The results are stable.", "The dose stays."
    visit.save()
    make_next_step(appointment=visit, due_on=date(2026, 11, 30))
    question = make_question(
        patient=patient, status="answered", asked_on=date(2026, 10, 27)
    )
    make_answer(question=question, text="Three quarts a day.")
    make_appointment(patient=patient, with_whom="Dr. Kim")

    page = as_helper.get(url("appointment_note", patient, visit)).text

    for words in (
        "Margaret Lewis",
        "The results are stable.",
        "Three quarts a day.",
        "The dose stays.",
        "by November 30, 2026",
        "Dr. Kim",
    ):
        assert words in page
    assert "Copy text" in page
    assert "<form" not in page.split("<main")[1]


@pytest.mark.parametrize(("who", "offers"), [("helper", True), ("reader", False)])
def test_a_note_without_words_leads_to_writing_and_prints_nothing(
    client, cast, patient, visit, who, offers
):
    client.force_login(cast[who])

    page = client.get(url("appointment_note", patient, visit)).text

    assert "No notes about this visit yet." in page
    assert "Copy text" not in page
    assert ("Add notes from the visit" in page) is offers


@pytest.mark.parametrize("name", ["appointment_note", "appointment"])
def test_what_was_not_answered_is_said_to_come_along(as_helper, patient, visit, name):
    day = {"status": "not_answered", "asked_on": date(2026, 10, 27)}
    make_question(patient=patient, text="Can I travel?", **day)
    make_question(patient=patient, text="Never asked?")

    page = as_helper.get(url(name, patient, visit)).text

    assert "Asked, not answered yet" in page
    assert "Can I travel?" in page
    assert "Never asked?" not in page


@pytest.mark.parametrize(("who", "offers"), [("helper", True), ("reader", False)])
def test_without_a_next_visit_the_note_asks_for_one(
    client, cast, patient, visit, who, offers
):
    client.force_login(cast[who])

    page = client.get(url("appointment_note", patient, visit)).text

    assert ("Add the next visit" in page) is offers
