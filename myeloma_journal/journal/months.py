"""A month of the journal, week by week, as a calendar shows it."""

from calendar import Calendar, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils.formats import get_format

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.journal.models import Overall


@dataclass(frozen=True)
class MonthDay:
    """One day of a calendar.

    Attributes:
        overall: The worst of the day; None where there is none.
        entries: How many entries are about the day.
    """

    on: date
    overall: Overall | None = None
    entries: int = 0
    is_today: bool = False


@dataclass(frozen=True)
class Month:
    """One month.

    Attributes:
        weeks: Seven days each; None before the first and after the last.
        days_with_entries: How many days have entries.
        days_so_far: How many days it has had until today.
        earlier: The first day of the month before.
        later: The first day of the month after; none when that has not come yet.
    """

    first: date
    weeks: list[list[MonthDay | None]]
    days_with_entries: int
    days_so_far: int
    earlier: date
    later: date | None


def month_of(patient: Patient, day: date, today: date) -> Month:
    """The month that `day` is in, in one query.

    Args:
        patient: Whose journal.
        day: Any day of the month, today or earlier.
        today: The date where the patient lives.
    """
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    rows = (
        patient.entries.between(first, last)
        .order_by()
        .values_list("felt_on")
        .annotate(Max("overall"), Count("pk"))
    )
    days = {
        on: MonthDay(on, _overall(worst), entries, on == today)
        for on, worst, entries in rows
    }
    weeks = [
        [
            days.get(on, MonthDay(on, is_today=on == today)) if on else None
            for on in week
        ]
        for week in _weeks(first)
    ]
    is_now = last >= today
    return Month(
        first=first,
        weeks=weeks,
        days_with_entries=len(days),
        days_so_far=(min(last, today) - first).days + 1,
        earlier=(first - timedelta(days=1)).replace(day=1),
        later=None if is_now else last + timedelta(days=1),
    )


def weekdays() -> list[date]:
    """Seven days in the order of a week here, to take their names from."""
    sunday = date(2026, 11, 1)
    begins = get_format("FIRST_DAY_OF_WEEK")
    return [sunday + timedelta(days=begins + number) for number in range(7)]


def _weeks(first: date) -> Iterable[list[date | None]]:
    begins = weekdays()[0].weekday()
    for week in Calendar(begins).monthdatescalendar(first.year, first.month):
        yield [on if on.month == first.month else None for on in week]


def _overall(level: int | None) -> Overall | None:
    return None if level is None else Overall(level)
