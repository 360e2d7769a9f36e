"""Days as people type them; which number is the month is never guessed."""

from datetime import date

import pytest

from myeloma_journal.platform.forms.days import parse_day, resolve_day_order

NOV_24 = date(2026, 11, 24)


def resolved(*texts):
    """The day of each text, in their order."""
    parsed = [parse_day(text) for text in texts]
    days = resolve_day_order(parsed)
    return [days[day] for day in parsed]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24",
        "2026/11/24",
        "2026-11-24T08:30:00Z",
        "11/24/2026",
        "11/24/2026 8:30 AM",
        "24.11.2026",
        "November 24, 2026",
        "nov. 24 2026",
        "24 November 2026",
        "24-Nov-2026",
        "11/24/26",
        "24.11.26",
        "24. 11. 2026",
        "Tue, Nov 24, 2026",
        "the 24th of November 2026".removeprefix("the "),
        "2026\u201111\u201124",
        "24 Nov 26",
        "20261124",
        "24/Nov/2026",
        "Nov 24,2026",
        "24 / 11 / 2026",
        "11/24/2026 @ 8:30",
        "١١/٢٤/٢٠٢٦",
    ],
)
def test_a_day_is_read_however_it_is_written(typed):
    assert resolved(typed) == [NOV_24]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yesterday",
        "11/24",
        "13/13/2026",
        "2026-02-30",
        "Smarch 1, 2026",
    ],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError, match="not a day"):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["03/04/2026", "03.04.2026", "3-4-26", "26-11-24"])
def test_a_day_of_two_meanings_stays_open(typed):
    assert resolved(typed) == [None]


def test_a_day_of_which_one_reading_is_in_the_future_is_read():
    parsed = parse_day("11/12/2026").within(date(1900, 1, 1), NOV_24)

    assert parsed.unambiguous == date(2026, 11, 12)


def test_a_day_that_is_the_same_both_ways_is_read():
    assert resolved("03/03/2026") == [date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("other", "day"),
    [("11/24/2026", date(2026, 3, 4)), ("24/11/2026", date(2026, 4, 3))],
)
def test_the_only_order_that_fits_all_is_used(other, day):
    assert resolved("03/04/2026", other)[0] == day


def test_days_in_both_orders_leave_the_others_open():
    days = resolved("03/04/2026", "11/24/2026", "24/11/2026")

    assert days == [None, NOV_24, NOV_24]
