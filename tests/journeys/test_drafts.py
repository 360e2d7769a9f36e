"""What a phone keeps while somebody types, when the line breaks, when they leave."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from myeloma_journal.platform.forms.models import Draft
from tests.factories import (
    make_followed,
    make_medication,
    make_membership,
    make_question,
    make_symptom,
)
from tests.journeys.conftest import axe

NOT_SENT = "Not sent yet: you’re offline."
PAUSE = 1_500  # milliseconds, until the script has sent what was typed


@pytest.fixture
def member(transactional_db):
    return make_membership()


@pytest.fixture
def edit(member):
    medication = make_medication(patient=member.patient)
    return reverse("treatment:medication_edit", args=[member.patient_id, medication.pk])


@pytest.fixture
def phone(member, open_page, let_in):
    """A phone that is signed in."""

    def opened(**options):
        page = open_page(**options)
        let_in(page, member.user)
        return page

    return opened


def dose(page):
    return page.locator("[name=dose]")


def draft_saved(page):
    """Waits until what is done inside was saved as a draft."""
    return page.expect_response("**/drafts/save/")


def test_what_is_typed_is_there_after_the_page_was_closed(phone, edit):
    """INT-6: saved while it is typed."""
    page = phone()
    page.goto(edit)
    with draft_saved(page):
        dose(page).fill("300 mg, from Mon")

    page.goto("/help/")
    page.goto(edit)

    expect(dose(page)).to_have_value("300 mg, from Mon")
    expect(page.get_by_text("We kept what you typed (")).to_be_visible()
    assert axe(page) == []
    assert page.problems == []


def test_what_is_typed_just_before_leaving_is_saved(phone, edit):
    page = phone()
    page.goto(edit)
    dose(page).fill("300 mg, from Mon")

    with draft_saved(page):
        page.goto("/help/")
    page.goto(edit)

    expect(dose(page)).to_have_value("300 mg, from Mon")


def test_word_to_search_for_is_no_draft(phone, member):
    page = phone()
    saved = []
    page.on("request", lambda sent: saved.append(sent.url.endswith("/drafts/save/")))
    page.goto(reverse("journal:symptom_list", args=[member.patient_id]))
    page.get_by_role("searchbox").fill("queasy")

    page.goto("/help/")

    assert not any(saved)


def test_it_is_there_on_another_device_too(phone, edit):
    page, tablet = phone(), phone()
    page.goto(edit)
    with draft_saved(page):
        dose(page).fill("300 mg, from Mon")

    tablet.goto(edit)

    expect(dose(tablet)).to_have_value("300 mg, from Mon")


def test_what_was_saved_is_no_draft(phone, edit):
    page = phone()
    page.goto(edit)
    with draft_saved(page):
        dose(page).fill("300 mg")

    with draft_saved(page):  # the next page asks whether it was saved
        page.locator(".savebar button").click()
    page.goto(edit)

    expect(dose(page)).to_have_value("300 mg")
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)
    page.wait_for_function("localStorage.length === 0")


def test_a_draft_is_thrown_away_by_its_button(phone, edit):
    page = phone()
    page.goto(edit)
    with draft_saved(page):
        dose(page).fill("300 mg, from Mon")
    page.goto(edit)

    page.get_by_role("button", name="Discard and start over").click()

    expect(page.get_by_text("We kept what you typed")).to_have_count(0)
    expect(dose(page)).not_to_have_value("300 mg, from Mon")
    expect(page.locator("#discarded")).to_be_focused()

    page.get_by_role("button", name="Undo").click()

    expect(dose(page)).to_have_value("300 mg, from Mon")
    expect(page.locator("#draft")).to_be_focused()


def test_without_a_connection_words_wait_on_the_device_and_then_go(phone, edit):
    """INT-4: kept until the server has confirmed them."""
    page = phone()
    page.goto(edit)
    page.context.set_offline(True)
    dose(page).fill("300 mg, from Mon")

    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    page.context.set_offline(False)

    expect(page.get_by_text(NOT_SENT)).to_be_hidden()
    page.wait_for_function("localStorage.length === 0")
    assert Draft.objects.get().fields["dose"] == ["300 mg, from Mon"]


def test_saving_without_a_connection_keeps_the_page_and_the_words(phone, edit):
    page = phone()
    page.goto(edit)
    page.context.set_offline(True)
    dose(page).fill("300 mg, from Mon")

    page.locator(".savebar button").click()

    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    expect(dose(page)).to_have_value("300 mg, from Mon")


def test_who_saves_without_a_connection_is_asked_to_save_again(phone, edit):
    page = phone()
    page.goto(edit)
    page.context.set_offline(True)
    dose(page).fill("300 mg, from Mon")
    page.locator(".savebar button").click()
    expect(page.get_by_text(NOT_SENT)).to_be_visible()

    page.context.set_offline(False)

    expect(
        page.get_by_text("It isn’t saved yet. Press the button again")
    ).to_be_visible()
    expect(page.get_by_text(NOT_SENT)).to_be_hidden()


def test_words_that_waited_on_the_device_stand_in_the_form_again(phone, edit):
    page = phone()
    page.goto(edit)
    page.route("**/drafts/save/", lambda route: route.abort())
    dose(page).fill("300 mg, from Mon")
    expect(page.get_by_text(NOT_SENT)).to_be_visible()

    page.unroute("**/drafts/save/")
    page.goto(edit)

    expect(dose(page)).to_have_value("300 mg, from Mon")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "Not saved: you were signed out"),
        (403, "Not saved: you were signed out"),
        (500, "something went wrong on our side"),
    ],
)
def test_words_that_the_server_does_not_take_stay_on_the_device(
    phone, edit, status, sentence
):
    page = phone()
    page.goto(edit)
    page.route("**/drafts/save/", lambda route: route.fulfill(status=status))

    dose(page).fill("300 mg, from Mon")

    expect(page.get_by_text(sentence)).to_be_visible()
    page.get_by_text("Kept on this device", exact=True).click()
    assert "300 mg, from Mon" in page.get_by_label("What you typed").input_value()


def test_severities_that_wait_on_the_device_say_which_symptom_it_was(phone, member):
    make_followed(patient=member.patient, name="Bone pain")
    page = phone()
    page.goto(reverse("today", args=[member.patient_id]))
    page.route("**/drafts/save/", lambda route: route.fulfill(status=401))

    bone_pain = page.get_by_role("group", name="Bone pain").first
    bone_pain.get_by_role("radio", name="Moderate").click()

    page.get_by_text("Kept on this device", exact=True).click()
    assert page.get_by_label("What you typed").input_value() == "Bone pain: Moderate"


def test_answers_that_wait_on_the_device_say_what_was_asked(phone, member):
    asked = {"id": "where", "label": "Where is it?", "type": "choice-many"}
    asked["choices"] = [{"id": "hip", "label": "hip"}]
    symptom = make_symptom(slug="bone-pain", follow_ups=[asked])
    make_followed(patient=member.patient, symptom=symptom, name="Bone pain")
    page = phone()
    page.goto(reverse("today", args=[member.patient_id]))
    page.route("**/drafts/save/", lambda route: route.fulfill(status=401))

    bone_pain = page.get_by_role("group", name="Bone pain").first
    bone_pain.get_by_role("radio", name="Moderate").click()
    page.get_by_text("More about this").click()
    page.get_by_role("checkbox", name="Hip").click()

    page.get_by_text("Kept on this device", exact=True).click()
    words = page.get_by_label("What you typed").input_value()
    assert words == "Bone pain: Moderate\nWhere is it? (Bone pain): Hip"


def test_what_is_typed_just_before_loading_again_is_there(phone, edit):
    page = phone()
    page.goto(edit)
    dose(page).fill("300 mg, from Mon")

    page.reload()

    expect(dose(page)).to_have_value("300 mg, from Mon")


def test_words_that_waited_on_the_device_stand_in_place_of_older_ones(phone, edit):
    page = phone()
    page.goto(edit)
    with draft_saved(page):
        dose(page).fill("300 mg")
    page.route("**/drafts/save/", lambda route: route.abort())
    dose(page).fill("300 mg, from Mon")
    expect(page.get_by_text(NOT_SENT)).to_be_visible()

    page.unroute("**/drafts/save/")
    page.goto(edit)

    expect(dose(page)).to_have_value("300 mg, from Mon")


def test_lines_that_were_pasted_are_shown_as_they_were_understood(phone, member):
    page = phone()
    page.goto(reverse("labs:result_paste", args=[member.patient_id]))
    page.get_by_label("Lab results").fill("2025-11-17, Hemoglobin, 10.9, g/dL")

    page.get_by_role("button", name="Check lines").click()
    page.wait_for_timeout(PAUSE)

    save = page.get_by_role("button", name="Save 1 result")
    expect(save).to_be_visible()


def test_a_device_that_several_people_use_keeps_nothing(phone, edit):
    page = phone()
    page.goto(edit)
    page.evaluate("document.body.dataset.thisDevice = 'no'")
    page.add_init_script(
        "addEventListener('DOMContentLoaded',"
        " () => document.body.dataset.thisDevice = 'no', {capture: true})"
    )
    page.goto(edit)
    page.context.set_offline(True)

    dose(page).fill("300 mg, from Mon")
    page.wait_for_timeout(PAUSE)

    page.wait_for_function("localStorage.length === 0")


def test_another_person_on_the_same_device_neither_sees_nor_sends_it(
    phone, edit, let_in
):
    """INT-4: the words are bound to the account."""
    page = phone()
    page.goto(edit)
    page.context.set_offline(True)
    dose(page).fill("300 mg, from Mon")
    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    page.context.set_offline(False)
    page.context.clear_cookies()
    other = make_membership().user
    let_in(page, other)

    page.goto("/help/")
    page.wait_for_timeout(PAUSE)

    assert not Draft.objects.filter(user=other).exists()


def test_signing_out_leaves_nothing_on_the_device(phone, edit):
    """SES-4: words, caches and worker go with the person."""
    page = phone()
    page.goto(edit)
    page.context.set_offline(True)
    dose(page).fill("300 mg, from Mon")
    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    page.context.set_offline(False)

    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url(lambda url: "/patients/" not in url)

    page.wait_for_function("localStorage.length === 0")
    assert Draft.objects.get().fields["dose"] == ["300 mg, from Mon"]


def test_signing_out_asks_before_it_deletes_what_was_not_sent(phone, edit):
    """SES-4: never silently."""
    page = phone()
    page.goto(edit)
    page.route("**/drafts/save/", lambda route: route.abort())
    dose(page).fill("300 mg, from Mon")
    expect(page.get_by_text(NOT_SENT)).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_timeout(PAUSE)

    assert "hasn’t been sent" in asked[0]
    assert page.evaluate("localStorage.length") == 1


def test_two_windows_do_not_overwrite_each_other(phone, edit):
    page = phone()
    page.goto(edit)
    other = page.context.new_page()
    other.goto(edit)

    with draft_saved(page), draft_saved(other):
        dose(page).fill("300 mg in the morning")
        dose(other).fill("300 mg at night")

    kept = {draft.fields["dose"][0] for draft in Draft.objects.all()}
    assert kept == {"300 mg in the morning", "300 mg at night"}


@pytest.mark.parametrize("has_js", [True, False], ids=["with_js", "without_js"])
def test_a_session_that_ended_while_writing_costs_no_word(phone, member, has_js):
    asked = make_question(patient=member.patient)
    page = phone(java_script_enabled=has_js)
    page.goto(reverse("questions:question", args=[member.patient_id, asked.pk]))
    page.context.clear_cookies(name="sessionid")
    page.locator("#answer [name=text]").fill("Yes, in the pool.")

    page.get_by_role("button", name="Save answer").click()
    page.get_by_role("link", name="Sign in").last.click()
    page.get_by_label("Email").fill(member.user.email)
    page.get_by_label("Password").fill("an honest long password")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator("#answer [name=text]")).to_have_value("Yes, in the pool.")
    page.get_by_role("button", name="Save answer").click()
    expect(page.get_by_text("Yes, in the pool.")).to_be_visible()
    expect(page.get_by_text("We kept what you typed")).to_have_count(0)


def test_going_back_and_saving_again_saves_once(phone, member):
    page = phone()
    page.goto(reverse("questions:question_list", args=[member.patient_id]))
    page.locator("main [name=text]").first.fill("Can I swim?")
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-*")

    page.go_back()
    page.locator("main [name=text]").first.fill("Can I swim?")
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-*")

    assert member.patient.questions.count() == 1
