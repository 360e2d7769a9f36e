"""What every personal record has."""

import uuid
from datetime import date

from django.db import models

# An earlier day is a slip of the finger.
FIRST_DAY = date(1900, 1, 1)


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
