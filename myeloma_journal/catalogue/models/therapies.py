"""Treatment: drug classes, drugs, regimens, procedures, phases."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.catalogue.models.base import (
    CatalogueQuerySet,
    CatalogueRecord,
    Confidence,
    SlugManager,
    format_partial_date,
    validate_partial_date,
)


class Phase(CatalogueRecord):
    """A phase of treatment, such as induction or maintenance."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.TextField()
    typical = models.TextField(blank=True)
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:phase", args=[self.slug])


class DrugClassQuerySet(CatalogueQuerySet):
    def with_drugs(self) -> Self:
        """Prefetch the drugs, the parent class and the narrower classes."""
        drugs = models.Prefetch("drugs", Drug.objects.current())
        return self.select_related("parent").prefetch_related(drugs, "narrower")


class DrugClass(CatalogueRecord):
    """A kind of drug, and how it works in plain words."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.CharField(max_length=100)
    how_it_works = models.TextField()
    aliases = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
    )

    # In place of the manager of all catalogue records: it has more methods.
    objects = SlugManager.from_queryset(DrugClassQuerySet)()  # type: ignore[assignment, misc]

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]
        verbose_name_plural = "drug classes"
        constraints = [
            *CatalogueRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True)
                | ~models.Q(parent=models.F("id")),
                name="catalogue_drugclass_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Route(models.TextChoices):
    """Route of administration."""

    ORAL = "oral", pgettext_lazy("route", "by mouth")
    SUBCUTANEOUS = "subcutaneous", pgettext_lazy("route", "a shot under the skin")
    INTRAVENOUS = (
        "intravenous",
        pgettext_lazy("route", "an infusion or shot into a vein"),
    )


class DrugQuerySet(CatalogueQuerySet):
    def with_details(self) -> Self:
        """Prefetch all that the page of a drug shows."""
        # The newest first; what has no date comes last.
        notes = StatusNote.objects.current().order_by("-said_on", "position")
        regimens = Regimen.objects.current().prefetch_related("parts__drug")
        return self.select_related("drug_class__parent").prefetch_related(
            "watch_symptoms",
            "watch_labs",
            models.Prefetch("status_notes", notes.prefetch_related("sources")),
            models.Prefetch("regimens", regimens),
        )


class Drug(CatalogueRecord):
    """One drug, under its generic name."""

    name = models.CharField(max_length=80)
    brands = models.JSONField(default=list, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    drug_class = models.ForeignKey(
        DrugClass, on_delete=models.PROTECT, related_name="drugs"
    )
    routes = models.JSONField(default=list)
    watch_symptoms = models.ManyToManyField(
        "catalogue.Symptom", blank=True, related_name="drugs"
    )
    watch_labs = models.ManyToManyField(
        "catalogue.LabMarker", blank=True, related_name="drugs"
    )
    watch_note = models.TextField(blank=True)
    # The safety program and the wallet card, in plain words.
    safety_program = models.TextField(blank=True)
    atc = models.CharField(max_length=7, blank=True)

    # In place of the manager of all catalogue records: it has more methods.
    objects = SlugManager.from_queryset(DrugQuerySet)()  # type: ignore[assignment, misc]

    class Meta(CatalogueRecord.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:drug", args=[self.slug])

    @property
    def routes_in_words(self) -> list[str]:
        return [str(Route(route).label) for route in self.routes]


class Region(models.TextChoices):
    """Where a note about approval applies."""

    ANY = "any", _("Everywhere")
    EU = "EU", _("European Union")
    US = "US", _("United States")


class StatusNote(CatalogueRecord):
    """What a regulator or a study said about a drug, where and when."""

    drug = models.ForeignKey(
        Drug, on_delete=models.CASCADE, related_name="status_notes"
    )
    position = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=3, choices=Region)
    # Who decided or said it, such as the FDA; empty for a study or a company.
    agency = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    said_on = models.CharField(
        max_length=10, blank=True, validators=[validate_partial_date]
    )
    confidence = models.CharField(max_length=6, choices=Confidence)

    class Meta(CatalogueRecord.Meta):
        ordering = ["drug__name", "position"]

    def __str__(self) -> str:
        return f"{self.drug}: {self.text}"

    @property
    def said_in_words(self) -> str:
        return format_partial_date(self.said_on)


class Procedure(CatalogueRecord):
    """Something done that is not a drug."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    plain = models.TextField()
    # Where not every center offers it: how common it is.
    availability = models.CharField(max_length=80, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:procedure_list')}#{self.slug}"


class Regimen(CatalogueRecord):
    """A named combination of drugs."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    drugs = models.ManyToManyField(
        Drug,
        through="RegimenDrug",
        related_name="regimens",
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class RegimenDrugManager(models.Manager["RegimenDrug"]):
    """Uses both slugs as natural key, for the fixtures."""

    def get_by_natural_key(self, regimen: str, drug: str) -> "RegimenDrug":
        return self.get(regimen__slug=regimen, drug__slug=drug)


class RegimenDrug(models.Model):
    """A drug of a regimen, with its position."""

    regimen = models.ForeignKey(Regimen, on_delete=models.CASCADE, related_name="parts")
    drug = models.ForeignKey(Drug, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()

    objects = RegimenDrugManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["regimen", "drug"],
                name="catalogue_regimendrug_holds_a_drug_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regimen}: {self.drug}"

    def natural_key(self) -> tuple[str, str]:
        return (self.regimen.slug, self.drug.slug)


class RelapseStrategy(CatalogueRecord):
    """A way to choose the next treatment when myeloma comes back."""

    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    plain = models.TextField()
    evidence = models.TextField()
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]
        verbose_name_plural = "relapse strategies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("catalogue:phase", args=["relapse"])
