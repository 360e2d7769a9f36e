"""What is asked on the page with all questions. Nothing of it is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.core.forms import PageForm

FIND_LENGTH = 100


class FindForm(PageForm):
    """What to look for; what was ticked and typed so far comes along."""

    find = forms.CharField(
        label=_("Look for"),
        help_text=_("A word, a drug, or a gene. For example: numb, Revlimid, t(4;14)"),
        max_length=FIND_LENGTH,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": _("Write a word to look for."),
            "max_length": _("Look for fewer words: at most 100 letters."),
        },
    )
    own = forms.CharField(widget=forms.Textarea, required=False)

    @property
    def ticked(self) -> set[str]:
        """What is ticked, as it came."""
        return set(dict(self.data).get("q", []))
