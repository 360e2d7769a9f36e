"""Results side by side: a row for each test, a column for each day. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from myeloma_journal.labs.models import LabResult

# A table shows so many days, the latest, on screen as on paper.
LAB_DAYS = 2
KAPPA, LAMBDA, RATIO = LIGHT_CHAINS = ("flc-kappa", "flc-lambda", "flc-ratio")


@dataclass
class Row:
    """One test, and what came of it on each day."""

    name: str
    cells: dict[date, list[LabResult]] = field(default_factory=dict)

    @property
    def latest(self) -> LabResult:
        """The result of the last day that has one."""
        return next(cell[-1] for cell in self.cells.values() if cell)


def side_by_side(results: Iterable[LabResult], days: list[date]) -> list[Row]:
    """The results of these days, latest first, one row a test in the order they come.

    Two results of one test on one day stand in the same cell: both are kept.
    """
    rows: dict[object, Row] = {}
    for result in results:
        key = result.marker_id or result.name.casefold()
        row = rows.setdefault(key, Row(result.name, {day: [] for day in days}))
        row.cells[result.taken_on].append(result)
    return list(rows.values())


def light_chain_ratios(results: Iterable[LabResult]) -> dict[UUID, str]:
    """The kappa/lambda ratios that can be worked out and that no laboratory gave.

    Args:
        results: All light chain results of some days.

    Returns:
        The ratio by the lambda result it was worked out from. There is none where a
        ratio was typed, where kappa or lambda is not one exact number, or where the
        units differ.
    """
    days: dict[date, dict[str, list[LabResult]]] = {}
    for result in results:
        slug = result.marker.slug if result.marker else ""
        days.setdefault(result.taken_on, {}).setdefault(slug, []).append(result)
    ratios = {}
    for chains in days.values():
        if RATIO in chains or {KAPPA, LAMBDA} - chains.keys():
            continue
        if len(chains[KAPPA]) == len(chains[LAMBDA]) == 1:
            (kappa,), (of_lambda,) = chains[KAPPA], chains[LAMBDA]
            if ratio := _ratio(kappa, of_lambda):
                ratios[of_lambda.pk] = ratio
    return ratios


def _ratio(one: LabResult, other: LabResult) -> str:
    """One by the other, in two decimals or three digits; empty when it is not exact."""
    if one.unit != other.unit or one.comparator or other.comparator:
        return ""
    if not one.value or not other.value:
        return ""
    ratio = one.value / other.value
    decimals = 2 if ratio >= Decimal("0.1") else 2 - ratio.adjusted()
    return f"{ratio:.{decimals}f}"
