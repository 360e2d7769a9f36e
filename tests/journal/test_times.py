"""Clocks that change, midnights, journeys, and a phone that is wrong about the day."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.factories import make_entry
from tests.journal.pages import today_url, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(time_machine):
    """Set the server's clock."""

    def set_clock(*moment):
        time_machine.move_to(datetime(*moment, tzinfo=UTC), tick=False)

    return set_clock


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"])
    return client


def today_offers(client, patient):
    return client.get(today_url(patient)).context["form"].day.initial["felt_on"]


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ((2026, 3, 8, 6, 59), date(2026, 3, 8)),  # 1:59 a.m., then it is 3:00
        ((2026, 3, 8, 7, 0), date(2026, 3, 8)),
        ((2026, 3, 9, 3, 59), date(2026, 3, 8)),  # the day has only 23 hours
        ((2026, 3, 9, 4, 0), date(2026, 3, 9)),
        ((2026, 11, 1, 5, 30), date(2026, 11, 1)),  # 1:30 a.m. for the first time
        ((2026, 11, 1, 6, 30), date(2026, 11, 1)),  # and for the second
        ((2026, 11, 2, 4, 59), date(2026, 11, 1)),  # the day has 25 hours
        ((2026, 11, 2, 5, 0), date(2026, 11, 2)),
    ],
)
def test_today_is_the_patients_own_day_when_the_clocks_change(
    owner, patient, at, moment, today
):
    at(*moment)

    assert today_offers(owner, patient) == today


def test_entries_of_the_hour_that_comes_twice_stand_in_their_order(owner, patient, at):
    for hour, note in ((5, "First."), (6, "Second.")):
        at(2026, 11, 1, hour, 30)
        owner.post(today_url(patient), {"note": note, "felt_on": "2026-11-01"})

    assert [entry.note for entry in patient.entries.all()] == ["Second.", "First."]


def test_page_opened_before_midnight_and_saved_after_keeps_its_day(owner, patient, at):
    at(2026, 11, 22, 4, 59)
    day = today_offers(owner, patient)

    at(2026, 11, 22, 5, 1)
    page = owner.post(
        today_url(patient), {"overall": "1", "felt_on": day.isoformat()}, follow=True
    )

    assert patient.entries.get().felt_on == date(2026, 11, 21)
    assert "Entered on November 22." in page.text


def test_late_entry_of_an_earlier_year_says_in_which_it_was_written(
    client, cast, patient, at
):
    entry = make_entry(
        patient=patient,
        felt_on=date(2026, 3, 2),
        written_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    )
    at(2028, 1, 3, 12, 0)
    client.force_login(cast["reader"])

    page = client.get(url("entry", entry))

    assert "Entered on November 22, 2026." in page.text


def test_entry_keeps_its_day_and_its_clock_after_a_journey(owner, patient, at):
    at(2026, 11, 22, 3, 0)
    owner.post(today_url(patient), {"overall": "1", "felt_on": "2026-11-21"})
    patient.zone = "Asia/Tokyo"
    patient.save()

    entry = patient.entries.get()

    assert today_offers(owner, patient) == date(2026, 11, 22)
    assert (entry.felt_on, entry.zone) == (date(2026, 11, 21), "America/New_York")
    assert not entry.is_late


def test_entry_of_a_day_still_to_come_further_west_can_be_corrected(
    owner, cast, patient, at
):
    at(2026, 11, 22, 3, 0)  # the 22nd in Tokyo, the 21st in New York
    entry = make_entry(
        patient=patient,
        created_by=cast["owner"],
        felt_on=date(2026, 11, 22),
        zone="Asia/Tokyo",
    )

    answers = {"note": "Jet lag.", "overall": "1", "felt_on": "2026-11-22"}
    response = owner.post(url("entry_edit", entry), answers)

    assert response.status_code == 302


def test_clock_of_a_phone_decides_nothing_and_is_marked_when_wrong(owner, patient, at):
    at(2026, 11, 21, 19, 2)

    page = owner.post(
        today_url(patient),
        {
            "overall": "1",
            "felt_on": "2026-11-21",
            "device_at": "2026-11-23T19:03:00.000Z",
        },
        follow=True,
    )

    entry = patient.entries.get()
    assert entry.written_at == datetime(2026, 11, 21, 19, 2, tzinfo=UTC)
    assert entry.device_at == datetime(2026, 11, 23, 19, 3, tzinfo=UTC)
    assert "The device’s clock said November 23, 2026." in page.text


@pytest.mark.parametrize(
    "said",
    [
        "",
        "noon",
        "2026-13-45T00:00:00Z",
        "2026-11-21T19:02",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_phone_that_cannot_tell_the_time_loses_nothing(owner, patient, at, said):
    at(2026, 11, 21, 19, 2)

    owner.post(
        today_url(patient),
        {"overall": "1", "felt_on": "2026-11-21", "device_at": said},
    )

    assert patient.entries.get().device_at is None


def test_phone_a_day_ahead_cannot_write_about_tomorrow(owner, patient, at):
    at(2026, 11, 21, 19, 2)

    page = owner.post(today_url(patient), {"overall": "1", "felt_on": "2026-11-22"})

    assert "November 22, 2026 is in the future." in page.text
    assert not patient.entries.exists()


def test_week_around_a_clock_change_has_seven_days(owner, patient, at):
    at(2026, 11, 3, 12, 0)

    page = owner.get(reverse("journal:week", args=[patient.pk]))

    days = [form.day.day for form in page.context["form"].forms]
    assert days == [28, 29, 30, 31, 1, 2, 3]
