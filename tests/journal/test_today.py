from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_membership,
    make_rating,
    make_user,
)
from tests.journal.pages import today_url

pytestmark = pytest.mark.django_db


def test_today_shows_the_next_visit(client, cast, patient, afternoon):
    make_appointment(patient=patient, with_whom="Dr. Ruiz")
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert "Dr. Ruiz" in page.text


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("helper", 200), ("stranger", 404)]
)
def test_today_opens_only_to_those_who_may_write(client, cast, patient, who, status):
    client.force_login(cast[who])

    assert client.get(reverse("today", args=[patient.pk])).status_code == status


def test_today_shows_a_reader_the_journal_instead(client, cast, patient):
    client.force_login(cast["reader"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.url == reverse("journal:entry_list", args=[patient.pk])


@pytest.mark.parametrize("size", [0, 12])
def test_today_asks_the_database_at_most_ten_times(
    client, cast, patient, django_assert_max_num_queries, size
):
    for number in range(size):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        for day in (1, 2):
            entry = make_entry(patient=patient, felt_on=date(2026, 3, day))
            make_rating(entry=entry, followed=followed)
    client.force_login(cast["owner"])

    with django_assert_max_num_queries(10):
        client.get(reverse("today", args=[patient.pk]))


def test_today_asks_a_caregiver_about_the_patient(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count(f"How is {patient.name} today?") == 2
    assert "How do you feel today?" not in page.text
    assert "In the words of the person who has it:" in page.text


def test_today_says_at_first_that_nothing_must_be_filled_in(client, cast, patient):
    client.force_login(cast["owner"])
    address = reverse("today", args=[patient.pk])
    words = "Tap what fits and skip the rest. You can change this list."

    first = client.get(address).text
    make_entry(patient=patient)
    second = client.get(address).text

    assert words in first
    assert words not in second


def test_today_says_you_wrote_only_to_who_wrote(client, cast, patient, afternoon):
    other = make_user(name="Tom")
    make_membership(patient=patient, user=other, role="helper")
    make_entry(
        patient=patient,
        voice="observed",
        created_by=other,
        felt_on=patient.today(),
        written_at=afternoon,
    )
    said = {}
    for who, user in {"writer": other, "another": cast["helper"]}.items():
        client.force_login(user)
        page = client.get(reverse("today", args=[patient.pk]))
        said[who] = "You already wrote an entry today at 2:02 p.m." in page.text

    assert said == {"writer": True, "another": False}


def test_same_as_last_is_never_what_somebody_else_noticed(client, cast, patient):
    other = make_user(name="Tom")
    pain = make_followed(patient=patient)
    entry = make_entry(patient=patient, voice="observed", created_by=other)
    make_rating(entry=entry, followed=pain, severity=3)
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.context["last"] is None


def test_today_says_once_that_nobody_watches(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count("No one ") == 1


def test_same_as_last_time_fills_in_and_does_not_save(write, patient, fatigue):
    write(overall="3", note="A bad night.", **{f"s-{fatigue.pk}-severity": "2"})

    page = write(same="1", note="New words")

    form = page.context["form"]
    assert patient.entries.count() == 1
    assert form.ratings[0]["severity"].value() == "2"
    assert form.day["note"].value() == "New words"


def test_question_added_from_today_leaves_the_entry_as_it_was_typed(write, patient):
    page = write(add="1", question="Can I swim?", note="Slept badly.", overall="3")

    form = page.context["form"]
    assert page.status_code == 200
    assert patient.questions.get().text == "Can I swim?"
    assert not patient.entries.exists()
    assert (form.day["note"].value(), form.day["overall"].value()) == (
        "Slept badly.",
        "3",
    )
    assert "Question added. The entry is not saved yet." in page.text
    assert "Can I swim?" not in page.text


def test_question_typed_beside_an_entry_is_saved_with_it(write, patient):
    sent = str(uuid4())

    for _ in range(2):
        write(question="Can I swim?", note="Slept badly.", client_uuid=sent)

    assert patient.entries.get().note == "Slept badly."
    assert patient.questions.get().text == "Can I swim?"


def test_a_question_saved_with_an_entry_is_confirmed(write):
    page = write(question="Can I swim?", note="Slept badly.")

    assert "Question added." in page.text
    assert "Saved at" in page.text


def test_question_alone_is_saved_without_an_entry(write, patient):
    page = write(question="Can I swim?")

    assert not patient.entries.exists()
    assert patient.questions.get().text == "Can I swim?"
    assert "Question added." in page.text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "Enter your question first."),
        ("a" * 501, "Use 500 characters or fewer. You typed 501."),
    ],
)
def test_question_refused_on_today_keeps_what_was_typed(
    write, patient, question, sentence
):
    page = write(add="1", question=question, note="Slept badly.")

    assert page.status_code == 422
    assert sentence in page.text
    assert page.context["form"].day["question"].value() == question
    assert not patient.questions.exists()


def test_enter_on_today_saves_and_fills_in_nothing(write, client, patient):
    write(overall="3")

    page = client.get(today_url(patient)).text

    main = page[page.index("<main") :]
    assert main.index('aria-hidden="true">Save<') < main.index('name="same"')


def test_entry_sends_along_what_each_symptom_is_called(write, client, patient, fatigue):
    """REQ-0: a page that failed can then name it without a database."""
    page = write(overall="9")

    called = f'name="s-{fatigue.pk}-called" value="Tired or low energy"'
    assert page.text.count(called) == 1


def test_today_says_what_was_last_time(write, client, patient, fatigue):
    write(**{f"s-{fatigue.pk}-severity": "2"})

    page = client.get(today_url(patient))

    assert "Last time: Moderate" in page.text
