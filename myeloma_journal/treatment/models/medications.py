"""Medications beside the lines of therapy, allergies, and checks of both."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Patient
from myeloma_journal.catalogue.models import Drug
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import (
    FIRST_DAY,
    partial_date,
    partial_date_check,
)
from myeloma_journal.treatment.models.spans import span_constraints


def join_nonempty(*texts: str) -> str:
    """As in "400 mg, twice a day"."""
    return ", ".join(text for text in texts if text)


class MedicationKind(models.TextChoices):
    """Where a medication comes from."""

    PRESCRIBED = "prescribed", _("Prescribed")
    OVER_THE_COUNTER = "over_the_counter", _("Over the counter")
    SUPPLEMENT = "supplement", _("Vitamin or supplement")


class MedicationQuerySet(models.QuerySet["Medication"]):
    def current(self, day: date) -> Self:
        """Medications taken on `day`; an unknown start counts as started."""
        return self.filter(Q(started_on__isnull=True) | Q(started_on__lte=day)).exclude(
            stopped_on__lte=day
        )

    def stopped(self, day: date) -> Self:
        """Medications that had ended by `day`, the latest first."""
        return self.filter(stopped_on__lte=day).order_by("-stopped_on", "name")

    def planned(self, day: date) -> Self:
        """Medications that start after `day`, the next first."""
        return self.filter(started_on__gt=day).order_by("started_on", "name")

    def changed_since(self, day: date) -> Self:
        """Medications started or stopped on `day` or later, the latest change first."""
        return self.filter(Q(started_on__gte=day) | Q(stopped_on__gte=day)).order_by(
            Coalesce("stopped_on", "started_on").desc(), "name"
        )


class Medication(Record):
    """A drug or supplement that is no part of a line of therapy."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="medications"
    )
    drug = models.ForeignKey(
        Drug, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=MedicationKind)
    dose = models.CharField(_("dose"), max_length=200, blank=True)
    how_often = models.CharField(_("when and how often"), max_length=200, blank=True)
    what_for = models.CharField(_("reason"), max_length=200, blank=True)
    prescribed_by = models.CharField(_("prescribed by"), max_length=100, blank=True)
    started_on, started_precision, started = partial_date("started")
    stopped_on, stopped_precision, stopped = partial_date("stopped")

    objects = MedicationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_medication_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="treatment_medication_kind_is_known",
                condition=Q(kind__in=MedicationKind.values),
            ),
            *span_constraints("treatment_medication"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_and_dose(self) -> str:
        """Tells the records of two doses of one drug apart."""
        return " ".join(filter(None, (self.name, self.dose)))

    @property
    def details(self) -> str:
        """Dose and frequency."""
        return join_nonempty(self.dose, self.how_often)

    def is_current(self, day: date) -> bool:
        """The same rule as `MedicationQuerySet.current`."""
        has_begun = self.started_on is None or self.started_on <= day
        is_over = self.stopped_on is not None and self.stopped_on <= day
        return has_begun and not is_over


audit.register(
    Medication, ngettext_lazy("a medication", "%(number)d medications", "number")
)


class AllergyQuerySet(models.QuerySet["Allergy"]):
    def current(self, day: date) -> Self:
        """Allergies not ruled out by `day`."""
        return self.exclude(ended_on__lte=day)

    def ruled_out(self, day: date) -> Self:
        return self.filter(ended_on__lte=day)


class Allergy(Record):
    """Something the patient must not be given."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="allergies"
    )
    name = models.CharField(_("allergic to"), max_length=100)
    reaction = models.CharField(_("what happened"), max_length=200, blank=True)
    since = models.CharField(_("since"), max_length=60, blank=True)
    ended_on, ended_precision, ended = partial_date("ended")

    objects = AllergyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "created_at"]
        verbose_name_plural = "allergies"
        constraints = [
            models.CheckConstraint(
                name="treatment_allergy_has_a_name", condition=~Q(name="")
            ),
            partial_date_check("treatment_allergy", "ended"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def details(self) -> str:
        """Reaction and start."""
        return join_nonempty(self.reaction, self.since)


audit.register(Allergy, ngettext_lazy("an allergy", "%(number)d allergies", "number"))


class MedicationCheck(CreatedBy, Record):
    """Somebody checked all medications and allergies."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="medication_checks"
    )
    checked_on = models.DateField()

    class Meta:
        ordering = ["-checked_on", "-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="treatment_medicationcheck_is_in_our_time",
                condition=Q(checked_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_by_name}, {self.checked_on}"
