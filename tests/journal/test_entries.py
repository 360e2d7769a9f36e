from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Overall, Severity, Voice
from tests.factories import (
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_rating,
)
from tests.journal.pages import url

pytestmark = pytest.mark.django_db


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
    assert page.text.count("Clear") == 3
    assert entry.overall is None
    assert not entry.ratings.exists()


def test_entry_trash_hides_it_and_entry_restore_brings_it_back(client, cast, patient):
    entry = make_entry(patient=patient)
    client.force_login(cast["owner"])

    page = client.post(url("entry_trash", entry), follow=True)
    assert "Entry deleted" in page.text
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
def test_entry_trash_is_for_its_writer_and_the_owner(
    client, cast, patient, who, status
):
    entry = make_entry(patient=patient, created_by=cast["helper"], voice=Voice.OBSERVED)
    client.force_login(cast[who])

    assert client.post(url("entry_trash", entry)).status_code == status


def test_entry_trash_keeps_the_entry_of_another_member(client, cast, patient):
    entry = make_entry(patient=patient, created_by=cast["owner"])
    client.force_login(cast["helper"])

    assert client.post(url("entry_trash", entry)).status_code == 403
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


def test_rating_of_another_journals_symptom_is_not_saved(write, patient):
    elsewhere = make_followed(name="Somebody else’s")

    write(overall="1", **{f"s-{elsewhere.pk}-severity": "3"})

    assert not patient.entries.get().ratings.exists()


def test_entry_shows_how_long_ago_a_dose_was(client, cast, patient):
    line = make_line(patient=patient, started_on=date(2026, 1, 5))
    make_line_drug(line=line, name="dexamethasone", pattern="weekly", weekdays="1")
    client.force_login(cast["reader"])

    page = client.get(url("entry", make_entry(patient=patient)))

    assert "Day 2 after dexamethasone" in page.text
