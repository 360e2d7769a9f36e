"""All results of one test: a chart for each unit, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import unit_in_print
from myeloma_journal.labs.reading import same_unit
from myeloma_journal.labs.tables import LIGHT_CHAINS, RATIO, Shown, ratios_below
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.platform.forms.partial_dates import Precision

# One number makes no course.
FEWEST = 2


@dataclass(frozen=True)
class Course:
    """One test, the latest result first.

    Attributes:
        name: What it was called last.
        marker: What the catalogue says about it; nothing for a test we do not know.
        results: Every result, the latest first.
        charts: One a unit, for units with two numbers or more.
        is_inexact: Whether a result in the charts stands at a day that is not known.
    """

    name: str
    marker: LabMarker | None
    results: list[Shown]
    charts: list[Chart]
    is_inexact: bool


def course_of(patient: Patient, test: str) -> Course | None:
    """What became of the test with this address; nothing where there is no result."""
    results = _results(patient, test)
    if not results:
        return None
    marker = LabMarker.objects.filter(slug=test).first()
    return Course(
        name=str(results[0].name),
        marker=marker,
        results=results,
        charts=charts_of(results),
        is_inexact=any(one.collected.precision != Precision.DAY for one in results),
    )


def _results(patient: Patient, test: str) -> list[Shown]:
    """The latest first. A ratio may have been printed, or be worked out."""
    every = patient.lab_results.select_related("marker").in_order()
    if test == RATIO:
        chains = list(every.filter(marker__slug__in=LIGHT_CHAINS))
        ratios: list[Shown] = [one for one in chains if one.address == RATIO]
        ratios += ratios_below(chains).values()
        return sorted(ratios, key=lambda one: one.collected.first, reverse=True)
    named = every.filter(Q(marker__slug=test) | Q(marker=None))
    return [one for one in named if one.address.casefold() == test.casefold()]


def charts_of(
    results: Sequence[Shown],
    bands: Sequence[Band] = (),
    *,
    fewest: int = FEWEST,
    first: date | None = None,
    last: date | None = None,
    width: float = WIDTH,
) -> list[Chart]:
    """One a unit; words stand in it where there is but one.

    Args:
        results: Results of one test, at least one.
        bands: Treatments to draw above.
        fewest: How many numbers make a chart.
        first: The first day that is drawn; that of the first result if not said.
        last: The last day that is drawn; that of the last result if not said.
        width: Of each picture.
    """
    units: dict[str, list[Shown]] = {}
    for result in results:
        if result.value is not None:
            units.setdefault(same_unit(result.unit), []).append(result)
    first = first or min(one.collected.first for one in results)
    last = last or max(one.collected.first for one in results)
    words = [one for one in results if one.word] if len(units) == 1 else []
    return [
        _chart(several, words, bands, first=first, last=last, width=width)
        for several in units.values()
        if len(several) >= fewest
    ]


def _chart(
    numbers: Sequence[Shown],
    words: Sequence[Shown],
    bands: Sequence[Band],
    *,
    first: date,
    last: date,
    width: float,
) -> Chart:
    """The numbers of one unit, with the words among them."""
    unit = unit_in_print(numbers[0].unit)
    shown = sorted([*numbers, *words], key=lambda one: one.collected.first)
    low, high = _range(numbers)
    return draw(
        [_point(one) for one in shown],
        name=unit or str(numbers[0].name),
        sentence=_sentence(shown),
        unit=unit,
        low=low,
        high=high,
        first=first,
        last=last,
        bands=bands,
        width=width,
    )


def _point(result: Shown) -> Point:
    return Point(result.collected.first, result.value, result.typed, result.comparator)


def _range(results: Sequence[Shown]) -> tuple[Decimal | None, Decimal | None]:
    """The printed range, if all papers that print one print the same."""
    printed = {(one.range_low, one.range_high) for one in results if one.range_in_words}
    return printed.pop() if len(printed) == 1 else (None, None)


def _sentence(results: Sequence[Shown]) -> str:
    said = [
        _("%(value)s on %(day)s") % {"value": one.result, "day": one.collected}
        for one in results
    ]
    return f"{results[-1].name}: {', '.join(said)}."
