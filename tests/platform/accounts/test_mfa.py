"""AUT-2: passkeys, codes of an app and recovery codes; what of them is secret."""

import json
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from myeloma_journal.platform.accounts.mfa.adapter import MFAAdapter
from tests.factories import KEY_OF_APP, make_passkey, make_totp, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
NEW = "another honest long one"
WRONG = (
    "That code didn’t work. Codes change every 30 seconds. Enter the one your "
    "app shows now."
)

# What no device has made: nothing, no JSON, parts that are missing or are no bytes.
NO_BYTES = {"clientDataJSON": "e30", "attestationObject": "AA", "userHandle": "*"}
NONSENSE = [
    "",
    "no",
    "[]",
    "{}",
    '{"id": "x"}',
    '{"response": []}',
    json.dumps({"id": "AA", "rawId": "AA", "response": NO_BYTES}),
]


@pytest.fixture
def anna():
    return make_user(email="anna@example.org")


def code_of(key=KEY_OF_APP, ago=timedelta(0)):
    """What the app shows, or showed some time ago."""
    step = int((time.time() - ago.total_seconds()) // 30)
    return totp.format_hotp_value(totp.hotp_value(key, step))


def sign_in(client, password=PASSWORD):
    answers = {"login": "anna@example.org", "password": password}
    return client.post(reverse("account_login"), answers)


def type_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client):
    return "_auth_user_id" in client.session


def errors(response):
    return response.context["form"].errors.get("code", [])


# ---- Setting up codes of an app


def set_up(client):
    """Open the page, and type the code an app with its key shows."""
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    return form.secret, client.post(
        reverse("mfa_activate_totp"), {"code": code_of(form.secret)}
    )


def test_app_gets_its_key_as_a_square_and_as_text(client, anna):
    client.force_login(anna)

    page = client.get(reverse("mfa_activate_totp"))

    key = page.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert f"{key[:4]} {key[4:8]} " in page.text
    assert "issuer=Myeloma%20Journal" in page.text


def test_right_code_turns_codes_on_and_shows_recovery_codes(client, anna):
    client.force_login(anna)

    _key, response = set_up(client)

    assert response.url == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(user=anna, type="totp").exists()


def test_wrong_code_turns_nothing_on_and_the_key_stays(client, anna):
    client.force_login(anna)
    key = client.get(reverse("mfa_activate_totp")).context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": "12"})

    assert response.status_code == 422
    assert WRONG in response.text
    assert response.context["form"].secret == key
    assert not Authenticator.objects.exists()


def test_setting_up_twice_ends_at_the_list(client, anna):
    """A trembling finger must not land on the page that takes the codes away."""
    client.force_login(anna)
    set_up(client)

    again = client.post(reverse("mfa_activate_totp"), {"code": "123456"})

    assert again.url == reverse("mfa_index")


def test_new_lock_signs_other_devices_out_and_changes_the_session_key(client, anna):
    """SES-1."""
    elsewhere = type(client)()
    elsewhere.force_login(anna)
    client.force_login(anna)
    before = client.session.session_key

    set_up(client)

    assert client.session.session_key != before
    assert is_in(client)
    assert elsewhere.get(reverse("mfa_index")).url.startswith(reverse("account_login"))


def test_code_that_set_up_the_app_opens_nothing_afterwards(client, anna):
    client.force_login(anna)
    key, _response = set_up(client)
    client.logout()
    sign_in(client)

    assert WRONG in errors(type_code(client, code_of(key)))


# ---- Signing in with them


def test_password_alone_does_not_open_an_account_with_mfa(client, anna):
    make_totp(anna)

    response = sign_in(client)

    assert response.url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_code_of_the_app_opens_it(client, anna):
    make_totp(anna)
    sign_in(client)

    response = type_code(client, code_of())

    assert response.status_code == 302
    assert is_in(client)


def test_device_said_with_the_password_counts_after_the_code(client, anna):
    """SES-2: it is asked once, at the first of the two steps."""
    make_totp(anna)
    answers = {"login": anna.email, "password": PASSWORD, "device": "shared"}
    client.post(reverse("account_login"), answers)

    type_code(client, code_of())

    assert client.session.is_shared


def test_going_on_leads_to_where_the_person_was_going(client, anna):
    make_totp(anna)
    answers = {
        "login": anna.email,
        "password": PASSWORD,
        "next": "/catalogue/checklists/",
    }
    client.post(reverse("account_login"), answers)

    assert type_code(client, code_of()).url == "/catalogue/checklists/"


def test_code_may_be_half_a_minute_old(client, anna):
    make_totp(anna)
    sign_in(client)

    type_code(client, code_of(ago=timedelta(seconds=30)))

    assert is_in(client)


@pytest.mark.parametrize("ago", [timedelta(minutes=2), -timedelta(minutes=2)])
def test_code_of_another_time_is_refused(client, anna, ago):
    make_totp(anna)
    sign_in(client)

    response = type_code(client, code_of(ago=ago))

    assert response.status_code == 422
    assert WRONG in errors(response)
    assert not is_in(client)


def test_used_code_is_refused(client, anna):
    make_totp(anna)
    code = code_of()
    sign_in(client)
    type_code(client, code)
    client.logout()
    sign_in(client)

    assert WRONG in errors(type_code(client, code))
    assert not is_in(client)


def test_used_code_is_refused_for_as_long_as_it_would_be_right(
    client, anna, time_machine
):
    """allauth forgets a used code after 30 seconds; ours is right for longer."""
    make_totp(anna)
    code = code_of()
    sign_in(client)
    type_code(client, code)
    client.logout()
    sign_in(client)
    cache.delete(f"allauth.mfa.totp.used?user={anna.pk}&code={code}")
    time_machine.move_to(timedelta(seconds=30))

    assert WRONG in errors(type_code(client, code))


def test_guessing_codes_is_slowed_down(client, anna):
    """AUT-4: five wrong codes, and the right one has to wait, too."""
    make_totp(anna)
    sign_in(client)
    for _ in range(5):
        type_code(client, "000000")

    response = type_code(client, code_of())

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "300"
    assert "Too many wrong codes. Wait five minutes and try again." in response.text
    assert not is_in(client)


def test_wrong_code_is_refused_like_a_wrong_password(client, anna):
    make_totp(anna)
    password = sign_in(client, password="a wrong long password")
    sign_in(client)

    code = type_code(client, "000000")

    assert code.status_code == password.status_code == 422


def test_empty_code_says_what_to_do(client, anna):
    make_totp(anna)
    sign_in(client)

    assert errors(type_code(client, "")) == ["Enter the code."]


def test_nobody_reaches_mfa_without_the_password(client, anna):
    make_totp(anna)

    response = type_code(client, code_of())

    assert response.url == reverse("account_login")
    assert not is_in(client)


def test_password_reset_does_not_skip_mfa(client, anna, mailoutbox):
    make_totp(anna)
    client.post(reverse("account_reset_password"), {"email": anna.email})
    message = mailoutbox[-1].body
    address = message[message.index("/account/password/new/") :].split()[0]
    form = client.get(address, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": NEW})
    response = sign_in(client, NEW)

    assert response.url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_signing_in_begun_with_an_old_password_does_not_end(client, anna):
    """AUT-5: after a new password, whoever typed the old one begins again."""
    make_totp(anna)
    sign_in(client)
    anna.set_password("quite another long password")
    anna.save()

    answer = type_code(client, code_of())

    assert not is_in(client)
    assert answer.url == reverse("account_login")
    assert "Your password has changed." in client.get(answer.url).text


def test_next_person_at_a_device_starts_again(client, anna):
    """Until then the sign-in page leads to the code of whoever began."""
    make_totp(anna)
    sign_in(client)
    page = client.get(reverse("account_login"), follow=True)

    response = client.post(reverse("account_logout"), follow=True)

    assert "Not you? Start over" in page.text
    assert response.redirect_chain == [(reverse("account_login"), 302)]
    assert response.context["form"].fields.keys() >= {"login", "password"}


# ---- Who is told


def test_owner_is_told_by_email_that_mfa_was_changed(
    client, anna, mailoutbox, django_capture_on_commit_callbacks
):
    make_totp(anna)
    client.force_login(anna)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))

    (message,) = mailoutbox
    assert message.to == [anna.email]
    assert message.subject == "Your two-step sign-in was changed"
    assert reverse("account_reset_password") in message.body


# ---- Recovery codes


def test_recovery_code_opens_the_account_once(client, anna):
    code = make_totp(anna)[3]
    sign_in(client)

    type_code(client, f"{code[:4]} {code[4:]}")
    first = is_in(client)
    client.logout()
    sign_in(client)
    again = type_code(client, code)

    assert first
    assert again.status_code == 422
    assert not is_in(client)


def test_recovery_codes_are_shown_once(client, anna):
    codes = make_totp(anna)
    client.force_login(anna)

    first = client.get(reverse("mfa_view_recovery_codes")).text
    again = client.get(reverse("mfa_view_recovery_codes")).text

    assert all(f"{code[:4]} {code[4:]}" in first for code in codes)
    assert 'download="myeloma-journal-recovery-codes.txt"' in first
    assert not any(code[:4] in again for code in codes)
    assert "If you didn’t save them, get new ones." in again


def test_new_recovery_codes_take_the_place_of_the_old(client, anna):
    old = make_totp(anna)
    client.force_login(anna)

    response = client.post(reverse("mfa_generate_recovery_codes"))

    new = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert response.url == reverse("mfa_view_recovery_codes")
    assert not set(new.generate_codes()) & set(old)


def test_page_says_how_many_recovery_codes_are_left(client, anna):
    code = make_totp(anna)[0]
    sign_in(client)
    type_code(client, code)

    assert "You have 9 codes left." in client.get(reverse("mfa_index")).text


def test_whoever_has_only_a_passkey_is_told_about_recovery_codes(client, anna):
    """There is no app whose code could change."""
    make_passkey(anna)
    sign_in(client)

    response = type_code(client, "11111111")

    assert "One of your recovery codes." in response.text
    assert errors(response) == [
        "That recovery code didn’t work. Each code works only once."
    ]


# ---- Removing a second factor


def test_without_the_app_the_password_does_again(client, anna):
    make_totp(anna)
    client.force_login(anna)

    page = client.get(reverse("mfa_deactivate_totp"))
    client.post(reverse("mfa_deactivate_totp"))
    client.logout()
    sign_in(client)

    assert "your password alone opens everything" in page.text
    assert is_in(client)
    assert not Authenticator.objects.exists()


def test_passkey_of_somebody_else_cannot_be_removed(client, anna):
    theirs = make_passkey(make_user())
    client.force_login(anna)

    response = client.post(reverse("mfa_remove_webauthn", args=[theirs.pk]))

    assert response.status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


# ---- Passkeys that are none; the real ones are in the journey


@pytest.mark.parametrize("credential", NONSENSE)
def test_passkey_that_is_none_makes_none(client, anna, credential):
    client.force_login(anna)
    client.get(reverse("mfa_add_webauthn"))

    response = client.post(reverse("mfa_add_webauthn"), {"credential": credential})

    assert response.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", NONSENSE)
def test_passkey_that_is_none_does_not_sign_in(client, anna, credential):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    response = client.post(
        reverse("mfa_login_webauthn"), {"credential": credential, "next": "/help/"}
    )

    assert response.url == f"{reverse('account_login')}?next=%2Fhelp%2F"
    assert not is_in(client)


def test_passkeys_are_asked_for_only_so_often(client):
    """AUT-4: from one address; the page says how long to wait."""
    for _ in range(120):
        client.get(reverse("mfa_login_webauthn"))

    response = client.get(reverse("mfa_login_webauthn"))

    assert response.status_code == 429
    assert "Wait 5 minutes, then try again" in response.text


def test_device_has_to_see_its_person(client, anna):
    """Passkeys are with user verification, when made and when used."""
    client.force_login(anna)

    made = client.get(reverse("mfa_add_webauthn")).context["options"]["publicKey"]
    client.logout()
    make_passkey(anna)
    sign_in(client)
    used = client.get(reverse("mfa_authenticate")).context["js_data"]

    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "required"
    assert used["request_options"]["publicKey"]["userVerification"] == "required"


# ---- In the database


def test_secrets_are_encrypted_where_they_are_kept(anna):
    """CRY-1: neither the app's key nor the seed of the recovery codes is readable."""
    codes = make_totp(anna)
    seed = MFAAdapter().decrypt(
        Authenticator.objects.get(type="recovery_codes").data["seed"]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = json.dumps(cursor.fetchall())

    assert KEY_OF_APP not in kept
    assert seed not in kept
    assert not any(code in kept for code in codes)


def test_older_key_still_reads(settings):
    """CRY-2: a new key writes, and those before it are still read."""
    settings.MFA_KEYS = ["the older key"]
    written = MFAAdapter().encrypt("secret")

    settings.MFA_KEYS = ["the newer key", "the older key"]

    assert MFAAdapter().decrypt(written) == "secret"


def test_newer_key_writes(settings):
    settings.MFA_KEYS = ["the newer key", "the older key"]
    written = MFAAdapter().encrypt("secret")

    settings.MFA_KEYS = ["the older key"]

    with pytest.raises(ValidationError, match="the MFA_KEY setting has changed"):
        MFAAdapter().decrypt(written)


def test_lost_key_says_whom_to_tell(client, anna, settings):
    make_totp(anna)
    settings.MFA_KEYS = ["another key"]
    sign_in(client)

    response = type_code(client, code_of())

    assert response.status_code == 422
    assert "This server can no longer read your codes." in response.text


# ---- The pages


def test_pages_about_mfa_ask_to_sign_in(client):
    assert client.get(reverse("mfa_index")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name",
    ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"],
)
def test_nothing_of_a_lock_is_kept_as_a_draft(client, anna, name):
    """The view says of itself that it keeps nothing; drafts heed that."""
    match = client.get(reverse(name)).resolver_match

    assert match.func.skips_deduplication
