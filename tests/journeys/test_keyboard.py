"""By keyboard alone: each stop can be seen, whatever else is open on the page."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import (
    make_appointment,
    make_followed,
    make_membership,
    make_question,
)
from tests.journeys.conftest import hidden_stops, widths_that_scroll

QUESTIONS = ["Is it the treatment?", "Can I travel?", "Can I swim?"]
# Through a constructed style sheet, which the CSP lets pass.
ENLARGE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html {font-size: 225%} * {letter-spacing: .12em}");
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def member(transactional_db):
    member = make_membership()
    for place, text in enumerate(QUESTIONS, 1):
        make_question(patient=member.patient, text=text, position=place, top=place)
    return member


@pytest.fixture
def pages(member):
    """One of each kind: with a bar to save, with rows of buttons, and a plain form."""
    visit = make_appointment(patient=member.patient, starts_at=timezone.now())
    places = {
        "today": [],
        "questions:question_list": [],
        "questions:at_visit": [visit.pk],
        "appointments:appointment_add": [],
    }
    return [
        reverse(name, args=[member.patient_id, *more]) for name, more in places.items()
    ]


@pytest.fixture
def phone(page, member, let_in):
    let_in(page, member.user)
    return page


@pytest.mark.chromium("after a walk the browser's own bar has the focus")
def test_menu_closes_behind_the_keyboard(phone, pages):
    """WCAG 2.4.11: whoever goes on from the open menu sees where they are."""
    menu = phone.locator(".top details.drop")
    for where in pages:
        phone.goto(where)
        menu.locator("summary").focus()
        phone.keyboard.press("Enter")
        expect(menu.locator("nav")).to_be_visible()

        assert hidden_stops(phone) == [], where
        expect(menu.locator("nav")).to_be_hidden()


def test_escape_closes_the_menu_and_leads_back_to_it(phone, pages):
    menu = phone.locator(".top details.drop")
    phone.goto(pages[0])
    menu.locator("summary").click()
    phone.evaluate("document.activeElement.blur()")

    phone.keyboard.press("Escape")

    expect(menu.locator("nav")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_menus_stay_on_the_screen_with_large_text(phone, pages, member):
    """WCAG 1.4.4 and 1.4.12: the size of the letters doubled, and more room between."""
    journal = reverse("journal:entry_list", args=[member.patient_id])
    for where, menu in ((pages[0], ".top"), (journal, ".head-row")):
        phone.goto(where)
        phone.evaluate(ENLARGE)
        phone.locator(f"{menu} summary").click()

        assert widths_that_scroll(phone, 390, 320) == []
        box = phone.locator(f"{menu} nav").bounding_box()
        head = phone.locator(f"{menu}:has(summary)").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert abs(box["y"] - head["y"] - head["height"]) < 30


def test_menu_of_the_journal_closes_behind_the_keyboard(phone, member):
    phone.goto(reverse("journal:entry_list", args=[member.patient_id]))
    phone.locator(".head-row summary").focus()
    phone.keyboard.press("Enter")

    assert hidden_stops(phone) == []
    expect(phone.locator(".head-row nav")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_notice_of_a_lost_connection_covers_no_stop(phone, pages, width, height):
    """WCAG 2.4.11: neither backwards nor forwards."""
    phone.set_viewport_size({"width": width, "height": height})
    phone.goto(pages[2])
    phone.get_by_role("checkbox").first.check()
    status = phone.locator("#offline-queue").get_by_role("status")
    assert status.inner_text() == ""  # a reader hears only what is added later
    phone.context.set_offline(True)
    phone.locator(".savebar button").click()
    expect(phone.get_by_text("Not saved yet: you’re offline.")).to_be_visible()

    assert hidden_stops(phone, "Shift+Tab") == []
    assert hidden_stops(phone) == []


# What leaves the focus at the top of the page, and why.
EXCEPTIONS = {"Search": "a page of its own, which is read from its heading"}
BUTTONS = "main form[method=post] button:not([aria-hidden]):visible"
LOST = "document.activeElement === document.body"


def test_after_each_button_the_focus_is_not_lost(phone, pages, member):
    """WCAG 2.4.3: it is on the message, on the errors, or on what was moved."""
    make_followed(patient=member.patient)
    followed = [
        reverse(f"journal:symptom_{name}", args=[member.patient_id])
        for name in ("list", "order")
    ]
    lost = []
    for where in [*pages, *followed]:
        number = 0
        while phone.goto(where) and number < phone.locator(BUTTONS).count():
            button = phone.locator(BUTTONS).nth(number)
            words = button.inner_text()
            with phone.expect_navigation():
                button.click()
            if phone.evaluate(LOST) and words not in EXCEPTIONS:
                lost.append((where, words))
            number += 1
    assert lost == []
