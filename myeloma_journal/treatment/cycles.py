"""How far a treatment in cycles has come. Pure.

Counted only where somebody wrote when a cycle began.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.dose_days import CycleSchedule
from myeloma_journal.treatment.models import Line


def cycles_of(
    lines: Sequence[Line], last: date
) -> list[tuple[CycleSchedule, tuple[str, ...]]]:
    """The cycles whose start is written, each once, with its drugs."""
    cycles: dict[tuple[int, int], tuple[CycleSchedule, list[str]]] = {}
    for line in lines:
        for drug in line.drugs.all():
            schedule = drug.schedule
            if isinstance(schedule, CycleSchedule) and schedule.first <= last:
                key = (schedule.length, cycle_day(schedule, last))
                cycles.setdefault(key, (schedule, []))[1].append(drug.name)
    return [(schedule, tuple(drugs)) for schedule, drugs in cycles.values()]


def cycle_day(schedule: CycleSchedule, day: date) -> int:
    return (day - schedule.first).days % schedule.length + 1


def cycle_number(line: Line, schedule: CycleSchedule, day: date) -> int | None:
    """Which cycle it is, where the first one began with the line.

    A count of cycles that somebody wrote, and that does not agree, goes before.
    """
    if line.started != PartialDate(schedule.first, Precision.DAY):
        return None
    number = (day - schedule.first).days // schedule.length + 1
    agrees = line.cycles_given in (None, number, number - 1)
    return number if agrees else None


def cycle_in_words(line: Line, day: date) -> str:
    """As in "Cycle 4, day 27."; empty where the drugs of the line have no one cycle."""
    cycles = cycles_of([line], day)
    if len(cycles) != 1:
        return ""
    [(schedule, _drugs)] = cycles
    words = {"day": cycle_day(schedule, day), "length": schedule.length}
    if number := cycle_number(line, schedule, day):
        return _("Cycle %(number)d, day %(day)d.") % {"number": number, **words}
    return _("Day %(day)d of %(length)d.") % words
