from datetime import date

import pytest

from myeloma_journal.journal.counting import count_days, count_days_about

FIRST, TODAY = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("written", "more", "sentence"),
    [
        (
            7,
            {"today": TODAY, "began": date(2026, 11, 24)},
            "Entries on 7 days since November 24.",
        ),
        (
            19,
            {"today": TODAY, "began": date(2026, 2, 1)},
            "Entries on 19 of the last 30 days.",
        ),
        (30, {"today": TODAY, "began": FIRST}, "Entries on 30 of the last 30 days."),
        (19, {"today": date(2026, 12, 4)}, "Entries on 19 of 30 days."),
        (0, {"today": TODAY}, "No entries in these days."),
    ],
)
def test_days_with_entries_are_counted_in_one_sentence(written, more, sentence):
    assert count_days(written, FIRST, TODAY, **more) == sentence


def test_a_single_day_is_not_the_last_days():
    assert count_days(1, TODAY, TODAY, today=TODAY) == "Entries on 1 of 1 day."


def test_a_symptom_new_on_the_list_says_since_when():
    listed = date(2026, 11, 18)

    assert count_days_about(2, FIRST, TODAY, listed=listed) == (
        "Entries about this on 2 of 30 days. On the list since November 18."
    )
