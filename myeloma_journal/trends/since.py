"""What changed between two days: gathered for the page and for the packet."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, When
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.journal.counting import count_days
from myeloma_journal.journal.models import Rating, Severity, Voice
from myeloma_journal.journal.paging import Newest
from myeloma_journal.journal.voices import Writer, by_writer, main_writer
from myeloma_journal.trends.symptom_trends import SymptomTrend, compare_symptoms
from myeloma_journal.trends.trend import MIN_DAYS, SymptomDays, Trend

# Without an earlier visit, or when somebody wants it short: so many days.
MONTH = 30
# How many days before are looked at: as many as since, within these bounds.
AT_LEAST, AT_MOST = 14, 60
COUNTED: Mapping[Trend, Promise] = {
    Trend.NEW: ngettext_lazy(
        "%(count)d symptom is new.", "%(count)d symptoms are new.", "count"
    ),
    Trend.WORSE: ngettext_lazy(
        "%(count)d symptom is worse.", "%(count)d symptoms are worse.", "count"
    ),
    Trend.BETTER: ngettext_lazy(
        "%(count)d symptom is better.", "%(count)d symptoms are better.", "count"
    ),
    Trend.GONE: ngettext_lazy(
        "%(count)d symptom is gone.", "%(count)d symptoms are gone.", "count"
    ),
}


@dataclass(frozen=True)
class Since:
    """What changed from `first` to `last`, compared with the days before.

    Attributes:
        first: The first day of the span.
        last: Its last day.
        before: The first and the last of the days it is compared with.
        symptoms: One for each symptom and each who wrote about it, in reading order:
            first the patient's own.
        writers: Who wrote anything in either span.
        written_days: On how many days of the span anything at all was written.
        of_days: How many days the span has, both ends included.
        began: The first day of the journal with an entry, if it lies in the span.
        today: For "the last days"; None where it does not matter.
    """

    first: date
    last: date
    before: tuple[date, date]
    symptoms: list[SymptomTrend]
    writers: tuple[Writer, ...]
    written_days: int
    of_days: int
    began: date | None = None
    today: date | None = None

    @property
    def days_before(self) -> int:
        """How many days it is compared with."""
        first, last = self.before
        return (last - first).days + 1

    @property
    def main(self) -> list[SymptomTrend]:
        """The patient's own words; the sole writer's where one other wrote it all."""
        return self._of(main_writer(self.writers))

    @property
    def compared(self) -> list[SymptomTrend]:
        """Of these, what could be compared with the days before."""
        return [
            symptom for symptom in self.main if symptom.trend is not Trend.TOO_LITTLE
        ]

    @property
    def so_far(self) -> list[SymptomTrend]:
        """Of these, what was written about on too few days to compare."""
        return [
            symptom
            for symptom in self.main
            if symptom.trend is Trend.TOO_LITTLE and symptom.since
        ]

    @property
    def is_too_early(self) -> bool:
        """Whether the journal is so young that nothing can be compared yet."""
        return bool(self.began and self.so_far and not self.compared)

    @property
    def not_since(self) -> list[str]:
        """The names of symptoms that were written about before, and not since."""
        return [
            symptom.name
            for symptom in self.main
            if symptom.trend is Trend.TOO_LITTLE and not symptom.since
        ]

    @property
    def noticed(self) -> dict[Writer, list[SymptomTrend]]:
        """What each other person wrote since, each for themselves."""
        main = main_writer(self.writers)
        noticed = {
            writer: [symptom for symptom in self._of(writer) if symptom.since]
            for writer in self.writers
            if writer != main
        }
        return {writer: symptoms for writer, symptoms in noticed.items() if symptoms}

    @property
    def counted_days(self) -> str:
        """On how many of the days there are entries."""
        return count_days(
            self.written_days, self.first, self.last, today=self.today, began=self.began
        )

    def _of(self, writer: Writer) -> list[SymptomTrend]:
        return [symptom for symptom in self.symptoms if symptom.writer == writer]

    def rows(
        self,
        charts: Mapping[str, UUID] | None = None,
        entries: Mapping[Writer, Newest] | None = None,
    ) -> dict[str, Any]:
        """What a page shows: each symptom with the id of its chart, where it has one.

        Args:
            charts: By the name of the symptom.
            entries: What others wrote, in full.
        """
        charts, entries = charts or {}, entries or {}
        main, noticed = main_writer(self.writers), self.noticed

        def linked(symptoms: Iterable[SymptomTrend]) -> list[Any]:
            return [(symptom, charts.get(symptom.name)) for symptom in symptoms]

        return {
            "compared": linked(self.compared),
            "so_far": linked(self.so_far),
            "main_entries": entries.get(main),
            "noticed": [
                (writer, linked(noticed.get(writer, [])), entries.get(writer))
                for writer in self.writers
                if writer != main and (writer in noticed or writer in entries)
            ],
        }

    @property
    def counted(self) -> str:
        """How many are new, worse, better, gone; empty when none is."""
        trends = Counter(symptom.trend for symptom in self.compared)
        return " ".join(
            str(COUNTED[trend] % {"count": trends[trend]})
            for trend in COUNTED
            if trends[trend]
        )


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
    today: date | None = None,
) -> Since:
    """Compare the days from `first` to `last` with earlier ones.

    Each person's words are compared with their own (`journal.voices`); where they wrote
    several entries about a day, the strongest severity of that day counts. Entries that
    were taken back do not count, nor do ratings that are private. Symptoms go by the
    name they had when they were rated. Two queries at most, whatever the size.

    Args:
        patient: Whose journal.
        first: The first day of the span, usually that of the last appointment.
        last: Its last day, usually today.
        before: The first and the last of the earlier days; usually as many as the
            span has, right before it.
        private: Ids of followed symptoms to count although they are private.
        today: The date where the patient lives, to say "the last days".
    """
    before = before or days_before(first, last)
    rows = list(_strongest(patient, before, (first, last), private=private))
    series = [
        _Series(writer, of_writer, first)
        for writer, of_writer in by_writer(rows).items()
    ]
    felt_earlier = _felt_before(patient, series, first)
    symptoms = [
        symptom
        for number, each in enumerate(series)
        for symptom in compare_symptoms(
            each.symptoms(felt_earlier[number]), today=last, writer=each.writer
        )
    ]
    written = {row.felt_on for row in rows}
    return Since(
        first=first,
        last=last,
        before=before,
        symptoms=symptoms,
        writers=tuple(each.writer for each in series),
        written_days=sum(day >= first for day in written),
        of_days=(last - first).days + 1,
        began=next((row.began for row in rows if row.began >= first), None),
        today=today,
    )


class _Row(NamedTuple):
    """The strongest of a symptom on a day by one person; or a day without a rating."""

    felt_on: date
    voice: str
    created_by_id: UUID | None
    created_by_name: str
    symptom: str | None
    hides: bool
    # The first day of the whole journal, the same in every row.
    began: date
    severity: int
    written_at: datetime


class _Series:
    """What one person wrote in both spans, by symptom and day."""

    def __init__(self, writer: Writer, rows: Iterable[_Row], first: date) -> None:
        self.writer = writer
        self._then: dict[str, dict[date, int]] = {}
        self._now: dict[str, dict[date, int]] = {}
        days_before = set()
        for row in rows:
            if row.felt_on < first:
                days_before.add(row.felt_on)
            if row.symptom is not None and not row.hides:
                span = self._now if row.felt_on >= first else self._then
                days = span.setdefault(row.symptom, {})
                days[row.felt_on] = max(row.severity, days.get(row.felt_on, 0))
        self._had_entries = len(days_before) >= MIN_DAYS

    @property
    def unknown(self) -> list[str]:
        """Symptoms that were not felt in the earlier span."""
        return [
            name for name in self._now if not any(self._then.get(name, {}).values())
        ]

    def symptoms(self, felt_earlier: Collection[str]) -> Iterator[SymptomDays]:
        """Each symptom in both spans.

        Args:
            felt_earlier: Which of the unknown ones were felt before both spans.
        """
        unknown = self.unknown
        for name in {**self._now, **self._then}:
            yield SymptomDays(
                name=name,
                before=self._then.get(name, {}),
                since=self._now.get(name, {}),
                felt_earlier=name not in unknown or name in felt_earlier,
                had_entries=self._had_entries,
            )


def _strongest(
    patient: Patient, *spans: tuple[date, date], private: Collection[str]
) -> Iterator[_Row]:
    """The strongest severity of each day, symptom and person."""
    in_spans = Q()
    for span in spans:
        in_spans |= Q(felt_on__range=span)
    is_hidden = Case(
        When(ratings__followed__in=private, then=False),
        default=F("ratings__followed__is_private"),
    )
    began = Subquery(patient.entries.order_by("felt_on").values("felt_on")[:1])
    rows = (
        patient.entries.filter(in_spans)
        .order_by()
        .values_list(*_Row._fields[:4], "ratings__name", is_hidden, began)
        .annotate(Max("ratings__severity"), Max("written_at"))
    )
    return (_Row(*row) for row in rows)


def _felt_before(
    patient: Patient, series: Sequence[_Series], day: date
) -> list[set[str]]:
    """Of each person, which of their unknown symptoms they had put down before `day`.

    Asked of each symptom by itself, so that one old entry answers it and a journal of
    ten years is not read through.
    """
    names = {name for each in series for name in each.unknown}
    if not names:
        return [set() for each in series]
    felt = Rating.objects.filter(
        followed=OuterRef("pk"),
        severity__gt=Severity.NONE,
        entry__felt_on__lt=day,
        entry__deleted_at=None,
    )
    felt_by = [Exists(felt.filter(_is_by(each.writer))) for each in series]
    followed = patient.followed_symptoms.filter(name__in=names, is_private=False)
    rows = list(followed.values_list("name", *felt_by))
    return [
        {name for name, *was_felt in rows if was_felt[number]}
        for number in range(len(series))
    ]


def _is_by(writer: Writer) -> Q:
    """Ratings in the entries of this person."""
    if writer.is_patient:
        return Q(entry__voice=Voice.OWN)
    noticed = Q(entry__voice=Voice.OBSERVED)
    if isinstance(writer.key, UUID):
        return noticed & Q(entry__created_by=writer.key)
    return noticed & Q(entry__created_by=None, entry__created_by_name=writer.key)
