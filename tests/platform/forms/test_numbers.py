from decimal import Decimal

import pytest

from myeloma_journal.platform.forms.numbers import parse_number


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
        ("150.000", "150.000"),
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
        "1,234.5",
        "1e5",
        "NaN",
        "inf",
        "Infinity",
        "--1",
        "1-2",
        ".5",
        "5.",
        "1 2",
        "37 .5",
        "٣",
        "1_000",
        "1234567890123",
        "150,000",
    ],
)
def test_what_is_not_surely_a_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a number|could be"):
        parse_number(typed)
