"""Signing in, on a phone."""

from tests.factories import make_user
from tests.journeys.conftest import axe, widths_that_scroll

SIGN_IN = "/account/sign-in/"


def test_sign_in_page_is_clean_on_a_phone(page):
    page.goto(SIGN_IN)

    assert axe(page) == []
    assert page.problems == []


def test_sign_in_that_is_refused_reads_the_problems_first(page):
    page.goto(SIGN_IN)
    page.get_by_label("Email").fill("anna@example.org")

    page.get_by_role("button", name="Sign in", exact=True).click()

    page.wait_for_selector("#error-summary:focus")
    assert page.title().startswith("Error:")
    assert page.get_by_label("Email").input_value() == "anna@example.org"
    assert axe(page) == []
    assert all("422" in problem for problem in page.problems)


def test_sign_in_page_never_scrolls_sideways(page):
    page.goto(SIGN_IN)

    assert widths_that_scroll(page, 320, 1280) == []


def test_sign_in_works_without_javascript(page_without_js):
    page = page_without_js
    make_user(email="anna@example.org", name="Anna")
    page.goto(f"{SIGN_IN}?next=/account/password/change/")
    assert not page.get_by_role("button", name="Show password").is_visible()
    page.get_by_label("Email").fill("anna@example.org")
    page.get_by_label("Password").fill("an honest long password")

    page.get_by_role("button", name="Sign in", exact=True).click()

    page.wait_for_url("**/account/password/change/")


def test_password_can_be_shown_and_is_sent_as_a_password(page):
    page.goto(SIGN_IN)
    password = page.get_by_label("Password", exact=True)
    password.fill("an honest long password")

    page.get_by_role("button", name="Show password").click()

    assert password.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert password.get_attribute("type") == "password"
    page.get_by_role("button", name="Show password").click()
    # The page stays, as it would while the answer is on its way.
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert password.get_attribute("type") == "password"
