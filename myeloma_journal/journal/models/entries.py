"""What was written about a day, by whom and when."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models.answers import Measurement, Rating
from myeloma_journal.journal.models.scales import Overall, PartOfDay, Severity, Voice
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.questions.models import Question

NOTE_LENGTH = 20_000
# Of a longer note, a list shows so much.
EXCERPT_LENGTH = 400
# What an entry says of its day by itself, beside its ratings and measurements.
OWN_FIELDS = ("overall", "note", "discuss", "felt_on", "part_of_day")
# How long a deleted entry can be restored.
TRASH_DAYS = 30
# Beyond this a clock is wrong, and the message not merely slow.
CLOCK_IS_OFF = timedelta(days=1)


def parts_for(member: Membership | None) -> Sequence[Any]:
    """What entries hold that `member` may see, to be asked for with them or later."""
    shown = Rating.objects.shown_to(member)
    return (
        models.Prefetch("ratings", shown, to_attr="shown_ratings"),
        models.Prefetch("measurements", to_attr="shown_measurements"),
    )


class EntryQuerySet(models.QuerySet["Entry"]):
    """The named questions that pages and packets ask of a journal."""

    def between(self, first: date, last: date) -> Self:
        """Entries felt from `first` to `last`, both days included."""
        return self.filter(felt_on__range=(first, last))

    def with_symptom(self, patient: Patient, name: str) -> Self:
        """Entries in which `patient` felt what is now called so, however mildly.

        It starts from the symptom: to ask each entry is slow for what is seldom felt.
        """
        felt = Rating.objects.filter(
            followed__patient=patient,
            followed__name=name,
            severity__gt=Severity.NONE,
        )
        return self.filter(pk__in=felt.values("entry"))

    def whole(self) -> Self:
        """Entries with all they hold that everybody may see, in three queries."""
        return self.whole_for(None)

    def whole_for(self, member: Membership | None) -> Self:
        """Entries with all they hold that `member` may see, in three queries."""
        return self.select_related("question").prefetch_related(*parts_for(member))

    def in_trash(self, now: datetime) -> Self:
        """Deleted entries that can still be restored, the latest first."""
        kept = self.filter(deleted_at__gt=now - timedelta(days=TRASH_DAYS))
        return kept.order_by("-deleted_at")

    def due_for_purge(self, now: datetime) -> Self:
        """Entries deleted more than `TRASH_DAYS` ago."""
        return self.filter(deleted_at__lte=now - timedelta(days=TRASH_DAYS))

    def deletable_by(self, member: Membership) -> Self:
        """Entries that `member` may delete and restore."""
        if Permission.ERASE in member.permissions:
            return self.all()
        return self.filter(created_by=member.user_id)


class EntryManager(models.Manager["Entry"]):
    """Entries that are not deleted."""

    def get_queryset(self) -> EntryQuerySet:
        return EntryQuerySet(self.model, using=self._db).filter(deleted_at=None)


class Entry(CreatedBy, Record):
    """What one person wrote about one day. Two entries in a day are two facts."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="entries"
    )
    voice = models.CharField(max_length=10, choices=Voice, editable=False)
    felt_on = models.DateField(_("day"))
    part_of_day = models.CharField(
        _("part of the day"), max_length=10, choices=PartOfDay, blank=True, default=""
    )
    overall = models.PositiveSmallIntegerField(
        _("overall"), choices=Overall, null=True, blank=True
    )
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
    # What the clock of the device said, where it said anything. It decides nothing.
    device_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Made with the form, so that a double click or a reload saves once.
    client_uuid = models.UUIDField(default=uuid.uuid4)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    # What somebody may see of it, once it was asked for (`parts_for`).
    shown_ratings: list[Rating]
    shown_measurements: list[Measurement]

    objects = EntryManager.from_queryset(EntryQuerySet)()
    with_deleted = EntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-felt_on", "-written_at"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["patient", "-felt_on", "-written_at"]),
            # For "Who did what", which asks for what was written in the last days.
            models.Index(fields=["patient", "written_at"]),
        ]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.UniqueConstraint(
                fields=["patient", "created_by", "client_uuid"],
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
        return f"{self.felt_on}, {self.created_by_name}"

    @property
    def is_observed(self) -> bool:
        """Whether somebody other than the patient wrote it."""
        return self.voice == Voice.OBSERVED

    @property
    def feeling(self) -> str:
        """How it was on the whole, in a word; nothing where that was not said."""
        return "" if self.overall is None else str(Overall(self.overall).label)

    @property
    def felt(self) -> list[Rating]:
        """The symptoms that were felt, the strongest first."""
        return [rating for rating in self.shown_ratings if rating.severity]

    @property
    def not_felt(self) -> str:
        """The names of those that were asked about and not felt."""
        return ", ".join(
            rating.name for rating in self.shown_ratings if not rating.severity
        )

    @property
    def excerpt(self) -> str:
        """Its note, or the beginning of a long one."""
        if len(self.note) <= EXCERPT_LENGTH:
            return self.note
        return Truncator(self.note).chars(EXCERPT_LENGTH)

    @property
    def written_on(self) -> date:
        """The day it was written, on the clock of the place it was written in."""
        return self.written_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_clock_off(self) -> bool:
        """Whether the clock of the device was wrong by more than a day."""
        if self.device_at is None:
            return False
        return abs(self.device_at - self.written_at) > CLOCK_IS_OFF

    @property
    def purged_on(self) -> date | None:
        """The day from which a deleted entry can no longer be restored."""
        if self.deleted_at is None:
            return None
        return self.patient.local(self.deleted_at + timedelta(days=TRASH_DAYS)).date()

    def is_editable_by(self, member: Membership) -> bool:
        """Only who wrote it: nobody rewrites another's words."""
        return self.created_by_id == member.user_id

    def is_deletable_by(self, member: Membership) -> bool:
        """Who wrote it, and the owner of the journal."""
        return self.is_editable_by(member) or Permission.ERASE in member.permissions

    @property
    def is_late(self) -> bool:
        """Whether it was written on a later day than it speaks of."""
        return self.written_on > self.felt_on


audit.register(
    Entry,
    ngettext_lazy("a journal entry", "%(number)d journal entries", "number"),
    created=("created_by_id", "written_at"),
)
