"""What stands in emails: the link, what it does, and nothing about anybody."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.urls import reverse

from myeloma_journal.platform.mail.models import OutgoingEmail
from tests.factories import make_user

EMAILS = sorted(
    path.name.removesuffix("_message.txt")
    for path in Path(settings.BASE_DIR, "templates/account/email").glob("*_message.txt")
    if not path.name.startswith("base_")
)
FACTS = {
    "link": "https://site.example/account/x/",
    "password_reset_url": "https://site.example/account/y/",
}


@pytest.mark.django_db
@pytest.mark.parametrize("template", EMAILS)
def test_email_tells_nobody_what_the_site_is_for(template, mailoutbox, settings):
    """PRI-5: an email is read on a lock screen, and by whoever shares a mailbox."""
    settings.SITE_URL = "https://site.example"

    get_adapter().send_mail(f"account/email/{template}", "anna@example.org", FACTS)

    (sent,) = mailoutbox
    said = f"{sent.subject}\n{sent.body}"
    assert "https://site.example" in sent.body
    assert not re.search("journal|myeloma|patient|anna", said, re.IGNORECASE)
    assert sent.alternatives == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_queued_email_has_the_same_answer_for_every_address(
    client, settings, name, email
):
    """AUT-3: whether there is an account, and whether a mail server is there."""
    settings.MAIL_IS_QUEUED = True
    make_user(email="anna@example.org")

    response = client.post(reverse(name), {"email": email})

    assert response.status_code == 302
    assert OutgoingEmail.objects.count() == 1


@pytest.mark.django_db
def test_email_with_a_link_is_given_up_when_the_link_ends(settings):
    settings.MAIL_IS_QUEUED = True

    get_adapter().send_mail("account/email/signup", "anna@example.org", FACTS)

    email = OutgoingEmail.objects.get()
    assert email.expires_at - email.next_attempt_at == timedelta(hours=1)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
def test_email_that_nothing_can_be_sent_to_is_refused_at_once(client, name):
    email = "x@\u0131" + "a" * 61 + "b.com"

    response = client.post(reverse(name), {"email": email})

    assert response.status_code == 422
    assert response.context["form"].errors["email"]
