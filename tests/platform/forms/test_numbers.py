"""Numbers as people type them; what has two readings is asked about."""

from decimal import Decimal

import pytest

from myeloma_journal.platform.forms.numbers import (
    AmbiguousNumberError,
    decimal_sign_of,
    parse_number,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("37.5", "37.5"),
        ("37,5", "37.5"),
        ("  0.80 ", "0.80"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("12 000", "12000"),
        ("12\N{NO-BREAK SPACE}000,5", "12000.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.567", "1234.567"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12,34,567", "1234567"),
        ("1'250", "1250"),
        ("1’250,5", "1250.5"),
        ("12\u202f000", "12000"),
        ("0.125", "0.125"),
        ("1.25", "1.25"),
        ("01.250", "1.250"),
        ("1250", "1250"),
        ("٣٧٫٥", "37.5"),
        ("३७.५", "37.5"),
        ("３７．５", "37.5"),
        ("37.5\u200b", "37.5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("123456789012", "123456789012"),
    ],
)
def test_a_number_is_read_with_comma_or_point(typed, number):
    assert str(parse_number(typed)) == str(Decimal(number))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "abc",
        "1.2.3",
        "1,2,3",
        "1e5",
        "1 2",
        "1,25,0",
        "1,234,56",
        "1.234.5",
        "1 250 5",
        "NaN",
        "inf",
        "Infinity",
        "--1",
        "1-2",
        "37 .5",
        "1_000",
        "1234567890123",
    ],
)
def test_what_is_not_surely_a_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a number|could be"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("150,000", ("150000", "150.000")),
        ("1.250", ("1250", "1.250")),
        ("-1,250", ("-1250", "-1.250")),
        ("１．２５０", ("1250", "1.250")),
    ],
)
def test_a_number_of_two_readings_is_not_guessed(typed, readings):
    with pytest.raises(AmbiguousNumberError) as asked:
        parse_number(typed)

    assert asked.value.readings == readings


@pytest.mark.parametrize(
    ("others", "sign"),
    [
        (["3,4"], ","),
        (["1.250,5"], ","),
        (["1.234.567"], ","),
        (["0,125"], ","),
        (["3.4"], "."),
        (["1,234.5"], "."),
        (["trace", "7", "1.250"], ""),
        (["3,4", "3.4"], ""),
    ],
)
def test_other_numbers_tell_the_sign_before_decimals(others, sign):
    assert decimal_sign_of(others) == sign
