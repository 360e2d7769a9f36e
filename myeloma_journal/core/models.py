"""What every personal record has."""

import uuid

from django.db import models


class Record(models.Model):
    """A personal record: an id that says nothing, and when it was made and changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
