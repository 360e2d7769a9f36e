import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from myeloma_journal.appointments.icalendar import calendar_file
from myeloma_journal.appointments.models import CalendarFeed
from tests.factories import make_appointment

pytestmark = pytest.mark.django_db


def url(name, patient, visit=None):
    args = [patient.pk] + ([visit.pk] if visit else [])
    return reverse(f"appointments:{name}", args=args)


def events(file):
    return Calendar.from_ical(file).walk("VEVENT")


def make_feed(client, patient):
    page = client.post(url("calendar_address", patient))
    return page.context["address"].removeprefix("http://127.0.0.1:8000")


def test_a_file_says_what_was_written_about_the_visit(patient):
    visit = make_appointment(
        patient=patient, place="Room 4; left, then up", purpose="Results"
    )

    (event,) = events(calendar_file([visit]))

    assert event["uid"] == str(visit.pk)
    assert event["summary"] == "Dr. Elena Ruiz"
    assert event["location"] == "Room 4; left, then up"
    assert event["description"] == "Results"
    assert event["dtstart"].dt == datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


def test_a_file_names_neither_the_patient_nor_the_program(patient):
    visit = make_appointment(patient=patient)

    file = calendar_file([visit], name="Visits").decode().lower()

    assert "margaret" not in file
    assert "myeloma" not in file


def test_a_file_is_folded_escaped_and_ends_its_lines_as_calendars_want_it(patient):
    visit = make_appointment(
        patient=patient, with_whom="Dr. Ruiz, Dr. Kim; nurse", place="é" * 200
    )

    file = calendar_file([visit])

    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert rb"SUMMARY:Dr. Ruiz\, Dr. Kim\; nurse" in lines
    assert b"METHOD" not in file


def test_nothing_that_was_typed_can_begin_a_second_event(patient):
    visit = make_appointment(
        patient=patient, purpose="x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:another"
    )

    (event,) = events(calendar_file([visit]))

    assert event["description"].startswith("x\nEND:VEVENT")


@pytest.mark.parametrize(
    ("is_cancelled", "status"), [(False, "CONFIRMED"), (True, "CANCELLED")]
)
def test_a_file_says_whether_the_visit_takes_place(patient, is_cancelled, status):
    visit = make_appointment(patient=patient, is_cancelled=is_cancelled)

    (event,) = events(calendar_file([visit]))

    assert event["status"] == status


def test_a_visit_that_was_moved_keeps_its_id_and_counts_on(client, cast, patient):
    visit = make_appointment(patient=patient)
    client.force_login(cast["owner"])
    (before,) = events(client.get(url("appointment_file", patient, visit)).content)

    answers = {"date": "2026-11-25", "time": "10:30", "with_whom": visit.with_whom}
    client.post(url("appointment_edit", patient, visit), answers)

    (after,) = events(client.get(url("appointment_file", patient, visit)).content)
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt.day == 25


def test_appointment_file_has_a_name_that_tells_nothing(client, cast, patient):
    visit = make_appointment(patient=patient)
    client.force_login(cast["owner"])

    response = client.get(url("appointment_file", patient, visit))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (
        response["Content-Disposition"] == 'attachment; filename="visit-2026-11-24.ics"'
    )


def test_appointment_file_does_not_reach_into_another_journal(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get(url("appointment_file", patient, make_appointment()))

    assert page.status_code == 404


def test_a_feed_opens_the_visits_without_signing_in(client, cast, patient):
    visit = make_appointment(patient=patient)
    make_appointment(patient=patient, is_cancelled=True)
    make_appointment()
    client.force_login(cast["reader"])
    feed_url = make_feed(client, patient)
    client.logout()

    response = client.get(feed_url)

    assert [event["uid"] for event in events(response.content)] == [str(visit.pk)]
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_feed_forgets_visits_of_more_than_a_year_ago(
    client, cast, patient, still_clock
):
    make_appointment(patient=patient, starts_at=still_clock - timedelta(days=366))
    lately = make_appointment(
        patient=patient, starts_at=still_clock - timedelta(days=364)
    )
    client.force_login(cast["owner"])

    response = client.get(make_feed(client, patient))

    assert [event["uid"] for event in events(response.content)] == [str(lately.pk)]


def test_only_a_hash_of_the_feed_token_is_stored(client, cast, patient):
    client.force_login(cast["owner"])

    secret = make_feed(client, patient).removeprefix("/calendar/")[: -len(".ics")]

    token_hash = CalendarFeed.objects.get().token_hash
    assert len(secret) >= 43  # 256 bits, six in a character
    assert token_hash == hashlib.sha256(secret.encode()).hexdigest()


def test_the_url_of_a_feed_is_shown_only_once(client, cast, patient):
    client.force_login(cast["owner"])
    feed_url = make_feed(client, patient)

    page = client.get(url("calendar_address", patient)).text

    assert feed_url not in page
    assert "It can’t be shown again." in page


def test_a_withdrawn_feed_opens_nothing(client, cast, patient):
    client.force_login(cast["helper"])
    feed_url = make_feed(client, patient)

    page = client.post(url("calendar_withdraw", patient), follow=True)

    assert "Your calendar address no longer works." in page.text
    assert client.get(feed_url).status_code == 404


def test_a_new_feed_replaces_the_old_one(client, cast, patient):
    client.force_login(cast["helper"])

    old, new = make_feed(client, patient), make_feed(client, patient)

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_making_and_withdrawing_are_audited(client, cast, patient):
    """AUD-1: that there is a feed is recorded, never its URL."""
    client.force_login(cast["reader"])

    make_feed(client, patient)
    for _ in range(2):
        client.post(url("calendar_withdraw", patient))

    recorded = patient.activities.exclude(kind="read")
    kinds = sorted(activity.kind for activity in recorded)
    assert kinds == ["calendar_gone", "calendar_made"]


def test_withdrawing_leaves_the_feeds_of_others_alone(client, cast, patient):
    client.force_login(cast["owner"])
    feed_url = make_feed(client, patient)
    client.force_login(cast["helper"])

    client.post(url("calendar_withdraw", patient))

    assert client.get(feed_url).status_code == 200


def test_a_feed_stops_when_its_member_loses_access(client, cast, patient, still_clock):
    """AUZ-5: the calendar of a phone, too."""
    client.force_login(cast["helper"])
    feed_url = make_feed(client, patient)

    patient.memberships.filter(user=cast["helper"]).update(removed_at=still_clock)

    assert client.get(feed_url).status_code == 404


def test_a_feed_stops_when_the_account_is_closed(client, cast, patient):
    client.force_login(cast["helper"])
    feed_url = make_feed(client, patient)

    cast["helper"].is_active = False
    cast["helper"].save()

    assert client.get(feed_url).status_code == 404


def test_an_invented_url_opens_nothing(client, db):
    assert client.get("/calendar/made-up.ics").status_code == 404
