"""A month of the journal, week by week, as a calendar shows it."""

from calendar import Calendar, monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max
from django.utils.formats import get_format

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.journal.counting import count_days
from myeloma_journal.journal.models import Overall
from myeloma_journal.journal.voices import Writer, by_writer, main_writer


@dataclass(frozen=True)
class MonthDay:
    """One day of a calendar.

    Attributes:
        overall: The worst of the day in the main writer's words; None without one.
        entries: How many entries are about the day.
        noticed: The worst of the day in the words of each other person.
    """

    on: date
    overall: Overall | None = None
    entries: int = 0
    is_today: bool = False
    noticed: tuple[tuple[Writer, Overall], ...] = ()

    @property
    def is_only_noticed(self) -> bool:
        """Whether others said how it was, and the main writer did not."""
        return self.overall is None and bool(self.noticed)


@dataclass(frozen=True)
class Month:
    """One month.

    Attributes:
        weeks: Seven days each; None before the first and after the last.
        writers: Who wrote in it.
        days_with_entries: How many days have entries.
        counted_days: On how many days until today there are entries, in words.
        earlier: The first day of the month before.
        later: The first day of the month after; none when that has not come yet.
    """

    first: date
    weeks: list[list[MonthDay | None]]
    writers: tuple[Writer, ...]
    days_with_entries: int
    counted_days: str
    earlier: date
    later: date | None


def month_of(patient: Patient, day: date, today: date) -> Month:
    """The month that `day` is in, in two queries.

    Args:
        patient: Whose journal.
        day: Any day of the month, today or earlier.
        today: The date where the patient lives.
    """
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    until = min(last, today)
    written, began = patient.entries.all().days_written(first, until)
    by_person = by_writer(_days(patient, first, last))
    days = _month_days(by_person, today)
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
        writers=tuple(by_person),
        days_with_entries=len(days),
        counted_days=count_days(written, first, until, began=began),
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


class _Day(NamedTuple):
    """One day in the words of one person."""

    felt_on: date
    voice: str
    created_by_id: UUID | None
    created_by_name: str
    overall: int | None
    entries: int
    written_at: datetime


def _days(patient: Patient, first: date, last: date) -> Iterator[_Day]:
    rows = (
        patient.entries.between(first, last)
        .order_by()
        .values_list(*_Day._fields[:4])
        .annotate(Max("overall"), Count("pk"), Max("written_at"))
    )
    return (_Day(*row) for row in rows)


def _month_days(
    by_person: Mapping[Writer, Iterable[_Day]], today: date
) -> dict[date, MonthDay]:
    """The days with entries; each person's feeling stays theirs."""
    main = main_writer(by_person)
    days: dict[date, MonthDay] = {}
    for writer, of_person in by_person.items():
        for row in of_person:
            on = row.felt_on
            day = days.get(on, MonthDay(on, is_today=on == today))
            day = replace(day, entries=day.entries + row.entries)
            if row.overall is not None:
                overall = Overall(row.overall)
                if writer != main:
                    noticed = dict(day.noticed)
                    noticed[writer] = max(overall, noticed.get(writer, overall))
                    day = replace(day, noticed=tuple(noticed.items()))
                elif day.overall is None or overall > day.overall:
                    day = replace(day, overall=overall)
            days[on] = day
    return days
