"""The links that let people into a circle."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models.authorship import CreatedBy
from myeloma_journal.care_circle.models.people import Patient
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.secret_links import DIGEST_LENGTH, hash_token
from myeloma_journal.platform.database.models import Record

# Whoever sent a link that nobody used in time finds it here.
LISTED_AFTERWARDS = timedelta(days=30)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unused(self) -> Self:
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open(self, now: datetime) -> Self:
        """Those that can be accepted."""
        patients = Patient.objects.all().open()
        return self.unused().filter(expires_at__gt=now, patient__in=patients)

    def listed(self, now: datetime) -> Self:
        """Unused ones, until a month after they expired."""
        return self.unused().filter(expires_at__gt=now - LISTED_AFTERWARDS)

    def by_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_token(token))


class Invitation(CreatedBy, Record):
    """A link that lets one person into a circle, once; only its hash is stored."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="invitations"
    )
    name = models.CharField(_("their name"), max_length=100)
    role = models.CharField(_("what they can do"), max_length=10, choices=Role)
    is_patient = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=DIGEST_LENGTH, unique=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="care_circle_invitation_role_is_known",
                condition=Q(role__in=Role.values),
            ),
            models.CheckConstraint(
                name="care_circle_invitation_names_somebody", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="care_circle_invitation_of_the_patient_is_owner",
                condition=Q(is_patient=False) | Q(role=Role.OWNER),
            ),
            models.CheckConstraint(
                name="care_circle_invitation_ends_once",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="care_circle_invitation_token_is_hashed",
                condition=Exact(Length("token_hash"), DIGEST_LENGTH),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()} for {self.patient}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
