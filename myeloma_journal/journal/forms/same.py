"""Filling in Today as an earlier day, and saying beforehand with what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.journal.models import Entry, FollowedSymptom, Rating, Severity
from myeloma_journal.journal.models.scales import Stopped

# An older day is no usual day any more.
MOST_DAYS_AGO = 14
DAYS_OF_WEEK = 7
KEPT_FROM = {
    Stopped.SOME: gettext_lazy("Kept from some things"),
    Stopped.MOST: gettext_lazy("Kept from most things"),
}
# What follows in the name of a symptom says it in other words, or in more of them.
REST_OF_NAME = re.compile(r",|\s+\(|\s+or\s")


@dataclass(frozen=True)
class SameAs:
    """What an earlier entry fills in: the feeling, and the symptoms still on the list.

    Notes, numbers and whether something is new belong to their own day.

    Attributes:
        entry: With `shown_ratings`.
        days_ago: How long ago the day it is about is.
        ratings: Those of symptoms on the list, the strongest first.
    """

    entry: Entry
    days_ago: int
    ratings: list[Rating]

    @property
    def label(self) -> str:
        if self.days_ago == 0:
            return _("Same as earlier today")
        if self.days_ago == 1:
            return _("Same as yesterday")
        return _("Same as %(day)s") % {"day": self._day}

    @property
    def confirmation(self) -> str:
        """What the page says once it is filled in."""
        if self.days_ago == 0:
            return _(
                "Filled in from earlier today. Change anything that’s different, "
                "then save."
            )
        if self.days_ago == 1:
            return _(
                "Filled in from yesterday. Change anything that’s different, then save."
            )
        return _(
            "Filled in from %(day)s. Change anything that’s different, then save."
        ) % {"day": self._day}

    @property
    def summary(self) -> str:
        """All that it fills in, a sentence for each answer."""
        return " ".join(self._sentences())

    def fill_in(self, typed: QueryDict) -> QueryDict:
        """The typed values, completed from the entry."""
        before: dict[str, Any] = {"overall": self.entry.overall}
        for rating in self.ratings:
            prefix = f"s-{rating.followed_id}"
            before[f"{prefix}-severity"] = rating.severity
            before[f"{prefix}-stopped"] = rating.stopped
        filled = typed.copy()
        for name, value in before.items():
            if value is not None and not filled.get(name):
                filled[name] = str(value)
        return filled

    @property
    def _day(self) -> str:
        """A weekday of the last days, else the date."""
        is_near = self.days_ago < DAYS_OF_WEEK
        return date_format(self.entry.felt_on, "l" if is_near else "MONTH_DAY_FORMAT")

    def _sentences(self) -> Iterator[str]:
        if self.entry.feeling:
            yield _("%(feeling)s.") % {"feeling": self.entry.feeling}
        names = _short_names([rating.name for rating in self.ratings])
        named = list(zip(self.ratings, names, strict=True))
        for severity in reversed(Severity):
            rated = [name for rating, name in named if rating.severity == severity]
            yield from _listed(str(severity.label), rated)
        for stopped, words in KEPT_FROM.items():
            kept = [name for rating, name in named if rating.stopped == stopped]
            yield from _listed(str(words), kept)


def same_as(
    entries: Iterable[Entry], followed: Iterable[FollowedSymptom], today: date
) -> SameAs | None:
    """Of entries, the latest first, the one to fill in from, if there is any."""
    listed = {symptom.pk for symptom in followed}
    for entry in entries:
        days_ago = (today - entry.felt_on).days
        if not 0 <= days_ago <= MOST_DAYS_AGO:
            continue
        ratings = [r for r in entry.shown_ratings if r.followed_id in listed]
        if ratings or entry.overall is not None:
            return SameAs(entry, days_ago, ratings)
    return None


def _short_names(names: list[str]) -> list[str]:
    """The names up to the first comma, bracket or "or", unless two become the same.

    >>> _short_names(["Tired or low energy", "Nausea (sick to your stomach)"])
    ['Tired', 'Nausea']
    >>> _short_names(["Pain, left knee", "Pain, right knee"])
    ['Pain, left knee', 'Pain, right knee']
    """
    short = [REST_OF_NAME.split(name)[0] for name in names]
    return [
        name if short.count(cut) > 1 else cut
        for name, cut in zip(names, short, strict=True)
    ]


def _listed(label: str, names: list[str]) -> Iterator[str]:
    if names:
        yield _("%(label)s: %(names)s.") % {"label": label, "names": ", ".join(names)}
