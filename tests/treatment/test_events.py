from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from myeloma_journal.platform.forms.partial_dates import Precision
from tests.factories import make_appointment, make_health_event
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

ANSWERS = {"kind": "hospital", "started": "November 12, 2026", "words": "pneumonia"}


def on_today(**given):
    usual = {"kind": "infection", "started": "November 12, 2026", "words": "a cold"}
    return {f"event-{name}": value for name, value in (usual | given).items()}


def test_an_event_is_shown_in_the_record_as_it_was_written(as_helper, patient):
    as_helper.post(
        url("health_event_add", patient), ANSWERS | {"stopped": "November 15, 2026"}
    )

    page = as_helper.get(url("earlier_treatments", patient)).text

    assert "Hospital stay" in page
    assert "November 12, 2026 to November 15, 2026" in page
    assert "pneumonia" in page


def test_an_event_says_who_wrote_it_down(as_helper, cast, patient):
    as_helper.post(url("health_event_add", patient), ANSWERS)

    assert patient.health_events.get().created_by == cast["helper"]


def test_an_event_that_is_still_to_come_is_refused(as_helper, patient):
    sent = ANSWERS | {"started": "November 30, 2026"}

    page = as_helper.post(url("health_event_add", patient), sent)

    assert page.status_code == 422
    assert "pneumonia" in page.text


def test_a_changed_event_keeps_what_stood_before_in_the_history(as_helper, patient):
    event = make_health_event(patient=patient, words="a cold")

    as_helper.post(url("health_event_edit", patient, event), ANSWERS)

    page = as_helper.get(url("record_history", patient)).text
    assert "a cold" in page
    assert "pneumonia" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "other"},
        {"created_by_name": ""},
        {"stopped_on": date(2026, 11, 1), "stopped_precision": "day"},
    ],
)
def test_the_database_refuses_an_event_that_cannot_be(patient, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_health_event(patient=patient, **fields)


@pytest.mark.parametrize(
    ("fields", "is_in"),
    [
        ({"started_on": date(2026, 11, 9)}, True),
        ({"started_on": date(2026, 11, 8)}, False),
        ({"started_on": date(2026, 11, 22)}, False),
        ({"started_on": date(2026, 11, 1), "started_precision": Precision.MONTH}, True),
        (
            {"started_on": date(2026, 9, 1), "started_precision": Precision.MONTH},
            False,
        ),
        (
            {
                "started_on": date(2026, 11, 1),
                "stopped_on": date(2026, 11, 10),
                "stopped_precision": Precision.DAY,
            },
            True,
        ),
    ],
)
def test_events_of_some_days_are_those_that_reach_into_them(patient, fields, is_in):
    make_health_event(patient=patient, **fields)

    events = patient.health_events.between(date(2026, 11, 9), date(2026, 11, 21))

    assert events.exists() == is_in


def test_today_takes_an_event_beside_the_entry(as_helper, patient):
    today = reverse("today", args=[patient.pk])

    as_helper.post(today, {"overall": "2", "felt_on": "2026-11-21", **on_today()})

    assert patient.entries.count() == 1
    assert patient.health_events.get().words == "a cold"


def test_today_takes_an_event_alone_and_only_once(as_helper, patient):
    today = reverse("today", args=[patient.pk])

    for _time in range(2):
        response = as_helper.post(today, {"felt_on": "2026-11-21", **on_today()})

    assert response.url == url("record", patient)
    assert not patient.entries.exists()
    assert patient.health_events.count() == 1


def test_today_without_an_event_is_saved_as_before(as_helper, patient):
    today = reverse("today", args=[patient.pk])
    empty = on_today(kind="", started="", words="")

    as_helper.post(today, {"overall": "2", "felt_on": "2026-11-21", **empty})

    assert patient.entries.count() == 1
    assert not patient.health_events.exists()


def test_an_event_without_a_date_saves_nothing_and_keeps_the_words(as_helper, patient):
    today = reverse("today", args=[patient.pk])

    page = as_helper.post(
        today, {"overall": "2", "felt_on": "2026-11-21", **on_today(started="")}
    )

    assert page.status_code == 422
    assert "Enter when it was. A month or a year is fine." in page.text
    assert 'value="a cold"' in page.text
    assert not patient.entries.exists()


def test_today_asks_for_an_event_in_a_closed_fold(as_helper, patient):
    page = as_helper.get(reverse("today", args=[patient.pk])).text

    assert '<details class="fold-row">' in page


def test_preparing_a_visit_shows_the_events_since_the_last_one(as_helper, patient):
    visit = make_appointment(patient=patient)
    make_health_event(patient=patient, words="pneumonia")

    page = as_helper.get(
        reverse("packets:prepare_changes", args=[patient.pk, visit.pk])
    ).text

    assert "pneumonia" in page
    assert url("health_event_add", patient) in page
