from datetime import timedelta

import pytest
from django.urls import reverse

from myeloma_journal.questions import pending_selection
from tests.factories import (
    make_catalogue_question,
    make_checklist,
    make_membership,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    checklist = make_checklist(slug="new-diagnosis")
    return make_catalogue_question(checklist=checklist, slug="dx", text="What is it?")


def save(client, **headers):
    headers = headers or {"origin": "http://testserver"}
    sent = {"q": "dx", "list": "new-diagnosis", "own": "Can I swim?\nAnd run?"}
    return client.post(reverse("welcome:pending_selection_save"), sent, headers=headers)


def start_journal(client):
    mine = {"whose": "mine", "name": "Margaret", "zone": "America/New_York"}
    return client.post(reverse("welcome:journal_start"), mine, follow=True)


def texts(patient):
    return [question.text for question in patient.questions.all().in_order()]


def test_pending_selection_of_a_stranger_are_questions_after_sign_up(client, question):
    save(client)
    user = make_user()
    client.force_login(user)

    page = start_journal(client)

    patient = user.memberships.get().patient
    assert texts(patient) == ["What is it?", "Can I swim?", "And run?"]
    assert "3 questions added." in page.text


def test_sign_up_says_that_the_pending_selection_is_saved(client, question):
    page = client.get(save(client).url)

    assert "The questions you chose are saved." in page.text


def test_sign_up_says_that_no_question_was_chosen(client):
    save = reverse("welcome:pending_selection_save")
    page = client.post(save, headers={"origin": "http://testserver"}, follow=True)

    assert "You didn’t choose any questions." in page.text
    assert "are saved" not in page.text


def test_after_sign_in_one_chooses_the_journal(client, question):
    save(client)
    member = make_membership()
    client.force_login(member.user)

    page = client.get(reverse("landing"), follow=True)

    assert "Where would you like to add them?" in page.text
    add = reverse("questions:question_add_from_catalogue", args=[member.patient_id])
    assert f'formaction="{add}"' in page.text
    assert "What is it?" in page.text


def test_a_reader_is_offered_no_journal_to_keep_them_in(client, question):
    save(client)
    member = make_membership(role="reader")
    client.force_login(member.user)

    page = client.get(reverse("welcome:pending_selection"))

    assert str(member.patient_id) not in page.text.split("<main")[1]


def test_pending_selection_is_cleared_when_added(client, question):
    save(client)
    member = make_membership()
    client.force_login(member.user)
    add = reverse("questions:question_add_from_catalogue", args=[member.patient_id])

    client.post(add, {"q": "dx", "own": "Can I swim?"})

    page = client.get(reverse("landing"))
    assert page.url == reverse("today", args=[member.patient_id])


def test_pending_selection_can_be_let_go(client, question):
    save(client)
    member = make_membership()
    client.force_login(member.user)

    client.post(reverse("welcome:pending_selection"))

    assert pending_selection.SESSION_KEY not in client.session
    assert texts(member.patient) == []


def test_an_hour_later_nothing_waits(client, question, monkeypatch):
    save(client)
    client.force_login(make_user())
    monkeypatch.setattr(pending_selection, "MAX_AGE", timedelta(seconds=-1))

    start_journal(client)

    assert client.session.get(pending_selection.SESSION_KEY) is None


def test_pending_selection_from_another_site_are_refused(client, question):
    page = save(client, origin="https://evil.example")

    assert page.status_code == 403
    assert pending_selection.SESSION_KEY not in client.session


def test_pending_selection_from_nowhere_are_refused(client, question):
    page = client.post(reverse("welcome:pending_selection_save"), {"q": "dx"})

    assert page.status_code == 403


def test_pending_selection_from_an_old_browser_are_known_by_the_page_they_come_from(
    client, question
):
    save(client, referer="http://testserver/lists/new-diagnosis/")

    assert pending_selection.SESSION_KEY in client.session


def test_too_long_a_question_comes_back_with_all_that_was_typed(client, question):
    sent = {"q": "dx", "own": "x" * 501}

    page = client.post(
        reverse("welcome:pending_selection_save"),
        sent,
        headers={"origin": "http://testserver"},
    )

    assert page.status_code == 422
    assert "Your question 1 is 501 characters long. Shorten it to 500." in page.text
    assert "x" * 501 in page.text
