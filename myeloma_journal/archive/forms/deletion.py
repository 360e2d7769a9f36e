"""What is asked before a whole journal is deleted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.core.forms import PageForm, PageFormHelper


class JournalDeleteForm(PageForm):
    """The name of the person whose journal it is, so that it cannot be another one."""

    name = forms.CharField(
        label=_("The name, as it stands above"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = PageFormHelper("name")

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        """Compare with the name of `patient`."""
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.fields["name"].error_messages["required"] = self._says()

    def clean_name(self) -> str:
        """Refuse another name; capitals and spaces make no other name."""
        typed: str = self.cleaned_data["name"]
        if _plain(typed) != _plain(self.patient.name):
            raise ValidationError(self._says(), code="name")
        return typed

    def _says(self) -> str:
        words = {"name": self.patient.name}
        return _now("Type the name as it stands here: %(name)s") % words


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
