"""What operators do who have a shell and no mail."""

import time
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import make_membership, make_totp, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
NOW_SECONDS = time.time()
NEW = "another honest long one"


def test_setup_code_prints_a_code_that_opens_the_first_account(client, capsys):
    """AUT-6: there are no accounts but those that people make."""
    call_command("setup_code")
    code = capsys.readouterr().out.split()[-1]

    response = client.post(
        reverse("account_set_up"),
        {
            "code": code,
            "email": "anna@example.org",
            "password1": PASSWORD,
        },
    )

    assert response.url == reverse("landing")


def test_setup_code_is_dead_once_there_is_an_account():
    """AUT-6: it works once."""
    make_user()

    with pytest.raises(CommandError, match="There is already an account"):
        call_command("setup_code")


def test_reset_link_opens_the_page_for_a_new_password(client, capsys):
    """AUT-5: for operators without mail."""
    user = make_user(email="anna@example.org")
    call_command("reset_link", "Anna@example.org")
    link = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")

    form = client.get(link).url
    client.post(form, {"password1": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)


def test_reset_link_opens_no_closed_account():
    user = make_user(is_active=False)

    with pytest.raises(CommandError, match="is closed"):
        call_command("reset_link", user.email)


def test_sign_out_ends_every_session_of_a_person(client, capsys):
    """SES-3: who runs the server can do it for a person."""
    user = make_user(email="anna@example.org")
    client.force_login(user)

    call_command("sign_out", "anna@example.org")

    assert not user.sessions.exists()
    assert client.get(reverse("account")).url.startswith(reverse("account_login"))
    assert "Signed out of 1 session." in capsys.readouterr().out


def test_disable_mfa_lets_the_password_open_the_account_again(
    client, capsys, mailoutbox
):
    """AUT-2: for somebody who lost the phone and the recovery codes."""
    user = make_membership().user
    make_totp(user)
    client.force_login(user)

    call_command("disable_mfa", user.email.upper())
    was_signed_out = client.get(reverse("account")).status_code == 302
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert was_signed_out
    assert "_auth_user_id" in client.session
    assert mailoutbox[0].to == [user.email]


@pytest.mark.parametrize("command", ["disable_mfa", "reset_link", "sign_out"])
def test_command_says_that_nobody_has_the_email(command):
    with pytest.raises(CommandError, match="No account has the email"):
        call_command(command, "nobody@example.org")


def invited(mailoutbox):
    return mailoutbox[-1].body.split("http://127.0.0.1:8000")[1].split()[0]


@pytest.mark.parametrize("mode", ["invitation", "closed"])
def test_invite_account_lets_in_who_is_in_no_journal(
    client, settings, mailoutbox, mode
):
    """AUT-6: whoever runs the site lets people in without opening it to the world."""
    settings.REGISTRATION = mode
    make_user()

    call_command("invite_account", "New@Example.org", "--noinput")

    page = client.get(invited(mailoutbox), follow=True)
    assert page.context["email"] == "new@example.org"
    done = client.post(reverse("account_signup_finish"), {"password1": PASSWORD})
    assert done.url == reverse("landing")
    assert client.get(reverse("welcome:journal_start")).status_code == 200


def test_invite_account_gives_seven_days_and_works_once(client, mailoutbox):
    """AUT-5."""
    call_command("invite_account", "new@example.org", "--noinput")
    link = invited(mailoutbox)

    with time_machine(days=6):
        assert client.get(link, follow=True).status_code == 200
    with time_machine(days=8):
        assert client.get(link, follow=True).status_code == 410
    make_user(email="new@example.org")
    assert client.get(link, follow=True).status_code == 410


def time_machine(*, days):
    """Signatures are as old as if so many days had gone by."""
    return patch("django.core.signing.time.time", lambda: NOW_SECONDS + days * 86400)


def test_invite_account_prints_the_link_where_there_is_no_mail(
    client, capsys, settings, mailoutbox
):
    settings.SENDS_MAIL = False

    call_command("invite_account", "new@example.org", "--noinput")

    link = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")
    assert client.get(link, follow=True).context["email"] == "new@example.org"
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("anna@example.org", "There is already an account with the email anna@"),
        ("anna", "This is not an email address: anna"),
    ],
)
def test_invite_account_says_why_not(email, sentence):
    make_user(email="anna@example.org")

    with pytest.raises(CommandError, match=sentence):
        call_command("invite_account", email, "--noinput")


def test_command_that_reaches_far_asks_first(monkeypatch, mailoutbox):
    monkeypatch.setattr("builtins.input", lambda question: "no")

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("invite_account", "new@example.org")

    assert mailoutbox == []


def test_there_are_no_superusers():
    with pytest.raises(CommandError, match="There are no superusers"):
        call_command("createsuperuser")
