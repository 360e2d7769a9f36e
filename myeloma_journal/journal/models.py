"""What was felt on a day, how strongly, and who wrote it down when."""

import uuid
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.core.models import FIRST_DAY, Record
from myeloma_journal.questions.models import Question

NOTE_LENGTH = 20_000
# What an entry says of its day by itself, beside its ratings and measurements.
OWN_FIELDS = ("overall", "note", "discuss", "felt_on", "part_of_day")
# The unit of a number that is a place on a scale.
OF_TEN = "0-10"


class Overall(models.IntegerChoices):
    """How a person feels, taken as a whole."""

    GOOD = 0, _("Good")
    ALL_RIGHT = 1, _("All right")
    NOT_GREAT = 2, _("Not great")
    BAD = 3, _("Bad")
    VERY_BAD = 4, _("Very bad")


class Severity(models.IntegerChoices):
    """How strong a symptom was at its worst that day."""

    NONE = 0, _("None")
    MILD = 1, _("Mild")
    MODERATE = 2, _("Moderate")
    SEVERE = 3, _("Severe")

    @property
    def hint(self) -> str:
        """What the word means, in the words of somebody who has it."""
        return str(SEVERITY_HINTS[self])


SEVERITY_HINTS = {
    Severity.NONE: _("I did not have it."),
    Severity.MILD: _("I noticed it but could put it out of my mind."),
    Severity.MODERATE: _("It was hard to put out of my mind."),
    Severity.SEVERE: _("It was on my mind most of the time."),
}


class Stopped(models.IntegerChoices):
    """How much of what one does it stopped."""

    NO = 0, _("No")
    SOME = 1, _("Some")
    MOST = 2, _("Most")


class PartOfDay(models.TextChoices):
    """When in the day, if that is worth saying."""

    WHOLE = "", _("Whole day")
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")


class Voice(models.TextChoices):
    """Whose words: the patient's own, or what somebody noticed about them."""

    OWN = "own", _("The patient’s own")
    OBSERVED = "observed", _("A caregiver’s observation")


class FollowedSymptom(Record):
    """A symptom this person keeps an eye on, under the name they know it by."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="followed_symptoms"
    )
    symptom = models.ForeignKey(
        Symptom, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("symptom"), max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "name"],
                condition=Q(until__isnull=True),
                name="journal_followedsymptom_is_followed_once",
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_has_a_name", condition=~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EntryQuerySet(models.QuerySet["Entry"]):
    """The named questions that pages and packets ask of a journal."""

    def between(self, first: date, last: date) -> Self:
        """Entries felt from `first` to `last`, both days included."""
        return self.filter(felt_on__range=(first, last))

    def with_symptom(self, name: str) -> Self:
        """Entries in which this symptom was felt, however mildly."""
        felt = Rating.objects.filter(
            entry=models.OuterRef("pk"), name=name, severity__gt=Severity.NONE
        )
        return self.filter(models.Exists(felt))

    def whole(self) -> Self:
        """Entries with all they hold, in three queries however many there are."""
        return self.prefetch_related("ratings", "measurements").select_related(
            "question"
        )


class EntryManager(models.Manager["Entry"]):
    """Entries that were not taken back."""

    def get_queryset(self) -> EntryQuerySet:
        """Hide what waits in the bin."""
        return EntryQuerySet(self.model, using=self._db).filter(deleted_at=None)


class Entry(Record):
    """What one person wrote about one day. Two entries in a day are two facts."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="entries"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed = models.CharField(max_length=170, editable=False)
    voice = models.CharField(max_length=10, choices=Voice, editable=False)
    felt_on = models.DateField(_("day"))
    part_of_day = models.CharField(
        _("part of the day"), max_length=10, choices=PartOfDay, blank=True, default=""
    )
    overall = models.PositiveSmallIntegerField(choices=Overall, null=True, blank=True)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)
    discuss = models.BooleanField(_("talk about this at my next visit"), default=False)
    question = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    zone = models.CharField(max_length=64, editable=False)
    # Made with the form, so that a double click or a reload saves once.
    client_uuid = models.UUIDField(default=uuid.uuid4)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryManager.from_queryset(EntryQuerySet)()
    with_deleted = EntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-felt_on", "-written_at"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["patient", "-felt_on", "-written_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "author", "client_uuid"],
                name="journal_entry_is_sent_once",
            ),
            models.CheckConstraint(
                name="journal_entry_overall_is_on_the_scale",
                condition=Q(overall__isnull=True) | Q(overall__in=Overall.values),
            ),
            models.CheckConstraint(
                name="journal_entry_part_of_day_is_known",
                condition=Q(part_of_day__in=PartOfDay.values),
            ),
            models.CheckConstraint(
                name="journal_entry_voice_is_known",
                condition=Q(voice__in=Voice.values),
            ),
            models.CheckConstraint(
                name="journal_entry_felt_on_is_in_our_time",
                condition=Q(felt_on__gte=FIRST_DAY),
            ),
            models.CheckConstraint(
                name="journal_entry_note_fits",
                condition=Q(LessThanOrEqual(Length("note"), NOTE_LENGTH)),
            ),
            models.CheckConstraint(
                name="journal_entry_has_a_clock", condition=~Q(zone="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.felt_on}, {self.signed}"

    @property
    def is_observed(self) -> bool:
        """Whether somebody other than the patient wrote it."""
        return self.voice == Voice.OBSERVED

    @property
    def written_on(self) -> date:
        """The day it was written, on the clock of the place it was written in."""
        return self.written_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_late(self) -> bool:
        """Whether it was written on a later day than it speaks of."""
        return self.written_on > self.felt_on


class Rating(Record):
    """One symptom in one entry: how strong at its worst, and what it stopped."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="ratings")
    followed = models.ForeignKey(
        FollowedSymptom, null=True, on_delete=models.SET_NULL, related_name="ratings"
    )
    name = models.CharField(max_length=100, editable=False)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    stopped = models.PositiveSmallIntegerField(choices=Stopped, null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-severity", "name"]
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
        return f"{self.name}: {self.get_severity_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name the symptom had on the day it was written down."""
        if self._state.adding and self.followed:
            self.name = self.followed.name
        super().save(*args, **kwargs)


class Measurement(Record):
    """One number as it was read: value and unit as typed, never converted."""

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="measurements"
    )
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=100, editable=False)
    value = models.DecimalField(max_digits=10, decimal_places=2)
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
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.reading}"

    @property
    def reading(self) -> str:
        """The number as the person writes numbers, with its unit."""
        number = number_format(f"{self.value.normalize():f}")
        return number if self.unit == OF_TEN else f"{number} {self.unit}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name the measure had on the day it was taken."""
        if self._state.adding and self.measure:
            self.name = self.measure.label
        super().save(*args, **kwargs)
