"""Which language a page speaks: one's own, the journal's, or the browser's."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from myeloma_journal.platform.accounts.adapter import AccountAdapter
from tests.factories import make_membership, make_patient, make_user

pytestmark = pytest.mark.django_db
BRITISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


def language_of(client, url, **headers):
    page = client.get(url, headers=headers)
    assert f'<html lang="{page["Content-Language"]}">' in page.content.decode()
    return page["Content-Language"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("en-GB,en-US;q=0.9,en;q=0.8", "en-gb"),
        ("en-AU", "en-gb"),
        ("en-CA,en-GB;q=0.8", "en-us"),
        ("de-DE,en-IE;q=0.5", "en-gb"),
        ("de", "en-us"),
        ("en", "en-us"),
        ("", "en-us"),
        ("\x80;q=x", "en-us"),
    ],
)
def test_visitor_gets_the_language_of_the_browser(client, asked, language):
    url = reverse("account_login")

    assert language_of(client, url, **{"Accept-Language": asked}) == language


@pytest.mark.parametrize(
    ("country", "zone", "language"),
    [
        ("GB", "America/New_York", "en-gb"),
        ("", "Pacific/Auckland", "en-gb"),
        ("US", "Europe/London", "en-us"),
        ("ES", "Europe/London", "en-gb"),  # as the browser says
    ],
)
def test_journal_speaks_the_language_of_its_country(client, country, zone, language):
    member = make_membership(patient=make_patient(country=country, zone=zone))
    client.force_login(member.user)
    today = reverse("today", args=[member.patient_id])

    assert language_of(client, today, **BRITISH_BROWSER) == language


def test_own_language_comes_before_that_of_the_country(client):
    user = make_user(language="en-us")
    member = make_membership(user=user, patient=make_patient(country="GB"))
    client.force_login(user)
    today = reverse("today", args=[member.patient_id])

    assert language_of(client, today, **BRITISH_BROWSER) == "en-us"


def test_language_of_one_request_is_not_that_of_the_next(client):
    member = make_membership(patient=make_patient(country="GB"))
    client.force_login(member.user)
    client.get(reverse("today", args=[member.patient_id]))

    assert language_of(client, reverse("account")) == "en-us"


def test_language_can_be_chosen(client):
    user = make_user()
    client.force_login(user)
    client.post(reverse("account_language"), {"language": "en-gb"})

    user.refresh_from_db()
    assert user.language == "en-gb"
    assert language_of(client, reverse("account")) == "en-gb"


def test_language_that_is_not_offered_is_refused(client):
    user = make_user()
    client.force_login(user)
    page = client.post(reverse("account_language"), {"language": "xx"})

    user.refresh_from_db()
    assert page.status_code == 422
    assert user.language == ""


def test_email_speaks_the_language_of_its_reader():
    make_user(email="rose@example.org", language="en-gb")
    context = {"gone_on": datetime(2026, 11, 24, 17, tzinfo=UTC)}
    AccountAdapter().send_mail(
        "care_circle/email/deletion_scheduled", "rose@example.org", context
    )

    assert "24 November 2026" in mail.outbox[0].body
