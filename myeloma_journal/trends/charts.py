"""Charts of one symptom or one measure over a range of days. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter

from django.utils.translation import gettext as _

from myeloma_journal.catalogue.units import OF_TEN
from myeloma_journal.journal.models import Measurement, Severity
from myeloma_journal.journal.voices import Writer, by_writer, series_of
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.trends.day_words import format_day
from myeloma_journal.trends.symptom_trends import describe_days
from myeloma_journal.trends.trend import SeverityByDay

# A longer range shows one day of each week, or the dots would overlap.
MAX_DAILY_DAYS = 100
# Readings further apart are not joined by a line.
MAX_JOINED_DAYS = 14


@dataclass(frozen=True)
class ChartContext:
    """What all charts of a page share.

    Attributes:
        first: The day at the left end.
        last: The day at the right end.
        today: Days of this year are written without it.
        bands: Treatments.
        marks: Dose days.
        marks_name: The drugs given on them.
        width: In units of the SVG.
        patient: The patient's name, to tell their words from those of others.
    """

    first: date
    last: date
    today: date
    bands: Sequence[Band] = ()
    marks: Sequence[date] = ()
    marks_name: str = ""
    width: float = WIDTH
    patient: str = ""

    @property
    def is_by_week(self) -> bool:
        """Whether the range is too long to show each day."""
        return (self.last - self.first).days > MAX_DAILY_DAYS

    def describe(self, name: str, *sentences: str) -> str:
        """The text alternative of a chart."""
        head = _("%(name)s, %(first)s to %(last)s.") % {
            "name": name,
            "first": format_day(self.first, self.today),
            "last": format_day(self.last, self.today),
        }
        return " ".join(filter(None, (head, *sentences)))


DaysByWriter = Mapping[Writer, SeverityByDay]


def symptom_chart(name: str, days: DaysByWriter, context: ChartContext) -> Chart:
    """The severity of a symptom day by day, with gaps for days without a rating.

    Each person's ratings have a shape of their own. A range of more than three months
    shows the strongest day of each week.
    """
    writers = series_of(days)
    points = [
        Point(on, level, str(Severity(level).label), series=writers.index(writer))
        for writer, of_writer in days.items()
        for on, level in (
            strongest_of_weeks(of_writer) if context.is_by_week else of_writer
        ).items()
    ]
    described = {
        writer: describe_days(of_writer, context.today, at_least=0)
        for writer, of_writer in days.items()
    }
    return draw(
        points,
        name=name,
        sentence=context.describe(
            name, *signed_sentences(described, writers, context.patient)
        ),
        first=context.first,
        last=context.last,
        levels=[str(word) for word in Severity.labels],
        column=_("How severe"),
        join_within=1,
        bands=context.bands,
        band_rows=True,
        marks=context.marks,
        marks_name=context.marks_name,
        width=context.width,
        series=series_names(writers, context.patient),
    )


def series_names(writers: Collection[Writer], patient: str) -> list[str]:
    """The names in the legend; none where one person wrote all of it."""
    if len(writers) < 2:
        return []
    return [writer.name or patient for writer in writers]


def signed_sentences(
    described: Mapping[Writer, str], writers: Collection[Writer], patient: str
) -> list[str]:
    """Each sentence with the name of whose words it is about, if several wrote.

    Args:
        described: The sentence about each who wrote something of a chart.
        writers: Who wrote anything on the page.
        patient: The patient's name.
    """
    if len(writers) < 2:
        return list(described.values())
    return [
        _("%(who)s: %(sentence)s")
        % {"who": writer.name or patient, "sentence": sentence}
        for writer, sentence in described.items()
    ]


def strongest_of_weeks(days: SeverityByDay) -> SeverityByDay:
    """Of each week, Monday to Sunday, its strongest written day; the latest of equals.

    >>> from datetime import date
    >>> november = {date(2026, 11, n): level for n, level in [(2, 1), (4, 2), (9, 0)]}
    >>> [(day.day, level) for day, level in strongest_of_weeks(november).items()]
    [(4, 2), (9, 0)]
    """
    weeks: dict[tuple[int, int], date] = {}
    for on in sorted(days):
        week = on.isocalendar()[:2]
        if week not in weeks or days[on] >= days[weeks[week]]:
            weeks[week] = on
    return {on: days[on] for on in weeks.values()}


def measure_charts(
    readings: Iterable[Measurement], context: ChartContext
) -> list[Chart]:
    """The readings of one measure: a chart for each unit, as typed, none converted.

    A measure of two numbers, as blood pressure is, gets a chart for each of them. Each
    person's readings have a shape of their own, the same in each chart.
    """
    readings = list(readings)
    writers = series_of(by_writer(readings, signed=attrgetter("entry")))
    units: dict[str, list[Measurement]] = {}
    for reading in readings:
        units.setdefault(reading.unit, []).append(reading)
    charts = []
    for unit, of_unit in units.items():
        name = _name_with_unit(of_unit[-1].name, unit)
        pairs = [reading for reading in of_unit if reading.second_value is not None]
        if pairs:
            upper = _("%(name)s: top number") % {"name": name}
            lower = _("%(name)s: bottom number") % {"name": name}
            charts.append(_chart(upper, of_unit, unit, context, writers))
            charts.append(_chart(lower, pairs, unit, context, writers, lower=True))
        else:
            charts.append(_chart(name, of_unit, unit, context, writers))
    return charts


def _name_with_unit(name: str, unit: str) -> str:
    if not unit or unit == OF_TEN:
        return name
    return _("%(name)s, %(unit)s") % {"name": name, "unit": unit}


def _chart(
    name: str,
    readings: Sequence[Measurement],
    unit: str,
    context: ChartContext,
    writers: Sequence[Writer],
    *,
    lower: bool = False,
) -> Chart:
    points = {
        writer: [
            Point(
                reading.entry.felt_on,
                reading.second_value if lower else reading.value,
                reading.reading,
                series=writers.index(writer),
            )
            for reading in of_writer
        ]
        for writer, of_writer in by_writer(readings, signed=attrgetter("entry")).items()
    }
    described = {
        writer: _describe_ends(points[writer], context.today)
        for writer in writers
        if writer in points
    }
    return draw(
        chain.from_iterable(points.values()),
        name=name,
        sentence=context.describe(
            name, *signed_sentences(described, writers, context.patient)
        ),
        first=context.first,
        last=context.last,
        unit="" if unit == OF_TEN else unit,
        column=_("As entered"),
        join_within=MAX_JOINED_DAYS,
        bands=context.bands,
        band_rows=True,
        marks=context.marks,
        marks_name=context.marks_name,
        width=context.width,
        series=series_names(writers, context.patient),
    )


def _describe_ends(points: Sequence[Point], today: date) -> str:
    """The first, the highest, the lowest and the last reading, each once."""
    ordered = sorted(points, key=lambda point: point.day)
    by_value = sorted(ordered, key=lambda point: point.value or 0)
    named = {
        _("First: %(reading)s on %(day)s."): ordered[0],
        _("Highest: %(reading)s on %(day)s."): by_value[-1],
        _("Lowest: %(reading)s on %(day)s."): by_value[0],
        _("Last: %(reading)s on %(day)s."): ordered[-1],
    }
    return " ".join(
        sentence % {"reading": point.label, "day": format_day(point.day, today)}
        for sentence, point in named.items()
    )
