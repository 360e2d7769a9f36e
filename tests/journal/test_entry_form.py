"""What is typed into an entry: saved as typed, or refused with a reason."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest

from myeloma_journal.journal.models import Overall, Severity, Stopped, Voice
from tests.factories import (
    make_measure,
)

pytestmark = pytest.mark.django_db


def test_entry_keeps_all_that_was_said(write, patient, fatigue):
    write(
        overall="2",
        note="Awake from 2 until 5.",
        part_of_day="night",
        **{
            f"s-{fatigue.pk}-severity": "3",
            f"s-{fatigue.pk}-stopped": "1",
            "m-temperature-value": "100.6",
            "m-temperature-unit": "°F",
        },
    )

    entry = patient.entries.get()
    rating, taken = entry.ratings.get(), entry.measurements.get()
    assert (entry.overall, entry.note) == (Overall.NOT_GREAT, "Awake from 2 until 5.")
    assert (rating.name, rating.severity) == ("Tired or low energy", Severity.SEVERE)
    assert rating.stopped == Stopped.SOME
    assert (taken.value, taken.unit) == (Decimal("100.6"), "°F")


def test_saving_says_when(write):
    page = write(overall="1")

    assert "Saved at 2:02 p.m." in page.text


def test_entry_of_a_caregiver_is_signed_and_their_observation(write, patient):
    page = write("helper", note="Mom dropped a cup twice.")

    entry = patient.entries.get()
    assert entry.voice == Voice.OBSERVED
    assert "Noticed by <bdi>Helper</bdi>." in page.text


@pytest.mark.parametrize("severity", ["0", ""])
def test_what_it_stopped_needs_a_severity(write, patient, fatigue, severity):
    name = f"s-{fatigue.pk}"
    page = write(**{f"{name}-severity": severity, f"{name}-stopped": "2"})

    assert page.status_code == 422
    assert "you said it kept you from doing things. Choose how severe" in page.text
    kept = rf'name="{name}-stopped"\s+id="\S+"\s+value="2" checked'
    assert re.search(kept, page.text)
    assert not patient.entries.exists()


def test_that_it_stopped_nothing_goes_with_none(write, patient, fatigue):
    write(**{f"s-{fatigue.pk}-severity": "0", f"s-{fatigue.pk}-stopped": "0"})

    assert patient.entries.get().ratings.get().severity == Severity.NONE


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("38,2", "38.2"),
        (" 38.2 ", "38.2"),
        ("38", "38"),
        ("38.2 °C", "38.2"),
        ("38.2c", "38.2"),
    ],
)
def test_number_may_have_comma_or_point(write, patient, typed, saved):
    write(**{"m-temperature-value": typed, "m-temperature-unit": "°C"})

    assert patient.entries.get().measurements.get().value == Decimal(saved)


def test_another_unit_typed_beside_the_number_is_refused(write, patient):
    page = write(**{"m-temperature-value": "100.4 F", "m-temperature-unit": "°C"})

    assert "“100.4 F” is not a number." in page.text
    assert 'value="100.4 F"' in page.text
    assert not patient.entries.exists()


FEVER = {"m-temperature-value": "38", "m-temperature-unit": "°F"}


def buttons(page):
    """The readings that the page offers, by what their buttons say."""
    found = re.findall(r'name="take"\s+value="([^"]*)"><bdi>([^<]*)</bdi>', page.text)
    return {label: unescape(value) for value, label in found}


def test_number_in_the_wrong_unit_is_saved_in_the_other_by_its_button(write, patient):
    refused = write(note="Shivers", **FEVER)

    write(note="Shivers", take=buttons(refused)["38 °C"], **FEVER)

    measured = patient.entries.get().measurements.get()
    assert (measured.value, measured.unit) == (38, "°C")


def test_button_answers_only_the_number_it_was_shown_for(write, patient):
    refused = write(**FEVER)

    write(**FEVER | {"m-temperature-value": "98"}, take=buttons(refused)["38 °C"])

    assert patient.entries.get().measurements.get().unit == "°F"


def test_number_of_which_one_reading_can_be_is_read(write, patient):
    write(**{"m-temperature-value": "37.500", "m-temperature-unit": "°C"})

    assert patient.entries.get().measurements.get().value == Decimal("37.5")


def test_day_of_two_readings_is_taken_from_its_button(write, patient):
    refused = write(overall="1", felt_on="03/04/2026")
    assert list(buttons(refused)) == ["March 4, 2026", "April 3, 2026"]

    write(overall="1", felt_on="03/04/2026", take=buttons(refused)["April 3, 2026"])

    assert patient.entries.get().felt_on == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"overall": "1", "felt_on": "2026-11-22"},
            "November 22, 2026 is in the future. Choose today or an earlier day.",
        ),
        (
            {"overall": "1", "felt_on": "1899-01-01"},
            "You entered January 1, 1899. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
        ({"overall": "1", "felt_on": "soon"}, "Enter the day like this: 11/24/2026."),
        ({"overall": "1", "felt_on": ""}, "Choose the day you’re writing about."),
        (
            {"m-temperature-value": "986", "m-temperature-unit": "°F"},
            "Temperature: you entered 986 °F. Enter a number from 77 to 113 °F.",
        ),
        (
            {"m-temperature-value": "98.6", "m-temperature-unit": "°C"},
            "Temperature: 98.6 °C can’t be right. Did you mean 98.6 °F?",
        ),
        (
            {"m-temperature-value": "hot", "m-temperature-unit": "°C"},
            "Temperature: “hot” is not a number. Enter a number like 36.8.",
        ),
        (
            {"m-temperature-value": "38.1234", "m-temperature-unit": "°C"},
            "Temperature: use fewer digits after the decimal point.",
        ),
        (
            {"note": "a" * 30_000},
            "Use 20,000 characters or fewer. You typed 30,000.",
        ),
        ({}, "Enter at least one thing: how you feel, a symptom, a"),
    ],
)
def test_refusal_says_what_to_do(write, patient, answers, sentence):
    page = write(**answers)

    assert page.status_code == 422
    assert sentence in page.text
    assert not patient.entries.exists()


def test_number_off_the_scale_is_refused_in_the_words_of_the_scale(write, patient):
    make_measure(
        slug="pain-now",
        label="Pain, 0 to 10",
        is_core=True,
        units=[{"unit": "0-10", "decimals": 0, "hard_min": 0, "hard_max": 10}],
    )

    page = write(**{"m-pain-now-value": "12"})

    words = "Pain, 0 to 10: you entered 12. Enter a number from 0 to 10."
    assert words in page.text


def test_refused_page_still_holds_all_that_was_typed(write, fatigue):
    page = write(
        note="a" * 30_000,
        overall="3",
        part_of_day="evening",
        **{f"s-{fatigue.pk}-severity": "2", "m-temperature-value": "37,7"},
    )

    form = page.context["form"]
    assert form.day["note"].value() == "a" * 30_000
    assert form.day["overall"].value() == "3"
    assert form.day["part_of_day"].value() == "evening"
    assert form.ratings[0]["severity"].value() == "2"
    assert form.measurements[0]["value"].value() == "37,7"


def test_note_loses_nul_and_keeps_emoji(write, patient):
    write(note="Fingers numb\x00 😟\r\nagain")

    assert patient.entries.get().note == "Fingers numb 😟\nagain"


def test_note_is_shown_as_text_and_never_as_markup(write):
    page = write(note="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_double_click_saves_once(write, patient):
    sent = str(uuid4())

    write(overall="1", client_uuid=sent)
    page = write(overall="1", client_uuid=sent)

    assert patient.entries.count() == 1
    assert "Already saved at 2:02 p.m." in page.text


def test_page_changed_after_going_back_corrects_the_entry_and_says_so(write, patient):
    sent = str(uuid4())

    write(note="Slept well.", client_uuid=sent)
    page = write(note="Slept badly.", client_uuid=sent)

    entry = patient.entries.get()
    assert entry.note == "Slept badly."
    assert entry.history.last().note == "Slept well."
    assert "You saved this entry at 2:02 p.m. and have now changed it." in page.text


def test_page_changed_to_another_day_after_going_back_is_a_second_entry(write, patient):
    sent = str(uuid4())

    write(note="Slept well.", client_uuid=sent)
    write(note="Slept badly.", felt_on="2026-11-20", client_uuid=sent)

    assert patient.entries.count() == 2


def test_flagged_entry_becomes_a_question_linked_both_ways(write, patient):
    write(note="My fingers have gone numb.", discuss="on")

    entry = patient.entries.get()
    assert entry.question.text == "My fingers have gone numb."
    assert list(entry.question.entries.all()) == [entry]


def test_flagged_entry_without_words_asks_about_the_day(write, patient, fatigue):
    write(discuss="on", **{f"s-{fatigue.pk}-severity": "3"})

    text = patient.questions.get().text
    assert text == "I want to talk about November 21. Tired or low energy: Severe."
