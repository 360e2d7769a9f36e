from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
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

MAX_OWN_QUESTIONS = 10


class OwnQuestionsField(forms.CharField):
    """Own questions beside a published list, one per line; empty lines are dropped."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: str | None) -> list[str]:
        text = super().clean(value)
        questions = [
            " ".join(line.split()) for line in text.splitlines() if line.strip()
        ]
        if len(questions) > MAX_OWN_QUESTIONS:
            raise ValidationError(
                gettext(
                    "You can add up to %(limit)d questions of your own. You have %(n)d."
                ),
                params={"limit": MAX_OWN_QUESTIONS, "n": len(questions)},
                code="many",
            )
        for number, line in enumerate(questions, 1):
            if len(line) > QUESTION_LENGTH:
                raise ValidationError(
                    gettext(
                        "Your question %(number)d is %(length)d characters long. "
                        "Shorten it to %(limit)d."
                    ),
                    params={
                        "number": number,
                        "length": len(line),
                        "limit": QUESTION_LENGTH,
                    },
                    code="long",
                )
        return questions


class AddFromCatalogueForm(PageForm):
    """Questions selected on published lists, and own ones typed beside them."""

    q = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    list = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    own = OwnQuestionsField(
        label=_("Your own questions"),
        help_text=_("Up to 10, one per line."),
        required=False,
    )

    @property
    def helper(self) -> PageFormHelper:
        """The field of an invalid form; the selection stays in hidden fields."""
        return PageFormHelper("own")

    @property
    def selected(self) -> QuerySet[CatalogueQuestion]:
        """The ticked questions, or else all of the lists but the sensitive ones."""
        offered = CatalogueQuestion.objects.current().select_related("checklist")
        if slugs := self.cleaned_data["q"]:
            return offered.filter(slug__in=slugs)
        lists = self.cleaned_data["list"]
        return offered.filter(checklist__slug__in=lists, is_sensitive=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ticked or typed, on a page without a list of its own."""
        return not any(self.cleaned_data.values())


class OwnWordsForm(RecordForm):
    """The text of a question, as on the list and on Today."""

    text = forms.CharField(
        label=_("Add a question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": _("Enter your question first.")},
    )

    class Meta:
        model = Question
        fields = ["text"]

    def clean_text(self) -> str:
        """Join lines."""
        return " ".join(self.cleaned_data["text"].split())


class AddForm(OwnWordsForm):
    is_private = forms.BooleanField(
        label=_("Only I can see this question"), required=False
    )


class QuestionForm(OwnWordsForm):
    text = forms.CharField(
        label=_("Question"),
        max_length=QUESTION_LENGTH,
        error_messages={
            "required": _("Enter your question. Use at least a few words.")
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked_on = DayField(label=_("Date asked"))

    class Meta(OwnWordsForm.Meta):
        fields = ["text", "why", "appointment", "asked_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visits = cast(forms.ModelChoiceField, self.fields["appointment"])
        appointments = self.instance.patient.appointments.all()
        # A past one only where the question was for it already.
        visits.queryset = (
            appointments.upcoming(timezone.now())
            | appointments.planned().filter(pk=self.instance.appointment_id)
        ).order_by("starts_at", "created_at")
        visits.error_messages["invalid_choice"] = gettext(
            "This visit is over. Choose a visit that is still to come."
        )
        visits.empty_label = gettext("The next visit, whoever it’s with")
        if self.instance.asked_on:
            cast(DayField, self.fields["asked_on"]).set_last(today)
        else:
            del self.fields["asked_on"]

    @property
    def helper(self) -> PageFormHelper:
        return PageFormHelper(*self.fields)


class AnswerForm(RecordForm):
    text = forms.CharField(
        label=_("What they said"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the answer.")},
    )
    given_on = DayField(label=_("When"))

    class Meta:
        model = Answer
        fields = ["text", "given_by", "given_on"]
        help_texts = {"given_by": _("For example: Dr. Elena Ruiz")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["given_on"]).set_last(today)
        if self.instance._state.adding:
            self.initial["given_on"] = today

    @property
    def helper(self) -> PageFormHelper:
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
        """The earlier day on which it was asked and not answered."""
        is_ticked_here = bool(self.asked.initial)
        return None if is_ticked_here else self.question.asked_on


class AtVisitForm(PageForm):
    """A tick box and an answer for each question of a visit, and who answers.

    Hidden initial values tell which ticks the page changed, so that it does not undo
    what another member ticked meanwhile.
    """

    given_by = forms.CharField(
        label=_("Who is answering"),
        max_length=Answer._meta.get_field("given_by").max_length,
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        questions: Iterable[Question],
        day: date,
        initial: dict[str, Any],
    ) -> None:
        self.questions, self.day = list(questions), day
        # Set before super().__init__, which copies them and binds the data.
        fields = type(self).base_fields | dict(self._fields_of(day))
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(data, initial=initial)

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
