"""What changed between two days: gathered for the page and for the packet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.trends.changes import Change, compare
from myeloma_journal.trends.compare import ENOUGH, Trend, Written
from myeloma_journal.trends.days import listed

# Without an earlier visit, or when somebody wants it short: so many days.
MONTH = 30
# How many days before are looked at: as many as since, within these bounds.
AT_LEAST, AT_MOST = 14, 60


@dataclass(frozen=True)
class Since:
    """What changed from `first` to `last`, compared with the days before.

    Attributes:
        changes: One for each symptom that was written about, in reading order.
        written_days: On how many days of the span anything at all was written.
        of_days: How many days the span has, both ends included.
        days_kept: How many of them the journal was kept: all, or in a journal that
            has just begun those from its first entry on.
        days_before: How many days before the span it is compared with.
    """

    first: date
    last: date
    changes: list[Change]
    written_days: int
    of_days: int
    days_kept: int
    days_before: int

    @property
    def counted(self) -> str:
        """How many are new, worse, better, gone; empty when none is."""
        trends = Counter(change.trend for change in self.changes)
        told = [Trend.NEW, Trend.WORSE, Trend.BETTER, Trend.GONE]
        said = [
            _("%(count)d %(trend)s")
            % {"count": trends[trend], "trend": trend.label.lower()}
            for trend in told
            if trends[trend]
        ]
        return listed(said) + "." if said else ""


def first_day(visit: Appointment | None, last: date) -> date:
    """From when on one tells what was written, on screen as on paper.

    Args:
        visit: The last visit that has been; without one it is the last 30 days.
        last: The last day that is told about.
    """
    if visit is None:
        return last - timedelta(days=MONTH - 1)
    # Where the visit was, it may already be tomorrow.
    return min(visit.day, last)


def changes_since(patient: Patient, first: date, last: date) -> Since:
    """Compare the days from `first` to `last` with the days before `first`.

    Own entries and what others noticed count alike; where a day has several, the
    strongest severity of that day counts. Entries that were taken back do not count.
    Symptoms go by the name they had when they were rated. Two queries, whatever the
    size.

    Args:
        patient: Whose journal.
        first: The first day of the span, usually that of the last appointment.
        last: Its last day, usually today.
    """
    of_days = (last - first).days + 1
    days_before = min(max(of_days, AT_LEAST), AT_MOST)
    entries = patient.entries.order_by()
    # Entries without a rating give a row without a name: a written day all the same.
    rows = (
        entries.between(first - timedelta(days=days_before), last)
        .values_list("felt_on", "ratings__name")
        .annotate(Max("ratings__severity"))
    )
    earlier = entries.filter(felt_on__lt=first, ratings__severity__gt=0)
    felt_earlier = set(earlier.values_list("ratings__name", flat=True).distinct())

    written: set[date] = set()
    before: dict[str, dict[date, int]] = {}
    since: dict[str, dict[date, int]] = {}
    for felt_on, name, severity in rows:
        written.add(felt_on)
        if name is not None:
            span = since if felt_on >= first else before
            span.setdefault(name, {})[felt_on] = severity
    written_days = sum(one >= first for one in written)
    symptoms = [
        Written(
            name=name,
            before=before.get(name, {}),
            since=since.get(name, {}),
            felt_earlier=name in felt_earlier,
            kept_before=len(written) - written_days >= ENOUGH,
        )
        for name in {**since, **before}
    ]
    return Since(
        first=first,
        last=last,
        changes=compare(symptoms, today=last),
        written_days=written_days,
        of_days=of_days,
        days_kept=(last - max(first, min(written, default=first))).days + 1,
        days_before=days_before,
    )
