"""Forms about the patient."""

import zoneinfo
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.core.forms import PageFormHelper, RecordForm
from myeloma_journal.core.models import FIRST_DAY


def zone_choices() -> list[tuple[str, str]]:
    """The time zones a person may live in, by region and city."""
    regions = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe")
    names = sorted(
        name
        for name in zoneinfo.available_timezones()
        if name.startswith((*regions, "Indian/", "Pacific/"))
    )
    return [(name, name.replace("_", " ").replace("/", ", ")) for name in names]


class PatientForm(RecordForm):
    """What stands at the head of the packet, and the clock and units of the journal."""

    class Meta:
        model = Patient
        fields = ["name", "born_on", "call_about", "units", "zone"]
        widgets = {
            "born_on": forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}
            ),
            "units": forms.RadioSelect,
        }
        help_texts = {
            "name": gettext_lazy("As it stands in the hospital’s papers."),
            "born_on": gettext_lazy("It is printed, so that papers are not mixed up."),
            "call_about": gettext_lazy(
                "A name and a number, printed for the clinic: Anna, 555-0119, any time."
            ),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write the name.")},
            "born_on": {"invalid": gettext_lazy("Write the date like 1954-03-14.")},
        }

    helper = PageFormHelper("name", "born_on", "call_about", "units", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zones, the present one included."""
        super().__init__(*args, **kwargs)
        choices = zone_choices()
        if self.instance.zone and self.instance.zone not in dict(choices):
            choices.append((self.instance.zone, self.instance.zone))
        self.fields["zone"].widget = forms.Select(choices=choices)
        cast(forms.ChoiceField, self.fields["units"]).choices = Units.choices

    def clean_born_on(self) -> date | None:
        """Refuse a birthday to come, or one from another century."""
        born_on: date | None = self.cleaned_data["born_on"]
        if born_on and not FIRST_DAY <= born_on <= date.today():  # noqa: DTZ011
            raise ValidationError(
                _("Choose a day from 1900 to today."), code="out_of_range"
            )
        return born_on
