"""Questions to ask, in lists that fit a visit, and the glossary."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models.base import (
    CatalogueQuerySet,
    CatalogueRecord,
    SlugManager,
    Status,
)
from myeloma_journal.catalogue.models.therapies import Drug, DrugClass, Phase

FOR_ANY_DRUG = ["starting-a-new-therapy", "side-effects-and-interactions"]


class Situation(models.TextChoices):
    """When to use a list: the headings of the page with all lists."""

    FIRST = "first", _("Just starting")
    TREATMENT = "treatment", _("On treatment")
    IMMUNE = "immune", _("Transplant and immune treatment")
    BODY = "body", _("Protecting your body")
    RELAPSE = "relapse", _("When things change")
    LIVING = "living", _("Life and family")


class ChecklistQuerySet(CatalogueQuerySet):
    def with_counts(self) -> Self:
        """Annotate each list with its `question_count`."""
        current = ~models.Q(questions__status=Status.RETIRED)
        return self.annotate(
            # Distinct: joining two drugs of a list would count each question twice.
            question_count=models.Count("questions", filter=current, distinct=True)
        )

    def with_questions(self) -> Self:
        """Prefetch `open_questions` and `sensitive_questions` of each list."""
        questions = CatalogueQuestion.objects.current()
        sensitive = questions.filter(is_sensitive=True)
        return self.prefetch_related(
            models.Prefetch(
                "questions",
                questions.filter(is_sensitive=False),
                to_attr="open_questions",
            ),
            models.Prefetch("questions", sensitive, to_attr="sensitive_questions"),
        )

    def for_drug(self, drug: Drug) -> Self:
        """Lists about the drug or its class, then those for any new drug."""
        classes = [drug.drug_class, drug.drug_class.parent]
        about = models.Q(drugs=drug) | models.Q(drug_classes__in=classes)
        general = models.Q(slug__in=FOR_ANY_DRUG)
        is_general = models.ExpressionWrapper(
            general, output_field=models.BooleanField()
        )
        fitting = self.filter(about | general).annotate(is_general=is_general)
        return fitting.order_by("is_general", "position").distinct()


class Checklist(CatalogueRecord):
    """A list of ten to twenty questions for one kind of visit."""

    position = models.PositiveSmallIntegerField()
    situation = models.CharField(max_length=10, choices=Situation)
    title = models.CharField(max_length=80)
    # Printed beside a question outside of its list.
    label = models.CharField(max_length=40)
    intro = models.CharField(max_length=200)
    phases = models.ManyToManyField(Phase, blank=True)
    drug_classes = models.ManyToManyField(
        DrugClass, blank=True, related_name="checklists"
    )
    # For a list that fits some drugs of a class, but not all.
    drugs = models.ManyToManyField(Drug, blank=True, related_name="checklists")

    # In place of the manager of all catalogue records: it has more methods.
    objects = SlugManager.from_queryset(ChecklistQuerySet)()  # type: ignore[assignment, misc]

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("catalogue:checklist", args=[self.slug])


class CatalogueQuestion(CatalogueRecord):
    """One question, in the voice of the person who asks it."""

    checklist = models.ForeignKey(
        Checklist, on_delete=models.PROTECT, related_name="questions"
    )
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    # About prognosis, dying, stopping or the price: folded, and printed only if ticked.
    is_sensitive = models.BooleanField(default=False)
    # Lab values that it may be asked about, whatever they are.
    lab_markers = models.ManyToManyField(
        "catalogue.LabMarker", blank=True, related_name="questions"
    )

    class Meta(CatalogueRecord.Meta):
        ordering = ["checklist__position", "position"]

    def __str__(self) -> str:
        return self.text


class BundleQuerySet(CatalogueQuerySet):
    def with_counts(self) -> Self:
        """Annotate each bundle with the `question_count` of its sheet."""
        printed = ~models.Q(checklists__questions__status=Status.RETIRED)
        printed &= models.Q(checklists__questions__is_sensitive=False)
        return self.annotate(
            question_count=models.Count(
                "checklists__questions", filter=printed, distinct=True
            ),
        )


class Bundle(CatalogueRecord):
    """Lists that are printed on one sheet."""

    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    why = models.CharField(max_length=200, blank=True)
    # Of its sheet as the page offers it: large print, US Letter. A test lays it out.
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    checklists = models.ManyToManyField(Checklist, through="BundleItem")

    # In place of the manager of all catalogue records: it has more methods.
    objects = SlugManager.from_queryset(BundleQuerySet)()  # type: ignore[assignment, misc]

    class Meta(CatalogueRecord.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("catalogue:bundle", args=[self.slug])

    def ordered_checklists(self) -> ChecklistQuerySet:
        """Its lists, by their position in the bundle."""
        of_bundle = Checklist.objects.filter(bundleitem__bundle=self)
        return of_bundle.order_by("bundleitem__position")


class BundleItemManager(models.Manager["BundleItem"]):
    """Uses both slugs as natural key, for the fixtures."""

    def get_by_natural_key(self, bundle: str, checklist: str) -> "BundleItem":
        return self.get(bundle__slug=bundle, checklist__slug=checklist)


class BundleItem(models.Model):
    """A list in a bundle, with its position."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()

    objects = BundleItemManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "checklist"],
                name="catalogue_bundleitem_holds_a_list_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bundle}: {self.checklist}"

    def natural_key(self) -> tuple[str, str]:
        return (self.bundle.slug, self.checklist.slug)


class Term(CatalogueRecord):
    """A word and what it means."""

    term = models.CharField(max_length=60)
    plain = models.TextField()
    aliases = models.JSONField(default=list, blank=True)

    class Meta(CatalogueRecord.Meta):
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('catalogue:term_list')}#{self.slug}"


class Synonym(models.Model):
    """Everyday words, and those of our texts that the search looks for in their place.

    For editors: nothing of it is shown.
    """

    slug = models.SlugField(max_length=60, unique=True)
    typed = models.JSONField()
    # The best first; the typed word itself is always looked for.
    means = models.JSONField()

    objects = SlugManager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
