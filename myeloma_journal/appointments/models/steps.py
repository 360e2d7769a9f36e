"""What is to be done after a visit, by whom, and by when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.appointments.models.visits import Appointment
from myeloma_journal.care_circle import audit
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY


class NextStepQuerySet(models.QuerySet["NextStep"]):
    """The named questions about next steps."""

    def open(self) -> Self:
        """Steps still to be done; those with a day first, the soonest first."""
        return self.filter(done_on__isnull=True).order_by(
            F("due_on").asc(nulls_last=True), "appointment__starts_at", "created_at"
        )


class NextStep(Record):
    """One thing to do that came out of a visit."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="next_steps"
    )
    text = models.CharField(_("what to do"), max_length=300)
    who = models.CharField(_("who does it"), max_length=100, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, editable=False)

    objects = NextStepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="appointments_nextstep_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="appointments_nextstep_is_in_our_time",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=FIRST_DAY))
                & (Q(done_on__isnull=True) | Q(done_on__gte=FIRST_DAY)),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def set_done(self, day: date | None) -> None:
        """Say that it was done on `day`, or with None that it was not."""
        self.done_on = day
        self.save(update_fields=["done_on", "updated_at"])


audit.register(
    NextStep,
    ngettext_lazy("a next step", "%(number)d next steps", "number"),
    patient="appointment__patient",
)
