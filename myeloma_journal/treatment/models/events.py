"""Hospital stays, infections and transfusions."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Patient
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import partial_date
from myeloma_journal.treatment.models.spans import span_constraints

EVENT_LENGTH = 300


class EventKind(models.TextChoices):
    HOSPITAL = "hospital", _("Hospital stay")
    INFECTION = "infection", _("Infection")
    TRANSFUSION = "transfusion", _("Transfusion")


class HealthEventQuerySet(models.QuerySet["HealthEvent"]):
    def between(self, first: date, last: date) -> Self:
        """Events that began in these days, ended in them, or lasted through them.

        What is known by the month or the year only may reach into the days.
        """
        began = Q(started_on__lte=last)
        spans = {"month": 31, "season": 92, "year": 366}
        within = Q(started_on__gte=first) | Q(stopped_on__gte=first)
        for precision, days in spans.items():
            reaches = date.fromordinal(first.toordinal() - days + 1)
            within |= Q(started_precision=precision, started_on__gte=reaches)
            within |= Q(stopped_precision=precision, stopped_on__gte=reaches)
        return self.filter(began & within).order_by("started_on", "created_at")


class HealthEvent(CreatedBy, Record):
    """Something that happened between visits, in a few words."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="health_events"
    )
    kind = models.CharField(_("what it was"), max_length=12, choices=EventKind)
    started_on, started_precision, started = partial_date(
        "started", _("when"), required=True
    )
    stopped_on, stopped_precision, stopped = partial_date("stopped", _("end date"))
    words = models.CharField(_("in a few words"), max_length=EVENT_LENGTH, blank=True)

    objects = HealthEventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-started_on", "-created_at"]
        verbose_name_plural = "hospital stays, infections and transfusions"
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="treatment_healthevent_kind_is_known",
                condition=Q(kind__in=EventKind.values),
            ),
            *span_constraints("treatment_healthevent"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


audit.register(
    HealthEvent,
    ngettext_lazy(
        "a hospital stay, infection, or transfusion",
        "%(number)d hospital stays, infections, or transfusions",
        "number",
    ),
)
