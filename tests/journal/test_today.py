from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_membership,
    make_rating,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_today_shows_the_next_visit(client, cast, patient, afternoon):
    make_appointment(patient=patient, with_whom="Dr. Ruiz")
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert "Dr. Ruiz" in page.text


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("helper", 200), ("stranger", 404)]
)
def test_today_opens_only_to_those_who_may_write(client, cast, patient, who, status):
    client.force_login(cast[who])

    assert client.get(reverse("today", args=[patient.pk])).status_code == status


def test_today_shows_a_reader_the_journal_instead(client, cast, patient):
    client.force_login(cast["reader"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.url == reverse("journal:entry_list", args=[patient.pk])


@pytest.mark.parametrize("size", [0, 12])
def test_today_asks_the_database_at_most_ten_times(
    client, cast, patient, django_assert_max_num_queries, size
):
    for number in range(size):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        for day in (1, 2):
            entry = make_entry(patient=patient, felt_on=date(2026, 3, day))
            make_rating(entry=entry, followed=followed)
    client.force_login(cast["owner"])

    with django_assert_max_num_queries(10):
        client.get(reverse("today", args=[patient.pk]))


def test_today_asks_a_caregiver_about_the_patient(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count(f"How is {patient.name} today?") == 2
    assert "How do you feel today?" not in page.text
    assert "As the person who has it would say:" in page.text


def test_today_says_at_first_that_nothing_must_be_filled_in(client, cast, patient):
    client.force_login(cast["owner"])
    address = reverse("today", args=[patient.pk])
    words = "Tap what fits and leave the rest. You can change this list."

    first = client.get(address).text
    make_entry(patient=patient)
    second = client.get(address).text

    assert words in first
    assert words not in second


def test_today_says_you_wrote_only_to_who_wrote(client, cast, patient, afternoon):
    other = make_user(name="Tom")
    make_membership(patient=patient, user=other, role="helper")
    make_entry(
        patient=patient,
        voice="observed",
        created_by=other,
        felt_on=patient.today(),
        written_at=afternoon,
    )
    said = {}
    for who, user in {"writer": other, "another": cast["helper"]}.items():
        client.force_login(user)
        page = client.get(reverse("today", args=[patient.pk]))
        said[who] = "You wrote today at 2:02 p.m." in page.text

    assert said == {"writer": True, "another": False}


def test_today_says_once_that_nobody_watches(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count("Nobody ") == 1
