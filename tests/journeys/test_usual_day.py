"""A usual day, counted in taps: a tired person with numb fingers pays for each."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from myeloma_journal.journal.models import Entry, FollowedSymptom, Rating
from tests.factories import (
    make_entry,
    make_followed,
    make_membership,
    make_patient,
    make_rating,
    make_symptom,
    make_user,
)
from tests.journeys.test_stories import look, phone

__all__ = ["phone"]
MOST_TAPS = 6
SYMPTOMS = ["Tired or low energy", "Trouble sleeping", "Bone pain"]


@pytest.fixture
def today(phone, let_in):
    """Today of a patient who follows three symptoms; it counts each tap."""
    margaret = make_user(email="margaret@example.org", name="Margaret Lewis")
    patient = make_patient()
    make_membership(patient=patient, user=margaret, is_patient=True)
    for place, name in enumerate(SYMPTOMS):
        make_followed(patient=patient, name=name, position=place)
    let_in(phone, margaret)
    phone.goto("/")
    phone.taps = 0

    def tap(locator):
        phone.taps += 1
        locator.click()

    phone.tap = tap
    return phone


def test_usual_day_takes_six_taps_at_most_from_today_to_saved(today):
    feeling = today.get_by_role("group", name="How do you feel today?").first
    today.tap(feeling.get_by_role("radio", name="All right"))
    for name in SYMPTOMS:
        row = today.get_by_role("group", name=name).first
        today.tap(row.get_by_role("radio", name="Mild"))
    today.tap(today.get_by_role("button", name="Save", exact=True))

    look(today)
    assert "Saved at" in today.locator(".saved").inner_text()
    assert today.taps <= MOST_TAPS


def test_follow_up_questions_come_with_a_severity_and_by_keyboard(phone, let_in):
    yes_no = {"id": "new_or_worse", "label": "Is it new?", "type": "yes-no"}
    symptom = make_symptom(slug="headache", follow_ups=[yes_no])
    member = make_membership(is_patient=True)
    make_followed(patient=member.patient, symptom=symptom, name="Headache")
    let_in(phone, member.user)
    phone.goto(reverse("today", args=[member.patient_id]))
    more = phone.get_by_text("More about this")
    expect(more).to_be_hidden()

    phone.get_by_role("radio", name="Mild").press("Space")
    more.press("Enter")
    phone.get_by_role("radio", name="Yes").press("Space")
    phone.mouse.wheel(0, 5000)  # down to where the bar with Save covers no row in part
    look(phone)
    phone.get_by_role("button", name="Save", exact=True).last.press("Enter")

    expect(phone.locator(".saved")).to_contain_text("Saved at")
    rating = member.patient.entries.get().ratings.get()
    assert rating.answers == {"new_or_worse": "yes"}


def test_phone_says_with_each_entry_what_it_takes_for_the_time(page, let_in):
    member = make_membership()
    let_in(page, member.user)
    page.goto(reverse("today", args=[member.patient_id]))
    page.get_by_text("A note").click()
    page.get_by_label("Note", exact=True).fill("Slept badly.")

    page.get_by_role("button", name="Save", exact=True).last.click()

    expect(page.locator(".saved")).to_contain_text("Saved at")
    entry = member.patient.entries.get()
    assert abs(entry.written_at - entry.device_at) < timedelta(minutes=1)


@pytest.fixture
def left_open(page, let_in):
    """Opens Today and leaves it open over night, with some words in it or none."""

    def opened(words):
        page.clock.install()
        member = make_membership()
        let_in(page, member.user)
        page.goto(reverse("today", args=[member.patient_id]))
        if words:
            page.get_by_text("A note").click()
            page.get_by_label("Note", exact=True).fill(words)
        page.evaluate("document.body.dataset.opened = 'yesterday'")
        page.clock.fast_forward("24:00:00")
        page.evaluate("dispatchEvent(new Event('focus'))")
        return page

    return opened


def test_page_left_open_over_night_asks_about_the_new_day(left_open):
    page = left_open("")

    expect(page.locator("body:not([data-opened])")).to_be_visible()


def test_page_left_open_with_words_in_it_stays(left_open):
    page = left_open("Slept badly.")

    expect(page.locator("[data-opened]")).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Slept badly.")


@pytest.fixture
def wrote_yesterday(today):
    """Today once more, after an entry about yesterday with each symptom."""
    followed = FollowedSymptom.objects.select_related("patient").order_by("position")
    patient = followed[0].patient
    entry = make_entry(
        patient=patient, felt_on=patient.today() - timedelta(days=1), overall=1
    )
    for symptom in followed:
        make_rating(entry=entry, followed=symptom, severity=1)
    today.reload()
    return today


def test_day_like_the_last_takes_two_taps(wrote_yesterday):
    today = wrote_yesterday

    today.tap(today.get_by_role("button", name="Same as yesterday"))
    look(today)
    expect(today.locator("#filled-in")).to_be_focused()
    today.tap(today.get_by_role("button", name="Save", exact=True))

    expect(today).to_have_title(re.compile("^Saved · "))
    expect(today.locator("#page-title")).to_be_focused()
    assert today.taps == 2
    assert Rating.objects.filter(severity=1).count() == 2 * len(SYMPTOMS)


def test_first_symptom_is_whole_in_the_first_view(wrote_yesterday):
    def room():
        symptom = wrote_yesterday.get_by_role("group", name=SYMPTOMS[0]).first
        bar = wrote_yesterday.locator(".savebar").bounding_box()
        box = symptom.bounding_box()
        return bar["y"] - box["y"] - box["height"]

    like_yesterday = room()
    Entry.objects.all().delete()
    wrote_yesterday.reload()

    assert like_yesterday >= 0
    assert room() >= 0


def test_bar_with_save_never_covers_the_field_in_use(today):
    today.get_by_text("A note").click()
    note = today.get_by_label("Note", exact=True)
    bar = today.locator(".savebar").last

    note.focus()

    field, covering = note.bounding_box(), bar.bounding_box()
    assert field["y"] >= 0
    assert field["y"] + field["height"] <= covering["y"]
