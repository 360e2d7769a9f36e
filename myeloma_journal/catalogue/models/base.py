"""Base of every published record: slug, revision, review and sources."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

validate_partial_date = RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def format_partial_date(partial: str) -> str:
    """A year, a month or a day, as exactly as it is known.

    >>> format_partial_date("2025-06"), format_partial_date("2025-06-26")
    ('June 2025', 'June 26, 2025')
    >>> format_partial_date("")
    ''
    """
    match [int(part) for part in partial.split("-") if part]:
        case [year, month, day]:
            return date_format(date(year, month, day), "DATE_FORMAT")
        case [year, month]:
            return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    return partial


class SlugManager(models.Manager):
    """Uses the slug as natural key, for the fixtures."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class SourceKind(models.TextChoices):
    """Who published a source, in the order of the page of sources."""

    WEB_GUIDE = "web-guide", _("The guides we started from")
    PATIENT_CHARITY = "patient-charity", _("Patient organizations")
    HOSPITAL = "hospital", _("Hospitals")
    PUBLIC_HEALTH = "public-health", _("Public health services")
    GUIDELINE = "guideline", _("Guidelines")
    PROFESSIONAL_BODY = "professional-body", _("Professional bodies")
    REGULATOR = "regulator", _("Drug regulators")
    DRUG_LEAFLET = "drug-leaflet", _("Drug labels and leaflets")
    JOURNAL = "journal", _("Medical journals")
    REFERENCE = "reference", _("Reference works")
    INSTRUMENT = "instrument", _("Symptom questionnaires")
    PROFESSIONAL_SITE = "professional-site", _("Websites for professionals")
    PATIENT_SITE = "patient-site", _("Websites for patients")
    NEWS = "news", _("News")
    INDUSTRY = "industry", _("Drug companies")
    GENERAL_KNOWLEDGE = "general-knowledge", _("General knowledge")


class Source(models.Model):
    """A source, with what a reader needs to find it."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=300, blank=True)
    published = models.CharField(
        max_length=10, blank=True, validators=[validate_partial_date]
    )
    read_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = SlugManager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def published_in_words(self) -> str:
        return format_partial_date(self.published)


class Status(models.TextChoices):
    """Editorial status. Only a clinician's review makes it more than a draft."""

    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed by a clinician")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class CatalogueQuerySet(models.QuerySet):
    def current(self) -> Self:
        """All but the retired records."""
        return self.exclude(status=Status.RETIRED)


class CatalogueRecord(models.Model):
    """Something we publish.

    A slug is never reused for another meaning; a new wording increments the revision.
    Personal records copy the texts and may refer here, never the reverse.
    """

    slug = models.SlugField(max_length=60, unique=True)
    revision = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    written_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_due = models.DateField(null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True)
    # For editors of the catalogue; not shown on any page.
    editor_note = models.TextField(blank=True)

    objects = SlugManager.from_queryset(CatalogueQuerySet)()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revision__gte=1),
                name="%(app_label)s_%(class)s_revision_starts_at_one",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="%(app_label)s_%(class)s_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.RETIRED])
                | models.Q(reviewed_on__isnull=False),
                name="%(app_label)s_%(class)s_read_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(next_review_due__isnull=True)
                | models.Q(next_review_due__gt=models.F("written_on")),
                name="%(app_label)s_%(class)s_due_after_written",
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Confidence(models.TextChoices):
    """How sure the editor is of a statement."""

    HIGH = "high", pgettext_lazy("confidence", "high")
    MEDIUM = "medium", pgettext_lazy("confidence", "medium")
    LOW = "low", pgettext_lazy("confidence", "low")
