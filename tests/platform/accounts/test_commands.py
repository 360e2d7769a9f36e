"""What operators do who have a shell and no mail."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import make_membership, make_totp, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
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
