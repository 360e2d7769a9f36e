"""The form in the box that says to call."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.actions import clear_other_first
from myeloma_journal.care_team.models import Contact
from myeloma_journal.platform.forms.base import RecordForm
from myeloma_journal.platform.forms.telephones import check_numbers


class TeamNumberForm(RecordForm):
    """One telephone number of the care team, where none is saved."""

    class Meta:
        model = Contact
        fields = ["daytime_number"]
        labels = {
            "daytime_number": gettext_lazy("Add your team’s number for next time")
        }
        widgets = {"daytime_number": forms.TextInput(attrs={"type": "tel"})}

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        contact = Contact(patient=patient, name=_("Care team"), is_first=True)
        super().__init__(*args, instance=contact, **kwargs)
        field = self.fields["daytime_number"]
        field.required = True
        field.error_messages["required"] = _("Enter the number to call.")
        field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        check_numbers(self, self.instance.patient.country, "daytime_number")
        return data

    def save(self, commit: bool = True) -> Contact:
        with transaction.atomic():
            clear_other_first(self.instance)
            saved: Contact = super().save(commit)
        return saved
