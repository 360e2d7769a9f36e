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

    SIGNED_IN = "signed_in", _("Signed in")
    PASSWORD = "password", _("Changed their password")
    MFA = "mfa", _("Changed their two-step sign-in")
    READ = "read", _("Viewed this journal")
    REFUSED = "refused", _("Tried something their role doesn’t allow")
    TURNED_AWAY = "turned_away", _("Tried to open this journal, but couldn’t")
    PRINTED = "printed", _("Created a PDF to print")
    EXPORTED = "exported", _("Downloaded everything")
    IMPORTED = "imported", _("Added this journal from a file")
    DELETION_SCHEDULED = "deletion_scheduled", _("Asked to delete this journal")
    DELETION_CANCELLED = "deletion_cancelled", _("Restored this journal")
    CALENDAR_MADE = "calendar_made", _("Created a calendar address")
    CALENDAR_GONE = "calendar_gone", _("Turned off a calendar address")
    INVITED = "invited", _("Invited someone")
    INVITED_PATIENT = "invited_patient", _("Invited the patient")
    WITHDREW = "withdrew", _("Canceled an invitation")
    JOINED = "joined", _("Accepted an invitation")
    JOINED_AS_PATIENT = (
        "joined_as_patient",
        _("Joined as the patient"),
    )
    LEFT = "left", _("Left this journal")
    REMOVED = "removed", _("Removed someone")
    ROLE = "role", _("Changed what someone can do")
    ACCOUNT_CLOSED = "account_closed", _("Closed someone’s account")
    ACCOUNT_REOPENED = "account_reopened", _("Reopened someone’s account")
    ACCOUNT_DELETED = "account_deleted", _("Deleted someone’s account")


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
