"""What one person wrote, and its tags."""

from django.conf import settings
from django.db import models


class Tag(models.Model):
    """A word to find entries by."""

    name = models.CharField(max_length=40)

    class Meta:
        app_label = "baseline"

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """What one person felt at one moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    severity = models.PositiveSmallIntegerField()
    temperature = models.FloatField(null=True, blank=True)
    weight = models.FloatField(null=True, blank=True)
    bothered = models.BooleanField(default=False)
    tags = models.ManyToManyField(Tag, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        app_label = "baseline"
        indexes = [models.Index(fields=["user", "-at", "-id"], name="entry_user_at")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.severity}"
