from datetime import date

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


BIRTHDAYS = "Choose a day from January 1, 1900 to November 21, 2026."


def save(client, patient, **answers):
    usual = {
        "name": "Margaret Lewis",
        "units": "us",
        "zone": "America/New_York",
        "your_name": "Anna",
    }
    address = reverse("care_circle:patient_edit", args=[patient.pk])
    return client.post(address, usual | answers, follow=True)


def test_patient_edit_keeps_what_stands_on_the_packet(client, cast, patient, afternoon):
    client.force_login(cast["helper"])

    page = save(client, patient, born_on="1954-03-14", call_about="Anna, 555-0119")

    patient.refresh_from_db()
    assert patient.born_on == date(1954, 3, 14)
    assert patient.call_about == "Anna, 555-0119"
    assert "Saved at 2:02 p.m." in page.text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"born_on": "1850-01-01"}, f"You entered January 1, 1850. {BIRTHDAYS}"),
        ({"born_on": "2026-11-22"}, f"You entered November 22, 2026. {BIRTHDAYS}"),
        ({"born_on": "in spring"}, "Enter the day like this: 11/24/2026."),
        ({"name": ""}, "Enter the name."),
        ({"name": "x" * 101}, "Use 100 characters or fewer. You typed 101."),
        ({"zone": "Mordor"}, "We don’t know “Mordor”. Type another large city nearby."),
        ({"zone": "Portland"}, "Which city is “Portland”?"),
        ({"file_mark": "../B"}, "Use letters, digits, and hyphens only."),
    ],
)
def test_patient_edit_refuses_and_says_what_to_do(
    client, cast, patient, afternoon, answers, sentence
):
    client.force_login(cast["owner"])

    page = save(client, patient, **answers)

    assert page.status_code == 422
    assert sentence in page.text


def test_refused_name_does_not_stand_on_the_page_as_the_patients(client, cast, patient):
    client.force_login(cast["helper"])

    page = save(client, patient, name="Somebody Else", born_on="soon")

    assert "Journal of <strong>Margaret Lewis</strong>" in page.text


def test_name_loses_characters_that_turn_the_reading_direction(client, cast, patient):
    client.force_login(cast["owner"])

    save(client, patient, name="Anna\u202enn")

    patient.refresh_from_db()
    assert patient.name == "Annann"


def test_helper_mends_their_own_name_and_relation(client, cast, patient):
    client.force_login(cast["helper"])

    save(client, patient, your_name="Anna", relation="daughter")

    member = patient.memberships.get(user=cast["helper"])
    assert member.signature == "Anna, daughter"


def test_helper_without_a_name_is_asked_for_it(client, cast, patient):
    client.force_login(cast["helper"])

    page = save(client, patient, your_name=" ", name="Margaret")

    patient.refresh_from_db()
    assert page.status_code == 422
    assert "Enter your own name. Everything you write is signed with it." in page.text
    assert patient.name == "Margaret Lewis"


def test_patient_is_not_asked_who_they_are_to_themselves(client, cast, patient):
    client.force_login(cast["owner"])

    page = save(client, patient, your_name="", relation="mother")

    member = patient.memberships.get(user=cast["owner"])
    assert page.status_code == 200
    assert member.signature == "Owner"


@pytest.mark.parametrize(("role", "is_own"), [("owner", True), ("helper", False)])
def test_browser_may_fill_in_ones_own_name_and_birthday(
    client, cast, patient, role, is_own
):
    client.force_login(cast[role])

    page = client.get(reverse("care_circle:patient_edit", args=[patient.pk])).text

    assert ('autocomplete="bday"' in page) == is_own
    assert 'autocomplete="name"' in page  # a caregiver signs with their own
    assert ("About me" in page) == is_own
