"""Parse the results ("<0.1", "trace") and days of a laboratory's report. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from myeloma_journal.platform.forms.values import parse_number

# As typed, and as we keep it.
COMPARATORS = {"<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}
PARTS = re.compile(rf"({'|'.join(COMPARATORS)})?(.*)", re.DOTALL)
# A word, or the plus signs of a test strip: "trace", "not seen", "1+", "++".
WORD = re.compile(r"[^\W\d_].*|\d?\++")


@dataclass(frozen=True)
class Reading:
    """One result as it was understood: a number and what precedes it, or a word."""

    comparator: str = ""
    value: Decimal | None = None
    word: str = ""


def read(typed: str) -> Reading:
    """Understand a result.

    Raises:
        ValueError: Neither a number nor a word.

    >>> read("0,8")
    Reading(comparator='', value=Decimal('0.8'), word='')
    >>> read("≤ 0.10")
    Reading(comparator='<=', value=Decimal('0.10'), word='')
    >>> read("trace")
    Reading(comparator='', value=None, word='trace')
    >>> read("0.8 g/dL")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 0.8 g/dL
    """
    typed = typed.strip()
    if WORD.fullmatch(typed):
        return Reading(word=typed)
    comparator, number = PARTS.fullmatch(typed).groups(default="")  # type: ignore[union-attr]
    return Reading(COMPARATORS.get(comparator, ""), parse_number(number))


def same_unit(one: str) -> str:
    """How a unit looks when the ways to type it are evened out.

    >>> same_unit("10^9/L") == same_unit("10*9 / l")
    True
    >>> same_unit("µmol/L") == same_unit("umol/L")
    True
    """
    plain = one.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
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
# Exports add the time of day, which we do not keep.
CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}.*", re.ASCII)


@dataclass(frozen=True)
class Meaning:
    """The day a text says with the month first, and with the day first."""

    month_first: date | None
    day_first: date | None

    @property
    def only(self) -> date | None:
        """The day, when there is but one that it can be."""
        days = {self.month_first, self.day_first} - {None}
        return days.pop() if len(days) == 1 else None


def read_day(text: str) -> Meaning:
    """Understand a day.

    Raises:
        ValueError: No day at all.

    >>> read_day("Nov 24, 2026").only == read_day("2026-11-24 08:15").only
    True
    >>> read_day("11/24/2026").only
    datetime.date(2026, 11, 24)
    >>> read_day("03/04/2026").only is None
    True
    """
    text = CLOCK.sub("", text).strip()
    if found := YEAR_FIRST.fullmatch(text):
        day = _day(found[1], found[3], found[4])
        meaning = Meaning(day, day)
    elif found := YEAR_LAST.fullmatch(text):
        one, other, year = found[1], found[3], found[4]
        meaning = Meaning(_day(year, one, other), _day(year, other, one))
    elif found := next((m for p in NAMED if (m := p.fullmatch(text))), None):
        day = _day(found["year"], MONTHS[found["month"].casefold()], found["day"])
        meaning = Meaning(day, day)
    else:
        meaning = Meaning(None, None)
    if meaning == Meaning(None, None):
        raise ValueError(f"not a day: {text}")
    return meaning


def settle(meanings: Iterable[Meaning]) -> dict[Meaning, date | None]:
    """The day of each, read in one order if only one fits them all.

    Nothing stands for those that stay open and have to be asked about.

    >>> open_one, other = read_day("03/04/2026"), read_day("11/24/2026")
    >>> settle([open_one])[open_one] is None
    True
    >>> settle([open_one, other])[open_one]
    datetime.date(2026, 3, 4)
    """
    several = set(meanings)
    fits_month_first = all(one.month_first for one in several)
    fits_day_first = all(one.day_first for one in several)
    if fits_month_first == fits_day_first:
        return {one: one.only for one in several}
    return {
        one: one.month_first if fits_month_first else one.day_first for one in several
    }


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
