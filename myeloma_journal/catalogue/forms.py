"""The box that searches what we publish."""

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.base import PageForm

FIND_LENGTH = 200


class SearchForm(PageForm):
    """The query, together with what was ticked and typed so far."""

    find = forms.CharField(
        label=_("What do you want to ask about?"),
        max_length=FIND_LENGTH,
        widget=forms.SearchInput(
            attrs={"class": "form-control", "autocomplete": "off"}
        ),
        error_messages={
            "required": _("Enter a word to search for."),
            "max_length": _("Your search is too long. Use 200 characters or fewer."),
        },
    )
    own = forms.CharField(widget=forms.Textarea, required=False)

    @property
    def selected_slugs(self) -> set[str]:
        """The slugs as submitted; some may be unknown."""
        return set(dict(self.data).get("q", []))
