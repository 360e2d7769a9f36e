"""What this person wants to be asked about."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.core.models import Record


class FollowedSymptomQuerySet(models.QuerySet["FollowedSymptom"]):
    """The named questions about what is followed."""

    def current(self) -> Self:
        """Symptoms that Today asks about."""
        return self.filter(until=None)

    def stopped(self) -> Self:
        """Symptoms followed once, the latest first."""
        return self.exclude(until=None).order_by("-until", "name")

    def shown_to(self, member: Membership) -> Self:
        """Symptoms that `member` may know of: private ones are the patient's alone."""
        return self.all() if member.is_patient else self.filter(is_private=False)


class FollowedSymptom(Record):
    """A symptom this person keeps an eye on, under the name they know it by."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="followed_symptoms"
    )
    symptom = models.ForeignKey(
        Symptom, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("symptom"), max_length=100)
    since = models.DateField(_("followed since"))
    until = models.DateField(_("stopped on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Shown to the patient alone, and left out of what is printed and charted.
    is_private = models.BooleanField(_("only I see this"), default=False)

    objects = FollowedSymptomQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["position"])

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "name"],
                condition=Q(until__isnull=True),
                name="journal_followedsymptom_is_followed_once",
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_has_a_name", condition=~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureChoice(Record):
    """Whether Today asks for a measure, and in which unit, where a person chose so."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="measure_choices"
    )
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_shown = models.BooleanField(default=True)
    unit = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "measure"],
                name="journal_measurechoice_is_made_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.unit}" if self.unit else str(self.measure)
