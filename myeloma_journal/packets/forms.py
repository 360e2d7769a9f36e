"""What can be chosen about paper."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from myeloma_journal.core.forms import PageForm, PageFormHelper

OWN_QUESTIONS = 10
OWN_LENGTH = 500


class Size(TextChoices):
    """How large it prints."""

    REGULAR = "regular", _("Regular")
    LARGE = "large", _("Large")
    VERY_LARGE = "very-large", _("Very large")


class Paper(TextChoices):
    """What it is printed on."""

    LETTER = "letter", _("US Letter")
    A4 = "a4", _("A4")


class PaperForm(PageForm):
    """Print size and paper. What is not said is regular, on Letter."""

    size = forms.ChoiceField(
        label=_("Print size"),
        choices=Size,
        required=False,
        error_messages={"invalid_choice": _("Choose a print size from the list.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=Paper,
        required=False,
        error_messages={"invalid_choice": _("Choose Letter or A4.")},
    )

    def clean_size(self) -> str:
        """Regular, when nothing was said."""
        return self.cleaned_data["size"] or Size.REGULAR

    def clean_paper(self) -> str:
        """Letter, when nothing was said."""
        return self.cleaned_data["paper"] or Paper.LETTER


class SinceWhen(TextChoices):
    """From when on a packet tells what was written."""

    VISIT = "visit", _("The last visit")
    MONTH = "month", _("30 days ago")


class PacketForm(PaperForm):
    """A packet. Every choice has a usual answer."""

    since = forms.ChoiceField(label=_("Since"), choices=SinceWhen, required=False)


class SheetForm(PaperForm):
    """A question sheet. Nothing of it is kept."""

    q = forms.Field(widget=forms.SelectMultiple, required=False)
    lines = forms.BooleanField(label=_("Lines to write the answer on"), required=False)
    space = forms.BooleanField(
        label=_("Space for more questions at the end"), required=False
    )
    own = forms.CharField(
        label=_("Your own questions"),
        help_text=_("One on each line. They are printed at the end of the sheet."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    @property
    def helper(self) -> PageFormHelper:
        """The questions that a refused sheet asks again; picks are kept unseen."""
        return PageFormHelper("own", "size", "paper", "lines", "space")

    @property
    def picks(self) -> list[str]:
        """What was ticked, as it came."""
        return list(dict(self.data).get("q", []))

    def clean_own(self) -> list[str]:
        """The person's own questions, one from each line that is not empty."""
        text: str = self.cleaned_data["own"]
        own = [line.strip() for line in text.splitlines() if line.strip()]
        if len(own) > OWN_QUESTIONS:
            raise ValidationError(
                _("There is room for %(limit)d questions of your own. You have %(n)d."),
                params={"limit": OWN_QUESTIONS, "n": len(own)},
                code="many",
            )
        for number, line in enumerate(own, 1):
            if len(line) > OWN_LENGTH:
                raise ValidationError(
                    _(
                        "Your question %(number)d has %(length)d letters. "
                        "Shorten it to %(limit)d."
                    ),
                    params={
                        "number": number,
                        "length": len(line),
                        "limit": OWN_LENGTH,
                    },
                    code="long",
                )
        return own
