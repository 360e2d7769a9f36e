from decimal import Decimal

import pytest

from myeloma_journal.labs.parsing import (
    ParsedResult,
    parse_result,
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
