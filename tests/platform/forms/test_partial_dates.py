from datetime import date

import pytest
from django.core.exceptions import ValidationError

from myeloma_journal.platform.forms.offers import OfferError
from myeloma_journal.platform.forms.partial_dates import (
    PartialDateField,
    parse_partial_date,
)


@pytest.mark.parametrize(
    ("typed", "first", "words"),
    [
        ("2024-03-05", date(2024, 3, 5), "March 5, 2024"),
        ("3/15/2024", date(2024, 3, 15), "March 15, 2024"),
        ("5th March 2024", date(2024, 3, 5), "March 5, 2024"),
        ("MAR 5, 2024", date(2024, 3, 5), "March 5, 2024"),
        ("2024-03", date(2024, 3, 1), "March 2024"),
        ("3/2024", date(2024, 3, 1), "March 2024"),
        ("in May 2024", date(2024, 5, 1), "May 2024"),
        ("  Summer,\N{NO-BREAK SPACE}2024 ", date(2024, 6, 1), "summer 2024"),
        ("winter 2023\N{EN DASH}2024", date(2023, 12, 1), "winter 2023/24"),
        ("winter 1999/00", date(1999, 12, 1), "winter 1999/00"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, first, words):
    when = parse_partial_date(typed)

    assert (when.first, str(when)) == (first, words)
    assert parse_partial_date(words) == when


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "24",
        "13/2024",
        "20244",
        "0000",
        "winter 2023/25",
        "spring 2023/24",
        "early 2019",
        "2024-02-30",
    ],
)
def test_what_is_no_time_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError, match=r"^(not|day|month|year) "):
        parse_partial_date(typed)


@pytest.mark.parametrize("typed", ["3.8.2024", "3/5/2024", "3/5/24"])
def test_a_day_of_two_readings_is_asked_about(typed):
    with pytest.raises(OfferError, match="can be read in two ways") as asked:
        PartialDateField().clean(typed)

    assert len(asked.value.offers) == 2


def test_the_field_takes_nothing_for_not_known():
    assert PartialDateField().clean("") is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("once", "Enter it like March 5, 2024, or March 2024, spring 2024, or 2024."),
        ("1899", "You entered 1899. Enter a date from 1900 to November 21, 2026."),
        (
            "December 2026",
            "You entered December 2026. Enter a date from 1900 to November 21, 2026.",
        ),
    ],
)
def test_the_field_says_what_to_write_instead(typed, sentence):
    field = PartialDateField()
    field.set_last(date(2026, 11, 21))

    with pytest.raises(ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [sentence]


def test_the_year_that_has_begun_is_not_in_the_future():
    field = PartialDateField()
    field.set_last(date(2026, 11, 21))

    assert str(field.clean("2026")) == "2026"
