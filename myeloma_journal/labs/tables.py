"""Table of results, with calculated light chain ratios."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.labs.models import LabResult, hash_test, unit_in_print
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.forms.partial_dates import PartialDate

# How many columns a table has, on screen and in print.
LAB_TIMES = 2
KAPPA, LAMBDA, RATIO = LIGHT_CHAINS = ("flc-kappa", "flc-lambda", "flc-ratio")


@dataclass(frozen=True)
class CalculatedRatio:
    """A kappa/lambda ratio that no laboratory printed: shown, never saved."""

    kappa: LabResult
    of_lambda: LabResult

    pk = None
    test_slug = RATIO
    unit = "ratio"
    comparator = ""
    name = gettext_lazy("Kappa/lambda ratio")
    range_in_words = word = ""
    range_low = range_high = None

    @property
    def test_hash(self) -> str:
        """The test in the URL of its page."""
        return hash_test(self.kappa.patient_id, RATIO)

    @property
    def collected(self) -> PartialDate:
        """When both samples were collected."""
        collected: PartialDate = self.of_lambda.collected
        return collected

    @property
    def value(self) -> Decimal | None:
        """Kappa by lambda, if both are exact numbers in the same unit."""
        above, below = self.kappa, self.of_lambda
        if above.unit != below.unit or above.comparator or below.comparator:
            return None
        return above.value / below.value if above.value and below.value else None

    @property
    def typed(self) -> str:
        """The ratio with two decimals, or three significant digits."""
        ratio = self.value or Decimal()
        decimals = 2 if ratio >= Decimal("0.1") else 2 - ratio.adjusted()
        return f"{ratio:.{decimals}f}"

    @property
    def result(self) -> str:
        """The ratio, and that it is calculated."""
        return _("%(ratio)s (calculated)") % {"ratio": self.typed}


AnyResult = LabResult | CalculatedRatio


@dataclass
class TestRow:
    """One test, with its results of each time."""

    name: str
    cells: dict[PartialDate, list[AnyResult]]

    @property
    def test_slug(self) -> str:
        """The marker's slug, or the name without a marker."""
        return self.latest.test_slug

    @property
    def latest(self) -> AnyResult:
        """The latest result."""
        return next(cell[-1] for cell in self.cells.values() if cell)

    def describe_range(self, say_when: Callable[[PartialDate], str] = str) -> str:
        """The laboratory's range; of which result, where it may not be that of all.

        Laboratories differ in ranges and units, so that a range of one result says
        nothing about the number beside it.
        """
        results = [result for cell in self.cells.values() for result in cell]
        printed = [
            result
            for result in results
            if isinstance(result, LabResult) and result.range_in_words
        ]
        ranges = {result.range_in_words for result in printed}
        units = {_unit(result) for result in results if not result.word}
        if len(ranges) == 1 and len(units) == 1 and self.latest.range_in_words:
            return ranges.pop()
        described = []
        for result in printed:
            in_unit = f"{result.range_in_words} {unit_in_print(result.unit)}".strip()
            words = {"range": in_unit, "day": say_when(result.collected)}
            described.append(_("%(range)s (%(day)s)") % words)
        return "; ".join(dict.fromkeys(described))


@dataclass
class ResultTable:
    """Results side by side: a column for each time, a row for each test."""

    times: list[PartialDate]
    rows: list[TestRow]


def latest_times(results: Iterable[LabResult], limit: int) -> list[PartialDate]:
    """At most so many times, the latest first, a day before its month."""
    times = {result.collected for result in results}
    days_first = sorted(times, key=lambda when: when.precision)
    return sorted(days_first, key=lambda when: when.first, reverse=True)[:limit]


def build_table(results: Sequence[LabResult]) -> ResultTable:
    """The results of the last times, one row a test, in the given order.

    Two results of one test and time share a cell. A calculated ratio stands in the row
    of printed ratios, or below lambda.
    """
    times = latest_times(results, LAB_TIMES)
    shown = [result for result in results if result.collected in times]
    ratios = calculate_ratios(shown)
    rows: dict[object, TestRow] = {}

    def add(result: AnyResult, key: object) -> None:
        row = TestRow(str(result.name), {time: [] for time in times})
        rows.setdefault(key, row).cells[result.collected].append(result)

    for result in shown:
        add(result, RATIO if _slug(result) == RATIO else result.test_key)
        if ratio := ratios.get(result.pk):
            add(ratio, RATIO)
    return ResultTable(times, list(rows.values()))


def calculate_ratios(results: Sequence[LabResult]) -> dict[UUID, CalculatedRatio]:
    """Kappa/lambda ratios by the id of the lambda result.

    None is calculated where a ratio was typed, where kappa or lambda is not one exact
    number, or where the units differ. Expects all light chain results of these times.
    """
    times: dict[PartialDate, dict[str, list[LabResult]]] = {}
    for result in results:
        times.setdefault(result.collected, {}).setdefault(_slug(result), []).append(
            result
        )
    pairs = [
        CalculatedRatio(chains[KAPPA][0], chains[LAMBDA][0])
        for chains in times.values()
        if RATIO not in chains
        and len(chains.get(KAPPA, [])) == len(chains.get(LAMBDA, [])) == 1
    ]
    return {pair.of_lambda.pk: pair for pair in pairs if pair.value}


def _unit(result: AnyResult) -> str:
    """The unit to compare; none of a ratio, printed or calculated."""
    return "" if result.test_slug == RATIO else normalize_unit(result.unit)


def _slug(result: LabResult) -> str:
    return result.marker.slug if result.marker else ""
