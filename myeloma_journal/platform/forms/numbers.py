"""Numbers as people type them, paste them and print them. No database.

There is one rule: a number with one separator and three digits after it, such as 1.250
or 150,000, may be written in thousands or with decimals. It is never guessed: somebody
is asked, unless the other numbers of the same paste, or what can be measured, decide.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

POINT, COMMA = ".", ","
MOST_NUMBER_DIGITS = 12
# Signs of one meaning, made one: minus signs, points and commas of other scripts, and
# the apostrophes that part thousands in Switzerland.
SIGNS = str.maketrans(
    dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-")
    | dict.fromkeys("\uff0e\u066b", POINT)
    | dict.fromkeys("\uff0c\u060c", COMMA)
    | dict.fromkeys("\u2019\u02bc\u2032\u00b4`\u066c\uff07", "'")
    | {"\uff0b": "+"}
)
# Thousands parted by spaces, apostrophes, commas or points; in India also by hundreds.
GROUPS = {
    " ": r"\d{1,3}(?: \d{3})+",
    "'": r"\d{1,3}(?:'\d{3})+",
    COMMA: r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}",
    POINT: r"\d{1,3}(?:\.\d{3})+",
}
NUMBER = re.compile(
    "-?(?:"
    rf"(?P<neutral>{GROUPS[' ']}|{GROUPS[chr(39)]})(?:[.,](?P<rest>\d+))?"
    rf"|(?P<commas>{GROUPS[COMMA]})(?:\.(?P<after_point>\d+))?"
    rf"|(?P<points>{GROUPS[POINT]})(?:,(?P<after_comma>\d+))?"
    r"|(?P<whole>\d+)[.,]?"
    r"|(?P<before>\d*)(?P<sign>[.,])(?P<decimals>\d+)"
    ")",
    re.ASCII,
)
AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}", re.ASCII)
# Nobody parts thousands after a zero.
LEADING_ZERO = re.compile(r"0\d{0,2}[.,]\d{3}", re.ASCII)


class AmbiguousNumberError(ValueError):
    """A number of which the one separator may part thousands or decimals.

    Attributes:
        text: What was typed.
        readings: Both numbers, in digits and with a point, the whole one first.
    """

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.text = text
        self.readings = tuple(readings)
        super().__init__(f"could be {' or '.join(readings)}: {text}")


def plain_signs(text: str) -> str:
    """The text with ASCII digits, plain spaces and one kind of minus and apostrophe.

    >>> plain_signs("\u0663\u066b\u0665"), plain_signs("\uff11\uff12\u00a0000")
    ('3.5', '12 000')
    """
    if text.isascii():
        return " ".join(text.split())
    digits = "".join(
        str(unicodedata.decimal(c, c)) if not c.isascii() else c
        for c in text
        if unicodedata.category(c) != "Cf"
    )
    return " ".join(digits.translate(SIGNS).split())


def parse_number(text: str, decimal_sign: str = "") -> Decimal:
    """The number that was typed, with as many decimals as were typed.

    Args:
        text: Digits with the usual separators, and perhaps a minus in front.
        decimal_sign: The sign before decimals, where it is known: a point or a comma.

    Raises:
        AmbiguousNumberError: It has two readings, and no `decimal_sign` is given.
        ValueError: Not such a number, or longer than 12 digits.

    >>> parse_number("37,5"), parse_number(" 0.80 "), parse_number("-2")
    (Decimal('37.5'), Decimal('0.80'), Decimal('-2'))
    >>> parse_number("12 000"), parse_number("1'250"), parse_number("1,234.5")
    (Decimal('12000'), Decimal('1250'), Decimal('1234.5'))
    >>> parse_number("1e5")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 1e5
    >>> parse_number("1.250", decimal_sign=","), parse_number("1.250", decimal_sign=".")
    (Decimal('1250'), Decimal('1.250'))
    """
    plain = plain_signs(text)
    found = NUMBER.fullmatch(plain)
    if not found or sum(map(str.isdigit, plain)) > MOST_NUMBER_DIGITS:
        raise ValueError(f"not a number: {text}")
    if ambiguous := AMBIGUOUS.fullmatch(plain):
        sign = ambiguous[1]
        grouped, decimal = plain.replace(sign, ""), plain.replace(sign, POINT)
        if not decimal_sign:
            raise AmbiguousNumberError(text, (grouped, decimal))
        return Decimal(decimal if sign == decimal_sign else grouped)
    return Decimal(_with_a_point(plain, found))


def _with_a_point(plain: str, found: re.Match[str]) -> str:
    """The number as Python writes it."""
    sign = "-" if plain.startswith("-") else ""
    parts = found.groupdict(default="")
    if parts["decimals"] or parts["whole"]:
        whole, decimals = parts["whole"] or parts["before"], parts["decimals"]
    else:
        whole = parts["neutral"] or parts["commas"] or parts["points"]
        decimals = parts["rest"] or parts["after_point"] or parts["after_comma"]
        if LEADING_ZERO.fullmatch(whole):
            return sign + whole.replace(COMMA, POINT)
    digits = re.sub(r"\D", "", whole) or "0"
    return f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"


def decimal_sign_of(texts: Iterable[str]) -> str:
    """The one sign before decimals in these numbers; empty where they leave it open.

    >>> decimal_sign_of(["3,4", "1.250"]), decimal_sign_of(["3.4", "1,250", "trace"])
    (',', '.')
    >>> decimal_sign_of(["1.250", "7"]), decimal_sign_of(["3,4", "3.4"])
    ('', '')
    """
    signs = set()
    for text in texts:
        plain = plain_signs(text)
        found = NUMBER.fullmatch(plain)
        if not found or AMBIGUOUS.fullmatch(plain):
            continue
        if found["sign"]:
            signs.add(found["sign"])
        elif found["after_comma"] or (found["points"] and plain.count(POINT) > 1):
            signs.add(COMMA)
        elif found["after_point"] or (found["commas"] and plain.count(COMMA) > 1):
            signs.add(POINT)
        elif found["points"] or found["commas"]:  # 0.125
            signs.add(POINT if found["points"] else COMMA)
        elif found["rest"]:
            signs.add(POINT if POINT in plain else COMMA)
    return signs.pop() if len(signs) == 1 else ""


def plain_number(value: Decimal) -> str:
    """The number without exponent and trailing zeros.

    >>> plain_number(Decimal("120.0")), plain_number(Decimal("0.50"))
    ('120', '0.5')
    """
    return f"{value.normalize():f}"
