"""Where a browser goes after a form, so that its history holds no submitted form."""

import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    adds_record,
    make_token,
)
from myeloma_journal.platform.forms.models import FormResponse
from tests.architecture.test_access import PAGES
from tests.factories import make_membership

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
# Their form is on another page, which shows what was added.
ON_ANOTHER_PAGE = {
    "care_circle:invitation_add",
    "questions:answer_add",
    "questions:question_add",
}


@pytest.fixture
def add_allergy(patient):
    return reverse("treatment:allergy_add", args=[patient.pk])


@pytest.fixture
def refused(client, add, form):
    """The browser's response to a question without words."""
    return client.post(add, form | {"text": ""}, headers=BROWSER)


def test_a_refused_form_is_shown_at_an_address_to_come_back_to(client, refused):
    assert refused.status_code == 303

    for _ in range(2):
        page = client.get(refused.url, headers=BROWSER)
        assert page.status_code == 422
        assert 'id="error-summary"' in page.text


def test_kept_page_is_for_the_session_it_answered(client, refused, owner):
    client.logout()
    client.force_login(owner)

    assert client.get(refused.url, headers=BROWSER).status_code == 302


def test_kept_page_is_for_its_user_only(client, refused, cast):
    client.force_login(cast["helper"])

    assert client.get(refused.url, headers=BROWSER).status_code == 302


def test_kept_page_cannot_be_read_by_who_lost_access(client, refused, owner, patient):
    patient.memberships.filter(user=owner).delete()

    response = client.get(refused.url, headers=BROWSER, follow=True)

    assert response.status_code == 404


def test_page_beside_a_password_is_not_kept(client, owner):
    client.post(reverse("account_change_password"), {}, headers=BROWSER)

    assert not FormResponse.objects.exists()


def test_page_with_a_secret_shown_once_is_not_kept(client, patient):
    member = make_membership(patient=patient)
    client.force_login(member.user)
    client.post(
        reverse("appointments:calendar_address", args=[patient.pk]), headers=BROWSER
    )

    assert not FormResponse.objects.exists()


def test_page_that_adds_a_record_opens_what_was_saved(client, owner, add_allergy):
    opened = client.get(add_allergy, headers=BROWSER)
    form = {"name": "Penicillin", TOKEN_FIELD: make_token(owner.pk)}
    saved = client.post(opened.url, form, headers=BROWSER)

    back = client.get(opened.url, headers=BROWSER)

    assert back.url == saved.url
    assert "You already saved this." in client.get(back.url).text


def test_page_that_adds_a_record_opens_a_new_form_by_its_own_address(
    client, owner, add_allergy
):
    first = client.get(add_allergy, headers=BROWSER)
    form = {"name": "Penicillin", TOKEN_FIELD: make_token(owner.pk)}
    client.post(first.url, form, headers=BROWSER)

    second = client.get(add_allergy, headers=BROWSER)

    assert second.url != first.url
    assert client.get(second.url, headers=BROWSER).status_code == 200


def test_form_changed_after_it_was_saved_asks_before_it_adds_a_second(
    client, owner, patient, add_allergy
):
    form = {"name": "Penicilin", TOKEN_FIELD: make_token(owner.pk)}
    client.post(add_allergy, form)

    page = client.post(add_allergy, form | {"name": "Penicillin"})

    assert page.status_code == 409
    assert "You already saved this" in page.text
    assert "Penicillin" in page.text
    assert patient.allergies.count() == 1


def test_each_page_that_adds_a_record_is_marked():
    unmarked = {
        name
        for name, _, view in PAGES
        if name.endswith("_add") and not adds_record(view)
    }

    assert unmarked == ON_ANOTHER_PAGE
