"""Results side by side: a row for each test, a column for each day. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from myeloma_journal.labs.models import LabResult

# A table shows so many days, the latest, on screen as on paper.
LAB_DAYS = 2


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
