"""The advice to call that was shown when an entry was saved."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.catalogue.models import WarningSign
from myeloma_journal.journal.models.entries import Entry
from myeloma_journal.journal.models.items import Rating
from myeloma_journal.platform.database.models import Record


class RuleMatchQuerySet(models.QuerySet["RuleMatch"]):
    def of(self, patient: Patient) -> Self:
        """Of this patient, without those of deleted entries."""
        return self.filter(entry__patient=patient, entry__deleted_at=None)

    def visible_to(self, member: Membership) -> Self:
        """Those `member` may read; the patient reads all of them."""
        return self if member.is_patient else self.public()

    def public(self) -> Self:
        """Without those of symptoms that are private by now.

        A reading begins with the name of the symptom, as the rating has it.
        """
        private = Rating.objects.filter(
            StartsWith(OuterRef("reading"), Concat("name", Value(": "))),
            entry=OuterRef("entry"),
            followed__is_private=True,
        )
        return self.exclude(Exists(private))

    def between(self, first: datetime, last: datetime) -> Self:
        """Shown from `first` on and before `last`."""
        return self.filter(shown_at__gte=first, shown_at__lt=last)

    def active(self) -> Self:
        """Those that the entry still matches after any correction."""
        return self.filter(corrected_at=None)


class RuleMatch(Record):
    """A rule that an entry met, as it was shown: a copy that later changes leave alone.

    `corrected_at` is when a correction of the entry ended the match; what was shown
    stays readable.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="rule_matches"
    )
    rule = models.ForeignKey(
        CallRule, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sign = models.ForeignKey(
        WarningSign, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Of the general sign, or of the rule once it was the patient's own.
    revision = models.PositiveIntegerField()
    level = models.CharField(max_length=10, choices=Urgency)
    title = models.CharField(max_length=60)
    text = models.TextField()
    reading = models.CharField(max_length=200)
    rule_words = models.CharField(max_length=600)
    attribution = models.CharField(max_length=500)
    shown_at = models.DateTimeField(_("shown"))
    corrected_at = models.DateTimeField(null=True, blank=True)

    objects = RuleMatchQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_at", "created_at"]
        verbose_name_plural = "rule matches"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "rule_words", "reading"],
                condition=Q(corrected_at__isnull=True),
                name="journal_rulematch_is_shown_once",
            ),
            models.CheckConstraint(
                name="journal_rulematch_level_is_known",
                condition=Q(level__in=Urgency.values),
            ),
            models.CheckConstraint(
                name="journal_rulematch_keeps_what_was_shown",
                condition=~Q(title="") & ~Q(text="") & ~Q(reading=""),
            ),
            models.CheckConstraint(
                name="journal_rulematch_is_corrected_after_it_was_shown",
                condition=Q(corrected_at__isnull=True)
                | Q(corrected_at__gte=models.F("shown_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.reading}"
