"""What is added to the list, and what is looked for on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.questions.models import QUESTION_LENGTH, Question

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
                _("There is room for %(limit)d questions of your own. You have %(n)d."),
                params={"limit": OWN_LINES, "n": len(own)},
                code="many",
            )
        for number, line in enumerate(own, 1):
            if len(line) > QUESTION_LENGTH:
                raise ValidationError(
                    _(
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


class TakeForm(PageForm):
    """Questions to keep from published lists, and one's own beside them."""

    q = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    list = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    own = OwnLinesField(
        label=gettext_lazy("Your own questions"),
        help_text=gettext_lazy("Up to 10, one on each line."),
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
        label=gettext_lazy("Add your own question"),
        max_length=QUESTION_LENGTH,
        error_messages={"required": gettext_lazy("Write your question first.")},
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
        label=gettext_lazy("Only I can see this question"), required=False
    )


class FindForm(PageForm):
    """What to look for among the questions and answers of all the years."""

    find = forms.CharField(
        label=gettext_lazy("Find a question or an answer"),
        max_length=100,
        required=False,
    )
