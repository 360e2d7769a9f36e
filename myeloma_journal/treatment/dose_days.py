"""The dose schedule of a drug, and the days since its last dose. Pure.

A schedule is weekly ("every Tuesday") or a cycle ("days 1, 8 and 15 of 28").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from myeloma_journal.platform.forms.numbers import plain_signs

MOST_CYCLE_DAYS = 99
DAY_OR_RANGE = re.compile(r"(\d{1,2})(?: ?- ?(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class WeeklySchedule:
    """The same days of every week; Monday is 1, Sunday is 7."""

    weekdays: frozenset[int]
    length: ClassVar[int] = 7

    def includes(self, day: date) -> bool:
        return day.isoweekday() in self.weekdays

    def __str__(self) -> str:
        if len(self.weekdays) == self.length:
            return pgettext("schedule", "every day")
        names = [str(WEEKDAYS[number - 1]) for number in sorted(self.weekdays)]
        *head, last = names
        if not head:
            return pgettext("schedule", "every %(day)s") % {"day": last}
        if len(head) == 1:
            return pgettext("schedule", "every %(first)s and %(second)s") % {
                "first": head[0],
                "second": last,
            }
        return pgettext("schedule", "every %(several)s, and %(last)s") % {
            "several": ", ".join(head),
            "last": last,
        }


@dataclass(frozen=True)
class CycleSchedule:
    """Days of a repeating cycle; `first` is the date of its day 1."""

    days: frozenset[int]
    length: int
    first: date

    def includes(self, day: date) -> bool:
        number = (day - self.first).days % self.length + 1
        return day >= self.first and number in self.days

    def __str__(self) -> str:
        runs = [
            str(low)
            if low == high
            else _("%(low)d to %(high)d") % {"low": low, "high": high}
            for low, high in _ranges(self.days)
        ]
        sentence = npgettext(
            "schedule",
            "day %(days)s of a %(length)d-day cycle",
            "days %(days)s of a %(length)d-day cycle",
            len(self.days),
        )
        return sentence % {"days": ", ".join(runs), "length": self.length}


DoseSchedule = WeeklySchedule | CycleSchedule


def dose_days(schedule: DoseSchedule, first: date, last: date) -> list[date]:
    """The dose days from `first` to `last`, both included.

    >>> tuesdays = WeeklySchedule(frozenset({2}))
    >>> august = date(2026, 8, 1), date(2026, 8, 31)
    >>> [day.day for day in dose_days(tuesdays, *august)]
    [4, 11, 18, 25]
    >>> three_weeks_of_four = CycleSchedule(frozenset({1, 8, 15}), 28, date(2026, 8, 3))
    >>> [day.day for day in dose_days(three_weeks_of_four, *august)]
    [3, 10, 17, 31]
    """
    count = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(count))
    return [day for day in days if schedule.includes(day)]


def days_since_dose(
    schedule: DoseSchedule | None,
    day: date,
    *,
    since: date | None = None,
    until: date | None = None,
) -> int | None:
    """How many days before `day` the last dose was: 0 on a dose day itself.

    Args:
        schedule: None when it is not known.
        day: The day to count back from.
        since: The first day of the treatment.
        until: The first day after the treatment.

    Returns:
        None when no dose day is known within one week or one cycle before `day`.

    >>> mondays, start = WeeklySchedule(frozenset({1})), date(2026, 8, 3)
    >>> august = [date(2026, 8, day) for day in (2, 3, 13)]
    >>> [days_since_dose(mondays, day, since=start) for day in august]
    [None, 0, 3]
    >>> three_weeks_of_four = CycleSchedule(frozenset({1, 8, 15}), 28, date(2026, 8, 3))
    >>> days_since_dose(three_weeks_of_four, date(2026, 8, 30))
    13
    >>> print(days_since_dose(mondays, date(2026, 8, 13), until=date(2026, 8, 12)))
    None
    >>> print(days_since_dose(None, date(2026, 8, 13)))
    None
    """
    if schedule is None or (until and day >= until):
        return None
    for ago in range(schedule.length):
        dose = day - timedelta(days=ago)
        if schedule.includes(dose):
            return None if since and dose < since else ago
    return None


def parse_days(text: str) -> frozenset[int]:
    """Parse days of a cycle as people type them, from 1 to 99.

    Raises:
        ValueError: A part of it is neither a day nor a range of days.

    >>> sorted(parse_days("1, 8 and 15")), sorted(parse_days("Days 1 to 4; 9"))
    ([1, 8, 15], [1, 2, 3, 4, 9])
    >>> parse_days("21 to 1")
    Traceback (most recent call last):
    ...
    ValueError: not days of a cycle: 21 to 1
    """
    plain = re.sub(r"\b(days?|and)\b|[,;.&+]", ",", plain_signs(text).casefold())
    plain = re.sub(r"\b(to|through|until)\b", "-", plain)
    # "1 8 15" are three days, "1 - 4" is one run.
    plain = re.sub(r"(?<=\d)\s+(?=\d)", ",", plain)
    days: set[int] = set()
    for part in filter(None, (part.strip() for part in plain.split(","))):
        match = DAY_OR_RANGE.fullmatch(part)
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= low <= high:
            raise ValueError(f"not days of a cycle: {text}")
        days.update(range(low, high + 1))
    return frozenset(days)


def format_days(days: Iterable[int]) -> str:
    """Days of a cycle in the compact form of `LineDrug.cycle_days`.

    >>> format_days([1, 2, 3, 4, 9, 15, 16])
    '1-4,9,15,16'
    """
    return ",".join(
        str(low) if low == high else f"{low}-{high}" for low, high in _ranges(days)
    )


def _ranges(days: Iterable[int]) -> list[tuple[int, int]]:
    """Consecutive days as (first, last) ranges; two in a row stay apart.

    >>> _ranges([1, 2, 3, 8, 9])
    [(1, 3), (8, 8), (9, 9)]
    """
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        pair
        for run in runs
        for pair in (
            [(run[0], run[-1])] if len(run) > 2 else [(day, day) for day in run]
        )
    ]
