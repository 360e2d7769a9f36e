"""How long ago a dose was, for days of the journal. It is shown, never explained."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.treatment.dose_days import OfACycle, Weekly, dose_days
from myeloma_journal.treatment.models import LineDrug

# People speak of the days after a dose for about a week.
SPOKEN_OF = 7


class Doses:
    """The drugs of one patient whose dose days are known and stand apart.

    A drug that is taken on more days than not is left out: after it is every day.
    """

    def __init__(self, drugs: Iterable[LineDrug]) -> None:
        """Keep those of these drugs that have a day before and after."""
        self.drugs = [drug for drug in drugs if _stands_apart(drug)]

    @classmethod
    def of(cls, patient: Patient, first: date, last: date) -> Self:
        """What was given from `first` to `last`, in one query."""
        told = LineDrug.objects.filter(line__patient=patient).exclude(pattern="")
        given = told.filter(line__started_on__lte=last).filter(
            Q(line__stopped_on=None) | Q(line__stopped_on__gte=first)
        )
        return cls(given.select_related("line"))

    def on(self, day: date) -> list[str]:
        """What `day` was: a dose day, or so many days after one; mostly nothing."""
        counted = [(drug.name, drug.days_since_dose(day)) for drug in self.drugs]
        return [
            _("Dose day: %(drug)s") % {"drug": drug}
            if not ago
            else _("Day %(ago)d after %(drug)s") % {"ago": ago, "drug": drug}
            for drug, ago in sorted(counted, key=lambda one: (one[1] or 0, one[0]))
            if ago is not None and ago <= SPOKEN_OF
        ]

    def days(self, first: date, last: date) -> list[date]:
        """All dose days from `first` to `last`."""
        return sorted(
            {
                day
                for drug in self.drugs
                if (told := drug.dose_days)
                for day in dose_days(told, first, last)
                if drug.days_since_dose(day) == 0
            }
        )

    @property
    def names(self) -> str:
        """The drugs, as in a sentence."""
        names = dict.fromkeys(drug.name for drug in self.drugs)
        return str(get_text_list(list(names), _("or")))


def _stands_apart(drug: LineDrug) -> bool:
    match drug.dose_days:
        case Weekly(weekdays=days):
            return 2 * len(days) < Weekly.length
        case OfACycle(days=days, length=length):
            return 2 * len(days) < length
        case _:
            return False
