"""Days in a sentence, in the order of the language."""

from datetime import date

import pytest
from django.utils import translation

from myeloma_journal.trends.day_words import format_days, format_short_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([(2026, 11, 3)], "3 November"),
        ([(2026, 11, 3), (2026, 11, 10), (2026, 11, 17)], "3, 10, and 17 November"),
        ([(2026, 10, 30), (2026, 11, 3)], "30 October and 3 November"),
        (
            [(2025, 12, 30), (2025, 12, 31)],
            "30 December 2025 and 31 December 2025",
        ),
    ],
)
def test_month_comes_after_the_last_of_its_days_in_britain(days, words):
    with translation.override("en-gb"):
        assert format_days([date(*day) for day in days], TODAY) == words


def test_short_day_of_another_year_is_named_with_it_in_britain():
    with translation.override("en-gb"):
        assert format_short_day(date(2025, 12, 30), TODAY) == "30 Dec 2025"
