"""Back, forward and reload around a form: one record, every word, no error page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_membership

SAVE = ".savebar button"


@pytest.fixture
def member(transactional_db):
    return make_membership()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, member, open_page, let_in):
    page = open_page(java_script_enabled=request.param)
    let_in(page, member.user)
    return page


def url(member, name):
    return reverse(name, args=[member.patient_id])


def write_note(page, words):
    page.get_by_text("A note").click()
    page.locator("[name=note]").fill(words)


def refuse(page, member):
    """Send a visit without a day."""
    page.goto(url(member, "appointments:appointment_add"))
    page.locator("[name=with_whom]").fill("Dr. Elena Ruiz")
    page.locator(SAVE).click()
    expect(page.locator("#error-summary")).to_be_visible()


def test_back_after_saving_an_entry_opens_that_entry(phone, member):
    phone.goto(url(member, "questions:question_list"))
    phone.goto(url(member, "today"))
    write_note(phone, "Slept badly.")
    phone.locator(SAVE).click()
    expect(phone.get_by_text("Saved at")).to_be_visible()
    entry = member.patient.entries.get()

    phone.go_back()

    expect(phone.get_by_text("You already saved this.")).to_be_visible()
    assert str(entry.pk) in phone.url
    assert member.patient.entries.count() == 1


def test_today_opens_a_new_form_by_its_link_after_an_entry(phone, member):
    phone.goto(url(member, "today"))
    write_note(phone, "Slept badly.")
    phone.locator(SAVE).click()
    expect(phone.get_by_text("Saved at")).to_be_visible()

    phone.get_by_role("link", name="Today").first.click()

    expect(phone.locator("[name=note]")).to_have_value("")


def test_back_after_adding_a_visit_opens_that_visit(phone, member):
    phone.goto(url(member, "appointments:appointment_list"))
    phone.goto(url(member, "appointments:appointment_add"))
    phone.locator("[name=with_whom]").fill("Dr. Elena Ruiz")
    phone.locator("[name=date]").fill("2027-01-05")
    phone.locator("[name=time]").fill("10:00")
    phone.locator(SAVE).click()
    expect(phone.get_by_text("Saved at")).to_be_visible()
    visit = member.patient.appointments.get()

    phone.go_back()

    assert str(visit.pk) in phone.url
    expect(phone.get_by_text("You already saved this.")).to_be_visible()


def test_back_forward_and_reload_show_a_refused_form_with_its_words(phone, member):
    refuse(phone, member)
    phone.goto(url(member, "questions:question_list"))

    words = phone.locator("[name=with_whom]")
    for go in (phone.go_back, phone.reload):
        go()
        expect(words).to_have_value("Dr. Elena Ruiz")
        expect(phone.locator("#error-summary")).to_be_visible()
    phone.go_forward()
    phone.go_back()
    expect(words).to_have_value("Dr. Elena Ruiz")


def test_a_refused_form_that_was_corrected_is_not_shown_by_going_back(phone, member):
    refuse(phone, member)
    phone.locator("[name=date]").fill("2027-01-05")
    phone.locator("[name=time]").fill("10:00")
    phone.locator(SAVE).click()
    expect(phone.get_by_text("Saved at")).to_be_visible()
    visit = member.patient.appointments.get()

    phone.go_back()

    assert str(visit.pk) in phone.url


def test_what_is_typed_into_a_refused_form_is_there_after_going_back(
    member, open_page, let_in
):
    phone = open_page()
    let_in(phone, member.user)
    refuse(phone, member)
    with phone.expect_response("**/drafts/save/"):
        phone.locator("[name=place]").fill("Room 4")

    phone.goto(url(member, "questions:question_list"))
    phone.go_back()

    expect(phone.locator("[name=place]")).to_have_value("Room 4")
    expect(phone.locator("[name=with_whom]")).to_have_value("Dr. Elena Ruiz")


def test_going_back_over_a_refused_password_is_no_error(phone):
    phone.goto(reverse("account_change_password"))
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.locator("#error-summary")).to_be_visible()
    phone.goto("/help/")

    phone.go_back()

    expect(phone.locator("#error-summary")).to_be_visible()


def test_today_written_in_two_tabs_is_two_entries(phone, member):
    tabs = [phone, phone.context.new_page()]
    for tab in tabs:
        tab.goto(url(member, "today"))
    for number, tab in enumerate(tabs, start=1):
        write_note(tab, f"Tab {number}.")
    for tab in tabs:
        tab.locator(SAVE).click()
        expect(tab.get_by_text("Saved at")).to_be_visible()

    notes = set(member.patient.entries.values_list("note", flat=True))
    assert notes == {"Tab 1.", "Tab 2."}


def test_double_click_on_save_makes_one_entry(phone, member):
    phone.goto(url(member, "today"))
    write_note(phone, "Slept badly.")
    phone.locator(SAVE).dblclick()
    expect(phone.get_by_text("Saved at")).to_be_visible()

    phone.reload()

    assert [entry.note for entry in member.patient.entries.all()] == ["Slept badly."]


def test_going_back_over_a_refused_sign_in_is_no_error(page):
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill("maria@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.goto("/help/")

    page.go_back()

    expect(page.get_by_label("Email")).to_be_visible()
