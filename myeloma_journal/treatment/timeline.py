"""The timeline of all treatments as a chart, and the same in words.

Pure: it reads no database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import LabResult, unit_in_print
from myeloma_journal.labs.result_history import describe_results
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import Line, ProcedureDone

# Markers of tumor burden; the chart shows one of them unless another is chosen.
TUMOR_MARKERS = ("m-protein-serum", "m-protein-urine", "flc-kappa", "flc-lambda")

Series = Mapping[LabMarker, Sequence[LabResult]]


@dataclass(frozen=True)
class TreatmentSpan:
    """One treatment or procedure in words, a row of the table."""

    when: str
    what: str
    phase: str = ""
    response: str = ""

    def __str__(self) -> str:
        span = ", ".join(filter(None, (self.what, self.phase, self.when))) + "."
        if not self.response:
            return span
        response = _("Best response (from the care team): %(response)s.") % {
            "response": self.response
        }
        return f"{span} {response}"


@dataclass(frozen=True)
class TreatmentTimeline:
    """Every treatment, with the results of one lab marker above.

    Attributes:
        chart: Its points are the results of the marker.
        treatments: The same in words, the earliest first.
        undrawn: The results that are not in the chart, as their unit differs.
    """

    chart: Chart
    treatments: tuple[TreatmentSpan, ...]
    undrawn: str = ""


def results_by_marker(results: Iterable[LabResult]) -> Series:
    """The results of each marker with a number; those with the most numbers first."""
    series: dict[LabMarker, list[LabResult]] = {}
    numbers: Counter[LabMarker] = Counter()
    for result in results:
        if result.marker:
            series.setdefault(result.marker, []).append(result)
            numbers[result.marker] += result.value is not None
    markers = sorted(series, key=lambda marker: (-numbers[marker], marker.position))
    return {marker: series[marker] for marker in markers if numbers[marker]}


def default_marker(series: Series) -> LabMarker | None:
    """The tumor marker with the most results."""
    return next((marker for marker in series if marker.slug in TUMOR_MARKERS), None)


def build_timeline(
    lines: Iterable[Line],
    procedures: Iterable[ProcedureDone],
    results: Sequence[LabResult],
    *,
    today: date,
    width: float = WIDTH,
) -> TreatmentTimeline | None:
    """The timeline of these treatments; None where nothing has a date.

    Args:
        lines: All lines of therapy of one patient.
        procedures: All procedures of the patient; those without a date are left out.
        results: All results of the marker that is drawn above; may be empty.
        today: How far an ongoing treatment is drawn.
        width: Of the chart.
    """
    rows = [(_line_band(line), _line_span(line)) for line in lines]
    rows += [
        (_procedure_band(procedure, procedure.when), _procedure_span(procedure))
        for procedure in procedures
        if procedure.when
    ]
    if not rows:
        return None
    rows.sort(key=lambda row: row[0].first)
    bands = [band for band, _span in rows]
    treatments = tuple(span for _band, span in rows)
    drawn = _in_one_unit(results)
    days = [band.first for band in bands] + [result.collected_on for result in drawn]
    ends = [band.last for band in bands if band.last]
    chart = draw(
        [_point(result) for result in drawn],
        name=_title(drawn),
        sentence=" ".join([*map(str, treatments), *_values(drawn)]),
        first=min(days),
        last=max(today, *days, *ends),
        unit=_unit(drawn),
        bands=bands,
        band_rows=True,
        width=width,
    )
    undrawn = [result for result in results if result not in drawn]
    return TreatmentTimeline(chart, treatments, describe_results(undrawn))


def _in_one_unit(results: Sequence[LabResult]) -> list[LabResult]:
    """Words, and the numbers in their most frequent unit, the earliest first."""
    units: dict[str, list[LabResult]] = {}
    for result in results:
        if result.value is not None:
            units.setdefault(normalize_unit(result.unit), []).append(result)
    numbers = max(units.values(), key=len, default=[])
    words = [result for result in results if result.value is None]
    in_order = sorted([*numbers, *words], key=lambda result: result.collected_on)
    return in_order if numbers else []


def _point(result: LabResult) -> Point:
    return Point(result.collected_on, result.value, result.typed, result.comparator)


def _title(drawn: Sequence[LabResult]) -> str:
    if not drawn:
        return _("Treatment timeline")
    unit, name = _unit(drawn), drawn[-1].name
    test = f"{name}, {unit}" if unit else name
    return _("Treatment and %(test)s") % {"test": test}


def _unit(drawn: Iterable[LabResult]) -> str:
    """The unit of the numbers; a word has none."""
    units = (unit_in_print(result.unit) for result in drawn if result.value is not None)
    return next(units, "")


def _values(drawn: Sequence[LabResult]) -> Iterable[str]:
    """The first, the highest and the last value in a sentence."""
    if not drawn:
        return
    first, last = drawn[0], drawn[-1]
    highest = max(drawn, key=lambda result: result.value or 0)
    distinct = {first.pk: first, highest.pk: highest, last.pk: last}
    values = [
        _("%(value)s on %(day)s")
        % {"value": result.result, "day": date_format(result.collected_on)}
        for result in distinct.values()
    ]
    yield f"{last.name}: {', '.join(values)}."


def _line_band(line: Line) -> Band:
    is_free = line.is_treatment_free
    name = line.regimen_name if is_free else f"{line.number} {line.regimen_name}"
    label = ", ".join(filter(None, (name, line.phase_name, line.best_response)))
    return treatment_band(label, line.started, line.stopped)


def treatment_band(
    name: str, started: PartialDate, stopped: PartialDate | None
) -> Band:
    """A band over the time a treatment may have run, and in which it surely did."""
    return Band(
        name,
        started.first,
        stopped.last if stopped else None,
        sure_from=None if started.precision == Precision.DAY else started.last,
        sure_to=stopped.first
        if stopped and stopped.precision != Precision.DAY
        else None,
    )


def _procedure_band(procedure: ProcedureDone, when: PartialDate) -> Band:
    return Band(procedure.name, when.first, when.last, is_moment=True)


def _line_span(line: Line) -> TreatmentSpan:
    when = (
        _("%(first)s to %(last)s")
        if line.stopped
        else pgettext("dates of a treatment", "since %(first)s")
    )
    return TreatmentSpan(
        when=when % {"first": line.started, "last": line.stopped},
        what=line.title,
        phase=line.phase_name,
        response=line.best_response,
    )


def _procedure_span(procedure: ProcedureDone) -> TreatmentSpan:
    return TreatmentSpan(when=str(procedure.when), what=procedure.name)
