"""Parse the results ("<0.1", "trace") and days of a laboratory's report. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from myeloma_journal.platform.forms.values import parse_number

# As typed, and as stored.
COMPARATORS = {"<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}
PARTS = re.compile(rf"({'|'.join(COMPARATORS)})?(.*)", re.DOTALL)
# A word, or the plus signs of a test strip: "trace", "not seen", "1+", "++".
WORD = re.compile(r"[^\W\d_].*|\d?\++")


@dataclass(frozen=True)
class ParsedResult:
    """A number with its comparator, or a word."""

    comparator: str = ""
    value: Decimal | None = None
    word: str = ""


def parse_result(typed: str) -> ParsedResult:
    """Parse a result.

    Raises:
        ValueError: Neither a number nor a word.

    >>> parse_result("0,8")
    ParsedResult(comparator='', value=Decimal('0.8'), word='')
    >>> parse_result("≤ 0.10")
    ParsedResult(comparator='<=', value=Decimal('0.10'), word='')
    >>> parse_result("trace")
    ParsedResult(comparator='', value=None, word='trace')
    >>> parse_result("0.8 g/dL")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 0.8 g/dL
    """
    typed = typed.strip()
    if WORD.fullmatch(typed):
        return ParsedResult(word=typed)
    comparator, number = PARTS.fullmatch(typed).groups(default="")  # type: ignore[union-attr]
    return ParsedResult(COMPARATORS.get(comparator, ""), parse_number(number))


def normalize_unit(unit: str) -> str:
    """The unit without differences in case, spaces and signs.

    >>> normalize_unit("10^9/L") == normalize_unit("10*9 / l")
    True
    >>> normalize_unit("µmol/L") == normalize_unit("umol/L")
    True
    """
    plain = unit.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
    return "".join(letter for letter in plain if letter not in " ^*.")


MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
NAMED = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{MONTH}\.?[ -]+(?P<day>\d{{1,2}}),?[ -]+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})\.?[ -]+{MONTH}\.?,?[ -]+(?P<year>\d{{4}})",
    )
]
# Exports add the time of day, which is dropped.
CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}.*", re.ASCII)


@dataclass(frozen=True)
class ParsedDay:
    """A day read with the month first, and with the day first."""

    month_first: date | None
    day_first: date | None

    @property
    def unambiguous(self) -> date | None:
        """The day, when both orders give the same or one is impossible."""
        days = {self.month_first, self.day_first} - {None}
        return days.pop() if len(days) == 1 else None


def parse_day(text: str) -> ParsedDay:
    """Parse a day; never guess which number is the month.

    Raises:
        ValueError: No day at all.

    >>> parse_day("Nov 24, 2026") == parse_day("2026-11-24 08:15")
    True
    >>> parse_day("11/24/2026").unambiguous
    datetime.date(2026, 11, 24)
    >>> parse_day("03/04/2026").unambiguous is None
    True
    """
    text = CLOCK.sub("", text).strip()
    if match := YEAR_FIRST.fullmatch(text):
        day = _day(match[1], match[3], match[4])
        parsed = ParsedDay(day, day)
    elif match := YEAR_LAST.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        parsed = ParsedDay(_day(year, first, second), _day(year, second, first))
    elif match := next(filter(None, (p.fullmatch(text) for p in NAMED)), None):
        day = _day(match["year"], MONTHS[match["month"].casefold()], match["day"])
        parsed = ParsedDay(day, day)
    else:
        parsed = ParsedDay(None, None)
    if parsed == ParsedDay(None, None):
        raise ValueError(f"not a day: {text}")
    return parsed


def resolve_day_order(days: Iterable[ParsedDay]) -> dict[ParsedDay, date | None]:
    """The day of each, in the one order that fits all; None where both are possible.

    >>> ambiguous, clear = parse_day("03/04/2026"), parse_day("11/24/2026")
    >>> resolve_day_order([ambiguous])[ambiguous] is None
    True
    >>> resolve_day_order([ambiguous, clear])[ambiguous]
    datetime.date(2026, 3, 4)
    """
    unique = set(days)
    fits_month_first = all(day.month_first for day in unique)
    fits_day_first = all(day.day_first for day in unique)
    if fits_month_first == fits_day_first:
        return {day: day.unambiguous for day in unique}
    return {
        day: day.month_first if fits_month_first else day.day_first for day in unique
    }


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
