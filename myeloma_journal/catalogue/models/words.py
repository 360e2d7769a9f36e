"""Words of the illness, said plainly."""

from django.db import models

from myeloma_journal.catalogue.models.base import CatalogueRecord


class Term(CatalogueRecord):
    """A word and what it means."""

    term = models.CharField(max_length=60)
    plain = models.TextField()
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term
