"""Lab results, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.labs.tables import LAB_TIMES, Row, side_by_side
from myeloma_journal.packets.contents.times import short


@dataclass(frozen=True)
class LabLine:
    """One test: its results at the times of the table, and the lab's own range."""

    name: str
    by_time: Mapping[str, str]
    range: str


def lab_lines(patient: Patient) -> tuple[tuple[str, ...], tuple[LabLine, ...]]:
    """The last times at which something was taken, side by side."""
    results = patient.lab_results.of_latest_days(LAB_TIMES).by_test()
    table = side_by_side(list(results))
    return tuple(map(short, table.times)), tuple(map(_lab_line, table.rows))


def _lab_line(row: Row) -> LabLine:
    by_time = {
        short(when): "; ".join(result.result for result in cell)
        for when, cell in row.cells.items()
    }
    return LabLine(row.name, by_time, row.latest.range_in_words)
