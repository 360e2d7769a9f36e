from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Voice
from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_measure,
    make_measurement,
    make_medication,
    make_rating,
    make_rule_match,
)
from tests.trends.spans import VISIT, ago, rate, since

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]


@pytest.fixture
def visit(patient):
    return make_appointment(
        patient=patient, starts_at=datetime(2026, 10, 27, 15, 30, tzinfo=UTC)
    )


@pytest.fixture
def look(client, cast, patient):
    """Open the page as one of the cast, with these words in the address."""

    def open_as(who="owner", **asked):
        client.force_login(cast[who])
        return client.get(reverse("trends:since", args=[patient.pk]), asked)

    return open_as


def test_since_tells_each_change_in_a_sentence(look, visit, pain):
    rate(pain, ago(1, 1, 1) | since(2, 2, 2))

    page = look()

    assert "1 symptom is worse. Entries on 3 of the last 29 days." in page.text
    assert "Bone pain" in page.text
    assert "Was mild. Now moderate on most days with entries." in page.text


def test_since_says_how_it_is_worked_out(look, visit, pain):
    rate(pain, since(1))

    page = look()

    assert "compared with the 29 days from September 28 to October 26." in page.text
    assert "<dt>Too few days to compare</dt>" in page.text


def test_since_begins_at_the_last_visit_that_took_place(look, visit, patient):
    for starts_at, fields in [
        (datetime(2026, 11, 20, 15, tzinfo=UTC), {"is_cancelled": True}),
        (datetime(2026, 11, 24, 18, tzinfo=UTC), {}),
        (datetime(2026, 9, 1, 15, tzinfo=UTC), {}),
    ]:
        make_appointment(patient=patient, starts_at=starts_at, **fields)

    page = look()

    assert page.context["since"].first == VISIT
    assert "Since the visit on October 27" in page.text


def test_since_counts_no_days_where_nothing_is_written(look, visit):
    page = look()

    assert "Entries on 0" not in page.text
    assert (
        "Once you have entries on three days, this page can start to compare."
        in page.text
    )


def test_since_shows_thirty_days_when_there_was_no_appointment(look):
    page = look()

    assert "The last 30 days" in page.text
    assert "There is no past visit in this journal" in page.text
    assert page.context["since"].first == date(2026, 10, 26)


def test_since_a_visit_where_it_is_already_tomorrow_shows_today(
    look, patient, monkeypatch
):
    make_appointment(
        patient=patient,
        starts_at=datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
        zone="Pacific/Auckland",
    )

    assert look().context["since"].of_days == 1


CHOSEN = {
    "first": "2026-11-10",
    "last": "2026-11-12",
    "before_first": "2026-10-01",
    "before_last": "2026-10-03",
}


def test_since_asks_for_other_days_with_the_usual_ones_filled_in(look, visit):
    page = look(choose=1)

    filled = {field.name: field.value() for field in page.context["form"]}
    assert filled == {
        "first": VISIT,
        "last": date(2026, 11, 24),
        "before_first": date(2026, 9, 28),
        "before_last": date(2026, 10, 26),
    }


def test_since_compares_the_days_that_were_chosen(look, visit, pain):
    rate(pain, {date(2026, 10, day): 1 for day in (1, 2, 3)})
    rate(pain, {date(2026, 11, day): 2 for day in (10, 11, 12)})

    page = look(**CHOSEN)

    assert "1 symptom is worse. Entries on 3 of 3 days." in page.text
    assert "compared with the 3 days from October 1 to October 3." in page.text
    assert "November 10 to November 12" in page.text


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            {"last": "2026-11-09"},
            "Choose November 10, 2026 or a later day.",
        ),
        (
            {"before_last": "2026-09-30"},
            "Choose October 1, 2026 or a later day.",
        ),
        (
            {"before_last": "2026-11-10"},
            "Choose a day before November 10, 2026, the start of the other days.",
        ),
        (
            {"before_first": "2025-10-03"},
            "You can compare up to one year. Choose October 2, 2026 or an earlier day.",
        ),
        ({"last": ""}, "Enter the day."),
        ({"first": "soon"}, "Enter the day like this: 11/24/2026."),
        (
            {"last": "2026-11-25"},
            "Choose a day from January 1, 1900 to November 24, 2026.",
        ),
    ],
)
def test_since_refuses_days_that_cannot_be_compared(look, visit, chosen, sentence):
    page = look(**CHOSEN | chosen)

    assert page.status_code == 422
    assert sentence in page.text
    assert page.context["since"].first == VISIT


def test_since_tells_the_range_of_each_symptom_and_leads_to_its_chart(
    look, visit, pain, patient
):
    rate(pain, since(1, 3, 2, 0))

    page = look()

    assert "Too early to compare" in page.text
    assert "Entries on 4 of the last 29 days." in page.text
    assert "On 4 days: none to severe." in page.text
    assert reverse("trends:symptom_chart", args=[patient.pk, pain.pk]) in page.text


def test_since_tells_what_was_started_or_stopped(look, visit, patient):
    make_medication(patient=patient, name="Aspirin", started_on=date(2026, 11, 1))
    make_medication(patient=patient, name="Old", started_on=date(2026, 1, 1))

    page = look()

    assert "Aspirin (400 mg, twice a day) started" in page.text
    assert "Old (" not in page.text


def test_since_tells_which_rules_were_met(look, visit, patient):
    entry = make_entry(patient=patient, felt_on=VISIT)
    for day, reading in ((2, "Temperature: 101 °F"), (30, "Not on these days")):
        make_rule_match(
            entry=entry,
            reading=reading,
            shown_at=datetime(2026, 11, day, 15, tzinfo=UTC),
        )

    page = look()

    assert "Said to call: <bdi>Temperature: 101 °F</bdi>" in page.text
    assert "Not on these days" not in page.text
    assert reverse("journal:entry", args=[patient.pk, entry.pk]) in page.text


def test_since_shows_what_was_flagged_to_talk_about(look, visit, patient):
    make_entry(
        patient=patient, felt_on=VISIT, note="Numb toes since Tuesday.", discuss=True
    )
    make_entry(patient=patient, felt_on=date(2026, 10, 1), note="Old.", discuss=True)

    page = look()

    assert "To discuss" in page.text
    assert "Numb toes since Tuesday." in page.text
    assert "Old." not in page.text


def test_since_shows_what_others_noticed_with_their_name(look, visit, patient):
    make_entry(
        patient=patient,
        felt_on=VISIT,
        note="Mom dropped a cup twice.",
        voice=Voice.OBSERVED,
        created_by_name="Anna Lewis, daughter",
    )

    page = look()

    assert "Anna Lewis, daughter wrote all of this." in page.text
    assert page.text.count("Anna Lewis, daughter") == 1


def test_since_sets_apart_what_another_noticed(look, visit, pain):
    rate(pain, ago(1, 1, 1) | since(2, 2, 2))
    anna = {"voice": Voice.OBSERVED, "created_by_name": "Anna Lewis, daughter"}
    rate(pain, since(3), note="Mom dropped a cup twice.", **anna)

    page = look()

    assert "Was mild. Now moderate on most days with entries." in page.text
    assert "By Margaret Lewis, unless another name is given." in page.text
    assert "Noticed by <bdi>Anna Lewis, daughter</bdi>" in page.text
    assert "Severe on October 27." in page.text
    assert page.text.count("Noticed by") == 1


def test_since_names_what_was_written_about_only_before(look, visit, pain):
    rate(pain, ago(2))

    assert (
        "Symptoms with no entries in these days: <bdi>Bone pain</bdi>." in look().text
    )


def test_since_shows_the_newest_ten_and_where_the_others_are(look, visit, patient):
    for number in range(11):
        make_entry(
            patient=patient,
            felt_on=date(2026, 11, 1 + number),
            note=f"Note {number:02}.",
            discuss=True,
        )

    page = look()

    assert "Note 10." in page.text
    assert "Note 00." not in page.text
    assert "Showing the newest 10." in page.text


def test_since_tells_what_was_measured(look, visit, patient):
    entry = make_entry(patient=patient, felt_on=VISIT)
    measure = make_measure(slug="temperature", label="Temperature")
    make_measurement(entry=entry, measure=measure, value="100.6", unit="°F")

    assert "Latest: 100.6 °F, on October 27." in look().text


def test_since_tells_what_symptoms_prevented_and_who_saw_it(look, visit, pain):
    anna = {"voice": Voice.OBSERVED, "created_by_name": "Anna"}
    for days, fields in ((3, {}), (1, anna)):
        for number in range(days):
            felt_on = VISIT + timedelta(days=number)
            entry = make_entry(patient=pain.patient, felt_on=felt_on, **fields)
            make_rating(entry=entry, followed=pain, stopped=1 if number < 2 else None)

    page = look()

    assert "Kept from doing things on 2 of 3 days." in page.text
    assert "Seen by Anna: kept from doing things on 1 of 1 day." in page.text


def test_empty_page_says_what_to_do_first(look, patient):
    page = look()

    assert "No entries in these days." in page.text
    assert "A few taps on the Today page make your first entry." in page.text


def test_empty_page_does_not_send_a_reader_to_write(look):
    page = look("reader")

    assert "No entries in these days." in page.text
    assert "Write today’s entry" not in page.text


def test_page_without_a_symptom_leads_to_the_symptoms(look, patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 20), note="A quiet day.")

    page = look()

    assert "No symptoms were entered in these days." in page.text
    assert reverse("journal:symptom_list", args=[patient.pk]) in page.text


def test_name_of_a_symptom_is_text_and_never_markup(look, patient):
    rate(make_followed(patient=patient, name="<b>Ache</b> 🤕"), since(1))

    assert "&lt;b&gt;Ache&lt;/b&gt; 🤕" in look().text


@pytest.mark.parametrize("symptoms", [1, 8])
def test_since_asks_as_many_queries_at_any_size(
    look, client, visit, patient, symptoms, django_assert_max_num_queries
):
    for number in range(symptoms):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        rate(followed, ago(1, 1, 1) | since(2, 2, 2), discuss=True)
        rate(followed, since(2, 2, 2), voice=Voice.OBSERVED, created_by_name="Anna")
    address = look().request["PATH_INFO"]

    with django_assert_max_num_queries(20):
        client.get(address)
