"""The questions about medications and allergies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from myeloma_journal.platform.forms.base import PageFormHelper, TimesForm
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import SpanForm, drug_names, known_drugs
from myeloma_journal.treatment.models import Allergy, Kind, Medication


class MedicationForm(SpanForm):
    """Write or correct one medication."""

    # Spelt out because Django puts an empty first button on a model field's radios.
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind it is.")},
    )
    started = PartialDateField(label=gettext_lazy("When it started"))
    stopped = PartialDateField(
        label=gettext_lazy("When it stopped"),
        help_text=gettext_lazy("Leave it empty while it is taken."),
    )

    class Meta:
        model = Medication
        fields = ["name", "kind", "dose", "how_often", "what_for", "prescribed_by"]
        help_texts = {
            "name": gettext_lazy("As it stands on the box."),
            "dose": gettext_lazy("As it stands on the box. For example: 500 mg"),
            "how_often": gettext_lazy(
                "For example: twice a day with food, or only when needed"
            ),
            "what_for": gettext_lazy("For example: pain at night"),
            "prescribed_by": gettext_lazy(
                "For example: Dr. Ruiz. Leave it empty if you buy it yourself."
            ),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write the name of the medication.")}
        }

    helper = PageFormHelper(*Meta.fields, "started", "stopped")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the drugs of the catalogue by name."""
        super().__init__(*args, **kwargs)
        self.drugs = known_drugs()
        self.fields["name"].widget.attrs["list"] = "drugs"

    @property
    def drug_names(self) -> list[str]:
        """The names to propose."""
        return drug_names(self.drugs)

    def save(self, commit: bool = True) -> Medication:
        """Link the drug when its name is known."""
        self.instance.drug = self.drugs.get(self.instance.name.casefold())
        saved: Medication = super().save(commit)
        return saved


class AllergyForm(TimesForm):
    """Write or correct one allergy."""

    ended = PartialDateField(
        label=gettext_lazy("Since when it is no allergy any more"),
        help_text=gettext_lazy("Leave it empty while you must not have it."),
    )

    class Meta:
        model = Allergy
        fields = ["name", "reaction", "since"]
        help_texts = {
            "name": gettext_lazy("A drug, a food, or anything else."),
            "reaction": gettext_lazy("For example: rash"),
            "since": gettext_lazy("For example: 1988, or since childhood"),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write what the allergy is to.")}
        }

    helper = PageFormHelper(*Meta.fields, "ended")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about an end only of one that is there already."""
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields.pop("ended")
            self.helper = PageFormHelper(*self.fields)
