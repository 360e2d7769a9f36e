import uuid
from datetime import datetime
from typing import Self

from django.db import models


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def due(self, now: datetime) -> Self:
        """Emails whose next attempt may be made now, the longest waiting first."""
        waiting = self.filter(failed_at=None, next_attempt_at__lte=now)
        return waiting.order_by("next_attempt_at")

    def overdue(self, now: datetime) -> Self:
        """Emails that were not sent within their time limit."""
        return self.filter(failed_at=None, expires_at__lte=now)

    def failed(self) -> Self:
        """Emails that were given up. Their recipient and contents are erased."""
        return self.exclude(failed_at=None)


class OutgoingEmail(models.Model):
    """An email that is still to be sent. It is deleted as soon as it was.

    The contents are encrypted: they hold links that open an account, and those are
    stored nowhere else in a form that could be used.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    encrypted = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mail_outgoingemail_is_empty_once_it_failed",
                condition=models.Q(failed_at=None) | models.Q(encrypted=""),
            ),
        ]
        indexes = [models.Index("next_attempt_at", name="mail_next_attempt")]

    def __str__(self) -> str:
        return f"email {self.pk}"
