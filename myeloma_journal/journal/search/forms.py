from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.base import PageForm

FIND_LENGTH = 100


class SearchForm(PageForm):
    find = forms.CharField(
        label=_("Search"),
        help_text=_("Finds words in notes, questions, answers, and notes from visits."),
        max_length=FIND_LENGTH,
        error_messages={
            "required": _("Enter a word to search for."),
            "max_length": _("Your search is too long. Use 100 characters or fewer."),
        },
    )
