"""What stands in letters: the link, what it does, and nothing about anybody."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.urls import reverse

from tests.factories import make_user

LETTERS = sorted(
    path.name.removesuffix("_message.txt")
    for path in Path(settings.BASE_DIR, "templates/account/email").glob("*_message.txt")
    if not path.name.startswith("base_")
)
FACTS = {
    "link": "https://site.example/account/x/",
    "password_reset_url": "https://site.example/account/y/",
}

NOT_SENT = "The letter could not be sent. Try again in a few minutes."


@pytest.fixture
def no_mail_server(monkeypatch):
    """The mail server is away."""

    def away(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", away)


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_tells_nobody_what_the_site_is_for(letter, mailoutbox, settings):
    """PRI-5: a letter is read on a lock screen, and by whoever shares a mailbox."""
    settings.SITE_URL = "https://site.example"

    get_adapter().send_mail(f"account/email/{letter}", "anna@example.org", FACTS)

    (sent,) = mailoutbox
    said = f"{sent.subject}\n{sent.body}"
    assert "https://site.example" in sent.body
    assert not re.search("journal|myeloma|patient|anna", said, re.IGNORECASE)
    assert sent.alternatives == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_letter_that_cannot_be_sent_is_not_said_to_be_on_its_way(
    client, no_mail_server, name, email
):
    """REQ-0: the email is still there; AUT-3: the same for every email."""
    make_user(email="anna@example.org")

    response = client.post(reverse(name), {"email": email})

    assert response.status_code == 422
    assert NOT_SENT in response.text
    assert f'value="{email}"' in response.text


@pytest.mark.django_db
def test_new_email_whose_letter_cannot_be_sent_says_so(client, no_mail_server):
    client.force_login(make_user())

    response = client.post(
        reverse("account_change_email"), {"email": "new@example.org"}
    )

    assert NOT_SENT in response.text


@pytest.mark.django_db
def test_new_email_holds_although_the_old_one_cannot_be_told(
    client, no_mail_server, settings
):
    settings.SENDS_MAIL = False
    user = make_user()
    client.force_login(user)

    client.post(reverse("account_change_email"), {"email": "new@example.org"})

    user.refresh_from_db()
    assert user.email == "new@example.org"
