"""A caregiver's private questions: nobody else sees them, nowhere."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from myeloma_journal.questions.models import Question
from tests.factories import make_answer, make_question

pytestmark = pytest.mark.django_db
SECRET = "Will she see the spring?"


@pytest.fixture
def private(cast, patient):
    helper = cast["helper"]
    return make_question(
        patient=patient, text=SECRET, created_by=helper, private_to=helper
    )


def url(name, patient, pk=None):
    return reverse(f"questions:{name}", args=[patient.pk] + ([pk] if pk else []))


def test_question_is_private_when_its_writer_says_so(client, cast, patient):
    client.force_login(cast["helper"])

    client.post(url("question_add", patient), {"text": SECRET, "is_private": "on"})

    assert Question.all_objects.get().private_to == cast["helper"]


def test_list_shows_a_private_question_to_its_writer(client, cast, patient, private):
    client.force_login(cast["helper"])

    page = client.get(url("question_list", patient))

    row = page.text.split("Only you can see these")[1].split("</li>")[0]
    assert SECRET in row
    assert "Top three:" not in row


@pytest.mark.parametrize("who", ["owner", "reader"])
def test_list_hides_a_private_question_from_others(client, cast, patient, private, who):
    client.force_login(cast[who])

    page = client.get(url("question_list", patient))

    assert SECRET not in page.text


@pytest.mark.parametrize(
    "name",
    [
        "question",
        "question_edit",
        "question_move",
        "question_top",
        "question_status",
        "question_reword",
        "question_share",
        "question_trash",
        "question_restore",
        "answer_add",
    ],
)
def test_private_question_is_not_there_for_the_owner(
    client, cast, patient, private, name
):
    client.force_login(cast["owner"])
    sent = {"to": "up", "top": "1", "status": "asked", "text": "x"}

    page = client.post(url(name, patient, private.pk), sent)

    assert page.status_code in (404, 405)
    private.refresh_from_db()
    assert private.private_to == cast["helper"]


def test_private_answer_is_not_there_for_the_owner(client, cast, patient, private):
    answer = make_answer(question=private)
    client.force_login(cast["owner"])

    assert client.get(url("answer_edit", patient, answer.pk)).status_code == 404


def test_trashed_private_question_stays_hidden(client, cast, patient, private):
    client.force_login(cast["helper"])
    trashed = client.post(url("question_trash", patient, private.pk)).url
    client.force_login(cast["owner"])

    assert SECRET not in client.get(trashed).text
    assert client.get(url("question", patient, private.pk)).status_code == 404


def test_writer_can_show_a_private_question_to_the_circle(
    client, cast, patient, private
):
    client.force_login(cast["helper"])

    client.post(url("question_share", patient, private.pk))

    assert patient.questions.get() == private


def test_the_same_words_of_another_person_do_not_give_a_secret_away(
    client, cast, patient, private
):
    client.force_login(cast["owner"])

    page = client.post(url("question_add", patient), {"text": SECRET}, follow=True)

    assert "Question added." in page.text
    assert patient.questions.count() == 1


def test_private_question_goes_with_the_account(cast, private):
    cast["helper"].delete()

    assert not Question.all_objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"top": 1}, {"source_text": "From a list?", "catalogue_revision": 1}],
    ids=["top", "from-catalogue"],
)
def test_database_refuses_a_private_question_that_others_would_notice(private, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.all_objects.filter(pk=private.pk).update(**fields)


def test_database_refuses_a_question_private_to_who_did_not_write_it(cast, private):
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.all_objects.filter(pk=private.pk).update(private_to=cast["owner"])
