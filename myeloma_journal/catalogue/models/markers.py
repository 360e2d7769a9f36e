"""What is measured in a laboratory, and the words that sum it up.

The app stores the stage, risk and response that a team named. It never works them
out, and ships no reference range.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models.base import CatalogueRecord, Confidence


class LabGroup(models.TextChoices):
    """What a value tells about."""

    MYELOMA = "myeloma", _("Myeloma")
    IMMUNE = "immune", _("Immune system")
    BLOOD_COUNT = "blood-count", _("Blood counts")
    KIDNEY = "kidney", _("Kidneys")
    BONE = "bone", _("Bones")
    STAGE = "stage", _("Used for the stage")


class LabMarker(CatalogueRecord):
    """A number on a laboratory's report.

    Each unit holds unit, ucum, decimals, soft_min, soft_max, hard_min and
    hard_max. The limits catch slips of the finger, nothing else.
    """

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=120)
    group = models.CharField(max_length=12, choices=LabGroup)
    units = models.JSONField(default=list)
    aliases = models.JSONField(default=list, blank=True)
    loinc = models.CharField(max_length=10, blank=True)
    loinc_name = models.CharField(max_length=200, blank=True)
    loinc_confidence = models.CharField(max_length=6, choices=Confidence, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class OtherTest(CatalogueRecord):
    """A test whose result is a word or a picture."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    choices = models.JSONField(default=list)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class GeneMarker(CatalogueRecord):
    """A change in the genes of the myeloma cells."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class StagingSystem(CatalogueRecord):
    """A way to sum up how far myeloma has gone, or how it may behave."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=120)
    stages = models.JSONField(default=list)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Response(CatalogueRecord):
    """A word for how well myeloma reacted to a treatment."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=120)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
