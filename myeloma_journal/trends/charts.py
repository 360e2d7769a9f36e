"""One symptom or one measure over a stretch of days, as charts. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from myeloma_journal.journal.models import OF_TEN, Measurement, Severity
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.trends.day_words import format_day
from myeloma_journal.trends.symptom_trends import levels_said
from myeloma_journal.trends.trend import Days

# A longer stretch shows one day of each week, or the dots would run together.
DAY_BY_DAY = 100
# Readings further apart are not joined: nobody knows what was between them.
JOINED_DAYS = 14


@dataclass(frozen=True)
class Ground:
    """What a chart is drawn upon, whatever it shows.

    Attributes:
        first: The day at its left end.
        last: The day at its right end.
        today: This year is not said.
        bands: Treatments.
        marks: Dose days.
        marks_name: What was given on them.
        width: Of the picture.
    """

    first: date
    last: date
    today: date
    bands: Sequence[Band] = ()
    marks: Sequence[date] = ()
    marks_name: str = ""
    width: float = WIDTH

    @property
    def is_by_week(self) -> bool:
        """Whether it is too long to show each day."""
        return (self.last - self.first).days > DAY_BY_DAY

    def says(self, name: str, *sentences: str) -> str:
        """All that a chart of it shows, in words."""
        head = _("%(name)s, %(first)s to %(last)s.") % {
            "name": name,
            "first": format_day(self.first, self.today),
            "last": format_day(self.last, self.today),
        }
        return " ".join(filter(None, (head, *sentences)))


def symptom_chart(name: str, days: Days, ground: Ground) -> Chart:
    """How strong a symptom was, day by day; a day without a word stays a gap.

    Over a stretch of more than three months it shows the strongest day of each week.

    Args:
        name: The name the person knows it by.
        days: Its written days, and the strongest severity of each.
        ground: What it is drawn upon.
    """
    shown = strongest_of_weeks(days) if ground.is_by_week else days
    return draw(
        [Point(on, level, str(Severity(level).label)) for on, level in shown.items()],
        name=name,
        sentence=ground.says(name, levels_said(days, ground.today, at_least=0)),
        first=ground.first,
        last=ground.last,
        levels=[str(word) for word in Severity.labels],
        column=_("How strong"),
        join_within=1,
        bands=ground.bands,
        band_rows=True,
        marks=ground.marks,
        marks_name=ground.marks_name,
        width=ground.width,
    )


def strongest_of_weeks(days: Days) -> Days:
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


def measure_charts(readings: Iterable[Measurement], ground: Ground) -> list[Chart]:
    """The readings of one measure: a chart for each unit, as typed, none converted.

    A measure of two numbers, as blood pressure is, gets a chart for each of them.

    Args:
        readings: With their entries; those of the stretch.
        ground: What they are drawn upon.
    """
    units: dict[str, list[Measurement]] = {}
    for reading in readings:
        units.setdefault(reading.unit, []).append(reading)
    charts = []
    for unit, found in units.items():
        name = _named(found[-1].name, unit)
        pairs = [one for one in found if one.second_value is not None]
        if pairs:
            upper = _("%(name)s: the upper number") % {"name": name}
            lower = _("%(name)s: the lower number") % {"name": name}
            charts.append(_chart(upper, _points(found), unit, ground))
            charts.append(_chart(lower, _points(pairs, lower=True), unit, ground))
        else:
            charts.append(_chart(name, _points(found), unit, ground))
    return charts


def _named(name: str, unit: str) -> str:
    if not unit or unit == OF_TEN:
        return name
    return _("%(name)s, %(unit)s") % {"name": name, "unit": unit}


def _points(readings: Iterable[Measurement], *, lower: bool = False) -> list[Point]:
    return [
        Point(one.entry.felt_on, _value(one, lower=lower), one.reading)
        for one in readings
    ]


def _value(reading: Measurement, *, lower: bool) -> Decimal | None:
    return reading.second_value if lower else reading.value


def _chart(name: str, points: Sequence[Point], unit: str, ground: Ground) -> Chart:
    return draw(
        points,
        name=name,
        sentence=ground.says(name, _ends_said(points, ground.today)),
        first=ground.first,
        last=ground.last,
        unit="" if unit == OF_TEN else unit,
        column=_("As typed"),
        join_within=JOINED_DAYS,
        bands=ground.bands,
        band_rows=True,
        marks=ground.marks,
        marks_name=ground.marks_name,
        width=ground.width,
    )


def _ends_said(points: Sequence[Point], today: date) -> str:
    """The first, the highest, the lowest and the last reading, each once."""
    ordered = sorted(points, key=lambda one: one.day)
    by_value = sorted(ordered, key=lambda one: one.value or 0)
    told = {
        _("First"): ordered[0],
        _("highest"): by_value[-1],
        _("lowest"): by_value[0],
        _("last"): ordered[-1],
    }
    return (
        ", ".join(
            _("%(which)s %(reading)s on %(day)s")
            % {"which": which, "reading": one.label, "day": format_day(one.day, today)}
            for which, one in told.items()
        )
        + "."
    )
