"""Days as people type them, paste them and print them. No database.

There is one rule: which of two numbers is the month is never guessed. Where both could
be, somebody is asked, unless the other days of the same paste decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from myeloma_journal.platform.forms.numbers import plain_signs

MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_OF = {name: n for n, names in enumerate(MONTHS, start=1) for name in names}
MONTH = rf"(?P<month>{'|'.join(MONTH_OF)})"
DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4}|'?\d{2})"
YEAR_FIRST = re.compile(r"(\d{4})([/. -])(\d{1,2})\2(\d{1,2})\.?", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4}|\d{2})\.?", re.ASCII)
DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
NAMED = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{MONTH}\.?[ /-]*{DAY_NUMBER}(?:,|[ /-])[ /-]*{YEAR}",
        rf"{DAY_NUMBER}\.?[ /-]*{MONTH}\.?,?[ /-]*{YEAR}",
        rf"{YEAR}[ -]+{MONTH}\.?[ -]+{DAY_NUMBER}",
    )
]
WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]* *",
    re.ASCII,
)
# Exports add the time of day, which is dropped.
CLOCK = re.compile(r"(?:[t, @]|\bat\b)+\d{1,2}:\d{2}.*", re.ASCII)
FILLERS = re.compile(r"\b(?:in|of|on)\b")
# A year of two digits is one of this century.
CENTURY = 2000


@dataclass(frozen=True)
class ParsedDay:
    """A day read with the month first, with the day first, and with the year first."""

    month_first: date | None
    day_first: date | None
    year_first: date | None = None

    @property
    def readings(self) -> list[date]:
        """The days it can be, without duplicates."""
        orders = (self.month_first, self.day_first, self.year_first)
        return list(dict.fromkeys(day for day in orders if day))

    @property
    def unambiguous(self) -> date | None:
        """The day, when all orders give the same or the others are impossible."""
        return self.readings[0] if len(self.readings) == 1 else None

    def within(self, first: date, last: date) -> "ParsedDay":
        """Without the readings outside these days, unless all are.

        >>> until = date(2026, 11, 21)
        >>> parse_day("11/12/2026").within(date(1900, 1, 1), until).readings
        [datetime.date(2026, 11, 12)]
        """
        if not any(first <= day <= last for day in self.readings):
            return self
        return ParsedDay(
            *(
                day if day and first <= day <= last else None
                for day in (self.month_first, self.day_first, self.year_first)
            )
        )


class AmbiguousDayError(ValueError):
    """A day that can be read in several ways."""

    def __init__(self, text: str, readings: Iterable[date]) -> None:
        self.readings = list(readings)
        super().__init__(f"could be several days: {text}")


def parse_day(text: str) -> ParsedDay:
    """Parse a day; never guess which number is the month.

    Raises:
        ValueError: No day at all.

    >>> parse_day("Nov 24, 2026") == parse_day("2026-11-24 08:15")
    True
    >>> parse_day("11/24/2026").unambiguous, parse_day("24.11.26").unambiguous
    (datetime.date(2026, 11, 24), datetime.date(2026, 11, 24))
    >>> parse_day("03/04/2026").unambiguous is None
    True
    """
    plain = WEEKDAY.sub("", CLOCK.sub("", plain_signs(text).casefold()).strip())
    plain = " ".join(FILLERS.sub(" ", plain).split())
    # 24 / 11 / 2026 and 24. 11. 2026
    plain = re.sub(r"(?<=\d) (?=/)|(?<=[./]) (?=\d)", "", plain)
    if match := YEAR_FIRST.fullmatch(plain):
        day = _day(match[1], match[3], match[4])
        parsed = ParsedDay(day, day)
    elif match := DIGITS.fullmatch(plain):
        day = _day(*match.groups())
        parsed = ParsedDay(day, day)
    elif match := YEAR_LAST.fullmatch(plain):
        first, second, year = match[1], match[3], match[4]
        is_short = len(year) == 2 and match[2] == "-"  # 26-11-24 may begin with a year
        parsed = ParsedDay(
            _day(year, first, second),
            _day(year, second, first),
            _day(first, second, year) if is_short and len(first) == 2 else None,
        )
    elif match := next(filter(None, (p.fullmatch(plain) for p in NAMED)), None):
        day = _day(match["year"].strip("'"), MONTH_OF[match["month"]], match["day"])
        parsed = ParsedDay(day, day)
    else:
        parsed = ParsedDay(None, None)
    if not parsed.readings:
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
    orders = ("month_first", "day_first", "year_first")
    fitting = [order for order in orders if all(getattr(day, order) for day in unique)]
    if len(fitting) == 1:
        return {day: getattr(day, fitting[0]) for day in unique}
    return {day: day.unambiguous for day in unique}


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        full = int(year) + (CENTURY if len(year) == 2 else 0)
        return date(full, int(month), int(day))
    except ValueError:
        return None
