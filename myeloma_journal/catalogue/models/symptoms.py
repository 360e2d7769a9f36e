"""Symptoms, measures, lab tests, and signs that ask for a call.

Stage, risk and response are stored as the team reported them, never calculated. There
are no reference ranges.
"""

from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models.base import CatalogueRecord, Confidence
from myeloma_journal.catalogue.units import Unit, parse_units


class UrgencyLevel(CatalogueRecord):
    """How soon to call, with the texts that say so.

    The texts hold {emergency_number}, {contact_name} and {contact_number}.
    """

    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    text = models.TextField()
    text_without_number = models.TextField()
    footer = models.TextField()

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class WarningSign(CatalogueRecord):
    """A sign that a care team wants to hear about, and how soon."""

    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    examples = models.CharField(max_length=200, blank=True)
    level = models.ForeignKey(
        UrgencyLevel, on_delete=models.PROTECT, related_name="signs"
    )
    # A limit of a measure, or how several symptoms come together; null for others.
    rule = models.JSONField(null=True, blank=True)
    # Slugs of the drug classes or drugs that it is about; empty for everybody.
    only_on = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class SymptomGroup(models.TextChoices):
    """Under which name a symptom is folded, in this order."""

    STOMACH = "stomach", _("Stomach and bowels")
    INFECTION = "infection", _("Fever and infection")
    MOOD = "mood", _("Mood and sleep")
    HEAD = "head", _("Head, eyes, and balance")
    SKIN = "skin", _("Skin, mouth, and nails")
    HEART = "heart", _("Heart, legs, and swelling")
    OTHER = "other", _("Everything else")


class Symptom(CatalogueRecord):
    """Something to follow in the journal, in our own words.

    Not an item of any questionnaire: never added up to a score.
    """

    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    help = models.CharField(max_length=200, blank=True)
    # What people call it, by which it is found; the first stand below its label.
    everyday_words = models.JSONField(default=list, blank=True)
    group = models.CharField(max_length=20, choices=SymptomGroup)
    # Often with myeloma, so that it is offered first.
    is_core = models.BooleanField(default=False)
    # Off and unseen by others unless the person shares it.
    is_private = models.BooleanField(default=False)
    # What is asked beside the severity: objects with `id`, `label`, `type` (yes-no,
    # choice-one, choice-many or whole-number), `choices` of `id` and `label`, `max`;
    # and `in_words`, the sentences of the answers: by `yes` and `no`, for `one` and
    # `other` numbers, or with the {choices}.
    follow_ups = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class Measure(CatalogueRecord):
    """Something measured at home, with limits that catch slips of the finger.

    A measure of two numbers, as blood pressure is, has `parts`, each with a label, and
    a unit with limits of its own.
    """

    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    help = models.CharField(max_length=200, blank=True)
    is_core = models.BooleanField(default=False)
    units = models.JSONField(default=list)
    parts = models.JSONField(default=list, blank=True)
    loinc = models.CharField(max_length=10, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label

    @cached_property
    def parsed_units(self) -> list[Unit]:
        return parse_units(self.units)


class SignRelation(models.TextChoices):
    """What a symptom tells about a warning sign."""

    IS = "is", _("Is the sign")
    MAY_GO_WITH = "may-go-with", _("May go with the sign")


class SymptomSign(CatalogueRecord):
    """One cell of the table of symptoms (or measures) and warning signs.

    Several rows for one pair are alternatives. Where there is no row, nothing is said.
    """

    symptom = models.ForeignKey(
        Symptom,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sign_rows",
    )
    measure = models.ForeignKey(
        Measure,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sign_rows",
    )
    sign = models.ForeignKey(WarningSign, on_delete=models.CASCADE, related_name="rows")
    relation = models.CharField(max_length=12, choices=SignRelation)
    # The lowest severity, 1 to 3.
    at_least = models.PositiveSmallIntegerField(default=1)
    # What else has to hold, in the language of `care_team.signs`; null for nothing.
    condition = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Meta(CatalogueRecord.Meta):
        ordering = ["slug"]
        constraints = [
            *CatalogueRecord.Meta.constraints,
            models.CheckConstraint(
                name="catalogue_symptomsign_is_about_one_thing",
                condition=models.Q(symptom__isnull=True)
                ^ models.Q(measure__isnull=True),
            ),
            models.CheckConstraint(
                name="catalogue_symptomsign_relation_is_known",
                condition=models.Q(relation__in=SignRelation.values),
            ),
            models.CheckConstraint(
                name="catalogue_symptomsign_at_least_is_a_severity",
                condition=models.Q(at_least__in=[1, 2, 3]),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class LabGroup(models.TextChoices):
    """What a value tells about."""

    MYELOMA = "myeloma", _("Myeloma")
    IMMUNE = "immune", _("Immune system")
    BLOOD_COUNT = "blood-count", _("Blood counts")
    KIDNEY = "kidney", _("Kidneys")
    BONE = "bone", _("Bones")
    STAGE = "stage", _("Used for staging")


class LabMarker(CatalogueRecord):
    """A number on a laboratory's report."""

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

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:test_list')}#value-{self.slug}"

    @cached_property
    def parsed_units(self) -> list[Unit]:
        return parse_units(self.units)


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

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:test_list')}#test-{self.slug}"


class GeneMarker(CatalogueRecord):
    """A change in the genes of the myeloma cells."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=120)
    # What rules on risk say about it: background, never applied to a person.
    background = models.CharField(max_length=250, blank=True)
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:test_list')}#gene-{self.slug}"


class StagingSystem(CatalogueRecord):
    """A way to sum up how far myeloma has gone, or how it may behave."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    full_name = models.CharField(max_length=120)
    # What it is worked out from: background, never applied to a person.
    background = models.TextField(blank=True)
    stages = models.JSONField(default=list)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:test_list')}#stage-{self.slug}"


class Response(CatalogueRecord):
    """A word for how well myeloma reacted to a treatment."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    abbreviation = models.CharField(max_length=10, blank=True)
    plain = models.CharField(max_length=120)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:test_list')}#response-{self.slug}"
