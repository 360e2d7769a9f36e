from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Overall, Severity, Stopped, Voice
from tests.factories import (
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_measure,
    make_rating,
)
from tests.journal.pages import today_url, url

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


def test_what_it_stopped_is_dropped_when_there_was_nothing(write, patient, fatigue):
    write(**{f"s-{fatigue.pk}-severity": "0", f"s-{fatigue.pk}-stopped": "2"})

    assert patient.entries.get().ratings.get().stopped is None


@pytest.mark.parametrize(
    ("typed", "saved"), [("38,2", "38.2"), (" 38.2 ", "38.2"), ("38", "38")]
)
def test_number_may_have_comma_or_point(write, patient, typed, saved):
    write(**{"m-temperature-value": typed, "m-temperature-unit": "°C"})

    assert patient.entries.get().measurements.get().value == Decimal(saved)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"overall": "1", "felt_on": "2026-11-22"},
            "November 22, 2026 has not come yet. Choose today or an earlier day.",
        ),
        (
            {"overall": "1", "felt_on": "1899-01-01"},
            "You wrote January 1, 1899. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
        ({"overall": "1", "felt_on": "soon"}, "Write the day like this: 11/24/2026."),
        ({"overall": "1", "felt_on": ""}, "Choose the day this is about."),
        (
            {"m-temperature-value": "986", "m-temperature-unit": "°F"},
            "Temperature: you wrote 986 °F. Choose a number from 77 to 113 °F.",
        ),
        (
            {"m-temperature-value": "98.6", "m-temperature-unit": "°C"},
            "Temperature: you wrote 98.6 °C. Is it °F? Choose the unit beside",
        ),
        (
            {"m-temperature-value": "hot", "m-temperature-unit": "°C"},
            "Temperature: “hot” is not a number. Write it like 36.8.",
        ),
        (
            {"m-temperature-value": "38.1234", "m-temperature-unit": "°C"},
            "Write Temperature with fewer digits after the point.",
        ),
        (
            {"note": "a" * 30_000},
            "Use 20,000 letters or fewer. You typed 30,000.",
        ),
        ({}, "Write at least one thing: how you feel, a symptom, a number,"),
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

    words = "Pain, 0 to 10: you wrote 12. Choose a number from 0 to 10."
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


def test_page_changed_after_going_back_is_a_second_entry(write, patient):
    sent = str(uuid4())

    write(note="Slept well.", client_uuid=sent)
    write(note="Slept badly.", client_uuid=sent)

    notes = {entry.note for entry in patient.entries.all()}
    assert notes == {"Slept well.", "Slept badly."}


def test_flagged_entry_becomes_a_question_linked_both_ways(write, patient):
    write(note="My fingers have gone numb.", discuss="on")

    entry = patient.entries.get()
    assert entry.question.text == "My fingers have gone numb."
    assert list(entry.question.entries.all()) == [entry]


def test_flagged_entry_without_words_asks_about_the_day(write, patient, fatigue):
    write(discuss="on", **{f"s-{fatigue.pk}-severity": "3"})

    text = patient.questions.get().text
    assert text == "I want to talk about November 21. Tired or low energy: severe."


def test_same_as_last_time_fills_in_and_does_not_save(write, patient, fatigue):
    write(overall="3", note="A bad night.", **{f"s-{fatigue.pk}-severity": "2"})

    page = write(same="1", note="New words")

    form = page.context["form"]
    assert patient.entries.count() == 1
    assert form.ratings[0]["severity"].value() == "2"
    assert form.day["note"].value() == "New words"


def test_question_added_from_today_leaves_the_entry_as_it_was_typed(write, patient):
    page = write(add="1", question="Can I swim?", note="Slept badly.", overall="3")

    form = page.context["form"]
    assert page.status_code == 200
    assert patient.questions.get().text == "Can I swim?"
    assert not patient.entries.exists()
    assert (form.day["note"].value(), form.day["overall"].value()) == (
        "Slept badly.",
        "3",
    )
    assert "Your question is on the list. The entry is not saved yet." in page.text
    assert "Can I swim?" not in page.text


def test_question_typed_beside_an_entry_is_saved_with_it(write, patient):
    sent = str(uuid4())

    for _ in range(2):
        write(question="Can I swim?", note="Slept badly.", client_uuid=sent)

    assert patient.entries.get().note == "Slept badly."
    assert patient.questions.get().text == "Can I swim?"


def test_a_question_saved_with_an_entry_is_confirmed(write):
    page = write(question="Can I swim?", note="Slept badly.")

    assert "Your question is on the list." in page.text
    assert "Saved at" in page.text


def test_question_alone_is_saved_without_an_entry(write, patient):
    page = write(question="Can I swim?")

    assert not patient.entries.exists()
    assert patient.questions.get().text == "Can I swim?"
    assert "Your question is on the list." in page.text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "Write your question first."),
        ("a" * 501, "Use 500 letters or fewer. You typed 501."),
    ],
)
def test_question_refused_on_today_keeps_what_was_typed(
    write, patient, question, sentence
):
    page = write(add="1", question=question, note="Slept badly.")

    assert page.status_code == 422
    assert sentence in page.text
    assert page.context["form"].day["question"].value() == question
    assert not patient.questions.exists()


def test_enter_on_today_saves_and_fills_in_nothing(write, client, patient):
    write(overall="3")

    page = client.get(today_url(patient)).text

    main = page[page.index("<main") :]
    assert main.index('aria-hidden="true">Save<') < main.index('name="same"')


def test_entry_sends_along_what_each_symptom_is_called(write, client, patient, fatigue):
    """REQ-0: a page that failed can then name it without a database."""
    page = write(overall="9")

    called = f'name="s-{fatigue.pk}-called" value="Tired or low energy"'
    assert page.text.count(called) == 1


def test_today_says_what_was_last_time(write, client, patient, fatigue):
    write(**{f"s-{fatigue.pk}-severity": "2"})

    page = client.get(today_url(patient))

    assert "last time: moderate" in page.text


def test_entry_edit_saves_the_correction_and_keeps_what_stood_before(
    client, cast, patient, fatigue, temperature
):
    entry = make_entry(patient=patient, created_by=cast["helper"], note="Slept well.")
    make_rating(entry=entry, followed=fatigue, severity=Severity.MILD)
    client.force_login(cast["helper"])

    answers = {
        "note": "Slept badly.",
        "felt_on": "2026-03-04",
        f"s-{fatigue.pk}-severity": "3",
    }
    page = client.post(url("entry_edit", entry), answers, follow=True)

    entry.refresh_from_db()
    assert entry.note == "Slept badly."
    assert entry.ratings.get().severity == Severity.SEVERE
    assert "Slept well." in page.text


def test_entry_edit_asks_about_a_symptom_no_longer_followed(
    client, cast, patient, fatigue
):
    entry = make_entry(patient=patient, created_by=cast["owner"])
    make_rating(entry=entry, followed=fatigue)
    fatigue.until = date(2026, 4, 1)
    fatigue.save()
    client.force_login(cast["owner"])

    page = client.get(url("entry_edit", entry))

    assert "Tired or low energy" in page.text


def test_entry_edit_takes_a_number_away(client, cast, patient, temperature, write):
    write(overall="1", **{"m-temperature-value": "38", "m-temperature-unit": "°C"})
    entry = patient.entries.get()

    answers = {"overall": "1", "felt_on": "2026-11-21", "m-temperature-value": ""}
    client.post(url("entry_edit", entry), answers)

    assert not entry.measurements.exists()


def test_entry_edit_takes_an_answer_away(client, cast, patient, fatigue):
    entry = make_entry(
        patient=patient,
        created_by=cast["owner"],
        overall=Overall.BAD,
        note="Slept badly.",
    )
    make_rating(entry=entry, followed=fatigue)
    client.force_login(cast["owner"])
    page = client.get(url("entry_edit", entry))
    unasked = {"overall": "", f"s-{fatigue.pk}-severity": ""}

    answers = {"note": "Slept badly.", "felt_on": "2026-03-04"}
    client.post(url("entry_edit", entry), answers | unasked)

    entry.refresh_from_db()
    assert page.text.count("No answer") == 3
    assert entry.overall is None
    assert not entry.ratings.exists()


def test_entry_delete_hides_it_and_entry_restore_brings_it_back(client, cast, patient):
    entry = make_entry(patient=patient)
    client.force_login(cast["owner"])

    page = client.post(url("entry_delete", entry), follow=True)
    assert "Entry taken back" in page.text
    assert not patient.entries.exists()

    client.post(url("entry_restore", entry))
    assert patient.entries.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("helper", 403), ("reader", 403), ("stranger", 404)],
)
def test_entry_edit_opens_to_the_one_who_wrote_it(client, cast, patient, who, status):
    entry = make_entry(patient=patient, created_by=cast["owner"])
    client.force_login(cast[who])

    assert client.get(url("entry_edit", entry)).status_code == status


def test_observation_is_not_rewritten_by_the_patient(client, cast, patient):
    entry = make_entry(patient=patient, created_by=cast["helper"], voice=Voice.OBSERVED)
    client.force_login(cast["owner"])

    answers = {"note": "Not so.", "felt_on": "2026-03-04"}
    assert client.post(url("entry_edit", entry), answers).status_code == 403

    entry.refresh_from_db()
    assert entry.note == ""


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 302), ("helper", 302), ("reader", 403), ("stranger", 404)],
)
def test_entry_delete_is_for_its_writer_and_the_owner(
    client, cast, patient, who, status
):
    entry = make_entry(patient=patient, created_by=cast["helper"], voice=Voice.OBSERVED)
    client.force_login(cast[who])

    assert client.post(url("entry_delete", entry)).status_code == status


def test_entry_delete_keeps_the_entry_of_another_member(client, cast, patient):
    entry = make_entry(patient=patient, created_by=cast["owner"])
    client.force_login(cast["helper"])

    assert client.post(url("entry_delete", entry)).status_code == 403
    assert patient.entries.exists()


def test_two_voices_of_one_day_stand_beside_each_other(write, patient):
    write("owner", overall="1", note="Slept well.")
    write("helper", overall="3", note="She was up at night.")

    said = {(entry.voice, entry.note) for entry in patient.entries.all()}
    assert said == {
        (Voice.OWN, "Slept well."),
        (Voice.OBSERVED, "She was up at night."),
    }


@pytest.mark.parametrize("page", ["entry", "entry_edit"])
def test_entry_of_another_journal_is_not_there(client, cast, patient, page):
    elsewhere = make_entry()
    client.force_login(cast["owner"])
    address = reverse(f"journal:{page}", args=[patient.pk, elsewhere.pk])

    assert client.get(address).status_code == 404


def test_rating_of_another_journals_symptom_is_not_taken(write, patient):
    elsewhere = make_followed(name="Somebody else’s")

    write(overall="1", **{f"s-{elsewhere.pk}-severity": "3"})

    assert not patient.entries.get().ratings.exists()


def test_entry_shows_how_long_ago_a_dose_was(client, cast, patient):
    line = make_line(patient=patient, started_on=date(2026, 1, 5))
    make_line_drug(line=line, name="dexamethasone", pattern="weekly", weekdays="1")
    client.force_login(cast["reader"])

    page = client.get(url("entry", make_entry(patient=patient)))

    assert "Day 2 after dexamethasone" in page.text
