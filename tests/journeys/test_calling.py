"""What somebody with a fever reads, calls and answers, on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.journal.models import CallReply, Entry, RuleMatch
from tests.factories import (
    make_call_rule,
    make_contact,
    make_followed,
    make_membership,
    make_patient,
    make_user,
)
from tests.journeys.test_stories import look, phone, press

__all__ = ["phone"]
pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def patient(transactional_db):
    return make_patient()


@pytest.fixture
def margaret(phone, let_in, patient):
    """The phone of the patient, signed in."""
    user = make_user(email="margaret@example.org", name="Margaret Lewis")
    make_membership(patient=patient, user=user, is_patient=True)
    let_in(phone, user)
    return phone


@pytest.fixture
def clinic(patient):
    """The numbers of the team, and their rule about fever."""
    make_contact(patient=patient, name="Lakeside clinic", after_hours_number="555-0187")
    make_call_rule(
        patient=patient,
        words="",
        measure=Measure.objects.get(slug="temperature"),
        comparator="at_least",
        value="100.4",
        unit="°F",
    )


def follow(patient, slug, **fields):
    symptom = Symptom.objects.get(slug=slug)
    return make_followed(patient=patient, symptom=symptom, name=symptom.label, **fields)


def write(page, patient, ratings=(), **typed):
    """Write an entry by the page of Today."""
    page.goto(reverse("today", args=[patient.pk]))
    for name, severity in ratings:
        row = page.get_by_role("group", name=name).first
        row.get_by_role("radio", name=severity).click()
    for name, value in typed.items():
        field = page.locator(f"[name={name.replace('_', '-')}]")
        field.evaluate("field => field.closest('details')?.setAttribute('open', '')")
        field.fill(value)
    press_save(page)


def write_fever(page, patient, value):
    write(page, patient, m_temperature_value=value)


def press_save(page):
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".saved")).to_contain_text("Saved at")


def move_a_day_back():
    """As if all of it was written a day ago."""
    day = timedelta(days=1)
    for entry in Entry.objects.all():
        Entry.objects.filter(pk=entry.pk).update(
            felt_on=entry.felt_on - day, written_at=entry.written_at - day
        )
    for match in RuleMatch.objects.all():
        RuleMatch.objects.filter(pk=match.pk).update(shown_at=match.shown_at - day)
    for reply in CallReply.objects.all():
        CallReply.objects.filter(pk=reply.pk).update(created_at=reply.created_at - day)


def test_fever_leads_to_one_number_with_the_focus_on_the_box(margaret, patient, clinic):
    write_fever(margaret, patient, "100.6")

    look(margaret)
    expect(margaret).to_have_title("Call your team now · Myeloma Journal")
    expect(margaret.locator("#page-title")).to_be_focused()
    expect(margaret.locator(".one-number")).to_have_count(1)
    margaret.locator(".call summary").click()
    look(margaret)


def test_fever_of_another_day_is_asked_about_calmly(margaret, patient, clinic):
    write_fever(margaret, patient, "101.1")
    move_a_day_back()
    RuleMatch.objects.update(shown_at=Entry.objects.get().updated_at)

    margaret.reload()

    look(margaret)
    expect(margaret.locator("h1")).to_have_text("Does your team know?")
    expect(margaret.locator(".say")).to_contain_text("Yesterday, on ")


def test_what_the_team_knows_rests_until_it_is_worse(margaret, patient, clinic):
    write_fever(margaret, patient, "101")
    press(margaret, "They already know")
    expect(margaret.locator(".call")).to_have_count(0)

    move_a_day_back()
    write_fever(margaret, patient, "100.8")
    look(margaret)
    expect(margaret.locator(".call")).to_have_count(0)
    expect(margaret.locator(".reply")).to_contain_text("Your team already knows")

    write_fever(margaret, patient, "102")
    look(margaret)
    expect(margaret.locator("#page-title")).to_have_text("Call your team now")


def test_yes_in_the_list_leads_to_the_box_and_rests_the_next_day(
    margaret, patient, clinic
):
    pain = follow(patient, "back-pain").name
    write(margaret, patient, [(pain, "Severe")])
    look(margaret)
    expect(margaret.locator(".call")).to_have_count(0)

    asked = margaret.locator(".signs-asked li").first
    asked.get_by_role("button", name="Yes").click()
    look(margaret)
    expect(margaret.locator("#page-title")).to_have_text("Get help now")
    expect(margaret.locator("#page-title")).to_be_focused()

    press(margaret, "They already know")
    expect(margaret.locator(".call")).to_have_count(0)


def test_none_of_these_is_kept_and_undone(margaret, patient, clinic):
    pain = follow(patient, "back-pain").name
    write(margaret, patient, [(pain, "Severe")])

    press(margaret, "None of these")
    expect(margaret.locator(".reply")).to_contain_text("None of these: Margaret Lewis")

    margaret.get_by_role("button", name="Undo").click()
    look(margaret)
    expect(margaret.locator("#signs-title")).to_be_visible()


def test_sign_is_met_by_a_rating(margaret, patient, clinic):
    chills = follow(patient, "fever-chills").name
    write(margaret, patient, [(chills, "Severe")])

    look(margaret)
    expect(margaret.locator(".call .say")).to_contain_text("The general signs say: ")


def test_number_is_saved_in_place(margaret, patient):
    write_fever(margaret, patient, "100.6")
    look(margaret)
    field = margaret.get_by_label("Add your team’s number for next time")

    field.fill("the ward")
    margaret.get_by_role("button", name="Save number").click()
    expect(field).to_have_value("the ward")
    # The browser itself says in its console that the answer was a 422.
    margaret.problems.clear()
    look(margaret)

    field.fill("555-0142")
    press(margaret, "Save number")
    expect(margaret.locator(".one-number")).to_contain_text("555-0142")
    expect(margaret.locator("#page-title")).to_be_focused()


def test_low_mood_meets_the_crisis_line_and_the_box_only_by_a_yes(
    margaret, patient, clinic
):
    patient.crisis_line, patient.emergency_number = "988", "911"
    patient.save()
    mood = follow(patient, "low-mood", is_private=True).name

    write(margaret, patient, [(mood, "Severe")])
    look(margaret)
    expect(margaret.locator(".call")).to_have_count(0)
    expect(margaret.locator(".crisis .one-number")).to_contain_text("988")

    margaret.locator(".signs-asked li").first.get_by_role("button", name="Yes").click()
    look(margaret)
    expect(margaret.locator(".call .one-number")).to_contain_text("988")
