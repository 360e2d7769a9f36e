"""The advice to call that was shown after an entry was saved, and the replies."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import StartsWith
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy, Membership, Patient
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.care_team.rules import LimitComparator
from myeloma_journal.catalogue.models import WarningSign
from myeloma_journal.journal.models.entries import Entry
from myeloma_journal.journal.models.items import Rating
from myeloma_journal.platform.database.models import Record

READING_LENGTH = 200


class RuleMatchQuerySet(models.QuerySet["RuleMatch"]):
    def of(self, patient: Patient) -> Self:
        """Of this patient, without those of deleted entries."""
        return self.filter(entry__patient=patient, entry__deleted_at=None)

    def visible_to(self, member: Membership) -> Self:
        """Those `member` may read; the patient reads all of them."""
        return self if member.is_patient else self.public()

    def public(self) -> Self:
        """Without those of symptoms that were private then or are by now.

        A reading begins with the name of the symptom, as the rating has it.
        """
        private = Rating.objects.filter(
            StartsWith(OuterRef("reading"), Concat("name", Value(": "))),
            entry=OuterRef("entry"),
            followed__is_private=True,
        )
        return self.filter(is_private=False).exclude(Exists(private))

    def between(self, first: datetime, last: datetime) -> Self:
        """Shown from `first` on and before `last`."""
        return self.filter(shown_at__gte=first, shown_at__lt=last)

    def with_replies(self) -> Self:
        """With entry, reply, and what each rests on; without a query more."""
        return self.select_related("entry", "reply", "rests_on__reply")

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
    reading = models.CharField(max_length=READING_LENGTH)
    rule_words = models.CharField(max_length=600)
    attribution = models.CharField(max_length=500)
    # Whether the rule was a general sign, with the published words and number.
    is_general = models.BooleanField(default=False)
    # Of a symptom that only the patient sees.
    is_private = models.BooleanField(default=False)
    # Somebody said yes when the page asked about the sign: no rating meets it.
    was_asked = models.BooleanField(default=False)
    # What the entry said: the slug of the measure or symptom (the name of a symptom of
    # one's own), the number or severity, and what was answered beside it.
    about = models.CharField(max_length=100, blank=True)
    number = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    # The number of the rule, where it is about a number.
    comparator = models.CharField(max_length=10, choices=LimitComparator, blank=True)
    limit = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=20, blank=True)
    # The match that was answered with "They already know", as long as it still is.
    rests_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="resting"
    )
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
                name="journal_rulematch_limit_is_whole_or_absent",
                condition=Q(comparator="", limit__isnull=True, limit_unit="")
                | Q(comparator__in=LimitComparator.values, limit__isnull=False)
                & ~Q(limit_unit=""),
            ),
            models.CheckConstraint(
                name="journal_rulematch_rests_on_another",
                condition=Q(rests_on__isnull=True) | ~Q(rests_on=models.F("id")),
            ),
            models.CheckConstraint(
                name="journal_rulematch_is_corrected_after_it_was_shown",
                condition=Q(corrected_at__isnull=True)
                | Q(corrected_at__gte=models.F("shown_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.reading}"

    @property
    def rule_in_sentence(self) -> str:
        """The words of the rule or the sign, without the period at their end."""
        return self.rule_words.rstrip(".")

    @property
    def reading_and_sign(self) -> str:
        """What the entry said; with the sign, where somebody was asked about it."""
        if not self.was_asked:
            return self.reading
        params = {"reading": self.reading, "sign": self.rule_in_sentence}
        return gettext("%(reading)s. The answer was yes: %(sign)s") % params

    @property
    def own_reply(self) -> "CallReply | None":
        """What somebody said to it, if they did."""
        return getattr(self, "reply", None)

    @property
    def is_resting(self) -> bool:
        """Whether the team knows of the same already, as somebody said before."""
        known = self.rests_on.own_reply if self.rests_on else None
        return known is not None and known.said == Said.KNOWN

    @property
    def answer(self) -> "CallReply | None":
        """What was said to it, or to the one that lets it rest."""
        if self.own_reply is None and self.rests_on and self.is_resting:
            return self.rests_on.own_reply
        return self.own_reply


class Said(models.TextChoices):
    """What somebody said when the page had told them to call."""

    CALLED = "called", _("Called")
    KNOWN = "known", _("They already know")
    NOT_CALLED = "not_called", _("Not called")
    # To the list of signs that may go with what was written.
    NONE = "none", _("None of these")


class CallReplyQuerySet(models.QuerySet["CallReply"]):
    def visible_to(self, member: Membership) -> Self:
        return self.filter(_visible_to(member))


class CallReply(CreatedBy, Record):
    """What somebody said to a match, or to the list of signs of an entry.

    Undoing it deletes it; the history keeps it.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="call_replies"
    )
    match = models.OneToOneField(
        RuleMatch,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reply",
    )
    said = models.CharField(max_length=10, choices=Said)
    # About a symptom that only the patient sees.
    is_private = models.BooleanField(default=False)

    objects = CallReplyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "call replies"
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="journal_callreply_is_about_a_match_or_the_list",
                condition=Q(match__isnull=True, said=Said.NONE)
                | Q(
                    match__isnull=False,
                    said__in=[Said.CALLED, Said.KNOWN, Said.NOT_CALLED],
                ),
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(match__isnull=True),
                name="journal_callreply_to_the_list_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_said_display()} ({self.created_by_name})"

    @property
    def sentence(self) -> str:
        """What was done, by whom and when: "Called: yes (Anna, on November 28)."."""
        at = timezone.localtime(self.created_at)
        params = {
            "who": self.created_by_name,
            "day": date_format(at, "MONTH_DAY_FORMAT"),
        }
        match self.said:
            case Said.CALLED:
                return gettext("Called: yes (%(who)s, on %(day)s).") % params
            case Said.NOT_CALLED:
                return gettext("Called: no (%(who)s, on %(day)s).") % params
            case Said.NONE:
                return gettext("None of these: %(who)s, on %(day)s.") % params
        return gettext("Your team already knows (%(who)s said so on %(day)s).") % params


def _visible_to(member: Membership) -> Q:
    return Q() if member.is_patient else Q(is_private=False)


audit.register(
    CallReply,
    ngettext_lazy(
        "an answer to a call message", "%(number)d answers to call messages", "number"
    ),
    patient="entry__patient",
    visible_to=_visible_to,
)
