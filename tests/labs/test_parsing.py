from datetime import date
from decimal import Decimal

import pytest

from myeloma_journal.labs.parsing import (
    ParsedResult,
    parse_day,
    parse_result,
    resolve_day_order,
)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("0.80", ParsedResult(value=Decimal("0.80"))),
        ("0,8", ParsedResult(value=Decimal("0.8"))),
        ("<0.1", ParsedResult("<", Decimal("0.1"))),
        ("> 90", ParsedResult(">", Decimal(90))),
        ("≤ 0,1", ParsedResult("<=", Decimal("0.1"))),
        (">=5", ParsedResult(">=", Decimal(5))),
        ("trace", ParsedResult(word="trace")),
        ("not detected at 10^-5", ParsedResult(word="not detected at 10^-5")),
        ("1+", ParsedResult(word="1+")),
        ("++", ParsedResult(word="++")),
        ("sæt", ParsedResult(word="sæt")),
    ],
)
def test_a_result_is_a_number_or_a_word(typed, reading):
    assert parse_result(typed) == reading


@pytest.mark.parametrize(
    "typed", ["", "0.8 g/dL", "<", "<trace", "<<1", "-", "?", "150,000", "0x10", "😀"]
)
def test_what_is_neither_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a number|could be"):
        parse_result(typed)


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
        "11/24/26",
        "13/13/2026",
        "2026-02-30",
        "Smarch 1, 2026",
    ],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError, match="not a day"):
        parse_day(typed)


def test_a_day_of_two_meanings_stays_open():
    assert resolved("03/04/2026") == [None]


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
