"""A week on one page: each day that says something becomes an entry."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Severity, Voice
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(client, cast, patient, afternoon):
    """Send the week that ends today, as one of the cast."""

    def send(who="owner", last="", **answers):
        client.force_login(cast[who])
        address = reverse("journal:week", args=[patient.pk])
        return client.post(f"{address}?last={last}", answers, follow=True)

    return send


def test_week_makes_an_entry_of_each_day_that_says_something(week, patient, fatigue):
    page = week(
        **{
            f"d-2026-11-16-s-{fatigue.pk}": "2",
            "d-2026-11-16-note": "A long day.",
            "d-2026-11-18-overall": "0",
        }
    )

    monday, wednesday = patient.entries.order_by("felt_on")
    assert (monday.felt_on, monday.note) == (date(2026, 11, 16), "A long day.")
    assert monday.ratings.get().severity == Severity.MODERATE
    assert (wednesday.felt_on, wednesday.overall) == (date(2026, 11, 18), 0)
    assert "Saved at 2:02 p.m.: 2 days." in page.text


def test_entry_of_a_week_says_that_it_was_written_late(week, patient):
    page = week(**{"d-2026-11-16-overall": "1"})

    assert patient.entries.get().is_late
    assert "Entered on November 21." in page.text


def test_week_of_a_caregiver_is_their_observation(week, patient):
    week("helper", **{"d-2026-11-16-note": "She slept all day."})

    assert patient.entries.get().voice == Voice.OBSERVED


def test_week_sent_twice_is_written_once(week, patient):
    sent = {
        "d-2026-11-16-overall": "1",
        "d-2026-11-16-client_uuid": "5f6e1c0e-0b1d-4c5b-9f3c-2f0c8e3f8a11",
    }

    week(**sent)
    week(**sent)

    assert patient.entries.count() == 1


def test_week_changed_after_going_back_corrects_its_days_and_says_so(week, patient):
    sent = {"d-2026-11-16-client_uuid": "5f6e1c0e-0b1d-4c5b-9f3c-2f0c8e3f8a11"}

    week(**sent, **{"d-2026-11-16-note": "Slept well."})
    page = week(**sent, **{"d-2026-11-16-note": "Slept badly."})

    assert patient.entries.get().note == "Slept badly."
    assert "The earlier versions are kept." in page.text


def test_empty_week_is_refused_with_a_sentence(week, patient):
    page = week()

    assert page.status_code == 422
    assert "Enter at least one thing for at least one day." in page.text


def test_week_refused_keeps_what_was_typed_and_saves_no_day(week, patient, fatigue):
    page = week(
        **{
            "d-2026-11-16-note": "Slept badly.",
            f"d-2026-11-17-s-{fatigue.pk}": "9",
        }
    )

    assert page.status_code == 422
    assert "Slept badly." in page.text
    assert not patient.entries.exists()


@pytest.mark.parametrize(
    ("last", "days"),
    [
        ("", ("2026-11-15", "2026-11-21")),
        ("2026-11-10", ("2026-11-04", "2026-11-10")),
        ("2026-12-24", ("2026-11-15", "2026-11-21")),
        ("soon", ("2026-11-15", "2026-11-21")),
    ],
)
def test_week_ends_on_the_day_in_the_address_and_never_later_than_today(
    client, cast, patient, afternoon, last, days
):
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:week", args=[patient.pk]), {"last": last})

    shown = [form.day.isoformat() for form in page.context["form"].forms]
    assert (shown[0], shown[-1]) == days


def test_week_sent_after_midnight_keeps_its_first_day(
    client, cast, patient, time_machine, afternoon
):
    client.force_login(cast["owner"])
    address = reverse("journal:week", args=[patient.pk])
    last_day = client.get(address).context["last"]
    time_machine.shift(timedelta(days=1))

    sent = {"last_day": last_day.isoformat(), "d-2026-11-15-note": "Slept badly."}
    client.post(address, sent)

    assert patient.entries.get().felt_on == date(2026, 11, 15)


def test_week_that_was_left_opens_as_the_week_it_was(client, cast, patient, afternoon):
    client.force_login(cast["owner"])
    address = reverse("journal:week", args=[patient.pk])
    typed = {"last_day": "2026-11-10", "d-2026-11-04-note": "Slept badly."}
    where = {"draft_page": address, "draft_action": address}
    token = {TOKEN_FIELD: make_token(cast["owner"].pk)}
    client.post(reverse("drafts:draft_save"), typed | where | token)

    page = client.get(address)

    assert "Slept badly." in page.text
    assert 'name="last_day" value="2026-11-10"' in page.text


def test_week_leads_to_the_days_that_are_written_already(
    client, cast, patient, afternoon
):
    make_entry(patient=patient, felt_on=date(2026, 11, 17))
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:week", args=[patient.pk]))

    assert page.text.count("Already filled in") == 1
    assert reverse("journal:day", args=[patient.pk, "2026-11-17"]) in page.text


def test_week_folds_the_days_that_are_written_already(client, cast, patient, afternoon):
    make_entry(patient=patient, felt_on=date(2026, 11, 17))
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:week", args=[patient.pk]))

    assert _open_days(page) == [1, 2, 4, 5, 6, 7]


def test_week_never_folds_away_what_was_typed(week, patient, fatigue):
    make_entry(patient=patient, felt_on=date(2026, 11, 16))
    make_entry(patient=patient, felt_on=date(2026, 11, 17))
    make_entry(patient=patient, felt_on=date(2026, 11, 18))

    page = week(
        **{"d-2026-11-16-overall": "0", f"d-2026-11-17-s-{fatigue.pk}": "9"},
    )

    assert _open_days(page) == [1, 2, 3, 5, 6, 7]


def test_week_opens_the_day_that_an_empty_one_is_asked_about(week, patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 15))

    page = week()

    assert 1 in _open_days(page)


def test_week_sends_along_what_each_symptom_is_called(client, cast, patient, fatigue):
    """REQ-0: a page that failed can then name it without a database."""
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:week", args=[patient.pk]))

    called = f'name="s-{fatigue.pk}-called" value="{fatigue.name}"'
    assert page.text.count(called) == 1


def _open_days(page):
    """Which of the seven days stand open."""
    return [
        int(day)
        for day, is_open in re.findall(
            r'<details class="week-day[^>]*"day-(\d)"( open)?>', page.text
        )
        if is_open
    ]
