"""All results of one test: a chart for each unit, and the same as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import hash_test, unit_in_print
from myeloma_journal.labs.tables import LIGHT_CHAINS, RATIO, AnyResult, calculate_ratios
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.labs.words import describe_series
from myeloma_journal.platform.charts import WIDTH, Band, Chart, Point, draw
from myeloma_journal.platform.forms.partial_dates import Precision

# One number makes no chart.
MIN_POINTS = 2


@dataclass(frozen=True)
class ResultHistory:
    """The results of one test.

    Attributes:
        name: Its name in the latest result.
        marker: Its record in the catalogue, if any.
        results: The latest first.
        sentences: What they say by their order, see `labs.words`.
        charts: One for each unit with two numbers or more.
        undrawn: Those that no chart shows, in words; empty without a chart.
        is_inexact: Whether the day of a result is not known.
    """

    name: str
    marker: LabMarker | None
    results: list[AnyResult]
    sentences: list[str]
    charts: list[Chart]
    undrawn: str
    is_inexact: bool


def find_test(patient: Patient, test_hash: str) -> str:
    """The slug of the test with this hash; empty without a result of it."""
    tests = patient.lab_results.order_by().values_list("marker__slug", "name")
    slugs = [RATIO, *(slug or name for slug, name in tests.distinct())]
    return next(
        (slug for slug in slugs if hash_test(patient.pk, slug) == test_hash), ""
    )


def load_result_history(patient: Patient, test: str) -> ResultHistory | None:
    """The history of the test with this slug; None without any result."""
    results = _results(patient, test)
    if not results:
        return None
    marker = LabMarker.objects.filter(slug=test).first()
    return ResultHistory(
        name=str(results[0].name),
        marker=marker,
        results=results,
        sentences=describe_series(results),
        charts=draw_charts(results),
        undrawn=describe_results(undrawn(results)),
        is_inexact=any(
            result.collected.precision != Precision.DAY for result in results
        ),
    )


def _results(patient: Patient, test: str) -> list[AnyResult]:
    """The latest first. A ratio may be printed or calculated."""
    every = patient.lab_results.in_order()
    if test == RATIO:
        chains = list(every.filter(marker__slug__in=LIGHT_CHAINS))
        ratios: list[AnyResult] = [
            result for result in chains if result.test_slug == RATIO
        ]
        ratios += calculate_ratios(chains).values()
        return sorted(ratios, key=lambda result: result.collected.first, reverse=True)
    named = every.filter(Q(marker__slug=test) | Q(marker=None))
    return [
        result for result in named if result.test_slug.casefold() == test.casefold()
    ]


def draw_charts(
    results: Sequence[AnyResult],
    bands: Sequence[Band] = (),
    *,
    min_points: int = MIN_POINTS,
    first: date | None = None,
    last: date | None = None,
    width: float = WIDTH,
) -> list[Chart]:
    """A chart for each unit; with a single unit, words are drawn too.

    Args:
        results: Results of one test, at least one.
        bands: Treatments drawn above.
        min_points: How many numbers make a chart.
        first: First day of the axis; by default that of the first result.
        last: Last day of the axis; by default that of the last result.
        width: Of each chart.
    """
    first = first or min(result.collected.first for result in results)
    last = last or max(result.collected.first for result in results)
    return [
        _chart(shown, bands, first=first, last=last, width=width)
        for shown in _drawn(results, min_points)
    ]


def undrawn(
    results: Sequence[AnyResult], *, min_points: int = MIN_POINTS
) -> list[AnyResult]:
    """The results of one test that `draw_charts` draws nowhere."""
    drawn = {id(result) for shown in _drawn(results, min_points) for result in shown}
    return [result for result in results if id(result) not in drawn]


def describe_results(results: Iterable[AnyResult]) -> str:
    """These results with their days, the earliest first."""
    in_order = sorted(results, key=lambda result: result.collected.first)
    return ", ".join(
        _("%(value)s on %(day)s") % {"value": result.result, "day": result.collected}
        for result in in_order
    )


def _drawn(results: Sequence[AnyResult], min_points: int) -> list[list[AnyResult]]:
    """The results of each chart: of one unit, and words where there is one unit."""
    units: dict[str, list[AnyResult]] = {}
    for result in results:
        if result.value is not None:
            units.setdefault(normalize_unit(result.unit), []).append(result)
    words = [result for result in results if result.word] if len(units) == 1 else []
    return [
        [*numbers, *words] for numbers in units.values() if len(numbers) >= min_points
    ]


def _chart(
    results: Sequence[AnyResult],
    bands: Sequence[Band],
    *,
    first: date,
    last: date,
    width: float,
) -> Chart:
    numbers = [result for result in results if result.value is not None]
    unit = unit_in_print(numbers[0].unit)
    shown = sorted(results, key=lambda result: result.collected.first)
    low, high = _range(numbers)
    return draw(
        [_point(result) for result in shown],
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


def _point(result: AnyResult) -> Point:
    return Point(result.collected.first, result.value, result.typed, result.comparator)


def _range(results: Sequence[AnyResult]) -> tuple[Decimal | None, Decimal | None]:
    """The printed range, if it is the same wherever one is printed."""
    printed = {
        (result.range_low, result.range_high)
        for result in results
        if result.range_in_words
    }
    return printed.pop() if len(printed) == 1 else (None, None)


def _sentence(results: Sequence[AnyResult]) -> str:
    return f"{results[-1].name}: {describe_results(results)}."
