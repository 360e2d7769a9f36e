"""What is ticked and written down while people sit in the consulting room."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.questions.actions import FromVisit
from myeloma_journal.questions.models import ANSWER_LENGTH, PUT, Answer, Question

ASKED, SAID = "asked-", "said-"


def told_about(answers: Mapping[str, Any]) -> list[UUID]:
    """The ids of the questions that a page which was sent speaks of."""
    ids = []
    for name in answers:
        try:
            ids += [UUID(name.removeprefix(SAID))] if name.startswith(SAID) else []
        except ValueError:
            continue
    return ids


@dataclass(frozen=True)
class Row:
    """One question, its tick box and the lines for its answer."""

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
                    initial=question.status in PUT and question.asked_on == day,
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
    def rows(self) -> list[Row]:
        """Every question with what is asked about it, in the order they came in."""
        return [
            Row(one, self[f"{ASKED}{one.pk}"], self[f"{SAID}{one.pk}"])
            for one in self.questions
        ]

    @property
    def told(self) -> list[FromVisit]:
        """What is new about the questions of which anything is."""
        every = [
            FromVisit(
                question=row.question,
                is_asked=self.cleaned_data[row.asked.name]
                if row.asked.name in self.changed_data
                else None,
                said=self.cleaned_data[row.said.name],
            )
            for row in self.rows
        ]
        return [one for one in every if one.said or one.is_asked is not None]
