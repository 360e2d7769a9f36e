"""When somebody went through the rules to see whether they still hold."""

from datetime import date

from django.db import models
from django.db.models import Q

from myeloma_journal.care_circle.models import CreatedBy, Patient
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY


class RulesReviewQuerySet(models.QuerySet["RulesReview"]):
    """The named questions about looking at the rules."""

    def latest_day(self) -> date | None:
        """The day the rules were last looked at."""
        return self.aggregate(day=models.Max("looked_on"))["day"]


class RulesReview(CreatedBy, Record):
    """One time that the rules were looked at, and by whom."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="rules_reviews"
    )
    looked_on = models.DateField()

    objects = RulesReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-looked_on", "-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="care_team_rulesreview_is_in_our_time",
                condition=Q(looked_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.looked_on}, {self.created_by_name}"


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
