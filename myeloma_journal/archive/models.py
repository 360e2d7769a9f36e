"""What was erased, so that a backup which still has it cannot bring it back."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from myeloma_journal.core.models import Record


class Erased(models.TextChoices):
    """What kind of thing is gone."""

    JOURNAL = "journal"
    ACCOUNT = "account"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """The named questions about what was erased."""

    def note(self, kind: str, erased_id: UUID, at: datetime) -> None:
        """Write down that it is gone; once is enough."""
        self.get_or_create(kind=kind, erased_id=erased_id, defaults={"erased_at": at})


class Erasure(Record):
    """An id that means nothing any more, and a date: nothing else is kept."""

    kind = models.CharField(max_length=10, choices=Erased)
    erased_id = models.UUIDField()
    erased_at = models.DateTimeField()

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["erased_at"]
        constraints = [
            models.CheckConstraint(
                name="archive_erasure_kind_is_known",
                condition=Q(kind__in=Erased.values),
            ),
            models.UniqueConstraint(
                fields=["kind", "erased_id"], name="archive_erasure_is_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.erased_id}"
