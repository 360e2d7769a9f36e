from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Membership, Patient, validate_zone
from myeloma_journal.care_team.models import Contact
from myeloma_journal.platform.accounts.secret_links import hash_token, new_token
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

# A day earlier, for no zone is further from UTC.
FIRST_START = datetime.combine(FIRST_DAY, time(), UTC) - timedelta(days=1)
NOTE_LENGTH = 20_000
# Doctors run late: a visit stays the next one while people sit in the waiting room.
WAITING_ROOM = timedelta(hours=3)


def local_to_utc(day: date, clock: time, zone: str) -> datetime:
    """Local date and time in `zone` as UTC.

    A time skipped when summer time begins becomes the hour after; of a time that comes
    twice when it ends, the first is meant.
    """
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def planned(self) -> Self:
        return self.filter(is_cancelled=False)

    def upcoming(self, now: datetime) -> Self:
        """Visits to come, or begun within `WAITING_ROOM`; the soonest first."""
        coming = self.planned().filter(starts_at__gt=now - WAITING_ROOM)
        return coming.order_by("starts_at", "created_at")

    def past(self, now: datetime) -> Self:
        been = self.planned().filter(starts_at__lte=now - WAITING_ROOM)
        return been.order_by("-starts_at", "-created_at")

    def next_visit(self, now: datetime) -> "Appointment | None":
        return self.upcoming(now).first()

    def last_visit(self, now: datetime) -> "Appointment | None":
        return self.past(now).first()


class Appointment(Record):
    """A visit, with its time in UTC and the time zone to show it in."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="appointments"
    )
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=64, validators=[validate_zone], editable=False)
    contact = models.ForeignKey(
        Contact,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appointments",
        verbose_name=_("who with"),
    )
    # A copy of the contact's name, which survives changes and deletion.
    with_whom = models.CharField(_("who with"), max_length=100)
    place = models.CharField(_("where"), max_length=200, blank=True)
    purpose = models.CharField(_("reason"), max_length=200, blank=True)
    heard = models.TextField(_("what we heard"), max_length=NOTE_LENGTH, blank=True)
    decided = models.TextField(
        _("what was decided"), max_length=NOTE_LENGTH, blank=True
    )
    is_cancelled = models.BooleanField(default=False)
    # Calendars believe the copy with the higher number (RFC 5545, section 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at", "created_at"]
        indexes = [models.Index(fields=["patient", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="appointments_appointment_is_with_somebody",
                condition=~Q(with_whom=""),
            ),
            models.CheckConstraint(
                name="appointments_appointment_has_a_clock", condition=~Q(zone="")
            ),
            models.CheckConstraint(
                name="appointments_appointment_is_in_our_time",
                condition=Q(starts_at__gte=FIRST_START),
            ),
            *(
                models.CheckConstraint(
                    name=f"appointments_appointment_{name}_fits",
                    condition=Q(LessThanOrEqual(Length(name), NOTE_LENGTH)),
                )
                for name in ("heard", "decided")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.with_whom}, {self.wall_clock:%Y-%m-%d %H:%M}"

    @property
    def wall_clock(self) -> datetime:
        """Local date and time of the visit; naive, so that templates do not convert."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        return self.wall_clock.date()

    def days_from(self, today: date) -> int:
        """Days until the visit; negative for a past one."""
        return (self.day - today).days


audit.register(Appointment, ngettext_lazy("a visit", "%(number)d visits", "number"))


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def open(self) -> Self:
        """Steps to do, by due day; those without one last."""
        return self.filter(done_on__isnull=True).order_by(
            F("due_on").asc(nulls_last=True), "appointment__starts_at", "created_at"
        )


class NextStep(Record):
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="next_steps"
    )
    text = models.CharField(_("what to do"), max_length=300)
    who = models.CharField(_("who will do it"), max_length=100, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, editable=False)

    objects = NextStepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="appointments_nextstep_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="appointments_nextstep_is_in_our_time",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=FIRST_DAY))
                & (Q(done_on__isnull=True) | Q(done_on__gte=FIRST_DAY)),
            ),
        ]

    def __str__(self) -> str:
        return self.text


audit.register(
    NextStep,
    ngettext_lazy("a task", "%(number)d tasks", "number"),
    patient="appointment__patient",
)


TOKEN_HASH_LENGTH = 64


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def for_token(self, token: str) -> Self:
        """The feed of this token, while its member has access to the patient."""
        members = Membership.objects.all().with_account().open()
        feeds = self.filter(token_hash=hash_token(token), membership__in=members)
        return feeds.select_related("membership__patient")

    def renew_for(self, membership: Membership) -> str:
        """A new token, which replaces the old one; only its hash is stored."""
        token = new_token()
        self.update_or_create(
            membership=membership, defaults={"token_hash": hash_token(token)}
        )
        return token


class CalendarFeed(Record):
    """The secret calendar URL of one member. Revoking deletes the row."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(
        max_length=TOKEN_HASH_LENGTH, unique=True, editable=False
    )

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calendar feeds"
        constraints = [
            models.CheckConstraint(
                name="appointments_calendarfeed_has_a_hash",
                condition=Q(Exact(Length("token_hash"), TOKEN_HASH_LENGTH)),
            )
        ]

    def __str__(self) -> str:
        return f"calendar feed of {self.membership}"
