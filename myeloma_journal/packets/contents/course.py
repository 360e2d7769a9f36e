"""The treatments: those that turned in these days, and all there ever were."""

from collections.abc import Iterable, Sequence
from datetime import date

from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.charts import Band
from myeloma_journal.treatment.models import Line, ProcedureDone
from myeloma_journal.treatment.timeline import (
    Course,
    band,
    by_marker,
    course_of,
    usual_marker,
)

# Wide enough for names and years, and still to be read on a phone.
WIDTH = 480


def turned(lines: Iterable[Line], first: date, last: date) -> list[Band]:
    """The lines of therapy that began or ended in these days, for charts of them."""
    return [
        band(line.regimen_name, line.started, line.stopped)
        for line in lines
        if any(
            turn and first <= turn <= last
            for turn in (line.started_on, line.stopped_on)
        )
    ]


def whole_course(
    lines: Sequence[Line],
    results: Iterable[LabResult],
    procedures: Iterable[ProcedureDone],
    last: date,
) -> Course | None:
    """The course of treatment up to the visit, with the usual lab results above."""
    series = by_marker(one for one in results if one.taken_on <= last)
    marker = usual_marker(series)
    done = [one for one in procedures if one.done_on and one.done_on <= last]
    above = series[marker] if marker else []
    return course_of(lines, done, above, today=last, width=WIDTH)
