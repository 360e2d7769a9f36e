"""The order of questions, by dragging; the buttons do the same without it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from myeloma_journal.questions.views import lists, redirects
from tests.factories import make_membership, make_question

QUESTIONS = ["Can I swim?", "Can I travel?", "Can I drive?"]


@pytest.fixture
def member(transactional_db):
    member = make_membership()
    for place, text in enumerate(QUESTIONS, 1):
        make_question(patient=member.patient, text=text, position=place)
    return member


@pytest.fixture
def page(member, open_page, let_in):
    page = open_page(has_touch=True)
    let_in(page, member.user)
    page.goto(reverse("questions:question_order", args=[member.patient_id]))
    return page


def order(member):
    return [question.text for question in member.patient.questions.all().in_order()]


def grip(page, text):
    row = page.locator("li", has_text=text)
    row.scroll_into_view_if_needed()
    box = row.locator(".grip").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_question_is_dragged_by_mouse(page, member):
    from_x, from_y = grip(page, "Can I swim?")
    box = page.locator("li", has_text="Can I travel?").bounding_box()
    page.mouse.move(from_x, from_y)
    page.mouse.down()

    page.mouse.move(from_x, box["y"] + box["height"] - 10, steps=8)
    page.mouse.up()

    expect(page.get_by_text("Moved. It is number 2 now.")).to_be_visible()
    assert order(member) == ["Can I travel?", "Can I swim?", "Can I drive?"]
    assert page.problems == []


def test_a_question_is_dragged_in_a_browser_without_request_submit(page, member):
    """Safari before 16."""
    page.add_init_script("delete HTMLFormElement.prototype.requestSubmit")
    page.reload()
    from_x, from_y = grip(page, "Can I swim?")
    box = page.locator("li", has_text="Can I travel?").bounding_box()
    page.mouse.move(from_x, from_y)
    page.mouse.down()

    page.mouse.move(from_x, box["y"] + box["height"] - 10, steps=8)
    page.mouse.up()

    expect(page.get_by_text("Moved. It is number 2 now.")).to_be_visible()
    assert order(member) == ["Can I travel?", "Can I swim?", "Can I drive?"]


def test_a_question_is_dragged_on_a_later_page(page, member, monkeypatch):
    for module in (lists, redirects):
        monkeypatch.setattr(module, "OPEN_PER_PAGE", 2)
    make_question(patient=member.patient, text="Can I sing?", position=4)
    page.reload()
    page.get_by_role("link", name="Next questions").click()
    from_x, from_y = grip(page, "Can I drive?")
    box = page.locator("li", has_text="Can I sing?").bounding_box()
    page.mouse.move(from_x, from_y)
    page.mouse.down()

    page.mouse.move(from_x, box["y"] + box["height"] - 10, steps=8)
    page.mouse.up()

    expect(page.get_by_text("Moved. It is number 4 now.")).to_be_visible()
    assert order(member) == [*QUESTIONS[:2], "Can I sing?", "Can I drive?"]


@pytest.mark.chromium("no finger")
def test_a_question_is_dragged_by_a_finger(page, member):
    x, y = grip(page, "Can I travel?")
    top = page.locator("li", has_text="Can I swim?").bounding_box()["y"]
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        event = {"type": kind, "touchPoints": [{"x": x, "y": at} for at in points]}
        finger.send("Input.dispatchTouchEvent", event)

    touch("touchStart", y)
    for step in range(1, 9):
        touch("touchMove", y + (top + 10 - y) * step / 8)
    touch("touchEnd")

    expect(page.get_by_text("Moved. It is number 1 now.")).to_be_visible()
    assert order(member) == ["Can I travel?", "Can I swim?", "Can I drive?"]


def test_escape_puts_it_back(page, member):
    from_x, from_y = grip(page, "Can I swim?")
    page.mouse.move(from_x, from_y)
    page.mouse.down()
    page.mouse.move(from_x, from_y + 300, steps=8)

    page.keyboard.press("Escape")
    page.mouse.up()

    shown = page.locator("ol.qlist > li .text").all_inner_texts()
    assert shown == QUESTIONS
    assert order(member) == QUESTIONS


def test_the_keyboard_does_not_stop_at_the_grip(page):
    assert page.locator(".grip").count() == 3
    assert page.locator(".grip[tabindex], .grip a, .grip button").count() == 0
