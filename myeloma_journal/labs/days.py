"""Days as laboratories write them, never guessing which number is the month. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
