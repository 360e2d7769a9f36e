"""Pagination of entries by day: a day is never split over two pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.call_history import said_to_call
from myeloma_journal.journal.models import Entry, EntryQuerySet, prefetch_items
from myeloma_journal.platform.web.templatetags.site_tags import short_day
from myeloma_journal.treatment.doses import DaysSinceDose

# A page ends at the first of these limits, but never within a day. So a page costs
# the same in a journal of a week and of ten years.
DAYS_A_PAGE = 14
ENTRIES_A_PAGE = 25
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class EmptyDays:
    """A run of days without an entry."""

    first: date
    last: date

    @classmethod
    def between(cls, earlier: date, later: date) -> "EmptyDays | None":
        """The days between two days; None when there is none."""
        if later - earlier <= ONE_DAY:
            return None
        return cls(earlier + ONE_DAY, later - ONE_DAY)

    def __str__(self) -> str:
        days = {"first": short_day(self.first), "last": short_day(self.last)}
        if self.first == self.last:
            return _("No entries on %(first)s") % days
        if self.last - self.first == ONE_DAY:
            return _("No entries on %(first)s and %(last)s") % days
        return _("No entries from %(first)s to %(last)s") % days


@dataclass(frozen=True)
class JournalDay:
    """A day with its entries: the patient's own, then others', each newest first.

    Attributes:
        doses: How many days after a dose it was, in words, where known.
        calls: What was written when the journal said to call.
        gap: The days without an entry between it and the next newer one.
    """

    on: date
    entries: list[Entry]
    doses: Sequence[str] = ()
    calls: Sequence[str] = ()
    gap: EmptyDays | None = None

    @property
    def only_entry(self) -> Entry | None:
        return self.entries[0] if len(self.entries) == 1 else None


@dataclass(frozen=True)
class Page:
    """Some days with entries, newest first.

    Attributes:
        older: The last day of the page before this one; none when this is the first.
        newer: The first day of the page after this one; none when this is the newest.
        gap: The days without an entry below its oldest day that were asked for, too.
    """

    days: list[JournalDay]
    older: date | None
    newer: date | None
    gap: EmptyDays | None = None


@dataclass(frozen=True)
class Newest:
    """The newest of some entries, by day."""

    days: list[JournalDay]
    shown: int
    has_more: bool

    @classmethod
    def of(
        cls, entries: Sequence[Entry], doses: DaysSinceDose, *, has_more: bool
    ) -> "Newest":
        """These entries by day; they are sorted already."""
        return cls(_by_day(entries, doses), len(entries), has_more)


def newest(entries: EntryQuerySet, doses: DaysSinceDose, most: int) -> Newest | None:
    """At most `most` of these entries; None when there are none."""
    found = list(entries[: most + 1])
    if not found:
        return None
    return Newest.of(found[:most], doses, has_more=len(found) > most)


def _by_day(entries: Iterable[Entry], doses: DaysSinceDose) -> list[JournalDay]:
    grouped = groupby(entries, key=lambda entry: entry.felt_on)
    return [
        JournalDay(on, sorted(found, key=attrgetter("is_observed")), doses.on(on))
        for on, found in grouped
    ]


def page_until(
    entries: EntryQuerySet, member: Membership, until: date | None = None
) -> Page:
    """The page whose newest day is `until`, or the next earlier day with entries.

    Args:
        entries: Those of the patient, perhaps only some of them.
        member: Who is reading.
        until: Without it, the newest page of all.
    """
    shown = entries.filter(felt_on__lte=until) if until else entries
    found, more = _whole_days(shown.order_by("-felt_on", "-written_at"))
    if not found:
        return Page([], None, None)
    last, first = found[0].felt_on, found[-1].felt_on
    is_newest = until is None or not entries.filter(felt_on__gt=last).exists()
    return Page(
        days=_with_gaps(_with_items(found, member), until),
        older=first - ONE_DAY if more else None,
        newer=None if is_newest else last + ONE_DAY,
    )


def page_from(entries: EntryQuerySet, member: Membership, first: date) -> Page:
    """The page whose oldest day is `first`, or the next later day with entries."""
    later = entries.filter(felt_on__gte=first)
    found, more = _whole_days(later.order_by("felt_on", "written_at"))
    if not found:
        return Page([], first - ONE_DAY, None)
    newest_first = found[::-1]
    oldest = newest_first[-1].felt_on
    return Page(
        days=_with_gaps(_with_items(newest_first, member)),
        older=oldest - ONE_DAY,
        newer=newest_first[0].felt_on + ONE_DAY if more else None,
        gap=EmptyDays.between(first - ONE_DAY, oldest),
    )


def day_of(entries: EntryQuerySet, member: Membership, on: date) -> JournalDay | None:
    """One day with all its entries; None when there are none."""
    found = list(entries.filter(felt_on=on).select_related("question"))
    return _with_items(found, member)[0] if found else None


def _with_items(found: list[Entry], member: Membership) -> list[JournalDay]:
    """Their days, with the items and calls that `member` may see, in four queries."""
    prefetch_related_objects(found, *prefetch_items(member))
    first, last = found[-1].felt_on, found[0].felt_on
    days = _by_day(found, DaysSinceDose.of(member.patient, first, last))
    calls = said_to_call(found, member)
    return [replace(day, calls=calls.get(day.on, ())) for day in days]


def _with_gaps(days: list[JournalDay], until: date | None = None) -> list[JournalDay]:
    """With the empty days above each; also up to `until`, which was asked for."""
    newer = [until + ONE_DAY if until else None, *(day.on for day in days)]
    return [
        replace(day, gap=EmptyDays.between(day.on, after) if after else None)
        for day, after in zip(days, newer, strict=False)
    ]


def _whole_days(entries: EntryQuerySet) -> tuple[list[Entry], bool]:
    """The entries of the first days, and whether there are more."""
    found = list(entries[: ENTRIES_A_PAGE + 1])
    days = list(dict.fromkeys(entry.felt_on for entry in found))
    is_cut = len(found) > ENTRIES_A_PAGE
    if is_cut and len(days) == 1:  # a day is never split
        of_day = entries.filter(felt_on=days[0])
        return list(of_day), entries.exclude(felt_on=days[0]).exists()
    if is_cut:  # of the last day perhaps not all entries came along
        days.pop()
    shown = days[:DAYS_A_PAGE]
    more = is_cut or len(days) > DAYS_A_PAGE
    return [entry for entry in found if entry.felt_on in shown], more
