"""Changes in an entry, by whom, and the way back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Severity
from tests.factories import make_entry, make_followed, make_rating
from tests.journal.pages import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def passing_time(afternoon, time_machine):
    """A clock that goes on by a minute each time: changes follow each other."""
    return lambda: time_machine.shift(timedelta(minutes=1))


@pytest.fixture
def written(write, afternoon, patient, fatigue):
    """An entry of the owner with a note, a rating and a number."""
    write(
        note="Slept well.",
        **{
            f"s-{fatigue.pk}-severity": "1",
            "m-temperature-value": "98.6",
            "m-temperature-unit": "°F",
        },
    )
    return patient.entries.get()


@pytest.fixture
def correct(client, written, passing_time, fatigue):
    """Correct it; what is not said stands empty on the page."""

    def send(**answers):
        usual = {"felt_on": "2026-11-21", f"s-{fatigue.pk}-severity": ""}
        passing_time()
        page = client.post(url("entry_edit", written), usual | answers, follow=True)
        passing_time()
        return page.context["changes"]

    return send


def revert(client, entry, change):
    address = reverse(
        "journal:entry_revert", args=[entry.patient_id, entry.pk, change.number]
    )
    return client.post(address, follow=True)


def test_entry_says_who_changed_what(correct, fatigue):
    changes = correct(note="Slept badly.", **{f"s-{fatigue.pk}-severity": "3"})

    shown = [(row.label, row.before, row.after) for row in changes[0].differences]
    assert changes[0].by == "Owner"
    assert shown == [
        ("Note", "Slept well.", "Slept badly."),
        ("", "Tired or low energy: Mild", "Tired or low energy: Severe"),
        ("", "Temperature: 98.6 °F", ""),
    ]


def test_entry_never_changed_tells_of_no_change(client, written):
    page = client.get(url("entry", written))

    assert "Changes" not in page.text


def test_first_revision_is_its_writers_whoever_deletes_it(
    client, cast, patient, passing_time
):
    noticed = make_entry(patient=patient, created_by=cast["helper"])
    client.force_login(cast["owner"])
    passing_time()

    client.post(url("entry_trash", noticed))

    deletion, creation = noticed.history.all()
    assert creation.history_user == cast["helper"]
    assert creation.history_date == noticed.written_at
    assert deletion.history_user == cast["owner"]


def test_entry_revert_restores_all_answers(client, written, correct, fatigue):
    other = make_followed(patient=written.patient, name="Nausea")
    changes = correct(note="", overall="4", **{f"s-{other.pk}-severity": "2"})

    page = revert(client, written, changes[0])

    written.refresh_from_db()
    assert "The earlier version is back." in page.text
    assert (written.note, written.overall) == ("Slept well.", None)
    ratings = [str(rating) for rating in written.ratings.all()]
    assert ratings == ["Tired or low energy: Mild"]
    assert written.measurements.get().value == Decimal("98.6")


def test_entry_revert_can_be_reverted(client, written, correct):
    changes = correct(note="Slept badly.")

    page = revert(client, written, changes[0])
    revert(client, written, page.context["changes"][0])

    written.refresh_from_db()
    assert written.note == "Slept badly."


def test_entry_revert_to_an_older_revision(client, written, correct):
    correct(note="Second.")
    changes = correct(note="Third.")

    revert(client, written, changes[1])

    written.refresh_from_db()
    assert written.note == "Slept well."


def test_first_version_has_nothing_before_it(client, written, correct):
    changes = correct(note="Second.")

    assert revert(client, written, changes[-1]).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 302), ("helper", 403), ("reader", 403), ("stranger", 404)],
)
def test_entry_revert_is_for_its_writer(client, cast, written, correct, who, status):
    number = correct(note="Second.")[0].number
    client.force_login(cast[who])

    address = reverse(
        "journal:entry_revert", args=[written.patient_id, written.pk, number]
    )
    assert client.post(address).status_code == status


@pytest.mark.parametrize(("who", "times"), [("owner", 2), ("helper", 0)])
def test_change_of_a_private_symptom_is_shown_to_the_patient_alone(
    client, cast, patient, who, times
):
    entry = make_entry(patient=patient, created_by=cast["owner"])
    entry.history.bulk_history_create([entry])
    entry.save()
    followed = make_followed(patient=patient, name="Desire", is_private=True)
    make_rating(entry=entry, followed=followed, severity=Severity.MILD)
    client.force_login(cast[who])

    page = client.get(url("entry", entry))

    assert page.text.count("Desire: Mild") + page.text.count("Desire</bdi>") == times


def test_entry_revert_keeps_the_day_of_a_past_entry(client, written, correct):
    changes = correct(note="Second.", felt_on="2026-11-20")

    revert(client, written, changes[0])

    written.refresh_from_db()
    assert written.felt_on == date(2026, 11, 21)
