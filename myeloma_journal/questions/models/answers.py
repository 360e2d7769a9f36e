from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import CreatedBy
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

ANSWER_LENGTH = 20_000


class Answer(CreatedBy, Record):
    """What somebody said to a question on one day; a question may have several."""

    question = models.ForeignKey(
        "questions.Question", on_delete=models.CASCADE, related_name="answers"
    )
    text = models.TextField(_("what they said"), max_length=ANSWER_LENGTH)
    given_by = models.CharField(_("who said it"), max_length=100, blank=True)
    given_on = models.DateField(_("when"))

    history = HistoricalRecords()

    class Meta:
        ordering = ["-given_on", "-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="questions_answer_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="questions_answer_fits",
                condition=Q(LessThanOrEqual(Length("text"), ANSWER_LENGTH)),
            ),
            models.CheckConstraint(
                name="questions_answer_given_on_is_in_our_time",
                condition=Q(given_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:60]} ({self.given_by}, {self.given_on})"


audit.register(
    Answer,
    ngettext_lazy("an answer", "%(number)d answers", "number"),
    patient="question__patient",
    visible_to=audit.own_or_shared("question__private_to"),
)
