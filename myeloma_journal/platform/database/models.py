"""The abstract base of every personal record."""

import uuid

from django.db import models


class StaleRecordError(Exception):
    """The record has another version than expected."""


class Record(models.Model):
    """A record with a random id, timestamps, and a version for optimistic locking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def increment_version(self, seen: int) -> None:
        """Increment the version, if it is still `seen`.

        Comparing and incrementing are one statement: of two concurrent requests one is
        refused, on every database.

        Raises:
            StaleRecordError: Somebody else changed or deleted the record since then.
        """
        unchanged = type(self)._base_manager.filter(pk=self.pk, version=seen)
        if not unchanged.update(version=seen + 1):
            raise StaleRecordError
        self.version = seen + 1
