"""What was started, stopped or changed since a visit, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.treatment.models import Medication
from myeloma_journal.treatment.models.medications import in_one_line


@dataclass(frozen=True)
class Marked:
    """A medication, and what happened to it since the visit; nothing, mostly."""

    medication: Medication
    what: str = ""


class SinceVisit:
    """Reads the medications of one patient against their last visit.

    What began or ended on the day of the visit counts: it was decided there.
    """

    def __init__(self, patient: Patient, visit: Appointment | None) -> None:
        """Look up how each was taken when the visit began, in one query."""
        self.day = visit.day if visit else None
        self.before = _taken_then(patient, visit.starts_at) if visit else {}

    def mark(self, medications: Iterable[Medication], today: date) -> list[Marked]:
        """Each of them with what happened to it up to `today`."""
        return [Marked(one, self._what(one, today)) for one in medications]

    def _what(self, one: Medication, today: date) -> str:
        if self.day is None:
            return ""
        if one.stopped_on and self.day <= one.stopped_on <= today:
            return _("Stopped %(when)s, since the last visit") % {"when": one.stopped}
        if one.started_on and self.day <= one.started_on <= today:
            return _("Started %(when)s, since the last visit") % {"when": one.started}
        before = self.before.get(one.pk, one.how)
        if before == one.how or not one.is_current(today):
            return ""
        return _("Changed since the last visit. Before: %(how)s") % {
            "how": before or _("not written down")
        }


def _taken_then(patient: Patient, moment: datetime) -> dict[object, str]:
    """How each medication that was written down by then was taken, as it stood."""
    versions = Medication.history.filter(
        patient_id=patient.pk, history_date__lte=moment
    ).order_by("history_date", "history_id")
    return {
        pk: in_one_line(dose, how_often)
        for pk, dose, how_often in versions.values_list("id", "dose", "how_often")
    }
