"""Numbers as people type them, with a comma or a point. Pure."""

import re
from decimal import Decimal

# At most one separator; spaces may stand between thousands, as in 12 000.
NUMBER = re.compile(r"-?(\d{1,3}( \d{3})+|\d+)([.,]\d+)?", re.ASCII)
# One group, a comma, three digits: 150,000 is two numbers to two readers.
TWO_MEANINGS = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)
MOST_DIGITS = 12


def parse_number(text: str) -> Decimal:
    """The number that was typed, with the decimals that were typed.

    Args:
        text: Digits with at most one comma or point, and perhaps a minus in front.

    Raises:
        ValueError: Not such a number, longer than 12 digits, or to be read in two ways.

    >>> parse_number("37,5"), parse_number(" 0.80 "), parse_number("-2")
    (Decimal('37.5'), Decimal('0.80'), Decimal('-2'))
    >>> parse_number("12 000")
    Decimal('12000')
    >>> parse_number("1e5")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 1e5
    >>> parse_number("150,000")
    Traceback (most recent call last):
    ...
    ValueError: could be 150000 or 150.000: 150,000
    """
    # The no-break spaces and the true minus sign come from texts that were pasted.
    plain = re.sub(r"\s", " ", text).strip().replace("\N{MINUS SIGN}", "-")
    if not NUMBER.fullmatch(plain) or sum(map(str.isdigit, plain)) > MOST_DIGITS:
        raise ValueError(f"not a number: {text}")
    if TWO_MEANINGS.fullmatch(plain):
        one, other = plain.replace(",", ""), plain.replace(",", ".")
        raise ValueError(f"could be {one} or {other}: {text}")
    return Decimal(plain.replace(" ", "").replace(",", "."))
