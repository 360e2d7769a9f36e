"""A page of the journal: some written days, whole, and the way to those around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import Entry, EntryQuerySet
from myeloma_journal.treatment.doses import Doses

# A page ends after so many written days, or sooner after so many entries; a day is
# never split. So a page costs the same in a journal of a week and of ten years.
DAYS_A_PAGE = 14
ENTRIES_A_PAGE = 40
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WrittenDay:
    """The entries that speak of one day, newest first.

    Attributes:
        doses: That it was a dose day, or how many days after one, where it is known.
    """

    on: date
    entries: list[Entry]
    doses: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """Some written days of a journal, newest first.

    Attributes:
        older: The last day of the page before this one; none when this is the first.
        newer: The first day of the page after this one; none when this is the newest.
    """

    days: list[WrittenDay]
    older: date | None
    newer: date | None


@dataclass(frozen=True)
class Newest:
    """The newest entries of several, under their days."""

    days: list[WrittenDay]
    shown: int
    has_more: bool


def newest(entries: EntryQuerySet, doses: Doses, most: int) -> Newest | None:
    """At most so many of these entries; None when there are none."""
    found = list(entries[: most + 1])
    if not found:
        return None
    shown = found[:most]
    return Newest(_by_day(shown, doses), len(shown), len(found) > most)


def _by_day(entries: Iterable[Entry], doses: Doses) -> list[WrittenDay]:
    grouped = groupby(entries, key=lambda entry: entry.felt_on)
    return [WrittenDay(on, list(found), doses.on(on)) for on, found in grouped]


def page_until(
    entries: EntryQuerySet, member: Membership, until: date | None = None
) -> Page:
    """The page whose newest day is `until` or, where nothing is written, one before.

    Args:
        entries: Those of the patient, perhaps only some of them.
        member: Who is reading.
        until: Without it, the newest page of all.
    """
    shown = entries.filter(felt_on__lte=until) if until else entries
    on, more = _whole_days(shown.order_by("-felt_on"))
    if not on:
        return Page([], None, None)
    is_newest = until is None or not entries.filter(felt_on__gt=on[0]).exists()
    return Page(
        days=_written(entries, member, on[-1], on[0]),
        older=on[-1] - ONE_DAY if more else None,
        newer=None if is_newest else on[0] + ONE_DAY,
    )


def page_from(entries: EntryQuerySet, member: Membership, first: date) -> Page:
    """The page whose oldest day is `first` or, where nothing is written, one after."""
    on, more = _whole_days(entries.filter(felt_on__gte=first).order_by("felt_on"))
    if not on:
        return Page([], first - ONE_DAY, None)
    return Page(
        days=_written(entries, member, on[0], on[-1]),
        older=on[0] - ONE_DAY,
        newer=on[-1] + ONE_DAY if more else None,
    )


def _written(
    entries: EntryQuerySet, member: Membership, first: date, last: date
) -> list[WrittenDay]:
    whole = entries.between(first, last).whole_for(member)
    return _by_day(whole, Doses.of(member.patient, first, last))


def _whole_days(entries: EntryQuerySet) -> tuple[list[date], bool]:
    """The first written days, and whether there are more."""
    rows = list(entries.values_list("felt_on", flat=True)[: ENTRIES_A_PAGE + 1])
    days = list(dict.fromkeys(rows))
    if len(rows) <= ENTRIES_A_PAGE:
        return days[:DAYS_A_PAGE], len(days) > DAYS_A_PAGE
    if len(days) == 1:  # a day is never split
        return days, entries.exclude(felt_on=days[0]).exists()
    # Of the last day perhaps not all entries came along.
    return days[:-1][:DAYS_A_PAGE], True
