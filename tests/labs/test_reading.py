from decimal import Decimal

import pytest

from myeloma_journal.labs.reading import Reading, read


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("0.80", Reading(value=Decimal("0.80"))),
        ("0,8", Reading(value=Decimal("0.8"))),
        ("<0.1", Reading("<", Decimal("0.1"))),
        ("> 90", Reading(">", Decimal(90))),
        ("≤ 0,1", Reading("<=", Decimal("0.1"))),
        (">=5", Reading(">=", Decimal(5))),
        ("trace", Reading(word="trace")),
        ("not detected at 10^-5", Reading(word="not detected at 10^-5")),
        ("1+", Reading(word="1+")),
        ("++", Reading(word="++")),
        ("sæt", Reading(word="sæt")),
    ],
)
def test_a_result_is_a_number_or_a_word(typed, reading):
    assert read(typed) == reading


@pytest.mark.parametrize(
    "typed", ["", "0.8 g/dL", "<", "<trace", "<<1", "-", "?", "150,000", "0x10", "😀"]
)
def test_what_is_neither_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a number|could be"):
        read(typed)
