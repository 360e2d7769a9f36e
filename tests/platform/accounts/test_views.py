"""Signing in and out, and a new password: allauth's views in our words."""

import re

import pytest
from django.urls import reverse

from myeloma_journal.platform.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
NEW = "another honest long one"


def sign_in(client, email="anna@example.org", password=PASSWORD, **extra):
    answers = {"login": email, "password": password} | extra
    return client.post(reverse("account_login"), answers)


def link_in(message):
    """The path of the link in an email."""
    return re.search(r"https?://\S+?(/account/password/\S+)", message.body).group(1)


def ask_for_link(client, mailoutbox, email="anna@example.org"):
    client.post(reverse("account_reset_password"), {"email": email})
    return mailoutbox[-1]


# ---- Signing in and out


@pytest.mark.parametrize(
    "email", ["anna@example.org", "ANNA@Example.org ", "anna@example.org\u200b"]
)
def test_login_takes_the_email_however_it_is_typed(client, email):
    make_user(email="anna@example.org")

    response = sign_in(client, email)

    assert response.url == reverse("landing")


def test_login_does_not_lead_to_another_site(client):
    """INP-5: after signing in."""
    make_user(email="anna@example.org")

    response = sign_in(client, next="//elsewhere.example/")

    assert response.url == reverse("landing")


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_login_says_the_same_whether_the_account_exists_or_not(client, email):
    """AUT-3: at sign-in."""
    make_user(email="anna@example.org")

    page = sign_in(client, email, "wrong").content.decode()

    assert "That email and password don’t match." in page
    assert f'value="{email}"' in page
    assert 'value="wrong"' not in page


def test_login_of_one_person_is_not_slowed_down_by_another(client):
    make_user(email="anna@example.org")
    make_user(email="paul@example.org")
    for _ in range(5):
        sign_in(client, "paul@example.org", "wrong")

    assert sign_in(client).status_code == 302


def test_login_of_a_closed_account_says_so(client):
    make_user(email="anna@example.org", is_active=False)

    response = client.get(sign_in(client).url)

    assert "This account has been closed" in response.content.decode()


def test_login_offers_the_invented_patient_on_this_machine_only(client, settings):
    offer = "Look around a sample journal"

    settings.LOCAL = True
    here = client.get(reverse("account_login")).content.decode()
    settings.LOCAL = False
    public = client.get(reverse("account_login")).content.decode()

    assert offer in here
    assert offer not in public


def test_logout_happens_by_post(client):
    client.force_login(make_user())

    response = client.post(reverse("account_logout"))

    assert response.url == reverse("landing")
    assert "_auth_user_id" not in client.session


def test_logout_does_not_happen_by_following_a_link(client):
    client.force_login(make_user())

    response = client.get(reverse("account_logout"))

    assert response.status_code == 200
    assert "_auth_user_id" in client.session


# ---- A new password


def test_password_reset_works_from_the_email_to_signing_in(client, mailoutbox):
    make_user(email="anna@example.org")
    address = link_in(ask_for_link(client, mailoutbox))

    form = client.get(address, follow=True).redirect_chain[-1][0]
    saved = client.post(form, {"password1": NEW}, follow=True)

    assert "Password changed" in saved.content.decode()
    assert "_auth_user_id" not in client.session
    assert sign_in(client, password=NEW).status_code == 302


def test_password_reset_finds_an_email_with_an_invisible_letter(client, mailoutbox):
    make_user(email="anna@example.org")

    sent = ask_for_link(client, mailoutbox, "\ufeffanna@example.org\u200b")

    assert sent.to == ["anna@example.org"]


def test_password_reset_email_uses_our_own_address(client, mailoutbox, settings):
    """AUT-5, OPS-2: built from the configured address."""
    settings.SITE_URL = "https://journal.example"
    settings.ALLOWED_HOSTS = ["*"]
    make_user(email="anna@example.org")

    client.post(
        reverse("account_reset_password"),
        {"email": "anna@example.org"},
        headers={"host": "evil.example"},
    )

    assert "https://journal.example/account/password/new/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body


def test_password_reset_email_names_neither_person_nor_illness(client, mailoutbox):
    make_user(email="anna@example.org", name="Anna Lewis")

    message = ask_for_link(client, mailoutbox)

    assert message.subject == "Reset your password"
    assert "Anna" not in message.body
    assert message.alternatives == []


def test_password_reset_looks_the_same_for_an_unknown_email(client, mailoutbox):
    """AUT-3: at the reset."""
    make_user(email="anna@example.org")
    url = reverse("account_reset_password")

    known = client.post(url, {"email": "anna@example.org"}, follow=True)
    unknown = client.post(url, {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert mailoutbox[1].subject == "No account with this address"


def test_password_reset_link_works_once(client, mailoutbox):
    """AUT-5: single use."""
    make_user(email="anna@example.org")
    address = link_in(ask_for_link(client, mailoutbox))
    form = client.get(address, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW})

    again = client.get(address).content.decode()

    assert "This link has already been used or has expired" in again
    assert reverse("account_reset_password") in again


def test_password_reset_signs_other_devices_out(client, mailoutbox, django_user_model):
    """AUT-5, SES-1: after a reset all other sessions end."""
    user = make_user(email="anna@example.org")
    elsewhere = type(client)()
    elsewhere.force_login(user)
    address = link_in(ask_for_link(client, mailoutbox))
    form = client.get(address, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": NEW})

    response = elsewhere.get(reverse("account_change_password"))
    assert response.url.startswith(reverse("account_login"))


def test_password_change_asks_for_the_old_one(client):
    user = make_user()
    client.force_login(user)
    answers = {"oldpassword": "wrong", "password1": NEW}

    page = client.post(reverse("account_change_password"), answers).content.decode()

    assert page.count("That isn’t your current password. Try again.") == 2
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_password_change_keeps_the_person_signed_in(client):
    user = make_user()
    client.force_login(user)
    answers = {"oldpassword": PASSWORD, "password1": NEW}

    response = client.post(reverse("account_change_password"), answers)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert response.url == reverse("landing")
    assert "_auth_user_id" in client.session


def test_password_change_leads_an_account_without_one_to_choosing_it(client):
    user = User.objects.create_user("anna@example.org")
    client.force_login(user)

    page = client.get(reverse("account_change_password"), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ],
)
def test_account_pages_open_signed_out(client, name):
    response = client.get(reverse(name))

    assert response.status_code == (302 if name == "account_logout" else 200)


@pytest.mark.parametrize("name", ["account_change_password", "account_set_password"])
def test_account_pages_about_oneself_need_signing_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))


def test_sign_out_asks_the_browser_to_forget(client):
    """SES-4: caches and storage."""
    client.force_login(make_user())

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    "address",
    ["/nonsense/nowhere", "/account/sign-out/", "//elsewhere.example/", "/%5c"],
)
def test_sign_in_leads_only_to_pages_of_ours(client, address):
    """INP-5: to a page of ours, or home."""
    user = make_user()
    answers = {"login": user.email, "password": "an honest long password"}

    answer = client.post(f"{reverse('account_login')}?next={address}", answers)

    assert answer.url == "/"
