"""What every personal record has."""

import uuid

from django.db import models


class StaleRecordError(Exception):
    """The record is not what it was when the page was opened."""


class Record(models.Model):
    """A personal record: an id that says nothing, and when it was made and changed.

    Its version counts the changes, so that two people who correct the same record at
    the same time are told so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def increment_version(self, seen: int) -> None:
        """Count a change to what stood at version `seen`, together with that change.

        Counting and comparing are one statement: of two who do it at once, one is
        refused, on every database.

        Raises:
            StaleRecordError: Somebody else changed or deleted the record since then.
        """
        unchanged = type(self)._base_manager.filter(pk=self.pk, version=seen)
        if not unchanged.update(version=seen + 1):
            raise StaleRecordError
        self.version = seen + 1
