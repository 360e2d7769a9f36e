"""A form that is submitted twice is saved once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    read_token,
)
from myeloma_journal.platform.forms.models import Draft, Submission
from myeloma_journal.questions.models import Question
from tests.factories import make_user
from tests.platform.forms.conftest import token_of_session


def test_a_form_sent_twice_is_saved_once(client, patient, add, form):
    """INT-2: a double click, or a retry after a time-out, saves once."""
    first = client.post(add, form)
    second = client.post(add, form, follow=True)

    assert second.redirect_chain == [(first.url, 302)]
    assert "Already saved. No second copy was made." in second.text
    assert Question.objects.count() == 1


def test_a_clock_that_went_on_between_two_clicks_makes_no_second_form(
    client, patient, add, form
):
    client.post(add, form | {"device_at": "2026-11-21T14:02:00-05:00"})
    again = client.post(add, form | {"device_at": "2026-11-21T14:02:01-05:00"})

    assert Submission.objects.count() == 1
    assert again.status_code == 302


def test_other_words_from_the_same_page_are_kept_too(client, patient, add, form):
    client.post(add, form)
    client.post(add, form | {"text": "Can I fly?"})

    assert {question.text for question in patient.questions.all()} == {
        "Can I swim?",
        "Can I fly?",
    }


def test_a_refused_form_can_be_sent_again(client, patient, add, form):
    empty = form | {"text": ""}

    refused = [client.post(add, empty).status_code for _ in range(2)]

    assert refused == [422, 422]
    assert not Submission.objects.exists()


def test_a_form_that_broke_the_program_can_be_sent_again(
    client, patient, add, monkeypatch, form
):
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("myeloma_journal.questions.actions.add", None)
        assert client.post(add, form).status_code == 500

    assert client.post(add, form).status_code == 302
    assert patient.questions.count() == 1


def test_a_form_of_another_person_is_not_saved_as_mine(client, cast, patient, add):
    """SES-2: a different user who signs in does not get it."""
    client.force_login(cast["helper"])

    form = {"text": "Can I swim?", TOKEN_FIELD: token_of_session(cast["owner"])}
    response = client.post(add, form)

    assert response.status_code == 403
    assert "This was not saved" in response.text
    assert not patient.questions.exists()
    assert [draft.user for draft in Draft.objects.all()] == [cast["owner"]]


def test_submission_is_saved_once(db):
    fields = {"user": make_user(), "nonce": uuid4(), "digest": "x" * 64}
    Submission.objects.create(**fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(**fields)


def test_the_script_is_told_which_form_was_saved_and_where_to_go_on(
    client, owner, patient, add, form
):
    reply = client.post(add, form, headers={"X-Sent-By": "page"}).json()

    saved = patient.questions.get()
    assert reply["saved"] == form[TOKEN_FIELD]
    assert reply["next"].endswith(f"#q-{saved.pk}")
    assert read_token(reply).user_id == owner.pk
    assert "Question added." in client.get(reply["next"]).text


def test_the_script_says_what_the_next_page_then_says_no_more(
    client, patient, add, form
):
    reply = client.post(add, form, headers={"X-Sent-By": "device"}).json()

    assert reply["said"] == "Question added."
    assert reply["said"] not in client.get(reply["next"]).text


def test_a_form_that_is_sent_again_by_the_script_is_saved_once(
    client, patient, add, form
):
    for _ in range(2):
        reply = client.post(add, form, headers={"X-Sent-By": "device"}).json()

    assert reply["saved"] == form[TOKEN_FIELD]
    assert Question.objects.count() == 1


def test_a_refused_form_is_not_said_to_be_saved(client, patient, add, form):
    empty = form | {"text": ""}

    reply = client.post(add, empty, headers={"X-Sent-By": "page"})

    assert reply.status_code == 422
    assert reply["Content-Type"].startswith("text/html")
