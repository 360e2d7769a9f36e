"""Entries: what somebody wrote about a day, and when."""

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
from django.utils.translation import ngettext_lazy, pgettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models.items import Measurement, Rating
from myeloma_journal.journal.models.scales import Overall, PartOfDay, Severity, Voice
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.questions.models import Question

NOTE_LENGTH = 20_000
# In a list, a longer note is cut to this length.
EXCERPT_LENGTH = 200
# The columns of the entry that are typed, beside its ratings and measurements.
OWN_FIELDS = ("overall", "note", "discuss", "felt_on", "part_of_day")
# How long a deleted entry can be restored.
TRASH_DAYS = 30
# A larger difference is a wrong clock, not a slow request.
CLOCK_IS_OFF = timedelta(days=1)


def prefetch_items(member: Membership | None) -> Sequence[Any]:
    """Prefetches of the ratings and measurements that `member` may see."""
    shown = Rating.objects.visible_to(member)
    return (
        models.Prefetch("ratings", shown, to_attr="shown_ratings"),
        models.Prefetch("measurements", to_attr="shown_measurements"),
    )


class EntryQuerySet(models.QuerySet["Entry"]):
    def between(self, first: date, last: date) -> Self:
        """Entries about the days from `first` to `last`, inclusive."""
        return self.filter(felt_on__range=(first, last))

    def days_written(self, first: date, last: date) -> tuple[int, date | None]:
        """How many of these days have entries, and the first day of all that has."""
        in_span = models.Q(felt_on__range=(first, last))
        found = self.order_by().aggregate(
            days=models.Count("felt_on", filter=in_span, distinct=True),
            began=models.Min("felt_on"),
        )
        return found["days"], found["began"]

    def in_words_of(self, member: Membership) -> Self:
        """The patient's own entries; or what `member`, and nobody else, noticed."""
        if member.is_patient:
            return self.filter(voice=Voice.OWN)
        return self.filter(voice=Voice.OBSERVED, created_by=member.user_id)

    def with_symptom(self, member: Membership, name: str) -> Self:
        """Entries that show `member` a symptom with this name, however mild.

        The same name may also be that of a symptom which the patient keeps private.
        A subquery from the symptom: for a rare one, a join from the entries is slow.
        """
        felt = Rating.objects.visible_to(member).filter(
            followed__patient=member.patient_id,
            followed__name=name,
            severity__gt=Severity.NONE,
        )
        return self.filter(pk__in=felt.values("entry"))

    def with_ratings_for(self, member: Membership) -> Self:
        """Entries with the ratings that `member` may see, in two queries."""
        ratings, _measurements = prefetch_items(member)
        return self.prefetch_related(ratings)

    def with_items(self) -> Self:
        """Entries with the items that everybody may see, in three queries."""
        return self.with_items_for(None)

    def with_items_for(self, member: Membership | None) -> Self:
        """Entries with the items that `member` may see, in three queries."""
        return self.select_related("question").prefetch_related(*prefetch_items(member))

    def in_trash(self, now: datetime) -> Self:
        """Deleted entries that can still be restored, the latest first."""
        restorable = self.filter(deleted_at__gt=now - timedelta(days=TRASH_DAYS))
        return restorable.order_by("-deleted_at")

    def due_for_purge(self, now: datetime) -> Self:
        """Entries deleted more than `TRASH_DAYS` ago."""
        return self.filter(deleted_at__lte=now - timedelta(days=TRASH_DAYS))

    def trashable_by(self, member: Membership) -> Self:
        """Entries that `member` may delete and restore."""
        if Permission.ERASE in member.permissions:
            return self.all()
        return self.filter(created_by=member.user_id)


class EntryManager(models.Manager["Entry"]):
    """Entries that are not deleted."""

    def get_queryset(self) -> EntryQuerySet:
        return EntryQuerySet(self.model, using=self._db).filter(deleted_at=None)


class Entry(CreatedBy, Record):
    """What one person wrote about a day; a day may have several entries."""

    # No index of its own: others begin with it.
    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    voice = models.CharField(max_length=10, choices=Voice, editable=False)
    felt_on = models.DateField(pgettext_lazy("of an entry", "day"))
    part_of_day = models.CharField(
        _("time of day"), max_length=10, choices=PartOfDay, blank=True, default=""
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
    # The time by the device's clock, if it sent one; only shown when it is far off.
    device_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Idempotency key from the form: a double click or a reload saves once.
    client_uuid = models.UUIDField(default=uuid.uuid4)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Set by `prefetch_items`.
    shown_ratings: list[Rating]
    shown_measurements: list[Measurement]

    objects = EntryManager.from_queryset(EntryQuerySet)()
    all_objects = EntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-felt_on", "-written_at"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["patient", "-felt_on", "-written_at"]),
            # For the audit log, which reads what was written in the last days.
            models.Index(fields=["patient", "written_at"]),
            # For `purge_trash`, which reads the trash of everybody.
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="journal_entry_in_trash",
            ),
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
        return self.voice == Voice.OBSERVED

    @property
    def feeling(self) -> str:
        """The label of `overall`; empty where there is none."""
        return "" if self.overall is None else str(Overall(self.overall).label)

    @property
    def felt(self) -> list[Rating]:
        """The symptoms that were felt, the strongest first."""
        return [rating for rating in self.shown_ratings if rating.severity]

    @property
    def not_felt(self) -> str:
        """The names of the symptoms rated as none."""
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
        """The day it was written, in the time zone it was written in."""
        return self.written_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_clock_off(self) -> bool:
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

    def is_trashable_by(self, member: Membership) -> bool:
        """Who wrote it, and the owner of the journal."""
        return self.is_editable_by(member) or Permission.ERASE in member.permissions

    @property
    def is_late(self) -> bool:
        """Whether it was written on a later day than it is about."""
        return self.written_on > self.felt_on


audit.register(
    Entry,
    ngettext_lazy("a journal entry", "%(number)d journal entries", "number"),
    created=("created_by_id", "written_at"),
)
