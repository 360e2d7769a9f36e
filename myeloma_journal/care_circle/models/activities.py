"""The audit log, for the owner to read: never a word of the journal."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models.authorship import CreatedBy
from myeloma_journal.care_circle.models.people import Patient
from myeloma_journal.platform.database.models import Record


class ActivityKind(models.TextChoices):
    """What somebody did, in the words of the page.

    Edits are not among them: `audit.edits` counts them from the history.
    """

    SIGNED_IN = "signed_in", _("signed in")
    PASSWORD = "password", _("chose a new password")
    MFA = "mfa", _("changed their second lock")
    READ = "read", _("looked into this journal")
    REFUSED = "refused", _("was refused: their role does not allow it")
    TURNED_AWAY = "turned_away", _("tried to open this journal, and could not")
    PRINTED = "printed", _("made a PDF to print")
    EXPORTED = "exported", _("took out a copy of everything")
    DELETION_SCHEDULED = "deletion_scheduled", _("asked to delete this journal")
    DELETION_CANCELLED = "deletion_cancelled", _("kept this journal after all")
    CALENDAR_MADE = "calendar_made", _("made a calendar address")
    CALENDAR_GONE = "calendar_gone", _("withdrew a calendar address")
    INVITED = "invited", _("invited somebody")
    INVITED_PATIENT = "invited_patient", _("invited the patient")
    WITHDREW = "withdrew", _("withdrew an invitation")
    JOINED = "joined", _("joined the circle")
    JOINED_AS_PATIENT = (
        "joined_as_patient",
        _("joined as the patient, whose journal this is"),
    )
    LEFT = "left", _("left the circle")
    REMOVED = "removed", _("removed somebody")
    ROLE = "role", _("changed what somebody may do")


RETENTION = timedelta(days=365)
# Recorded once a day per user: more would bury the rest.
DAILY = (ActivityKind.READ, ActivityKind.REFUSED, ActivityKind.TURNED_AWAY)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def between(self, first: date, last: date) -> Self:
        return self.filter(on__range=(first, last))

    def expired(self, now: datetime) -> Self:
        return self.filter(created_at__lt=now - RETENTION)


class Activity(CreatedBy, Record):
    """Who did what in a journal, when and from where; append-only.

    Only `purge_activity`, or erasing the journal, deletes rows.
    """

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="activities"
    )
    kind = models.CharField(max_length=20, choices=ActivityKind)
    # The day where the patient lives.
    on = models.DateField()
    # Whom or what it was about: a name of a person or of a thing, never their words.
    about = models.CharField(max_length=100, blank=True)
    object_id = models.UUIDField(null=True, blank=True)
    # Of the IP address only the network is stored: a town, not a house.
    network = models.CharField(max_length=43, blank=True)
    device = models.CharField(max_length=60, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["patient", "-created_at"]),
            models.Index(fields=["patient", "on"]),
        ]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="care_circle_activity_kind_is_known",
                condition=Q(kind__in=ActivityKind.values),
            ),
            models.UniqueConstraint(
                fields=["patient", "created_by", "kind", "on"],
                condition=Q(kind__in=DAILY),
                name="care_circle_activity_is_recorded_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_by_name} {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValueError("What was recorded is not changed.")
        super().save(*args, **kwargs)
