"""Procedures: transplant, CAR-T, radiation, surgery."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Procedure
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import (
    partial_date,
    partial_date_check,
)
from myeloma_journal.treatment.models.lines import Line
from myeloma_journal.treatment.models.spans import NOTE_LENGTH


class ProcedureDone(Record):
    """A procedure that was done or is planned."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="procedures"
    )
    line = models.ForeignKey(
        Line,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="procedures",
        verbose_name=_("line of therapy"),
    )
    kind = models.ForeignKey(
        Procedure, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("procedure"), max_length=100)
    done_on, done_precision, when = partial_date("done")
    where = models.CharField(_("where"), max_length=200, blank=True)
    what = models.TextField(_("what was done"), max_length=NOTE_LENGTH, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("done_on").desc(nulls_last=True), "created_at"]
        verbose_name_plural = "procedures done"
        constraints = [
            models.CheckConstraint(
                name="treatment_proceduredone_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="treatment_proceduredone_what_fits",
                condition=Q(LessThanOrEqual(Length("what"), NOTE_LENGTH)),
            ),
            partial_date_check("treatment_proceduredone", "done"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name of the procedure: it outlives the catalogue."""
        if self.kind and not self.name:
            self.name = self.kind.name
        super().save(*args, **kwargs)


audit.register(
    ProcedureDone, ngettext_lazy("a procedure", "%(number)d procedures", "number")
)
