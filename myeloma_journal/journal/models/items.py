"""The items of an entry: ratings of symptoms, and measurements."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.catalogue.units import OF_TEN
from myeloma_journal.journal.models.followed import FollowedSymptom
from myeloma_journal.journal.models.scales import Severity, Stopped
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.numbers import plain_number

STOPPED_WORDS = {
    Stopped.SOME: _("It prevented some activities."),
    Stopped.MOST: _("It prevented most activities."),
}


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, member: Membership | None) -> Self:
        """Ratings that `member` may see; for None, those that everybody may."""
        if member and member.is_patient:
            return self.all()
        return self.exclude(followed__is_private=True)


class Rating(Record):
    """One symptom in one entry: how strong at its worst, and what it stopped."""

    # No indexes of their own: others begin with them, and this is the largest table.
    entry = models.ForeignKey(
        "journal.Entry",
        on_delete=models.CASCADE,
        related_name="ratings",
        db_index=False,
    )
    followed = models.ForeignKey(
        FollowedSymptom,
        null=True,
        on_delete=models.SET_NULL,
        related_name="ratings",
        db_index=False,
    )
    name = models.CharField(max_length=100, editable=False)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    stopped = models.PositiveSmallIntegerField(choices=Stopped, null=True, blank=True)
    # What was answered to the `follow_ups` of the symptom, by their `id`: the `id` of
    # a choice ("yes" and "no" too), a list of them, or a number.
    answers = models.JSONField(default=dict, blank=True)
    # The same in sentences, as the catalogue had them when they were saved.
    answers_in_words = models.TextField(blank=True, editable=False)

    objects = RatingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-severity", "name"]
        # For finding the days with one symptom, also one that was seldom felt.
        indexes = [models.Index(fields=["followed", "severity", "entry"])]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "followed"], name="journal_rating_is_given_once"
            ),
            models.CheckConstraint(
                name="journal_rating_severity_is_on_the_scale",
                condition=Q(severity__in=Severity.values),
            ),
            models.CheckConstraint(
                name="journal_rating_stopped_is_on_the_scale",
                condition=Q(stopped__isnull=True) | Q(stopped__in=Stopped.values),
            ),
        ]

    def __str__(self) -> str:
        words = f"{self.name}: {self.get_severity_display()}"
        return f"{words}. {more}" if (more := self.more_in_words) else words

    @property
    def more_in_words(self) -> str:
        """What it stopped and what was answered about it, in sentences."""
        stopped = str(STOPPED_WORDS[Stopped(self.stopped)]) if self.stopped else ""
        return " ".join(filter(None, (stopped, self.answers_in_words)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name of the symptom: a later one must not change old entries."""
        if self._state.adding and self.followed:
            self.name = self.followed.name
        super().save(*args, **kwargs)


class Measurement(Record):
    """One number as it was read: value and unit as typed, never converted."""

    entry = models.ForeignKey(
        "journal.Entry",
        on_delete=models.CASCADE,
        related_name="measurements",
        db_index=False,
    )
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=100, editable=False)
    value = models.DecimalField(max_digits=10, decimal_places=2)
    # The lower of two numbers, as of blood pressure.
    second_value = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(max_length=20, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "measure"], name="journal_measurement_is_taken_once"
            ),
            models.CheckConstraint(
                name="journal_measurement_value_is_not_negative",
                condition=Q(value__gte=0),
            ),
            models.CheckConstraint(
                name="journal_measurement_second_value_is_lower",
                condition=Q(second_value__isnull=True)
                | Q(second_value__gte=0, second_value__lt=F("value")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.reading}"

    @property
    def reading(self) -> str:
        """The localized number with its unit."""
        values = (self.value, self.second_value)
        number = "/".join(_localize(value) for value in values if value is not None)
        return number if self.unit == OF_TEN else f"{number} {self.unit}"

    @property
    def reading_with_scale(self) -> str:
        """The reading; of a scale with its name, for a number alone says little."""
        if self.unit != OF_TEN:
            return self.reading
        return _("%(measure)s: %(number)s") % {
            "measure": self.name.partition(",")[0],
            "number": self.reading,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name of the measure: a later one must not change old entries."""
        if self._state.adding and self.measure:
            self.name = self.measure.label
        super().save(*args, **kwargs)


def _localize(value: Decimal) -> str:
    return str(number_format(plain_number(value)))


EntryItem = Rating | Measurement
