"""Lab results, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.result_history import charts_of
from myeloma_journal.labs.tables import Row, side_by_side
from myeloma_journal.packets.choices import key_of
from myeloma_journal.packets.contents.times import short
from myeloma_journal.platform.charts import Band, Chart

# Two numbers stand side by side in the table; a picture begins with the third.
FEWEST, MOST_CHARTS = 3, 6
# Narrow: there are few points, and so three stand beside each other.
WIDTH = 240


@dataclass(frozen=True)
class LabLine:
    """One test: its results at the times of the table, and the lab's own range."""

    name: str
    by_time: Mapping[str, str]
    range: str
    key: str = ""


def lab_lines(
    results: Sequence[LabResult],
) -> tuple[tuple[str, ...], tuple[LabLine, ...]]:
    """The last times at which something was taken, side by side."""
    table = side_by_side(results)
    return tuple(map(short, table.times)), tuple(map(_lab_line, table.rows))


def lab_charts(
    results: Iterable[LabResult], bands: Sequence[Band], *, first: date, last: date
) -> tuple[Chart, ...]:
    """A small chart of each test that was done often enough in these days.

    Args:
        results: In the order of the table.
        bands: The treatments that began or ended in these days.
        first: The first day that is drawn.
        last: The last day that is drawn.
    """
    tests: dict[object, list[LabResult]] = {}
    days: list[date] = []
    for result in results:
        if first <= result.taken_on <= last:
            tests.setdefault(result.test, []).append(result)
            days.append(result.taken_on)
    # All have the same days, so that they can be compared.
    begins, ends = min(days, default=first), max(days, default=last)
    charts = [
        replace(chart, name=_named(several[0].name, chart.column))
        for several in tests.values()
        for chart in charts_of(
            several, bands, fewest=FEWEST, first=begins, last=ends, width=WIDTH
        )
    ]
    return tuple(charts[:MOST_CHARTS])


def _named(test: str, unit: str) -> str:
    return f"{test}, {unit}" if unit else test


def _lab_line(row: Row) -> LabLine:
    by_time = {
        short(when): "; ".join(result.result for result in cell)
        for when, cell in row.cells.items()
    }
    key = key_of("lab", row.address)
    return LabLine(row.name, by_time, row.latest.range_in_words, key)
