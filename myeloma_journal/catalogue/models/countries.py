"""Telephone numbers that are published for a whole country."""

from django.db import models

from myeloma_journal.catalogue.models.base import CatalogueRecord


class Country(CatalogueRecord):
    """The emergency number and the crisis line of a country.

    The slug is the code of ISO 3166-1 in small letters. A number that no source was
    found for is empty: the pages then say "your emergency number".
    """

    name = models.CharField(max_length=60)
    emergency_number = models.CharField(max_length=40, blank=True)
    # A second number in words, such as that of the ambulance.
    other_emergency = models.CharField(max_length=120, blank=True)
    crisis_line = models.CharField(max_length=60, blank=True)
    crisis_name = models.CharField(max_length=120, blank=True)
    crisis_hours = models.CharField(max_length=60, blank=True)
    # A second line in words, such as that for another language.
    other_crisis = models.CharField(max_length=120, blank=True)
    takes_texts = models.BooleanField(default=False)

    class Meta(CatalogueRecord.Meta):
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name
