"""What is asked about a question, and about what was said."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.appointments.forms import DATES
from myeloma_journal.core.forms import PageFormHelper, RecordForm
from myeloma_journal.core.models import FIRST_DAY
from myeloma_journal.questions.models import (
    ANSWER_LENGTH,
    QUESTION_LENGTH,
    Answer,
    Question,
)


class PastDateField(forms.DateField):
    """A day that has been."""

    default_error_messages = {
        "required": gettext_lazy("Enter the day."),
        "invalid": gettext_lazy("Enter the day like this: 11/24/2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Ask with the browser's own picker, where there is one."""
        widget = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "class": "field-short", "autocomplete": "off"},
        )
        super().__init__(input_formats=DATES, widget=widget, **kwargs)


def refuse_other_times(day: date, today: date) -> None:
    """Refuse a day to come, and one before our time.

    Raises:
        ValidationError: It names the day as it was understood.
    """
    if not FIRST_DAY <= day <= today:
        raise ValidationError(
            _("You entered %(day)s. Enter today or an earlier day, from 1900 on."),
            code="range",
            params={"day": date_format(day, "DATE_FORMAT")},
        )


def refuse_long(text: str, fits: int) -> None:
    """Refuse what does not fit, and say by how much.

    Raises:
        ValidationError: With both numbers.
    """
    if len(text) > fits:
        raise ValidationError(
            _("This has %(has)s characters, and %(fits)s fit. Make it shorter."),
            code="long",
            params={"has": f"{len(text):,}", "fits": f"{fits:,}"},
        )


class OwnWordsForm(RecordForm):
    """A question in the person's own words: the one field of the list and of Today."""

    text = forms.CharField(
        label=gettext_lazy("Add your own question"),
        error_messages={"required": gettext_lazy("Write your question first.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Question
        fields = ["text"]

    def clean_text(self) -> str:
        """Refuse a question that is too long to be read out at a visit."""
        # A question is one line, also when it was typed in several.
        text = " ".join(self.cleaned_data["text"].split())
        refuse_long(text, QUESTION_LENGTH)
        return text


class QuestionForm(OwnWordsForm):
    """Change the words of a question, or the visit it is for."""

    text = forms.CharField(
        label=gettext_lazy("Question"),
        error_messages={"required": gettext_lazy("A question needs a few words.")},
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 2}),
    )
    asked_on = PastDateField(label=gettext_lazy("Asked on"))

    class Meta(OwnWordsForm.Meta):
        fields = ["text", "why", "appointment", "asked_on"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the patient's own visits only."""
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["why"].widget.attrs["autocomplete"] = "off"
        visits = cast(forms.ModelChoiceField, self.fields["appointment"])
        visits.queryset = self.instance.patient.appointments.all().planned()
        visits.empty_label = _("The next visit, whichever it is")
        if self.instance.asked_on:
            self.fields["asked_on"].widget.attrs["max"] = today.isoformat()
        else:
            del self.fields["asked_on"]

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)

    def clean_asked_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["asked_on"]
        refuse_other_times(day, self.today)
        return day


class AnswerForm(RecordForm):
    """What was said, who said it, when."""

    text = forms.CharField(
        label=gettext_lazy("What was said"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write down what was said.")},
    )
    given_on = PastDateField(label=gettext_lazy("When"))

    class Meta:
        model = Answer
        fields = ["text", "given_by", "given_on"]
        help_texts = {"given_by": gettext_lazy("For example: Dr. Elena Ruiz")}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Guess that it was said today."""
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["given_on"].widget.attrs["max"] = today.isoformat()
        self.fields["given_by"].widget.attrs["autocomplete"] = "off"
        if self.instance._state.adding:
            self.initial["given_on"] = today

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper("text", "given_by", "given_on")

    def clean_text(self) -> str:
        """Refuse what does not fit."""
        text: str = self.cleaned_data["text"]
        refuse_long(text, ANSWER_LENGTH)
        return text

    def clean_given_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["given_on"]
        refuse_other_times(day, self.today)
        return day
