from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Severity, Voice
from tests.factories import (
    make_call_reply,
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_rating,
    make_rule_match,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]


@pytest.fixture
def look(client, cast, patient):
    """Open the page as one of the cast, with these words in the address."""

    def open_as(who="owner", **asked):
        client.force_login(cast[who])
        return client.get(reverse("journal:entry_list", args=[patient.pk]), asked)

    return open_as


def write(patient, days, **fields):
    """An entry on each of these days of November."""
    for number in days:
        felt_on, note = date(2026, 11, number), f"Note {number:02}."
        make_entry(patient=patient, felt_on=felt_on, note=note, **fields)


def notes(page):
    return [entry.note for day in page.context["page"].days for entry in day.entries]


def test_timeline_shows_who_noticed_and_that_it_was_late(look, patient):
    make_entry(
        patient=patient,
        voice=Voice.OBSERVED,
        created_by_name="Anna, daughter",
        felt_on=date(2026, 3, 2),
        written_at=datetime(2026, 3, 4, 20, 0, tzinfo=UTC),
    )

    make_entry(patient=patient)

    page = look("reader")

    assert "Noticed by <bdi>Anna, daughter</bdi>." in page.text
    assert "Entered on March 4." in page.text


def test_timeline_counts_the_last_days(look, patient, afternoon):
    for days in (0, 0, 3, 40):
        make_entry(patient=patient, felt_on=patient.today() - timedelta(days=days))

    assert "Entries on 2 of the last 30 days." in look().text


def test_timeline_one_other_wrote_says_so_once(look, patient):
    anna = {"voice": Voice.OBSERVED, "created_by_name": "Anna, daughter"}
    for day in (2, 3):
        make_entry(patient=patient, felt_on=date(2026, 3, day), **anna)

    page = look("reader")

    assert "Anna, daughter wrote all of this." in page.text
    assert "Noticed by" not in page.text


def test_timeline_names_what_was_felt_or_else_what_was_not(look, patient):
    for day, symptoms in [(2, {"Pain": 2, "Rash": 0}), (3, {"Chills": 0, "Cough": 0})]:
        entry = make_entry(patient=patient, felt_on=date(2026, 11, day))
        for name, severity in symptoms.items():
            followed = make_followed(patient=patient, name=name)
            make_rating(entry=entry, followed=followed, severity=severity)

    page = look()

    assert "<bdi>Pain</bdi>: Moderate" in page.text
    assert "Rash" not in page.text
    assert "Did not have: <bdi>Chills, Cough</bdi>." in page.text


def test_each_day_leads_to_its_entry_or_to_all_of_them(look, patient):
    alone = make_entry(patient=patient, felt_on=date(2026, 11, 20))
    for _entry in range(2):
        make_entry(patient=patient, felt_on=date(2026, 11, 19))

    page = look()

    assert (
        f'href="{reverse("journal:entry", args=[patient.pk, alone.pk])}"' in page.text
    )
    assert reverse("journal:day", args=[patient.pk, "2026-11-19"]) in page.text


def test_day_shows_each_voice_with_its_name(client, cast, patient):
    felt_on = date(2026, 11, 21)
    make_entry(patient=patient, felt_on=felt_on, note="Slept badly.")
    make_entry(
        patient=patient,
        felt_on=felt_on,
        voice=Voice.OBSERVED,
        created_by_name="Anna, daughter",
        note="She looked pale.",
    )
    client.force_login(cast["reader"])

    page = client.get(reverse("journal:day", args=[patient.pk, "2026-11-21"]))

    _head, own, noticed = page.text.split('<section class="section"')
    assert "Slept badly." in own
    assert "Anna" not in own
    assert "Noticed by <bdi>Anna, daughter</bdi>" in noticed
    assert "She looked pale." in noticed


def test_day_with_one_entry_leads_to_it_and_an_empty_one_is_not_there(
    client, cast, patient
):
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 21))
    client.force_login(cast["reader"])

    found, empty, odd = (
        client.get(reverse("journal:day", args=[patient.pk, day]))
        for day in ("2026-11-21", "2026-11-20", "soon")
    )

    assert found.url == reverse("journal:entry", args=[patient.pk, entry.pk])
    assert (empty.status_code, odd.status_code) == (404, 404)


def test_timeline_marks_the_days_that_said_to_call(look, patient):
    corrected = {"corrected_at": datetime(2026, 11, 22, tzinfo=UTC)}
    days = {
        20: {"reading": "Temperature: 100.6 °F"},
        19: {"reading": "Temperature: 104 °F"} | corrected,
        18: {"reading": "Low mood: Severe", "is_private": True},
    }
    for day, fields in days.items():
        entry = make_entry(patient=patient, felt_on=date(2026, 11, day))
        make_rule_match(entry=entry, **fields)

    page = look("helper")

    assert "Said to call: <bdi>Temperature: 100.6 °F</bdi>" in page.text
    assert page.text.count("Said to call") == 1


def test_timeline_does_not_mark_what_the_team_knows_already(look, cast, patient):
    first = make_rule_match(entry=make_entry(patient=patient))
    make_call_reply(match=first, said="known")
    later = make_entry(patient=patient, felt_on=date(2026, 11, 22))
    make_rule_match(entry=later, rests_on=first)

    days = look().context["page"].days

    assert [bool(day.calls) for day in days] == [False, True]


def test_timeline_tells_of_empty_days_in_one_line(look, patient):
    write(patient, [1, 3, 6, 12])

    page = look(until="2026-11-14")

    gaps = [str(day.gap) for day in page.context["page"].days]
    assert gaps == [
        "No entries on November 13 and November 14",
        "No entries from November 7 to November 11",
        "No entries on November 4 and November 5",
        "No entries on November 2",
    ]
    assert "No entries on November 2" in page.text


def test_narrowed_timeline_calls_no_day_empty(look, patient):
    write(patient, [1, 6], discuss=True)

    assert "No entries" not in look(discuss="on").text


def test_reader_finds_nothing_to_change_in_the_menu(look):
    page = look("reader")

    assert "Print a week sheet" in page.text
    assert "Fill in a week" not in page.text
    assert "Deleted entries" not in page.text


def test_timeline_goes_back_and_forth_by_days(look, patient):
    write(patient, range(1, 21))

    newest = look()
    older = look(until=newest.context["page"].older)
    newer = look(first=older.context["page"].newer)

    assert notes(newest)[-1] == "Note 07."
    assert notes(older) == [f"Note {number:02}." for number in range(6, 0, -1)]
    assert notes(newer) == notes(newest)


def test_timeline_leads_on_only_where_something_is_written(look, patient):
    write(patient, range(1, 21))

    newest = look().context["page"]
    oldest = look(until=newest.older).context["page"]

    assert newest.newer is None
    assert oldest.older is None
    assert look(until="2026-11-20").context["page"].newer is None


def test_timeline_never_splits_a_day(look, patient):
    for number in (1, 2):
        write(patient, [number] * 30)

    newest = look().context["page"]
    older = look(until=newest.older).context["page"]

    assert [len(day.entries) for day in newest.days] == [30]
    assert [len(day.entries) for day in older.days] == [30]


def test_timeline_shows_a_day_however_much_is_written_on_it(look, patient):
    write(patient, [1] * 50 + [2])

    page = look(until="2026-11-01").context["page"]

    assert [len(day.entries) for day in page.days] == [50]
    assert page.older is None


def test_timeline_shows_only_the_days_a_symptom_was_felt(look, patient, pain):
    for number, severity in ((1, Severity.NONE), (2, Severity.MILD)):
        entry = make_entry(
            patient=patient, felt_on=date(2026, 11, number), note=f"Note {number:02}."
        )
        make_rating(entry=entry, followed=pain, severity=severity)

    page = look(symptom=pain.pk)

    assert notes(page) == ["Note 02."]
    assert "Showing: <bdi>Days with Bone pain</bdi>." in page.text


def test_url_of_narrowed_entries_does_not_name_the_symptom(look, pain):
    """OUT-6: it stays in the history of the browser and in logs."""
    page = look(only=1)

    assert f'<option value="{pain.pk}">Bone pain</option>' in page.text


def test_timeline_finds_the_days_of_a_symptom_under_its_new_name(look, patient, pain):
    make_rating(entry=make_entry(patient=patient, note="Back."), followed=pain)
    pain.name = "Back pain"
    pain.save()

    assert notes(look(symptom=pain.pk)) == ["Back."]


def test_timeline_shows_only_what_one_person_wrote(look, cast, patient):
    write(patient, [1], created_by=cast["owner"])
    write(patient, [2], created_by=cast["helper"])

    page = look(author=str(cast["helper"].pk))

    assert notes(page) == ["Note 02."]
    assert "Written by Helper" in page.text


def test_timeline_shows_only_what_is_to_be_talked_about(look, patient):
    write(patient, [1])
    write(patient, [2], discuss=True)

    assert notes(look(discuss="on")) == ["Note 02."]


def test_timeline_stays_narrowed_on_earlier_pages(look, patient):
    write(patient, range(1, 21), discuss=True)

    page = look(discuss="on")

    assert 'href="?discuss=on&amp;until=2026-11-06"' in page.text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"until": "soon"}, "Enter the day like this: 11/24/2026."),
        ({"symptom": "Hiccups"}, "Choose one from the list."),
        ({"author": "somebody"}, "Choose one from the list."),
    ],
)
def test_timeline_refuses_in_words_and_shows_everything(look, patient, asked, sentence):
    write(patient, [1])

    page = look(only=1, **asked)

    assert page.status_code == 422
    assert sentence in page.text
    assert notes(page) == ["Note 01."]


def test_timeline_shows_how_long_ago_a_dose_was(look, patient):
    make_line_drug(
        line=make_line(patient=patient, started_on=date(2026, 8, 3)),
        name="dexamethasone",
        pattern="weekly",
        weekdays="1",
    )
    write(patient, [16, 19])

    page = look()

    assert "Day 3 after dexamethasone" in page.text
    assert "dexamethasone dose day" in page.text


def test_timeline_shows_a_private_symptom_to_the_patient_alone(look, patient):
    private = make_followed(patient=patient, name="Low mood", is_private=True)
    make_rating(entry=make_entry(patient=patient), followed=private)

    assert "Low mood" in look("owner", only=1).text
    assert "Low mood" not in look("helper", only=1).text
    assert look("helper", symptom=private.pk).status_code == 422


def test_timeline_does_not_find_private_ratings_by_a_shared_name(look, patient):
    """AUZ-2: the patient may keep private what was once shared."""
    shared = make_followed(patient=patient, name="Low mood", until=date(2026, 3, 1))
    private = make_followed(patient=patient, name="Low mood", is_private=True)
    make_rating(entry=make_entry(patient=patient, note="Unseen."), followed=private)
    make_rating(entry=make_entry(patient=patient, note="Seen."), followed=shared)

    assert notes(look("helper", symptom=shared.pk)) == ["Seen."]


def test_timeline_finds_nothing_of_another_journal(look):
    make_entry(note="Elsewhere.")

    assert "Elsewhere." not in look().text


def test_timeline_where_nothing_fits_leads_back(look, patient):
    write(patient, [5])

    page = look(until="2026-11-04")

    assert "No entries match." in page.text
    assert "Clear filters" in page.text


def test_empty_timeline_says_what_to_do_first(look):
    assert "A few taps on the Today page make your first entry." in look().text


def test_empty_timeline_does_not_send_a_reader_to_write(look):
    assert "Write today’s entry" not in look("reader").text


@pytest.mark.parametrize("days", [1, 12])
def test_timeline_asks_as_many_queries_at_any_size(
    look, client, patient, pain, django_assert_max_num_queries, days
):
    for number in range(days):
        felt_on = date(2026, 11, 20) - timedelta(days=number)
        for followed in (pain, make_followed(patient=patient, name=f"S {number}")):
            entry = make_entry(patient=patient, felt_on=felt_on)
            make_rating(entry=entry, followed=followed)
    address = look().request["PATH_INFO"]

    with django_assert_max_num_queries(9):
        client.get(address)
