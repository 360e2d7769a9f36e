"""Whom to call: which number, in which order, in which words."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from myeloma_journal.care_team.numbers import Hours, contact_numbers, numbers_of
from myeloma_journal.care_team.wording import PhoneNumbers
from tests.factories import make_contact, make_country

DAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
WEEKEND = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def in_order(patient, moment, **numbers):
    contact = make_contact(patient=patient, name="Lakeside clinic", **numbers)
    return [
        (number.hours, number.number)
        for number in contact_numbers(contact, patient.country, moment)
    ]


@pytest.mark.parametrize("moment", [NIGHT, WEEKEND])
def test_the_number_for_nights_comes_first_when_the_clinic_is_closed(patient, moment):
    numbers = {"daytime_number": "555-0142", "after_hours_number": "555-0187"}

    assert in_order(patient, moment, **numbers) == [
        (Hours.AFTER, "555-0187"),
        (Hours.DAYTIME, "555-0142"),
    ]


def test_the_number_by_day_comes_first_by_day(patient):
    numbers = {"daytime_number": "555-0142", "after_hours_number": "555-0187"}

    assert in_order(patient, DAY, **numbers) == [
        (Hours.DAYTIME, "555-0142"),
        (Hours.AFTER, "555-0187"),
    ]


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        (DAY, "Lakeside clinic, daytime (now)"),
        (NIGHT, "Lakeside clinic, nights and weekends (now)"),
    ],
)
def test_number_that_answers_now_says_so(patient, moment, title):
    numbers = {"daytime_number": "555-0142", "after_hours_number": "555-0187"}
    contact = make_contact(patient=patient, name="Lakeside clinic", **numbers)

    first, second = contact_numbers(contact, patient.country, moment)

    assert first.title == title
    assert "(now)" not in second.title


@pytest.mark.parametrize("moment", [DAY, NIGHT])
def test_an_only_number_has_no_hours(patient, moment):
    numbers = {"daytime_number": "555-0142", "after_hours_number": ""}

    assert in_order(patient, moment, **numbers) == [(None, "555-0142")]


@pytest.mark.parametrize("moment", [DAY, NIGHT])
def test_an_only_number_for_nights_says_so(patient, moment):
    numbers = {"daytime_number": "", "after_hours_number": "555-0187"}

    assert in_order(patient, moment, **numbers) == [(Hours.AFTER, "555-0187")]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (("1", "2", False), "1 during the day, or 2 at night and on weekends"),
        (("1", "2", True), "2 at night and on weekends, or 1 during the day"),
        (("1", "", True), "1"),
        (("", "2", False), "2, the number for nights and weekends"),
        (("", "", True), ""),
    ],
)
def test_the_words_name_the_number_for_this_hour_first(numbers, words):
    by_day, after_hours, is_after_hours = numbers
    named = PhoneNumbers("Ann", by_day, after_hours, is_after_hours=is_after_hours)

    assert named.contact == words


def test_the_hour_is_that_of_the_patient(patient):
    patient.zone = "Australia/Sydney"  # where it is evening
    make_contact(patient=patient, after_hours_number="555-0187")

    first, _ = numbers_of(patient, DAY).team

    assert first.number == "555-0187"


def test_a_link_says_whose_number_it_is(patient):
    make_contact(patient=patient, name="Lakeside clinic", after_hours_number="555-0187")

    first, _ = numbers_of(patient, DAY.replace(hour=16)).team

    assert first.label == "Call: Lakeside clinic, daytime (now), 555-0142"


@pytest.mark.parametrize(
    ("moment", "numbers", "sentence"),
    [
        (DAY, ("1", ""), "If you’re worried, call Lakeside at 1."),
        (
            DAY.replace(hour=16),
            ("1", "2"),
            "If you’re worried, call Lakeside at 1 during the day. "
            "At night and on weekends, call 2.",
        ),
        (
            NIGHT,
            ("1", "2"),
            "If you’re worried, call Lakeside at 2 at night and on weekends. "
            "During the day, call 1.",
        ),
        (
            DAY,
            ("", "2"),
            "If you’re worried, call Lakeside at 2, the number for nights and "
            "weekends.",
        ),
        (DAY, ("", ""), ""),
    ],
)
def test_who_is_worried_reads_whom_to_call_in_a_sentence(
    patient, moment, numbers, sentence
):
    daytime, after_hours = numbers
    make_contact(
        patient=patient,
        name="Lakeside",
        daytime_number=daytime,
        after_hours_number=after_hours,
    )

    assert strip_tags(numbers_of(patient, moment).if_worried) == sentence


def test_both_emergency_numbers_of_a_country_are_in_the_sentence(patient):
    make_country(slug="au", emergency_number="000", other_emergency="112")
    patient.country = "AU"

    sentence = numbers_of(patient).in_emergency

    assert strip_tags(sentence) == "In an emergency, call 000 or 112."
    assert 'href="tel:000"' in sentence


def test_name_of_a_contact_is_never_markup(patient):
    make_contact(patient=patient, name="<b>{number}</b>")

    assert "<bdi>&lt;b&gt;{number}&lt;/b&gt;</bdi>" in numbers_of(patient).if_worried


def test_hours_beside_a_number_stay_as_typed_and_are_not_dialed(patient):
    typed = "555-0142 24 hours a day"
    make_contact(patient=patient, daytime_number=typed)

    [number] = numbers_of(patient).team

    assert (number.number, number.uri) == (typed, "tel:5550142")


def test_the_numbers_of_the_country_stand_until_the_patient_chose(patient):
    make_country(slug="us", emergency_number="911", crisis_line="988")
    patient.country = "US"

    numbers = numbers_of(patient)

    assert [number.uri for number in numbers.emergency] == ["tel:911"]
    assert [number.uri for number in numbers.crisis] == ["tel:988"]
    assert numbers.in_words.emergency == "911"


def test_chosen_numbers_stand_instead_of_those_of_the_country(patient):
    make_country(slug="us", emergency_number="911", crisis_line="988")
    patient.country, patient.emergency_number = "US", "112"

    numbers = numbers_of(patient)

    assert [number.number for number in numbers.emergency] == ["112"]
    assert [number.number for number in numbers.crisis] == ["988"]


def test_two_emergency_numbers_are_both_named(patient):
    make_country(
        slug="fr", emergency_number="112", other_emergency="15 for the ambulance"
    )
    patient.country = "FR"

    numbers = numbers_of(patient)

    assert [number.uri for number in numbers.emergency] == ["tel:112", "tel:15"]
    assert numbers.in_words.emergency == "112 (or 15 for the ambulance)"


def test_without_a_country_no_number_is_guessed(patient):
    numbers = numbers_of(patient)

    assert (numbers.emergency, numbers.crisis) == ((), ())


def test_name_of_an_only_number_begins_as_it_is_seen(client, cast, patient):
    make_contact(patient=patient, name="Dr. Elena Ruiz", daytime_number="555-0140")
    client.force_login(cast["owner"])

    page = client.get(reverse("care_team:care_team", args=[patient.pk])).text

    assert 'aria-label="Call 555-0140: Dr. Elena Ruiz"' in page
