"""How long ago the last dose was, for days of the journal."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import Q
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.treatment.dose_days import CycleSchedule, WeeklySchedule, dose_days
from myeloma_journal.treatment.models import LineDrug

# People count the days after a dose for about a week.
MOST_DAYS = 7


class DaysSinceDose:
    """Counts the days since the last dose of each drug of one patient.

    Left out are drugs without a schedule and those taken on half of all days or more.
    """

    def __init__(self, drugs: Iterable[LineDrug]) -> None:
        self.drugs = [drug for drug in drugs if _is_intermittent(drug)]

    @classmethod
    def of(cls, patient: Patient, first: date, last: date) -> Self:
        """For the drugs given from `first` to `last`, in one query."""
        drugs = LineDrug.objects.filter(line__patient=patient).exclude(pattern="")
        given = drugs.filter(line__started_on__lte=last).filter(
            Q(line__stopped_on=None) | Q(line__stopped_on__gte=first)
        )
        return cls(given.select_related("line"))

    def on(self, day: date) -> list[str]:
        """As in "Bortezomib dose day" or "Day 3 after …", the latest dose first."""
        counted = [(drug.days_since_dose(day), drug.name) for drug in self.drugs]
        return [
            _("Day %(ago)d after %(drug)s") % {"ago": ago, "drug": name}
            if ago
            else _("%(drug)s dose day") % {"drug": name}
            for ago, name in sorted(
                (ago, name) for ago, name in counted if ago is not None
            )
            if ago <= MOST_DAYS
        ]

    def days(self, first: date, last: date) -> list[date]:
        """All dose days from `first` to `last`."""
        return sorted(
            {
                day
                for drug in self.drugs
                if (schedule := drug.schedule)
                for day in dose_days(schedule, first, last)
                if drug.days_since_dose(day) == 0
            }
        )

    @property
    def names(self) -> str:
        """As in "dexamethasone, bortezomib"."""
        return ", ".join(dict.fromkeys(drug.name for drug in self.drugs))


def _is_intermittent(drug: LineDrug) -> bool:
    match drug.schedule:
        case WeeklySchedule(weekdays=days):
            return 2 * len(days) < WeeklySchedule.length
        case CycleSchedule(days=days, length=length):
            return 2 * len(days) < length
        case _:
            return False
