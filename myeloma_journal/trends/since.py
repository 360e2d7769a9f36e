"""What changed between two days: gathered for the page and for the packet."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, F, Max, OuterRef, Q, When
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.journal.models import Rating, Severity
from myeloma_journal.trends.day_words import join_words
from myeloma_journal.trends.symptom_trends import SymptomTrend, compare_symptoms
from myeloma_journal.trends.trend import MIN_DAYS, SymptomDays, Trend

# Without an earlier visit, or when somebody wants it short: so many days.
MONTH = 30
# How many days before are looked at: as many as since, within these bounds.
AT_LEAST, AT_MOST = 14, 60


@dataclass(frozen=True)
class Since:
    """What changed from `first` to `last`, compared with the days before.

    Attributes:
        first: The first day of the span.
        last: Its last day.
        before: The first and the last of the days it is compared with.
        symptoms: One for each symptom that was written about, in reading order.
        written_days: On how many days of the span anything at all was written.
        of_days: How many days the span has, both ends included.
        days_covered: How many of them the journal was kept: all, or in a journal that
            has just begun those from its first entry on.
    """

    first: date
    last: date
    before: tuple[date, date]
    symptoms: list[SymptomTrend]
    written_days: int
    of_days: int
    days_covered: int

    @property
    def days_before(self) -> int:
        """How many days it is compared with."""
        first, last = self.before
        return (last - first).days + 1

    @property
    def counted(self) -> str:
        """How many are new, worse, better, gone; empty when none is."""
        trends = Counter(symptom.trend for symptom in self.symptoms)
        counted = [Trend.NEW, Trend.WORSE, Trend.BETTER, Trend.GONE]
        counts = [
            _("%(count)d %(trend)s")
            % {"count": trends[trend], "trend": trend.label.lower()}
            for trend in counted
            if trends[trend]
        ]
        return join_words(counts) + "." if counts else ""


def first_day(appointment: Appointment | None, last: date) -> date:
    """The first day of the span, on the page as in the packet.

    Args:
        appointment: The last visit that has been; without one it is the last 30 days.
        last: The last day of the span.
    """
    if appointment is None:
        return last - timedelta(days=MONTH - 1)
    # Where the visit was, it may already be tomorrow.
    return min(appointment.day, last)


def days_before(first: date, last: date) -> tuple[date, date]:
    """The days to compare a span with: as many as it has, within bounds, before it."""
    of_days = (last - first).days + 1
    count = min(max(of_days, AT_LEAST), AT_MOST)
    return first - timedelta(days=count), first - timedelta(days=1)


def trends_since(
    patient: Patient,
    first: date,
    last: date,
    before: tuple[date, date] | None = None,
    *,
    private: Collection[str] = (),
) -> Since:
    """Compare the days from `first` to `last` with earlier ones.

    Own entries and what others noticed count alike; where a day has several, the
    strongest severity of that day counts. Entries that were taken back do not count,
    nor do ratings that are private. Symptoms go by the name they had when they were
    rated. Two queries at most, whatever the size.

    Args:
        patient: Whose journal.
        first: The first day of the span, usually that of the last appointment.
        last: Its last day, usually today.
        before: The first and the last of the earlier days; usually as many as the
            span has, right before it.
        private: Ids of followed symptoms to count although they are private.
    """
    before = before or days_before(first, last)
    then: dict[str, dict[date, int]] = {}
    now: dict[str, dict[date, int]] = {}
    written: set[date] = set()
    for felt_on, name, severity in _strongest(
        patient, before, (first, last), private=private
    ):
        written.add(felt_on)
        if name is not None:
            span = (now if felt_on >= first else then).setdefault(name, {})
            span[felt_on] = max(severity, span.get(felt_on, 0))
    written_days = sum(day >= first for day in written)
    unknown = [name for name in now if not any(then.get(name, {}).values())]
    felt_earlier = _felt_before(patient, unknown, first)
    symptoms = [
        SymptomDays(
            name=name,
            before=then.get(name, {}),
            since=now.get(name, {}),
            felt_earlier=name not in unknown or name in felt_earlier,
            had_entries=len(written) - written_days >= MIN_DAYS,
        )
        for name in {**now, **then}
    ]
    return Since(
        first=first,
        last=last,
        before=before,
        symptoms=compare_symptoms(symptoms, today=last),
        written_days=written_days,
        of_days=(last - first).days + 1,
        days_covered=(last - max(first, min(written, default=first))).days + 1,
    )


def _strongest(
    patient: Patient, *spans: tuple[date, date], private: Collection[str]
) -> Iterator[tuple[date, str | None, int]]:
    """Day, symptom and strongest severity; a day without a rating has no symptom."""
    in_spans = Q()
    for span in spans:
        in_spans |= Q(felt_on__range=span)
    is_hidden = Case(
        When(ratings__followed__in=private, then=False),
        default=F("ratings__followed__is_private"),
    )
    rows = (
        patient.entries.filter(in_spans)
        .order_by()
        .values_list("felt_on", "ratings__name", is_hidden)
        .annotate(Max("ratings__severity"))
    )
    for felt_on, name, hides, severity in rows:
        yield felt_on, None if hides else name, severity


def _felt_before(patient: Patient, names: list[str], day: date) -> set[str]:
    """Which of these symptoms were felt on any written day before `day`.

    Asked of each symptom by itself, so that one old entry answers it and a journal of
    ten years is not read through.
    """
    if not names:
        return set()
    felt = Rating.objects.filter(
        followed=OuterRef("pk"),
        severity__gt=Severity.NONE,
        entry__felt_on__lt=day,
        entry__deleted_at=None,
    )
    followed = patient.followed_symptoms.filter(Exists(felt), name__in=names)
    return set(followed.values_list("name", flat=True))
