"""What is asked about one question, and about what was said to it."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.questions.forms.lists import OwnWordsForm
from myeloma_journal.questions.models import ANSWER_LENGTH, QUESTION_LENGTH, Answer


class QuestionForm(OwnWordsForm):
    """Change the words of a question, or the visit it is for."""

    text = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": gettext_lazy("A question needs a few words.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked_on = DayField(label=gettext_lazy("Asked on"))

    class Meta(OwnWordsForm.Meta):
        fields = ["text", "why", "appointment", "asked_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the patient's own visits only."""
        super().__init__(*args, **kwargs)
        visits = cast(forms.ModelChoiceField, self.fields["appointment"])
        visits.queryset = self.instance.patient.appointments.all().planned()
        visits.empty_label = _("The next visit, whichever it is")
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
        label=gettext_lazy("What was said"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write down what was said.")},
    )
    given_on = DayField(label=gettext_lazy("When"))

    class Meta:
        model = Answer
        fields = ["text", "given_by", "given_on"]
        help_texts = {"given_by": gettext_lazy("For example: Dr. Elena Ruiz")}

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
