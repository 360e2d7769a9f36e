"""A list is never full all of a sudden, and a full one gives every word back."""

import pytest
from django.urls import reverse

from myeloma_journal.questions import limits
from myeloma_journal.questions.models import Question
from tests.factories import make_catalogue_question, make_patient

pytestmark = pytest.mark.django_db


@pytest.fixture
def list_of(client, cast, patient, monkeypatch):
    """A list that holds 40 questions at most, with so many on it."""
    monkeypatch.setattr(limits, "MAX_QUESTIONS", 40)
    client.force_login(cast["owner"])

    def make(count, **fields):
        Question.objects.bulk_create(
            Question(
                patient=patient, text=f"Question {n}?", created_by_name="Anna", **fields
            )
            for n in range(count)
        )

    return make


def send(client, patient, page, **answers):
    return client.post(
        reverse(f"questions:{page}", args=[patient.pk]), answers, follow=True
    )


def test_nothing_is_said_while_there_is_room(client, patient, list_of):
    list_of(36)

    page = send(client, patient, "question_add", text="May I swim?")

    assert patient.questions.filter(text="May I swim?").exists()
    assert "You can add" not in page.text


def test_list_that_is_nearly_full_says_how_many_more_fit(client, patient, list_of):
    """INP-3: a message before it is full."""
    list_of(37)

    page = send(client, patient, "question_add", text="May I swim?")

    assert "You can add 2 more questions." in page.text
    assert "#" not in page.redirect_chain[0][0]


def test_full_list_gives_the_question_back_and_says_what_to_do(
    client, patient, list_of
):
    """INP-3: no error, and no word lost."""
    list_of(40)

    page = send(client, patient, "question_add", text="May I swim?")

    assert page.status_code == 422
    assert patient.questions.count() == 40
    assert 'value="May I swim?"' in page.text
    assert (
        "This list is full (40 questions). Remove some first. "
        "The questions you entered are still here."
    ) in page.text


def test_questions_of_a_list_that_do_not_all_fit_are_given_back(
    client, patient, list_of
):
    """INP-3: all of them or none, and what was typed beside them."""
    source = make_catalogue_question(text="What is my stage?")
    list_of(39)

    page = send(
        client, patient, "question_add_from_catalogue", q=source.slug, own="May I swim?"
    )

    assert page.status_code == 422
    assert patient.questions.count() == 39
    assert (
        "A list can hold 40 questions, and this one has room for 1 more." in page.text
    )
    assert f'value="{source.slug}"' in page.text
    assert "May I swim?" in page.text


def test_question_taken_off_the_list_makes_room(client, patient, list_of, afternoon):
    list_of(39)
    list_of(1, deleted_at=afternoon)

    send(client, patient, "question_add", text="May I swim?")

    assert patient.questions.count() == 40


def test_each_journal_has_its_own_room(patient, list_of):
    list_of(40)

    assert limits.remaining(patient) == 0
    assert limits.remaining(make_patient()) == 40
