"""Three stories on a phone, from beginning to end, with and without JavaScript."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from myeloma_journal.platform.pdf.client import WALL_SECONDS
from tests.factories import (
    make_entry,
    make_membership,
    make_patient,
    make_totp,
    make_user,
)
from tests.journeys.conftest import axe


@pytest.fixture(params=[True, False], ids=["with_js", "without_js"])
def phone(request, open_page):
    """A phone that finds nothing to complain about on any page it is shown."""
    page = open_page(java_script_enabled=request.param)
    page.read_by_axe = page
    if not request.param:
        # axe is a script itself: what is shown without scripts, it reads in a twin.
        page.read_by_axe = open_page()
        page.read_by_axe.goto("/help/")
    return page


def look(page):
    """What a careful eye asks of every page, once it has come."""
    page.wait_for_load_state()
    expect(page.locator("h1")).to_have_count(1)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]
    if page.read_by_axe is not page:
        page.read_by_axe.set_content(page.content())
    # Where a bar that sticks to the screen lies over half a box, that is too small.
    page.read_by_axe.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert axe(page.read_by_axe) == []
    assert page.problems == []


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    look(page)


def follow(page, name):
    page.get_by_role("link", name=name).first.click()
    look(page)


def choose(page, group, answer):
    """Tap one of the choices of a question."""
    row = page.get_by_role("group", name=group).first
    row.get_by_role("radio", name=answer).click()


def download_pdf(page, button):
    """The PDF that a button makes."""
    patience = WALL_SECONDS * 1000  # the worker has a low priority (nice)
    with page.expect_download(timeout=patience) as download:
        page.get_by_role("button", name=button).first.click(timeout=patience)
    return PdfReader(io.BytesIO(download.value.path().read_bytes()))


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.usefixtures("catalogue")
def test_new_patient_comes_from_the_front_page_to_the_packet(phone, settings):
    settings.SENDS_MAIL = False  # on one's own machine nobody waits for an email
    page = phone
    page.goto("/")
    look(page)

    follow(page, "Start a journal")
    page.get_by_label("Email").fill("margaret@example.org")
    press(page, "Continue")
    page.get_by_label("Password", exact=True).fill("honest words at noon")
    page.locator("main form button[type=submit]").click()
    page.get_by_text("Mine. I have myeloma.").click()
    page.get_by_label("Name of the person with myeloma").fill("Margaret Lewis")
    press(page, "Continue to first entry")

    choose(page, "How do you feel today?", "Not great")
    choose(page, "Numb, tingling, or burning hands or feet", "Moderate")
    page.get_by_text("Measurements", exact=True).click()
    page.get_by_label("Temperature", exact=True).fill("99.1")
    page.get_by_text("A note").click()
    page.get_by_label("Note").fill("My fingers have gone numb. What can we change?")
    page.get_by_label("Talk about this at my next visit").check()
    press(page, "Save")
    assert "Saved at" in page.locator(".saved").inner_text()
    assert "99.1 °F" in page.locator("main").inner_text()

    page.get_by_role("navigation", name="Main").get_by_text("Questions").click()
    follow(page, "Choose from the question lists")
    follow(page, "Starting a new treatment")
    page.get_by_text("What is this treatment called?").click()
    page.get_by_text("How much of each drug will I get?").click()
    press(page, "Add to my questions")
    page.get_by_role("button", name="Top three").first.click()
    look(page)

    page.get_by_role("navigation", name="Main").get_by_text("Visits").click()
    look(page)
    page.locator("main").get_by_role("link", name="visit").first.click()
    page.get_by_label("Who with").fill("Dr. Elena Ruiz")
    page.get_by_label("Date").fill("2029-11-24")
    page.get_by_label("Time").fill("10:30")
    page.locator("main form button[type=submit]").first.click()
    look(page)
    page.locator("main").get_by_role("link", name="packet").first.click()
    look(page)
    packet = download_pdf(page, "Print the packet")

    read = words(packet)
    assert "Margaret Lewis" in packet.pages[0].extract_text()
    assert "For Dr. Elena Ruiz" in read
    assert "My fingers have gone numb. What can we change?" in read
    assert "How much of each drug will I get?" in read
    assert page.problems == []


@pytest.mark.usefixtures("catalogue")
def test_stranger_prints_a_large_print_sheet(phone):
    page = phone
    page.goto("/catalogue/checklists/")
    look(page)

    follow(page, "When myeloma comes back or a drug stops working")
    page.get_by_text("Could a drug that worked before work again?").click()
    page.get_by_text("Print size and paper").click()
    page.get_by_text("Very large").click()
    page.get_by_text("A4", exact=True).click()
    sheet = download_pdf(page, "Print the chosen questions")

    assert "Could a drug that worked before work again?" in words(sheet)
    assert "Why did my last treatment stop working?" not in words(sheet)
    assert round(float(sheet.pages[0].mediabox.height)) == 842
    assert page.context.cookies() == []
    assert page.problems == []


@pytest.mark.usefixtures("catalogue")
def test_stranger_keeps_the_questions_while_the_sheet_is_made(phone):
    page = phone
    page.route("**/sheets/**", lambda route: route.fulfill(status=204))
    page.goto("/catalogue/checklists/")
    follow(page, "When myeloma comes back or a drug stops working")
    ticked = page.get_by_label("Could a drug that worked before work again?")
    ticked.check()

    page.get_by_role("button", name=re.compile("question sheet|Print")).last.click()
    page.get_by_role("button", name=re.compile("Add to a journal|Keep")).last.click()

    expect(page.get_by_text("The questions you chose are saved.")).to_be_visible()
    page.go_back()
    expect(ticked).to_be_checked()


def test_caregiver_with_two_patients_never_sees_one_in_the_other(phone, let_in):
    page = phone
    anna = make_user(email="anna@example.org", name="Anna")
    for name, note in (("Margaret", "Fingers numb."), ("Robert", "Slept badly.")):
        patient = make_patient(name=name)
        make_membership(patient=patient, user=anna, role="helper", relation="daughter")
        make_entry(patient=patient, note=note)
    make_totp(anna)
    let_in(page, anna)

    seen = {}
    for name in ("Margaret", "Robert"):
        page.goto("/")
        follow(page, name)
        page.get_by_role("navigation", name="Main").get_by_text("Journal").click()
        look(page)
        seen[name] = page.locator("body").inner_text()

    assert "Fingers numb." in seen["Margaret"]
    assert "Slept badly." not in seen["Margaret"]
    assert "Slept badly." in seen["Robert"]
    assert "Fingers numb." not in seen["Robert"]
    assert "Journal of Robert" in seen["Robert"]
