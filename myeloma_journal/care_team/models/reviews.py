"""When the rules were reviewed, and whether another review is due."""

from datetime import date

from django.db import models
from django.db.models import Q

from myeloma_journal.care_circle.models import CreatedBy, Patient
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY


class RulesReviewQuerySet(models.QuerySet["RulesReview"]):
    def latest_day(self) -> date | None:
        return self.aggregate(day=models.Max("reviewed_on"))["day"]


class RulesReview(CreatedBy, Record):
    """One review of the rules, and by whom."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="rules_reviews"
    )
    reviewed_on = models.DateField()

    objects = RulesReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on", "-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="care_team_rulesreview_is_in_our_time",
                condition=Q(reviewed_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewed_on}, {self.created_by_name}"


def last_reviewed_on(patient: Patient) -> date | None:
    """The day of the last review, or else of the first rule."""
    if day := patient.rules_reviews.latest_day():
        return day
    first = patient.call_rules.first()
    return patient.local(first.created_at).date() if first else None


def needs_review(patient: Patient) -> bool:
    """Whether a treatment began or ended since the last review.

    The rules of a treatment that is over may not be those of the next one. Without a
    rule there is nothing to review.
    """
    day = last_reviewed_on(patient)
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
