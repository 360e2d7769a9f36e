"""Whether the rules want to be looked at again."""

from datetime import date

from django.db.models import Q

from myeloma_journal.care_circle.models import Patient


def looked_at_on(patient: Patient) -> date | None:
    """The day the rules were last looked at, or else the first was written."""
    if day := patient.rules_reviews.latest_day():
        return day
    first = patient.call_rules.first()
    return patient.local(first.created_at).date() if first else None


def wants_a_look(patient: Patient) -> bool:
    """Whether a treatment began or ended since the rules were looked at.

    The rules of a treatment that is over may not be those of the next one. Without a
    rule there is nothing to look at.
    """
    day = looked_at_on(patient)
    if day is None:
        return False
    today = patient.today()
    changed = Q(started_on__gt=day, started_on__lte=today) | Q(
        stopped_on__gt=day, stopped_on__lte=today
    )
    return (
        patient.lines.filter(changed).exists()
        or patient.medications.filter(changed).exists()
    )
