"""AUT-2: a passkey in a real browser, and codes of an app without any script."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from myeloma_journal.platform.accounts import reauthentication
from myeloma_journal.platform.accounts.models import Session
from tests.factories import make_membership, make_user
from tests.journeys.conftest import axe, widths_that_scroll

pytestmark = pytest.mark.chromium("no passkey without a finger")
PASSWORD = "an honest long password"


@pytest.fixture
def anna(transactional_db):
    return make_user(email="anna@example.org", name="Anna Lewis")


def device(page):
    """A device that sees its person: a fingerprint is always at hand."""
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    made = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    found = debugger.send("WebAuthn.addVirtualAuthenticator", {"options": made})
    return debugger, found["authenticatorId"]


def sign_in(page, address):
    page.goto(f"/account/sign-in/?next={address}")
    page.get_by_label("Email").fill("anna@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page):
    page.goto("/account/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")


def add_passkey(page):
    page.goto("/account/two-factor/passkeys/add/")
    page.get_by_role("button", name="Create passkey").click()
    page.get_by_text("Print these codes or write them down now.").wait_for()


def complaints(page):
    """All but those about pages that are refused, which they are meant to be."""
    expected = ("status of 403", "status of 422", "Clear-Site-Data")
    return [
        problem
        for problem in page.problems
        if not any(part in problem for part in expected)
    ]


def test_second_journal_is_opened_by_a_passkey(page, anna):
    """From the page that asks for it to signing in without the password."""
    mother = make_membership(user=anna).patient
    today = f"/patients/{mother.pk}/"
    make_membership(user=anna)
    device(page)
    sign_in(page, today)
    page.get_by_role("heading", name="you need two-step sign-in").wait_for()
    assert axe(page) == []

    page.get_by_role("link", name="Add a passkey").click()
    page.wait_for_url("**/passkeys/add/")
    assert axe(page) == []
    page.get_by_role("button", name="Create passkey").click()
    page.get_by_text("Print these codes or write them down now.").wait_for()
    assert axe(page) == []
    page.get_by_role("link", name="I’ve saved my codes").click()
    page.wait_for_url(lambda url: urlsplit(url).path == today)
    sign_out(page)
    page.goto(f"/account/sign-in/?next=/patients/{mother.pk}/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(lambda url: urlsplit(url).path == today)
    assert complaints(page) == []


def test_passkey_is_the_second_factor_after_the_password(page, anna, let_in):
    device(page)
    let_in(page, anna)
    add_passkey(page)
    sign_out(page)
    sign_in(page, "/account/two-factor/")

    page.get_by_role("heading", name="Two-step sign-in").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url("**/account/two-factor/")
    assert axe(page) == []
    assert complaints(page) == []


def test_device_that_does_not_know_its_person_makes_no_passkey(page, anna, let_in):
    """User verification is asked for, and the page says what to do instead."""
    debugger, found = device(page)
    let_in(page, anna)
    page.goto("/account/two-factor/passkeys/add/")
    known = {"authenticatorId": found, "isUserVerified": False}
    debugger.send("WebAuthn.setUserVerified", known)

    page.get_by_role("button", name="Create passkey").click()

    page.get_by_text(
        "The passkey was not used. Try again, or choose another"
    ).wait_for()
    assert not Authenticator.objects.exists()


def test_passkey_answers_when_we_ask_whether_it_is_you(page, anna, let_in):
    """SES-5: a passkey in place of the password."""
    device(page)
    let_in(page, anna)
    add_passkey(page)
    away = Session.objects.get(user=anna).get_session_store_class()(
        Session.objects.get(user=anna).session_key
    )
    away[reauthentication.SESSION_KEY] = 0
    away.save()
    page.goto("/account/two-factor/recovery-codes/new/")
    page.get_by_role("heading", name="Confirm it’s you").wait_for()
    assert axe(page) == []

    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_role("heading", name="Get new recovery codes?").wait_for()


def test_codes_of_an_app_need_no_script(page_without_js, anna):
    page = page_without_js
    sign_in(page, "/account/two-factor/app/")
    key = page.locator("code").inner_text().replace(" ", "")
    now = int(time.time()) // 30

    page.get_by_label("Code").fill(format_hotp_value(hotp_value(key, now)))
    page.get_by_role("button", name="Turn on app codes").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    recovery = page.locator("code").first.inner_text()
    sign_out(page)
    sign_in(page, "/account/two-factor/")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_text("You have 9 codes left.").wait_for()


def test_passkeys_are_not_offered_without_script(page_without_js, anna, let_in):
    page = page_without_js
    let_in(page, anna)
    page.goto("/account/two-factor/passkeys/add/")

    assert page.get_by_text("This browser can’t create passkeys").is_visible()
    assert not page.get_by_role("button", name="Create passkey").is_visible()


def test_pages_about_mfa_never_scroll_sideways(page, anna, let_in):
    let_in(page, anna)

    for path in ("", "app/", "passkeys/add/"):
        page.goto(f"/account/two-factor/{path}")

        assert widths_that_scroll(page, 320, 1280) == []
