import json
import uuid
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from myeloma_journal.platform.database.encryption import fernet

# Long enough to read a page, and to look for the password.
LASTS = timedelta(hours=1)
PURPOSE = "files"


class PendingFileQuerySet(models.QuerySet["PendingFile"]):
    def open(self, now: datetime) -> Self:
        return self.filter(expires_at__gt=now)

    def expired(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)

    def keep(
        self, user: models.Model, summary: dict[str, Any], contents: bytes
    ) -> "PendingFile":
        """Keep what was read, in place of an earlier file of that person."""
        now = timezone.now()
        self.filter(user=user).delete()
        self.expired(now).delete()
        key = fernet(PURPOSE)
        return self.create(
            user=user,
            summary=key.encrypt(json.dumps(summary).encode()),
            contents=key.encrypt(contents),
            expires_at=now + LASTS,
        )


class PendingFile(models.Model):
    """What was read from a file, until the person confirms; encrypted, for an hour.

    Attributes:
        summary: What the page says about it.
        contents: What is added once it is confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_file"
    )
    summary = models.BinaryField()
    contents = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    objects = PendingFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file {self.pk}"

    def read_summary(self) -> dict[str, Any]:
        """Raise `InvalidToken` when SECRET_KEY was changed since."""
        return json.loads(fernet(PURPOSE).decrypt(bytes(self.summary)))

    def open_contents(self) -> BytesIO:
        """Raise `InvalidToken` when SECRET_KEY was changed since."""
        return BytesIO(fernet(PURPOSE).decrypt(bytes(self.contents)))
