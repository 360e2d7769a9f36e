"""Sign-in with an OpenID Connect provider, which a stand-in plays here."""

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse
from requests import ConnectionError as ProviderAwayError

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.oidc import OIDCAdapter
from tests.factories import make_invitation, make_membership, make_totp, make_user

pytestmark = pytest.mark.django_db

SERVER = "https://login.example.org"
CONFIGURATION = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/me",
    "jwks_uri": f"{SERVER}/keys",
}


class Provider:
    """Answers the requests of allauth, as a person would come back with a code."""

    def __init__(self):
        self.claims = {
            "sub": "person-7",
            "email": "Anna@Example.org",
            "email_verified": True,
            "name": "Anna Lewis",
            "picture": f"{SERVER}/anna.jpg",
        }
        self.is_away = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def get(self, url, headers=None):
        return self.request("GET", url)

    def request(self, method, url, **options):
        if self.is_away:
            raise ProviderAwayError
        now = int(time.time())
        told = {"iss": SERVER, "aud": "journal", "iat": now, "exp": now + 60}
        key = "a key of the provider, and no one else's"
        answers = {
            f"{SERVER}/.well-known/openid-configuration": CONFIGURATION,
            f"{SERVER}/me": self.claims,
            f"{SERVER}/token": {
                "access_token": "opens their profile",
                "id_token": jwt.encode(told | self.claims, key, "HS256"),
            },
        }
        return SimpleNamespace(
            status_code=200,
            headers={"content-type": "application/json"},
            raise_for_status=lambda: None,
            json=lambda: answers[url],
        )


@pytest.fixture
def provider(monkeypatch, settings):
    settings.OIDC_NAME = "Charity ID"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "Charity ID",
                    "client_id": "journal",
                    "secret": "shared",
                    "settings": {"server_url": SERVER},
                }
            ],
        }
    }
    settings.REGISTRATION = "open"
    stand_in = Provider()
    monkeypatch.setattr(OIDCAdapter, "get_requests_session", lambda self: stand_in)
    return stand_in


def sign_in(client, **posted):
    """To the provider and back; the page after that."""
    there = client.post(reverse("account_oidc_login"), posted)
    asked = parse_qs(urlsplit(there.url).query)
    assert there.url.startswith(f"{SERVER}/authorize?")
    assert asked["code_challenge"]
    back = {"code": "once", "state": asked["state"][0]}
    return client.get(urlsplit(asked["redirect_uri"][0]).path, back, follow=True)


def test_sign_in_page_has_no_button_of_a_provider_unless_there_is_one(client, settings):
    assert "provider/" not in client.get(reverse("account_login")).text
    assert client.post(reverse("account_oidc_login")).status_code == 404
    callback = reverse("openid_connect_callback", args=["oidc"])
    assert client.get(callback).status_code == 404
    settings.OIDC_NAME = "Charity ID"

    assert "Sign in with Charity ID" in client.get(reverse("account_login")).text


def test_new_person_gets_an_account_without_a_password(client, provider):
    page = sign_in(client)

    user = User.objects.get()
    assert (user.email, user.name) == ("anna@example.org", "Anna Lewis")
    assert not user.has_usable_password()
    assert page.status_code == 200
    assert client.session["_auth_user_id"] == str(user.pk)
    # Nothing is kept of what the provider knows, and no key to ask for more.
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()


def test_person_comes_back_whatever_their_email_is_now(client, provider):
    sign_in(client)
    client.logout()
    provider.claims |= {"email": "new@example.org", "email_verified": False}

    sign_in(client)

    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_email_that_the_provider_did_not_verify_opens_nothing(client, provider):
    """AUT-7: anybody can type any email there."""
    provider.claims["email_verified"] = False

    page = sign_in(client)

    assert "Charity ID didn’t confirm your email" in page.text
    assert not User.objects.exists()


def test_account_with_the_email_is_opened_only_if_the_operator_says_so(
    client, provider, settings
):
    """AUT-7: whoever runs the provider could open any account."""
    user = make_membership(user=make_user(email="anna@example.org")).user

    page = sign_in(client)
    assert "This email already has an account." in page.text
    assert "_auth_user_id" not in client.session

    settings.OIDC_MATCH_EMAIL = True
    sign_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.has_usable_password()


def test_second_factor_is_asked_for_after_the_provider(client, provider, settings):
    """AUT-2, AUT-7: the provider stands for the password only."""
    settings.OIDC_MATCH_EMAIL = True
    user = make_user(email="anna@example.org")
    make_totp(user)

    page = sign_in(client)

    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_two_journals_need_mfa_of_ours(client, provider, settings):
    settings.OIDC_MATCH_EMAIL = True
    member = make_membership(user=make_user(email="anna@example.org"))
    make_membership(user=member.user)
    sign_in(client)

    page = client.get(reverse("today", args=[member.patient_id]))

    assert page.status_code == 403


def test_closed_account_stays_closed(client, provider, settings):
    settings.OIDC_MATCH_EMAIL = True
    make_user(email="anna@example.org", is_active=False)

    page = sign_in(client)

    assert page.redirect_chain[-1][0] == reverse("account_inactive")


@pytest.mark.parametrize("mode", ["invitation", "closed"])
def test_provider_opens_no_site_that_is_closed(client, provider, settings, mode):
    """AUT-6: who may make an account is one rule."""
    settings.REGISTRATION = mode
    make_user()

    page = sign_in(client)

    assert page.status_code == 403
    assert User.objects.count() == 1


def test_invited_person_may_come_by_the_provider(client, provider, settings):
    settings.REGISTRATION = "invitation"
    make_invitation(word="a-secret")
    there = reverse("invitation", args=["a-secret"])
    client.get(there)

    page = sign_in(client, next=there)

    assert page.redirect_chain[-1][0] == there
    assert User.objects.filter(email="anna@example.org").exists()


def test_shared_device_is_one_after_the_provider_too(client, provider):
    """SES-2."""
    sign_in(client, device="shared")

    assert User.objects.get().sessions.get().device == "shared"


def test_person_without_a_password_proves_at_the_provider_who_they_are(
    client, provider
):
    """AUT-7: again before what reaches far."""
    sign_in(client)
    session = client.session
    session["reauthenticated_at"] = 0
    session.save()
    email = reverse("account_change_email")

    asked = client.get(email, follow=True)
    again = client.post(reverse("account_oidc_login"), {"next": email})
    page = sign_in(client, next=email)

    assert "Sign in again with Charity ID" in asked.text
    assert f'name="next" value="{email}"' in asked.text
    assert parse_qs(urlsplit(again.url).query)["prompt"] == ["login"]
    assert page.redirect_chain[-1][0] == email


def test_provider_that_is_away_leads_back_to_the_sign_in_page(client, provider):
    provider.is_away = True

    page = client.post(reverse("account_oidc_login"), follow=True)

    assert "Signing in with Charity ID didn’t work." in page.text


def test_answer_that_nobody_asked_for_signs_nobody_in(client, provider):
    """AUT-7: a link that somebody sends."""
    callback = reverse("openid_connect_callback", args=["oidc"])

    page = client.get(callback, {"code": "once", "state": "mine"}, follow=True)

    assert page.redirect_chain[-1][0] == reverse("account_login")
    assert not User.objects.exists()
