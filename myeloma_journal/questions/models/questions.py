from datetime import date, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.appointments.models import Appointment, local_to_utc
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Membership, Patient
from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.catalogue.models import Status as CatalogueStatus
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.questions.models.answers import Answer

QUESTION_LENGTH = 500
TOP_POSITIONS = (1, 2, 3)


class Status(models.TextChoices):
    TO_ASK = "to_ask", _("To ask")
    ASKED = "asked", pgettext_lazy("status of a question", "Asked")
    ANSWERED = "answered", _("Answered")
    NOT_ANSWERED = "not_answered", _("Asked, not answered")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")


# Carried over to the next visit.
OPEN_STATUSES = (Status.TO_ASK, Status.ASKED, Status.NOT_ANSWERED)
# To be asked at a visit; the other open ones wait for an answer.
TO_ASK_STATUSES = (Status.TO_ASK, Status.NOT_ANSWERED)
# Asked on a known day.
ASKED_STATUSES = (Status.ASKED, Status.ANSWERED, Status.NOT_ANSWERED)


def _open_for(appointment: Appointment) -> Q:
    """Open, and for this visit, for none, or for an earlier or cancelled one.

    What was written after the day of the visit is for the next one.
    """
    day_after = appointment.day + timedelta(days=1)
    over = local_to_utc(day_after, time(), appointment.zone)
    return Q(status__in=OPEN_STATUSES, created_at__lt=over) & (
        Q(appointment__isnull=True)
        | Q(appointment__starts_at__lte=appointment.starts_at)
        | Q(appointment__is_cancelled=True)
    )


_ORDER = (F("top").asc(nulls_last=True), "position", "created_at")


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, member: Membership) -> Self:
        """Shared questions and the member's own private ones.

        To be called on `Question.all_objects`: `objects` leaves private ones out.
        """
        theirs = Q(private_to=None) | Q(private_to=member.user)
        return self.filter(theirs, patient=member.patient)

    def on_list(self) -> Self:
        return self.filter(deleted_at=None)

    def trashed(self) -> Self:
        return self.exclude(deleted_at=None)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def to_ask(self) -> Self:
        return self.filter(status__in=TO_ASK_STATUSES)

    def waiting(self) -> Self:
        """Asked, and waiting for the answer; the latest asked first."""
        return self.filter(status=Status.ASKED).order_by("-asked_on", "-updated_at")

    def in_order(self) -> Self:
        """The top three, then the rest by position."""
        return self.order_by(*_ORDER)

    def top_three(self) -> Self:
        return self.filter(top__isnull=False).order_by("top")

    def if_there_is_time(self) -> Self:
        """Open questions below the top three, by position."""
        return self.open().filter(top__isnull=True).in_order()

    def for_appointment(self, appointment: Appointment) -> Self:
        """Open questions for this visit, for none, or an earlier or cancelled one.

        In their order; those that wait for an answer come last.
        """
        is_waiting = Case(When(status=Status.ASKED, then=1), default=0)
        to_ask = self.filter(_open_for(appointment))
        return to_ask.order_by(is_waiting, *_ORDER)

    def at_visit(self, appointment: Appointment, day: date) -> Self:
        """Open questions for the visit and those answered on its day, in order.

        The answers of that day are prefetched as `answers_that_day`.
        """
        said = Answer.objects.filter(given_on=day)
        answered = Q(status=Status.ANSWERED, pk__in=said.values("question"))
        asked = self.filter(_open_for(appointment) | answered)
        return asked.with_answers_of(day).in_order()

    def with_answers_of(self, day: date) -> Self:
        """Prefetch the answers given on `day` as `answers_that_day`."""
        said = Answer.objects.filter(given_on=day).order_by("created_at")
        return self.prefetch_related(
            models.Prefetch("answers", queryset=said, to_attr="answers_that_day")
        )

    def left_open_on(self, day: date) -> Self:
        """Questions asked on `day` and not answered, in order."""
        return self.filter(
            status__in=(Status.ASKED, Status.NOT_ANSWERED), asked_on=day
        ).in_order()

    def answered(self) -> Self:
        """Answered questions, the latest asked first."""
        return self.filter(status=Status.ANSWERED).order_by("-asked_on", "-updated_at")

    def no_longer_needed(self) -> Self:
        return self.filter(status=Status.NO_LONGER_NEEDED).order_by("-updated_at")

    def answered_on(self, day: date) -> Self:
        """Questions with an answer given on `day`, prefetched as `answers_that_day`."""
        said = Answer.objects.filter(given_on=day)
        asked = self.filter(pk__in=said.values("question"))
        return asked.with_answers_of(day).in_order()


class QuestionManager(models.Manager["Question"]):
    """Questions on the list that the whole circle may see; see `all_objects` too."""

    def get_queryset(self) -> QuestionQuerySet:
        questions = QuestionQuerySet(self.model, using=self._db)
        return questions.on_list().filter(private_to=None)


class Question(CreatedBy, Record):
    """One question in the patient's words, whether copied from the catalogue or not."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField(_("question"), max_length=QUESTION_LENGTH)
    why = models.CharField(_("why it matters"), max_length=1000, blank=True)
    label = models.CharField(max_length=100, blank=True, editable=False)

    # A copy of the catalogue's words; a new catalogue does not change it.
    catalogue_question = models.ForeignKey(
        CatalogueQuestion,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    catalogue_revision = models.PositiveIntegerField(
        null=True, blank=True, editable=False
    )
    source_text = models.CharField(max_length=500, blank=True, editable=False)
    source_why = models.CharField(max_length=1000, blank=True, editable=False)

    appointment = models.ForeignKey(
        Appointment,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("which visit it’s for"),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.TO_ASK
    )
    asked_on = models.DateField(_("date asked"), null=True, blank=True)
    top = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    # Visible to this user only. CASCADE, for SET_NULL would make it visible to all.
    private_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionManager.from_queryset(QuestionQuerySet)()
    all_objects = QuestionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "created_at"]
        indexes = [models.Index(fields=["patient", "status", "position"])]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.UniqueConstraint(
                fields=["patient", "catalogue_question"],
                condition=Q(deleted_at__isnull=True),
                name="questions_question_from_catalogue_once",
            ),
            # To a database no NULL equals another, so this needs no condition.
            models.UniqueConstraint(
                fields=["patient", "top"], name="questions_question_top_place_is_free"
            ),
            models.CheckConstraint(
                name="questions_question_at_the_top_is_open",
                condition=Q(top__isnull=True)
                | Q(
                    top__in=TOP_POSITIONS,
                    status__in=[s.value for s in OPEN_STATUSES],
                    deleted_at__isnull=True,
                ),
            ),
            models.CheckConstraint(
                # One no longer needed may have been asked or not. An unknown status
                # is refused too.
                name="questions_question_has_a_day_when_asked",
                condition=Q(status=Status.TO_ASK.value, asked_on__isnull=True)
                | Q(
                    status__in=[s.value for s in ASKED_STATUSES], asked_on__isnull=False
                )
                | Q(status=Status.NO_LONGER_NEEDED.value),
            ),
            models.CheckConstraint(
                # The link may go with the catalogue; the words and revision stay.
                name="questions_question_source_is_whole_or_none",
                condition=Q(
                    catalogue_question__isnull=True,
                    catalogue_revision__isnull=True,
                    source_text="",
                    source_why="",
                )
                | Q(catalogue_revision__isnull=False) & ~Q(source_text=""),
            ),
            models.CheckConstraint(
                # A private one is neither at the top nor from the catalogue: others
                # would meet a uniqueness error about a question they cannot see.
                name="questions_question_private_is_own_and_not_at_the_top",
                condition=Q(private_to__isnull=True)
                | Q(top__isnull=True, source_text="", private_to=F("created_by")),
            ),
            models.CheckConstraint(
                name="questions_question_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="questions_question_is_short",
                condition=Q(LessThanOrEqual(Length("text"), QUESTION_LENGTH)),
            ),
            models.CheckConstraint(
                name="questions_question_asked_on_is_in_our_time",
                condition=Q(asked_on__isnull=True) | Q(asked_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def row_id(self) -> str:
        """The id of its row in a list, to which a link leads."""
        return f"q-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_to_ask(self) -> bool:
        return self.status in TO_ASK_STATUSES

    @property
    def is_top(self) -> bool:
        """Whether it has a star; one that waits for its answer only keeps the place."""
        return self.top is not None and self.is_to_ask

    @property
    def is_private(self) -> bool:
        return self.private_to_id is not None

    @property
    def newer(self) -> CatalogueQuestion | None:
        """The catalogue question, if its words have changed since they were copied."""
        source = self.catalogue_question
        if source is None or source.status == CatalogueStatus.RETIRED:
            return None
        is_newer = source.revision > (self.catalogue_revision or 0)
        copied = (self.source_text, self.source_why)
        return source if is_newer and (source.text, source.why) != copied else None

    @property
    def is_reworded(self) -> bool:
        """Whether the patient changed the words copied from the catalogue."""
        return bool(self.source_text) and self.text != self.source_text


audit.register(
    Question,
    ngettext_lazy("a question", "%(number)d questions", "number"),
    visible_to=audit.own_or_shared("private_to"),
)
