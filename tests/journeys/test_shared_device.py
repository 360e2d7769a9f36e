"""A tablet that goes from hand to hand, in a browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from myeloma_journal.platform.accounts.models import Device, Session
from myeloma_journal.platform.accounts.sessions import SIGN_IN, SessionStore
from myeloma_journal.questions.models import Question
from tests.factories import make_membership, make_patient, make_user
from tests.journeys.conftest import axe, hidden_stops, widths_that_scroll

NEARLY = "08:10"  # after which two minutes are left
REST = "01:55"


@pytest.fixture
def member(transactional_db):
    anna = make_user(email="anna@example.org", name="Anna")
    return make_membership(patient=make_patient(name="Margaret"), user=anna)


@pytest.fixture
def words(member):
    """The page where words are typed."""
    return reverse("questions:question_list", args=[member.patient_id])


def sign_in(page, where, email="anna@example.org"):
    page.goto(f"/account/sign-in/?next={where}")
    sign_in_here(page, where, email)


def sign_in_here(page, where, email="anna@example.org"):
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill("an honest long password")
    page.get_by_text("A shared device", exact=True).click()
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{where}")


@pytest.fixture
def tablet(page, member, words, let_in):
    """A shared device, signed in, with a clock that the test sets."""
    page.clock.install()
    let_in(page, member.user, Device.SHARED)
    page.goto(words)
    return page


def warning(page):
    return page.get_by_role("alertdialog", name="Are you still here?")


def test_shared_device_warns_two_minutes_before_the_end(tablet):
    """SES-2: the warning can be read by everybody, and has the focus."""
    expect(warning(tablet)).to_be_hidden()

    tablet.clock.fast_forward(NEARLY)

    expect(warning(tablet)).to_be_visible()
    expect(tablet.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert axe(tablet) == []
    assert tablet.problems == []


def test_shared_device_stays_signed_in_when_asked_to(tablet):
    """SES-2: one press, and ten minutes begin anew on the server."""
    tablet.clock.fast_forward(NEARLY)
    before = Session.objects.get(user__isnull=False).used_at

    tablet.get_by_role("button", name="Stay signed in").click()

    expect(warning(tablet)).to_be_hidden()
    assert Session.objects.get(user__isnull=False).used_at > before
    tablet.clock.fast_forward(REST)
    expect(tablet.get_by_role("heading", level=1)).not_to_have_text("Sign in")


def test_escape_is_an_answer_to_the_warning(tablet):
    """SES-2: and the focus is where it was."""
    tablet.get_by_label("Add a question").focus()
    tablet.clock.fast_forward(NEARLY)
    expect(warning(tablet)).to_be_visible()

    with tablet.expect_response("**/account/stay/"):
        tablet.keyboard.press("Escape")

    expect(warning(tablet)).to_be_hidden()
    expect(tablet.get_by_label("Add a question")).to_be_focused()


def test_shared_device_leads_back_to_the_words_after_two_hours(tablet, member, words):
    """SES-2: the end that cannot be put off has a dialog and a way on of its own."""
    session = SessionStore(Session.objects.get(user=member.user).session_key)
    session[SIGN_IN]["since"] -= timedelta(minutes=118, seconds=30).total_seconds()
    session.save()
    tablet.goto(words)
    over = tablet.get_by_role("alertdialog", name="You’ll be signed out in 2 minutes")
    expect(over).to_be_visible()
    again = over.get_by_role("button", name="Sign in again now")
    expect(again).to_be_focused()
    assert hidden_stops(tablet) == []
    assert axe(tablet) == []
    over.get_by_role("button", name="Not yet").click()
    tablet.get_by_label("Add a question").fill("Why so tired?")
    tablet.reload()

    again.click()
    tablet.wait_for_url("**/account/sign-in/?next=**")
    sign_in_here(tablet, words)

    typed = tablet.get_by_label("Add a question")
    expect(typed).to_have_value("Why so tired?")


def test_shared_device_leaves_the_page_at_the_end(tablet, words):
    """SES-2: whoever sits down next sees no journal, and back shows none."""
    tablet.get_by_role("navigation", name="Main").get_by_text("Visits").click()
    tablet.wait_for_url("**/appointments/")
    Session.objects.all().delete()  # as if ten minutes had passed on the server, too
    tablet.clock.fast_forward("10:05")

    tablet.wait_for_url("**/account/sign-in/?ended=yes&next=**")
    said = "You were signed out. On a shared device, this happens after 10 minutes"
    expect(tablet.get_by_text(said)).to_be_visible()
    tablet.go_back()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_words_typed_before_the_end_are_there_afterwards(tablet, words):
    """SES-2: expired while writing costs no word, and nothing stays on the device."""
    with tablet.expect_response("**/drafts/save/"):
        tablet.get_by_label("Add a question").fill("Why so tired?")
        tablet.clock.run_for(1500)
    Session.objects.all().delete()
    tablet.clock.fast_forward("10:05")
    tablet.wait_for_url("**/account/sign-in/?ended=yes**")
    kept = tablet.evaluate("Object.keys(localStorage).length")

    sign_in(tablet, words)

    assert kept == 0
    expect(tablet.get_by_label("Add a question")).to_have_value("Why so tired?")


def test_words_of_one_person_are_not_shown_to_the_next(tablet, member, words):
    """SES-2: whoever signs in instead finds an empty form."""
    paul = make_user(email="paul@example.org", name="Paul")
    make_membership(patient=member.patient, user=paul)
    with tablet.expect_response("**/drafts/save/"):
        tablet.get_by_label("Add a question").fill("Why so tired?")
        tablet.clock.run_for(1500)
    Session.objects.all().delete()
    tablet.clock.fast_forward("10:05")
    tablet.wait_for_url("**/account/sign-in/?ended=yes**")

    sign_in(tablet, words, "paul@example.org")

    expect(tablet.get_by_label("Add a question")).to_have_value("")
    assert not Question.objects.exists()


def test_sign_out_stands_on_every_page_of_a_shared_device(tablet):
    """SES-4: beside the menu, and what the browser kept goes."""
    top = tablet.locator(".top")

    top.get_by_role("button", name="Sign out", exact=True).first.click()

    expect(tablet.get_by_text("You’re signed out.")).to_be_visible()
    assert tablet.evaluate("localStorage.length + sessionStorage.length") == 0


def test_signing_out_closes_the_page_in_every_window(tablet, words):
    """SES-4: whoever sits down next finds no journal in another window."""
    other = tablet.context.new_page()
    other.goto(words)

    tablet.locator(".top").get_by_role("button", name="Sign out").first.click()

    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_top_of_a_shared_device_fits_into_one_line(tablet):
    for width in (320, 390, 1280):
        assert widths_that_scroll(tablet, width) == []
        assert tablet.locator(".top").bounding_box()["height"] < 75
