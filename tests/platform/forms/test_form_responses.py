"""Where a browser goes after a form, so that its history holds no submitted form."""

from datetime import timedelta
from io import StringIO
from secrets import token_hex

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle import deletion
from myeloma_journal.platform.forms.form_responses import SESSION_KEY
from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    adds_record,
    make_token,
)
from myeloma_journal.platform.forms.models import (
    MAX_RESPONSE_BYTES,
    MOST_RESPONSES,
    Draft,
    FormResponse,
)
from myeloma_journal.questions.views import lists
from tests.architecture.test_access import PAGES
from tests.factories import make_followed, make_membership

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
# Their form is on another page, which shows what was added.
ON_ANOTHER_PAGE = {
    "care_circle:invitation_add",
    "questions:answer_add",
    "questions:question_add",
    "restore:journal_add",
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
    """INT-9: nothing is shown after signing out, or to another session."""
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


def test_kept_page_is_closed_with_its_journal(client, refused, owner, patient):
    """INT-9."""
    deletion.schedule_deletion(patient.memberships.get(user=owner))

    response = client.get(refused.url, headers=BROWSER, follow=True)

    assert 'id="error-summary"' not in response.text
    assert not FormResponse.objects.exists()


def test_kept_page_shows_nobody_else_a_private_symptom(client, cast, owner, patient):
    """INT-9."""
    make_followed(patient=patient, name="Low mood", is_private=True)
    today = reverse("today", args=[patient.pk])
    refused = client.post(today, {"note": "a" * 30_000}, headers=BROWSER, follow=True)
    kept = refused.redirect_chain[-1][0]
    assert "Low mood" in refused.text
    client.force_login(cast["helper"])

    page = client.get(kept, headers=BROWSER, follow=True)

    assert page.status_code == 200
    assert "Low mood" not in page.text


def test_kept_pages_are_the_latest_twenty_of_a_person(client, add, form):
    for _ in range(MOST_RESPONSES + 5):
        client.post(add, form | {"text": "a" * 20_000}, headers=BROWSER)

    assert FormResponse.objects.count() == MOST_RESPONSES


def test_page_that_is_too_large_is_sent_and_not_kept(client, add, form):
    text = token_hex(MAX_RESPONSE_BYTES)

    page = client.post(add, form | {"text": text}, headers=BROWSER)

    assert page.status_code == 422
    assert text in page.text
    assert not FormResponse.objects.exists()


def test_kept_pages_are_deleted_after_a_day(refused, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=25))

    call_command("purge_drafts", stdout=StringIO())

    assert not FormResponse.objects.exists()


def test_page_of_a_secret_link_is_not_kept(client, owner):
    link = reverse("account_confirm_email", args=["a-secret"])

    assert client.post(link, headers=BROWSER).status_code == 410
    assert not FormResponse.objects.exists()


def test_page_with_the_secret_of_an_app_is_not_kept(client, cast):
    """INT-9."""
    client.force_login(cast["owner"])
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    page = client.post(reverse("mfa_activate_totp"), {"code": "1"}, headers=BROWSER)

    assert secret in page.text
    assert not FormResponse.objects.exists()


def test_page_of_a_password_is_kept_without_it(client, owner):
    typed = {"oldpassword": "an old secret", "password1": "a new secret"}

    page = client.post(
        reverse("account_change_password"), typed, headers=BROWSER, follow=True
    )

    assert "answer=" in page.redirect_chain[0][0]
    assert 'id="error-summary"' in page.text
    assert "secret" not in page.text
    assert not Draft.objects.exists()


def test_page_that_shows_a_password_is_not_kept(client, add, form, monkeypatch):
    shown = HttpResponse('<input type="password" name="p" value="x">', status=422)
    monkeypatch.setattr(lists, "_list_page", lambda *args: shown)

    client.post(add, form | {"text": ""}, headers=BROWSER)

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


def test_form_of_another_person_opens_a_new_form(client, owner, cast, add_allergy):
    opened = client.get(add_allergy, headers=BROWSER)
    form = {"name": "Penicillin", TOKEN_FIELD: make_token(owner.pk)}
    client.post(opened.url, form, headers=BROWSER)
    client.force_login(cast["helper"])

    page = client.get(opened.url, headers=BROWSER)

    assert page.status_code == 200
    assert "Penicillin" not in page.text


def test_session_keeps_no_form_id_that_somebody_made_up(client, owner, add_allergy):
    form = {"name": "Penicillin", TOKEN_FIELD: make_token(owner.pk)}

    client.post(f"{add_allergy}?form={'a' * 3000}", form, headers=BROWSER)

    assert SESSION_KEY not in client.session


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
