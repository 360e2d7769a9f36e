from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.questions.answering import VisitAnswer
from myeloma_journal.questions.models import (
    ANSWER_LENGTH,
    ASKED_STATUSES,
    QUESTION_LENGTH,
    Answer,
    Question,
)

OWN_LINES = 10


class OwnLinesField(forms.CharField):
    """Own questions beside a published list, one from each line that is not empty."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: str | None) -> list[str]:
        """The questions that were typed.

        Raises:
            ValidationError: There are too many, or one is too long to keep.
        """
        text = super().clean(value)
        own = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(own) > OWN_LINES:
            raise ValidationError(
                _now(
                    "There is room for %(limit)d questions of your own. You have %(n)d."
                ),
                params={"limit": OWN_LINES, "n": len(own)},
                code="many",
            )
        for number, line in enumerate(own, 1):
            if len(line) > QUESTION_LENGTH:
                raise ValidationError(
                    _now(
                        "Your question %(number)d has %(length)d letters. "
                        "Shorten it to %(limit)d."
                    ),
                    params={
                        "number": number,
                        "length": len(line),
                        "limit": QUESTION_LENGTH,
                    },
                    code="long",
                )
        return own


class AddFromCatalogueForm(PageForm):
    """Questions to keep from published lists, and one's own beside them."""

    q = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    list = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    own = OwnLinesField(
        label=_("Your own questions"),
        help_text=_("Up to 10, one on each line."),
        required=False,
    )

    @property
    def helper(self) -> PageFormHelper:
        """What a refusal asks again; what was ticked is kept unseen."""
        return PageFormHelper("own")

    @property
    def wanted(self) -> QuerySet[CatalogueQuestion]:
        """The questions that were ticked, or else all but the sensitive ones."""
        offered = CatalogueQuestion.objects.current().select_related("checklist")
        if ticked := self.cleaned_data["q"]:
            return offered.filter(slug__in=ticked)
        lists = self.cleaned_data["list"]
        return offered.filter(checklist__slug__in=lists, is_sensitive=False)


class OwnWordsForm(RecordForm):
    """A question in the person's own words: the one field of the list and of Today."""

    text = forms.CharField(
        label=_("Add your own question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("Write your question first.")},
    )

    class Meta:
        model = Question
        fields = ["text"]

    def clean_text(self) -> str:
        """A question is one line, also when it was typed in several."""
        return " ".join(self.cleaned_data["text"].split())


class AddForm(OwnWordsForm):
    """A new question in one's own words, seen by the circle or by oneself only."""

    is_private = forms.BooleanField(
        label=_("Only I can see this question"), required=False
    )


class FindForm(PageForm):
    """What to look for among the questions and answers of all the years."""

    find = forms.CharField(
        label=_("Find a question or an answer"),
        max_length=100,
        required=False,
    )


class QuestionForm(OwnWordsForm):
    """Change the words of a question, or the visit it is for."""

    text = forms.CharField(
        label=_("Question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("A question needs a few words.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked_on = DayField(label=_("Asked on"))

    class Meta(OwnWordsForm.Meta):
        fields = ["text", "why", "appointment", "asked_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the patient's own visits only."""
        super().__init__(*args, **kwargs)
        visits = cast(forms.ModelChoiceField, self.fields["appointment"])
        visits.queryset = self.instance.patient.appointments.all().planned()
        visits.empty_label = _now("The next visit, whichever it is")
        if self.instance.asked_on:
            cast(DayField, self.fields["asked_on"]).until(today)
        else:
            del self.fields["asked_on"]

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)


class AnswerForm(RecordForm):
    """What was said, who said it, when."""

    text = forms.CharField(
        label=_("What was said"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what was said.")},
    )
    given_on = DayField(label=_("When"))

    class Meta:
        model = Answer
        fields = ["text", "given_by", "given_on"]
        help_texts = {"given_by": _("For example: Dr. Elena Ruiz")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Guess that it was said today."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["given_on"]).until(today)
        if self.instance._state.adding:
            self.initial["given_on"] = today

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper("text", "given_by", "given_on")


ASKED, SAID = "asked-", "said-"


def submitted_question_ids(data: Mapping[str, Any]) -> list[UUID]:
    """The ids in the field names of a submitted page; malformed ones are ignored."""
    ids = []
    for name in data:
        if name.startswith(SAID):
            with suppress(ValueError):
                ids.append(UUID(name.removeprefix(SAID)))
    return ids


@dataclass(frozen=True)
class VisitRow:
    """One question with its fields on the page."""

    question: Question
    asked: forms.BoundField
    said: forms.BoundField

    @property
    def asked_before(self) -> date | None:
        """The day of an earlier visit at which it was asked and not answered."""
        is_ticked_here = bool(self.asked.initial)
        return None if is_ticked_here else self.question.asked_on


class AtVisitForm(PageForm):
    """All questions of one visit, and who answers them.

    A tick box remembers how it stood when the page was opened: what somebody else
    ticked meanwhile is not unticked by a page that does not know of it.
    """

    given_by = forms.CharField(
        label=_("Who answers"),
        max_length=Answer._meta.get_field("given_by").max_length,
        required=False,
    )

    def __init__(
        self,
        answers: Any,
        *,
        questions: Iterable[Question],
        day: date,
        initial: dict[str, Any],
    ) -> None:
        """Ask about `questions`, which were asked or not on the `day` of the visit."""
        self.questions, self.day = list(questions), day
        # Here before the answers are read, as the fields of every form are.
        fields = type(self).base_fields | dict(self._fields_of(day))
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(answers, initial=initial)

    def _fields_of(self, day: date) -> Iterator[tuple[str, forms.Field]]:
        for question in self.questions:
            yield (
                f"{ASKED}{question.pk}",
                forms.BooleanField(
                    label=question.text,
                    required=False,
                    initial=question.status in ASKED_STATUSES
                    and question.asked_on == day,
                    show_hidden_initial=True,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                ),
            )
            yield (
                f"{SAID}{question.pk}",
                forms.CharField(
                    label=question.text,
                    required=False,
                    max_length=ANSWER_LENGTH,
                    widget=forms.Textarea(attrs={"rows": 2, "class": "lines-field"}),
                ),
            )

    @property
    def rows(self) -> list[VisitRow]:
        return [
            VisitRow(
                question,
                asked=self[f"{ASKED}{question.pk}"],
                said=self[f"{SAID}{question.pk}"],
            )
            for question in self.questions
        ]

    @property
    def visit_answers(self) -> list[VisitAnswer]:
        """The questions with a new answer or a changed tick."""
        answers = [
            VisitAnswer(
                question=row.question,
                is_asked=self.cleaned_data[row.asked.name]
                if row.asked.name in self.changed_data
                else None,
                text=self.cleaned_data[row.said.name],
            )
            for row in self.rows
        ]
        return [
            answer for answer in answers if answer.text or answer.is_asked is not None
        ]
