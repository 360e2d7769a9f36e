"""In the consulting room the connection is bad: what was written down is not lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.questions.models import Answer
from tests.factories import make_appointment, make_membership, make_question
from tests.journeys.conftest import axe

NOT_SAVED = "Not saved yet: you’re offline."
SENDS = 3_000  # milliseconds, in which a form that could be sent would have been


@pytest.fixture
def member(transactional_db):
    return make_membership()


@pytest.fixture
def question(member):
    return make_question(patient=member.patient, text="Is it the treatment?", top=1)


@pytest.fixture
def url(member, question):
    visit = make_appointment(patient=member.patient, starts_at=timezone.now())
    return reverse("questions:at_visit", args=[member.patient_id, visit.pk])


@pytest.fixture
def phone(open_page, let_in, member):
    """A phone that is signed in."""

    def opened(**options):
        page = open_page(**options)
        let_in(page, member.user)
        return page

    return opened


@pytest.fixture
def offline(phone, url):
    """The list, an answer in it, and Save pressed without a connection."""
    page = phone()
    page.goto(url)
    page.context.set_offline(True)
    write(page, "A nerve test.")
    save(page)
    return page


def write(page, words):
    page.get_by_role("checkbox").first.check()
    page.locator("textarea.lines-field").first.fill(words)


def save(page):
    page.locator(".savebar button").click()


@pytest.mark.parametrize("has_js", [True, False], ids=["with_js", "without_js"])
def test_tick_write_and_save(phone, url, question, has_js):
    page = phone(java_script_enabled=has_js)
    page.goto(url)
    write(page, "A nerve test.")

    save(page)

    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()
    question.refresh_from_db()
    assert question.status == "answered"
    assert question.answers.count() == 1


def test_the_list_is_clean_on_a_phone(phone, url):
    page = phone()
    page.goto(url)

    assert axe(page) == []
    assert page.problems == []


def test_saving_without_a_connection_says_so_and_keeps_the_words(offline):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()

    expect(offline.locator("textarea.lines-field")).to_have_value("A nerve test.")
    assert axe(offline) == []
    assert Answer.objects.count() == 0


def test_it_is_sent_by_itself_when_the_connection_is_back(offline, question):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()

    offline.context.set_offline(False)

    expect(offline.get_by_text("Saved at")).to_be_visible()
    expect(offline.get_by_text(NOT_SAVED)).to_be_hidden()
    assert question.answers.get().text == "A nerve test."
    offline.wait_for_function("localStorage.length === 0")


def test_it_is_sent_when_the_journal_is_opened_again(offline, question, live_server):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    context = offline.context
    offline.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto("/help/")

    expect(page.get_by_text("Saved at")).to_be_visible()
    assert question.answers.get().text == "A nerve test."
    page.wait_for_function("localStorage.length === 0")


def test_it_is_still_there_after_loading_again(phone, url, question):
    page = phone()
    page.goto(url)
    page.route("**/questions/visits/*/", refuse_what_is_sent)
    write(page, "A nerve test.")
    save(page)
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()

    page.reload()

    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    page.get_by_text("Kept on this device", exact=True).click()
    assert "A nerve test." in page.get_by_label("What you typed").input_value()
    assert axe(page) == []


def refuse_what_is_sent(route):
    route.abort() if route.request.method == "POST" else route.continue_()


@pytest.mark.chromium("an answer cannot be lost on the way")
def test_an_answer_of_the_server_that_got_lost_saves_nothing_twice(
    phone, url, question
):
    page = phone()
    page.goto(url)
    lost = []

    def lose_the_first_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/questions/visits/*/", lose_the_first_answer)
    write(page, "A nerve test.")
    save(page)
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()

    page.reload()

    expect(page.get_by_text("Already saved.")).to_be_visible()
    assert question.answers.get().text == "A nerve test."
    page.wait_for_function("localStorage.length === 0")


def test_what_is_written_on_without_a_connection_is_not_lost(offline, question):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    offline.locator("textarea.lines-field").first.fill("A nerve test. Next week.")

    offline.context.set_offline(False)
    expect(offline.get_by_text("Saved at")).to_be_visible()
    save(offline)

    expect(offline.get_by_role("heading", name="Answered")).to_be_visible()
    assert question.answers.get().text == "A nerve test. Next week."


def test_another_person_on_the_same_device_neither_sees_nor_sends_it(
    offline, let_in, url
):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    offline.route("**/questions/visits/*/", refuse_what_is_sent)
    offline.context.set_offline(False)
    offline.context.clear_cookies()
    let_in(offline, make_membership().user)
    offline.unroute("**/questions/visits/*/")

    offline.goto("/help/")
    offline.wait_for_timeout(SENDS)

    assert Answer.objects.count() == 0
    expect(offline.locator("#offline-queue")).to_be_hidden()
    assert offline.evaluate("localStorage.length") == 1


def test_after_signing_in_again_it_is_sent(offline, let_in, member, question):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    offline.context.clear_cookies(name="sessionid")
    offline.context.set_offline(False)
    expect(offline.get_by_text("Not saved: you were signed out")).to_be_visible()
    kept = offline.evaluate("localStorage.length")

    let_in(offline, member.user)
    offline.goto("/help/")

    expect(offline.get_by_text("Saved at")).to_be_visible()
    assert kept == 1
    assert question.answers.get().text == "A nerve test."


@pytest.mark.parametrize(
    "change",
    [{"role": "reader"}, {"removed_at": timezone.now()}],
    ids=["demoted", "removed"],
)
def test_words_that_are_not_taken_can_be_copied_and_deleted(offline, member, change):
    """AUZ-5: a device keeps what the server takes from nobody of that role any more."""
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    Membership.objects.filter(pk=member.pk).update(**change)
    offline.context.set_offline(False)
    expect(offline.get_by_text("you can no longer write here")).to_be_visible()
    offline.get_by_text("Kept on this device", exact=True).click()
    words = offline.get_by_label("What you typed").input_value()
    offline.on("dialog", lambda dialog: dialog.accept())

    offline.get_by_role("button", name="Delete").click()

    expect(offline.get_by_label("What you typed")).to_have_count(0)
    assert "Is it the treatment?" in words
    assert "A nerve test." in words
    offline.wait_for_function("localStorage.length === 0")


def test_a_server_that_is_broken_costs_no_word(phone, url, question):
    page = phone()
    page.goto(url)
    page.route(
        "**/questions/visits/*/",
        lambda route: (
            route.fulfill(status=503)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    write(page, "A nerve test.")
    save(page)
    expect(page.get_by_text("something went wrong on our side")).to_be_visible()

    page.unroute("**/questions/visits/*/")
    page.reload()

    expect(page.get_by_text("Saved at")).to_be_visible()
    assert question.answers.get().text == "A nerve test."


def test_the_let_in_page_of_a_hotel_is_not_taken_for_the_journal(phone, url):
    page = phone()
    page.goto(url)
    page.route(
        "**/questions/visits/*/",
        lambda route: (
            route.fulfill(status=200, body="<h1>Welcome</h1>")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    write(page, "A nerve test.")

    save(page)

    expect(page.get_by_text(NOT_SAVED)).to_be_visible()
    assert "A nerve test." in str(page.evaluate("Object.values(localStorage)"))


def test_what_the_server_refuses_stands_in_its_form_to_be_changed(offline, url):
    expect(offline.get_by_text(NOT_SAVED)).to_be_visible()
    offline.locator("textarea.lines-field").first.evaluate(
        "field => field.value = 'a'.repeat(20001)"
    )
    save(offline)

    offline.context.set_offline(False)

    expect(offline.get_by_text("We kept what you typed")).to_be_visible()
    words = offline.locator("textarea.lines-field").first.input_value()
    assert words.startswith("aaa")


def test_a_device_that_several_people_use_keeps_nothing_and_says_so(phone, url):
    page = phone()
    page.add_init_script(
        "addEventListener('DOMContentLoaded',"
        " () => document.body.dataset.thisDevice = 'no', {capture: true})"
    )
    page.goto(url)
    page.context.set_offline(True)
    write(page, "A nerve test.")

    save(page)

    expect(page.get_by_text("this device keeps nothing.")).to_be_visible()
    expect(page.locator("textarea.lines-field")).to_have_value("A nerve test.")
    page.wait_for_function("localStorage.length === 0")


def test_the_end_of_the_visit_is_sent_later_too(phone, url, question):
    page = phone()
    page.goto(url)
    page.context.set_offline(True)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="End visit").click()
    expect(page.get_by_text(NOT_SAVED)).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_role("heading", name="After the visit")).to_be_visible()
    question.refresh_from_db()
    assert question.status == "not_answered"
