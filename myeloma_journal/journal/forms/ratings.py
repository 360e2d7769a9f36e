"""One followed symptom on one day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.journal.answers import Rated
from myeloma_journal.journal.models import FollowedSymptom, Severity, Stopped
from myeloma_journal.platform.forms.base import PageForm


class RatingForm(PageForm):
    """One followed symptom: how strong, and what it stopped."""

    severity = forms.TypedChoiceField(
        choices=Severity.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    stopped = forms.TypedChoiceField(
        label=_("Did it stop you doing things?"),
        choices=Stopped.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, followed: FollowedSymptom, **kwargs: Any) -> None:
        """Ask about `followed`."""
        self.followed = followed
        self.last: str = ""
        super().__init__(*args, prefix=f"s-{followed.pk}", **kwargs)
        self.fields["severity"].label = followed.name

    @property
    def rated(self) -> Rated | None:
        """The answer of a valid form; what it stopped counts where there was some."""
        severity = self.cleaned_data["severity"]
        if severity is None:
            return None
        return Rated(severity, self.cleaned_data["stopped"] if severity else None)
