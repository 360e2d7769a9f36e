"""Results side by side: a row for each test, a column for each time. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.partial_dates import PartialDate

# A table shows so many times, the latest, on screen as on paper.
LAB_TIMES = 2
KAPPA, LAMBDA, RATIO = LIGHT_CHAINS = ("flc-kappa", "flc-lambda", "flc-ratio")


@dataclass(frozen=True)
class WorkedOut:
    """A kappa/lambda ratio that no laboratory printed; it is shown and never kept."""

    kappa: LabResult
    of_lambda: LabResult

    pk = None
    address = RATIO
    unit = "ratio"
    comparator = ""
    name = gettext_lazy("Kappa/lambda ratio")
    range_in_words = word = ""
    range_low = range_high = None

    @property
    def collected(self) -> PartialDate:
        """When both were taken."""
        collected: PartialDate = self.of_lambda.collected
        return collected

    @property
    def value(self) -> Decimal | None:
        """Kappa by lambda; nothing where they are not two exact numbers alike."""
        one, other = self.kappa, self.of_lambda
        if one.unit != other.unit or one.comparator or other.comparator:
            return None
        return one.value / other.value if one.value and other.value else None

    @property
    def typed(self) -> str:
        """The ratio in two decimals or three digits."""
        ratio = self.value or Decimal()
        decimals = 2 if ratio >= Decimal("0.1") else 2 - ratio.adjusted()
        return f"{ratio:.{decimals}f}"

    @property
    def result(self) -> str:
        """The ratio, and that nobody printed it."""
        return _("%(ratio)s (worked out)") % {"ratio": self.typed}


Shown = LabResult | WorkedOut


@dataclass
class Row:
    """One test, and what came of it each time."""

    name: str
    cells: dict[PartialDate, list[Shown]]

    @property
    def address(self) -> str:
        """What the test is called in the address of the page about it."""
        return self.latest.address

    @property
    def latest(self) -> Shown:
        """The result of the last time that has one."""
        return next(cell[-1] for cell in self.cells.values() if cell)


@dataclass
class Table:
    """The last times that something was taken, and a row for each test."""

    times: list[PartialDate]
    rows: list[Row]


def latest_times(results: Iterable[LabResult], most: int) -> list[PartialDate]:
    """So many times of these results, the latest first, and a day before its month."""
    times = {result.collected for result in results}
    days_first = sorted(times, key=lambda when: when.precision)
    return sorted(days_first, key=lambda when: when.first, reverse=True)[:most]


def side_by_side(results: Sequence[LabResult]) -> Table:
    """The results of the last times, one row a test in the order they come.

    Two results of one test and time stand in the same cell: both are kept. A ratio
    that was worked out stands where the laboratory's would stand, or below lambda.
    """
    times = latest_times(results, LAB_TIMES)
    shown = [result for result in results if result.collected in times]
    ratios = ratios_below(shown)
    rows: dict[object, Row] = {}

    def put(one: Shown, test: object) -> None:
        row = Row(str(one.name), {when: [] for when in times})
        rows.setdefault(test, row).cells[one.collected].append(one)

    for result in shown:
        put(result, RATIO if _slug(result) == RATIO else result.test)
        if ratio := ratios.get(result.pk):
            put(ratio, RATIO)
    return Table(times, list(rows.values()))


def ratios_below(results: Sequence[LabResult]) -> dict[UUID, WorkedOut]:
    """The ratios that can be worked out, each by the lambda result it stands below.

    There is none where a ratio was typed, where kappa or lambda is not one exact
    number, or where the units differ. Expects all light chain results of these times.
    """
    times: dict[PartialDate, dict[str, list[LabResult]]] = {}
    for result in results:
        times.setdefault(result.collected, {}).setdefault(_slug(result), []).append(
            result
        )
    pairs = [
        WorkedOut(chains[KAPPA][0], chains[LAMBDA][0])
        for chains in times.values()
        if RATIO not in chains
        and len(chains.get(KAPPA, [])) == len(chains.get(LAMBDA, [])) == 1
    ]
    return {pair.of_lambda.pk: pair for pair in pairs if pair.value}


def _slug(result: LabResult) -> str:
    return result.marker.slug if result.marker else ""
