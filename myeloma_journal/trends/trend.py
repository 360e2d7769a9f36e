"""Two spans of days set side by side: new, worse, better, gone, same. Pure.

It shows what was written and never says why. The rule is in `trend_of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from statistics import median_high, median_low

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# The written days of one symptom, and the strongest severity (0 to 3) of each.
SeverityByDay = Mapping[date, int]

# Fewer written days than these say nothing about what is usual.
MIN_DAYS = 3


class Trend(Enum):
    """What became of a symptom, in the order of the page."""

    NEW = "new"
    WORSE = "worse"
    BETTER = "better"
    GONE = "gone"
    SAME = "same"
    TOO_LITTLE = "too_little"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS: Mapping[Trend, Promise] = {
    Trend.NEW: gettext_lazy("New"),
    Trend.WORSE: gettext_lazy("Worse"),
    Trend.BETTER: gettext_lazy("Better"),
    Trend.GONE: gettext_lazy("Gone"),
    Trend.SAME: gettext_lazy("About the same"),
    Trend.TOO_LITTLE: gettext_lazy("Too few days to compare"),
}


@dataclass(frozen=True)
class SymptomDays:
    """The ratings of one symptom in two spans of days.

    Attributes:
        name: The name the person knows it by.
        before: The written days of the earlier span.
        since: The written days of the later span.
        felt_earlier: Whether it was felt on any written day, however long ago,
            before the later span.
        had_entries: Whether the earlier span has entries on three days or more.
    """

    name: str
    before: SeverityByDay
    since: SeverityByDay
    felt_earlier: bool
    had_entries: bool


def trend_of(symptom: SymptomDays) -> Trend:
    """Say what became of a symptom, from its written days alone.

    A day counts when the symptom was rated on it, "none" included. A day without a
    rating is not known: it is never taken for a day without the symptom. The first
    of these that holds is the answer:

    1. NEW: felt since, and on no written day ever before, although the journal was
       kept before (on three days or more). In a journal that has just begun nothing
       is called new.
    2. GONE: felt in one of the two spans, and none on the last three written days
       or more, all of them since; and the time without it is longer than any time
       between two days with it. So what comes each week is not gone after five
       quiet days.
    3. TOO_LITTLE: fewer than three written days before, or fewer than three since.
    4. WORSE: the usual severity is higher; or it was stronger than on any written
       day before, on two days or more.
    5. BETTER: the usual severity is lower, and no day was stronger than any before.
    6. SAME: all else, up and down among it.

    The usual severity is the median of the written days. With an even number of
    days the two in the middle may differ; then the step must be clear of both, so
    that a tie never decides. One bad day makes nothing "worse", but it keeps a
    symptom from being called "better": better is said less easily than worse.
    """
    before, since = symptom.before, symptom.since
    if felt_days(since) and not symptom.felt_earlier and symptom.had_entries:
        return Trend.NEW
    if _is_gone(before, since):
        return Trend.GONE
    if min(len(before), len(since)) < MIN_DAYS:
        return Trend.TOO_LITTLE
    then, now = list(before.values()), list(since.values())
    stronger = sum(severity > max(then) for severity in now)
    if median_low(now) > median_high(then) or stronger > 1:
        return Trend.WORSE
    if median_high(now) < median_low(then) and not stronger:
        return Trend.BETTER
    return Trend.SAME


def felt_days(days: SeverityByDay) -> list[date]:
    """The days on which it was felt, the earliest first."""
    return sorted(day for day, severity in days.items() if severity)


def quiet_days(days: SeverityByDay) -> int:
    """How many written days there are at the end without the symptom."""
    felt = felt_days(days)
    return sum(not felt or day > felt[-1] for day in days)


def _is_gone(before: SeverityByDay, since: SeverityByDay) -> bool:
    both = {**before, **since}
    felt = felt_days(both)
    if not felt or quiet_days(since) < MIN_DAYS:
        return False
    longest = max(
        ((later - earlier).days for earlier, later in pairwise(felt)), default=0
    )
    return (max(both) - felt[-1]).days > longest
