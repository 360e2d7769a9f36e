"""Parse results ("<0.1", "10.8 L", "trace") and ranges of a laboratory's report. Pure.

What is stored is read again at each save. There a point stands before decimals: whoever
types or pastes 1.250 is asked first, and the answer is stored.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from myeloma_journal.labs.units import is_unit
from myeloma_journal.platform.forms.numbers import (
    AMBIGUOUS,
    POINT,
    AmbiguousNumberError,
    parse_number,
    plain_signs,
)

# As typed, and as stored.
COMPARATORS = {
    "less than or equal to": "<=",
    "greater than or equal to": ">=",
    "more than or equal to": ">=",
    "less than": "<",
    "lower than": "<",
    "fewer than": "<",
    "below": "<",
    "under": "<",
    "greater than": ">",
    "more than": ">",
    "higher than": ">",
    "above": ">",
    "over": ">",
    "at least": ">=",
    "at most": "<=",
    "up to": "<=",
    "> or =": ">=",
    "< or =": "<=",
    ">/=": ">=",
    "</=": "<=",
    "<=": "<=",
    ">=": ">=",
    "=<": "<=",
    "=>": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR SLANTED EQUAL TO}": "<=",
    "\N{GREATER-THAN OR SLANTED EQUAL TO}": ">=",
    "\N{LESS-THAN OVER EQUAL TO}": "<=",
    "\N{GREATER-THAN OVER EQUAL TO}": ">=",
    "\N{FULLWIDTH LESS-THAN SIGN}": "<",
    "\N{FULLWIDTH GREATER-THAN SIGN}": ">",
    "<": "<",
    ">": ">",
}
COMPARATOR = "|".join(map(re.escape, COMPARATORS))
DIGITS = r"[-]?(?:\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+|(?=[.,]\d))(?:['.,]\d+)*[.,]?(?![\d'])"
# What laboratories print beside a number that is outside their range.
FLAG = (
    r"\(?\[?(?:HH|LL|AA|H|L|A|HI|LO|N|High|Low|Abnormal|Normal|Critical|Crit|C|"
    r"\*{1,3}|!{1,3}|[↑↓▲▼⬆⬇]+)[\])]?\)?"
)
# An A or C right before a number is more likely part of a name: A1.
FLAG_BEFORE = re.compile(
    rf"(?P<flag>{FLAG})(?<![acn])(?=\d|[<>≤≥.])|"
    rf"(?P<apart>{FLAG})(?:[ :=]+|-)(?=-?[\d<>≤≥.])",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"(?P<comparator>{COMPARATOR})?[ ]?(?P<number>{DIGITS})(?P<rest>.*)", re.IGNORECASE
)
# A word, the plus signs of a test strip, a titer, or a number that is not exact:
# "trace", "not seen", "1+", "++", "1:40", "~40".
WORD = re.compile(
    r"(?![\u00b2-\u00be\u2070-\u218f])[^\W\d_].*|\d?\++|\((?:[^\W\d_]).*\)"
    r"|[<>]?\d+ ?: ?\d+|[~\u2248] ?\d.*",
    re.DOTALL,
)
# What is left of "210 × 10³/µL" where the small digit lost its place: "210 103/µL".
FLAT_POWER = re.compile(r" 10(?:3|6|9|12)$")
# A number after which nobody can mean thousands: 01.250.
LEADING_ZEROS = re.compile(r"-?0\d")
# A flag alone is no result; "Normal" and "High" may be.
SHORT_FLAG = re.compile(r"\(?\[?(?:HH|LL|AA|H|L|A|HI|LO|N|C)[\])]?\)?", re.IGNORECASE)
RANGE = re.compile(
    rf"(?P<low>{DIGITS})[ ]?(?P<low_unit>[^\d\s-]\S*?)?[ ]?"
    r"(?:[-~\u2014\u2026]|to|through|bis|\u00e0|\.\.+)[ ]?"
    rf"(?P<high>{DIGITS})[ ]?(?P<unit>.*)",
    re.IGNORECASE,
)
OF_A_DAY = re.compile(r"/ ?24 ?h$", re.IGNORECASE)
BRACKETS = re.compile(r"[\[(](.*)[\])]")


@dataclass(frozen=True)
class ParsedResult:
    """A number with its comparator, or a word; with what stood beside it.

    Attributes:
        typed: The result alone, as it was typed.
        flag: The sign of the laboratory, as printed.
        unit: A unit that was typed with the number.
    """

    comparator: str = ""
    value: Decimal | None = None
    word: str = ""
    typed: str = ""
    flag: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ParsedRange:
    """Both ends of a range as typed, either of which may be missing, and its unit."""

    low: str = ""
    high: str = ""
    unit: str = ""


def parse_result(text: str, decimal_sign: str = "") -> ParsedResult:
    """Parse a result.

    Args:
        text: A number, perhaps with a comparator, a flag and a unit; or a word.
        decimal_sign: The sign before decimals, where it is known.

    Raises:
        AmbiguousNumberError: A number with two readings.
        ValueError: Neither a number nor a word.

    >>> parse_result("0,8").value, parse_result("≤ 0.10").comparator
    (Decimal('0.8'), '<=')
    >>> parse_result("trace").word
    'trace'
    >>> parse_result("10.8 (L)").flag, parse_result("H 24.5").value
    ('(L)', Decimal('24.5'))
    >>> parse_result("5,1 g/dl").unit, parse_result("less than 40").comparator
    ('g/dl', '<')
    """
    plain = plain_signs(text)
    flag, rest = _split_flag_before(plain)
    if found := NUMBER.fullmatch(rest):
        unit, after = _split_flag_after(found["rest"].strip())
        if whole := BRACKETS.fullmatch(unit):
            unit = whole[1].strip()
        is_flat = unit.startswith("/") and FLAT_POWER.search(found["number"])
        if (not unit or is_unit(unit)) and not is_flat:
            comparator = found["comparator"] or ""
            number = found["number"].rstrip(".,")
            value = parse_number(number, decimal_sign)
            if AMBIGUOUS.fullmatch(number) or LEADING_ZEROS.match(number):
                number = str(value)  # with a point, in the reading that was chosen
            flags = " ".join(filter(None, (flag, after)))
            is_in_words = bool(re.search(r"[a-z/]| ", comparator, re.IGNORECASE))
            is_as_typed = number == found["number"].rstrip(".,") and not is_in_words
            sign = COMPARATORS[comparator.casefold()] if comparator else ""
            return ParsedResult(
                sign,
                value,
                typed=text.strip()
                if is_as_typed and not flags and not unit
                else f"{sign if is_in_words else comparator}{number}",
                flag=flags,
                unit=unit,
            )
    word = text.strip()
    if WORD.fullmatch(plain) and not SHORT_FLAG.fullmatch(plain):
        return ParsedResult(word=word, typed=word)
    raise ValueError(f"not a number: {text}")


def parse_range(text: str, decimal_sign: str = "") -> ParsedRange:
    """Parse the range that a laboratory printed beside a result.

    Raises:
        AmbiguousNumberError: An end is a number with two readings.
        ValueError: It is no range of numbers.

    >>> parse_range("3.3-19.4 mg/L")
    ParsedRange(low='3.3', high='19.4', unit='mg/L')
    >>> parse_range(">=60").low, parse_range("<26.3").high
    ('>=60', '<26.3')
    """
    plain = plain_signs(text)
    if whole := BRACKETS.fullmatch(plain):
        plain = whole[1].strip()
    if found := RANGE.fullmatch(plain):
        unit = (found["unit"] or "").strip()
        if whole := BRACKETS.fullmatch(unit):
            unit = whole[1].strip()
        low, high = (
            parse_result(found[end], decimal_sign).typed for end in ("low", "high")
        )
        if (unit and not is_unit(unit)) or (found["low_unit"] and not unit):
            raise ValueError(f"not a range: {text}")
        return ParsedRange(low, high, unit)
    end = parse_result(plain, decimal_sign)
    if end.flag or not end.comparator:
        raise ValueError(f"not a range: {text}")
    is_high = end.comparator.startswith("<")
    printed = re.sub(r"(?<=[<>=≤≥]) ", "", end.typed)
    return ParsedRange(
        low="" if is_high else printed, high=printed if is_high else "", unit=end.unit
    )


def parse_limit(text: str, decimal_sign: str = POINT) -> Decimal | None:
    """The number at one end of a range; None where a laboratory printed a word.

    >>> parse_limit("<26.3"), parse_limit("negative")
    (Decimal('26.3'), None)
    """
    return parse_result(text, decimal_sign).value


def _split_flag_before(text: str) -> tuple[str, str]:
    found = FLAG_BEFORE.match(text)
    if not found or found["flag"] == "l":  # which may be a one
        return "", text
    return found["flag"] or found["apart"], text[found.end() :]


def _split_flag_after(text: str) -> tuple[str, str]:
    """Split what stands after a number into its unit and the flags before or after it.

    >>> _split_flag_after("g/dL (L)"), _split_flag_after("H mg/L")
    (('g/dL', '(L)'), ('mg/L', 'H'))
    """
    if OF_A_DAY.search(text) and is_unit(text):
        return text, ""  # its h is an hour
    words = re.findall(r"[*!↑↓▲▼⬆⬇]+|[^\s*!↑↓▲▼⬆⬇]+(?:\*[^\s*]+)*", text)
    for count in range(len(words), 0, -1):
        for flags, unit in (
            (words[-count:], words[:-count]),
            (words[:count], words[count:]),
        ):
            if all(map(is_flag, flags)):
                return " ".join(unit), " ".join(flags)
    return text, ""


def is_range(text: str) -> bool:
    """Whether it is a range of numbers, of which either end may be missing."""
    try:
        parse_range(text)
    except AmbiguousNumberError:
        return True
    except ValueError:
        return False
    return True


def is_flag(text: str) -> bool:
    return bool(re.fullmatch(FLAG, text, re.IGNORECASE))
