"""The whole course of treatment as one picture, and the same in words. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import LabResult, unit_in_print
from myeloma_journal.labs.reading import same_unit
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import Line, ProcedureDone

# How much myeloma there is shows in these; one of them stands above if nobody chose.
USUAL = ("m-protein-serum", "m-protein-urine", "flc-kappa", "flc-lambda")

Series = Mapping[LabMarker, Sequence[LabResult]]


@dataclass(frozen=True)
class Given:
    """One treatment or procedure in words."""

    when: str
    what: str
    phase: str = ""
    response: str = ""

    def __str__(self) -> str:
        told = _("best response as told: %(response)s") % {"response": self.response}
        words = (self.what, self.phase, self.when, told if self.response else "")
        return ", ".join(filter(None, words))


@dataclass(frozen=True)
class Course:
    """Every treatment there was, with one lab marker above.

    Attributes:
        chart: The picture; its points are the values of the marker.
        treatments: The same in words, the earliest first.
        left_out: How many values are not in the picture, for they have another unit.
    """

    chart: Chart
    treatments: tuple[Given, ...]
    left_out: int = 0


def by_marker(results: Iterable[LabResult]) -> Series:
    """The results of each test that the catalogue knows; those with the most first."""
    series: dict[LabMarker, list[LabResult]] = {}
    for result in results:
        if result.marker and result.value is not None:
            series.setdefault(result.marker, []).append(result)
    most_first = sorted(series, key=lambda one: (-len(series[one]), one.position))
    return {marker: series[marker] for marker in most_first}


def usual_marker(series: Series) -> LabMarker | None:
    """The one that shows how much myeloma there is, and has the most results."""
    return next((one for one in series if one.slug in USUAL), None)


def course_of(
    lines: Iterable[Line],
    procedures: Iterable[ProcedureDone],
    results: Sequence[LabResult],
    *,
    today: date,
    width: float = WIDTH,
) -> Course | None:
    """The picture of these treatments; none where nothing has a date.

    Args:
        lines: All lines of therapy of one patient.
        procedures: All that was done beside drugs; what has no date is left out.
        results: All results of the one test that stands above; may be none.
        today: How far a treatment that goes on is drawn.
        width: Of the picture.
    """
    steps = [(_band(line), _given(line)) for line in lines]
    steps += [(_mark(one, one.when), _done(one)) for one in procedures if one.when]
    if not steps:
        return None
    steps.sort(key=lambda step: step[0].first)
    bands = [band for band, _words in steps]
    treatments = tuple(words for _band, words in steps)
    drawn = _in_one_unit(results)
    days = [band.first for band in bands] + [one.collected_on for one in drawn]
    ends = [band.last for band in bands if band.last]
    chart = draw(
        [_point(one) for one in drawn],
        name=_title(drawn),
        sentence=". ".join([*map(str, treatments), *_values(drawn)]) + ".",
        first=min(days),
        last=max(today, *days, *ends),
        unit=unit_in_print(drawn[0].unit) if drawn else "",
        bands=bands,
        band_rows=True,
        width=width,
    )
    return Course(chart, treatments, len(results) - len(drawn))


def _in_one_unit(results: Sequence[LabResult]) -> list[LabResult]:
    """Those in the unit that most of them have, the earliest first."""
    units: dict[str, list[LabResult]] = {}
    for result in sorted(results, key=lambda one: one.collected_on):
        units.setdefault(same_unit(result.unit), []).append(result)
    return max(units.values(), key=len, default=[])


def _point(result: LabResult) -> Point:
    return Point(result.collected_on, result.value, result.typed, result.comparator)


def _title(drawn: Sequence[LabResult]) -> str:
    if not drawn:
        return _("The course of treatment")
    return _("Treatment and %(test)s") % {"test": _test(drawn[-1])}


def _test(result: LabResult) -> str:
    unit = unit_in_print(result.unit)
    return f"{result.name}, {unit}" if unit else result.name


def _values(drawn: Sequence[LabResult]) -> Iterable[str]:
    """The first, the highest and the last value in a sentence."""
    if not drawn:
        return
    first, last = drawn[0], drawn[-1]
    highest = max(drawn, key=lambda one: one.value or 0)
    named = {first.pk: first, highest.pk: highest, last.pk: last}
    said = [
        _("%(value)s on %(day)s")
        % {"value": one.result, "day": date_format(one.collected_on)}
        for one in named.values()
    ]
    yield f"{last.name}: {', '.join(said)}"


def _band(line: Line) -> Band:
    name = f"{line.number} {line.regimen_name}"
    words = ", ".join(filter(None, (name, line.phase_name, line.best_response)))
    return band(words, line.started, line.stopped)


def band(name: str, begun: PartialDate, ended: PartialDate | None) -> Band:
    """A treatment over the time it may have run, and in which it surely did."""
    return Band(
        name,
        begun.first,
        ended.last if ended else None,
        sure_from=None if begun.precision == Precision.DAY else begun.last,
        sure_to=None if not ended or ended.precision == Precision.DAY else ended.first,
    )


def _mark(procedure: ProcedureDone, when: PartialDate) -> Band:
    return Band(procedure.name, when.first, when.last, is_moment=True)


def _given(line: Line) -> Given:
    spans = {True: _("%(first)s to %(last)s"), False: _("since %(first)s")}
    return Given(
        when=spans[bool(line.stopped)] % {"first": line.started, "last": line.stopped},
        what=_("Line %(number)d: %(name)s")
        % {"number": line.number, "name": line.regimen_name},
        phase=line.phase_name,
        response=line.best_response,
    )


def _done(procedure: ProcedureDone) -> Given:
    return Given(when=str(procedure.when), what=procedure.name)
