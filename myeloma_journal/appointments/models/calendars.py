"""The private address from which a phone reads the visits of one patient."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.accounts.secret_links import hash_token, new_token
from myeloma_journal.platform.database.models import Record

FINGERPRINT_LENGTH = 64


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    """The named questions about calendar addresses."""

    def opened_by(self, secret: str) -> Self:
        """The address with this secret, while its member may still see the visits."""
        return self.filter(
            fingerprint=hash_token(secret),
            membership__removed_at__isnull=True,
            membership__user__is_active=True,
            membership__patient__deletion_scheduled_at__isnull=True,
        ).select_related("membership__patient")

    def make_for(self, membership: Membership) -> str:
        """A new secret for this member; their old one opens nothing from now on.

        It is kept only as a fingerprint, so it can be shown this once.
        """
        secret = new_token()
        self.update_or_create(
            membership=membership, defaults={"fingerprint": hash_token(secret)}
        )
        return secret


class CalendarAddress(Record):
    """One member's address. Withdrawn means deleted."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="calendar_address"
    )
    fingerprint = models.CharField(
        max_length=FINGERPRINT_LENGTH, unique=True, editable=False
    )

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calendar addresses"
        constraints = [
            models.CheckConstraint(
                name="appointments_calendaraddress_keeps_a_fingerprint_only",
                condition=Q(Exact(Length("fingerprint"), FINGERPRINT_LENGTH)),
            )
        ]

    def __str__(self) -> str:
        return f"calendar address of {self.membership}"
