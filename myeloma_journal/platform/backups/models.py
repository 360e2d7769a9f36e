from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from myeloma_journal.platform.database.models import Record


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def record(self, kind: str, erased_id: UUID, at: datetime) -> None:
        """Create it unless it exists; the first date stays."""
        self.filter(kind=kind, erased_id=erased_id).exclude(returned_at=None).delete()
        self.get_or_create(kind=kind, erased_id=erased_id, defaults={"erased_at": at})


class Erasure(Record):
    """The id of an erased record, so that restoring a backup erases it again.

    Attributes:
        returned_at: When somebody added the record again, from a file of their own. A
            backup that was made since then has only this one.
    """

    # One of those registered in `erasures`.
    kind = models.CharField(max_length=10)
    erased_id = models.UUIDField()
    erased_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["erased_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "erased_id"], name="backups_erasure_is_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.erased_id}"


class Rewrite(Record):
    """The last time the database's files were rewritten.

    Attributes:
        left: Tables too large to be locked, each with the number of its file then.
    """

    started_at = models.DateTimeField()
    left = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.started_at}"


class LastBackup(Record):
    """When the last backup was made, on whichever machine; one row."""

    made_at = models.DateTimeField()

    @classmethod
    def record(cls, made_at: datetime) -> None:
        with transaction.atomic():
            cls.objects.all().delete()
            cls.objects.create(made_at=made_at)

    def __str__(self) -> str:
        return f"{self.made_at}"
