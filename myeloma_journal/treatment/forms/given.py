"""The questions about treatment, medications and allergies."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import Drug, Phase, Regimen, Response
from myeloma_journal.core.fields import DayField, far_ahead
from myeloma_journal.core.forms import PageFormHelper, RecordForm
from myeloma_journal.treatment.forms.offered import offered
from myeloma_journal.treatment.models import (
    MOST_CYCLES,
    MOST_LINES,
    Allergy,
    Kind,
    Line,
    LineDrug,
    Medication,
)

FEWEST_DRUGS, SPARE_DRUGS, MOST_DRUGS = 6, 2, 40


def known_drugs() -> dict[str, Drug]:
    """The drugs of the catalogue by each of their names, in small letters."""
    return {
        name.casefold(): drug
        for drug in Drug.objects.current()
        for name in [*drug.aliases, *drug.brands, drug.name]
    }


def drug_names(drugs: Mapping[str, Drug]) -> list[str]:
    """The names to propose while somebody writes: each drug once."""
    return sorted({drug.name for drug in drugs.values()})


class SpanForm(RecordForm):
    """Something that was started, and perhaps stopped."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about days up to five years after `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        for name in ("started_on", "stopped_on"):
            cast(DayField, self.fields[name]).until(far_ahead(today))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        started = self.cleaned_data.get("started_on")
        stopped = self.cleaned_data.get("stopped_on")
        if started and stopped and stopped < started:
            problem = _(
                "%(stopped)s is before the start on %(started)s. Change one of the two."
            )
            days = {"stopped": stopped, "started": started}
            words = {key: date_format(day, "DATE_FORMAT") for key, day in days.items()}
            self.add_error("stopped_on", problem % words)
        return self.cleaned_data


class RegimenField(forms.ModelChoiceField):
    """A mix under its short name, with the drugs that are in it."""

    def label_from_instance(self, obj: Any) -> str:
        """As in D-Pd: daratumumab, pomalidomide, dexamethasone."""
        drugs = ", ".join(part.drug.name for part in obj.parts.all())
        return f"{obj.name}: {drugs}"


class LineForm(SpanForm):
    """Write or correct one line of therapy."""

    regimen = RegimenField(
        label=gettext_lazy("Treatment"),
        queryset=Regimen.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not in this list"),
        help_text=gettext_lazy("The short name, and the drugs that are in it."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Line number"),
        min_value=1,
        max_value=MOST_LINES,
        help_text=gettext_lazy(
            "The first treatment is 1. After a relapse, the next one is 2, and so on."
        ),
        error_messages={
            name: gettext_lazy("Write a whole number from 1 to 50.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
        widget=forms.NumberInput(
            attrs={"class": "field-short", "inputmode": "numeric"}
        ),
    )
    started_on = DayField(
        label=gettext_lazy("Started on"),
        error_messages={
            "required": gettext_lazy("Write when it started. A guess will do for now.")
        },
    )
    stopped_on = DayField(
        label=gettext_lazy("Stopped on"),
        required=False,
        help_text=gettext_lazy("Leave it empty while the treatment goes on."),
    )
    cycles_given = forms.IntegerField(
        label=gettext_lazy("Cycles so far"),
        min_value=0,
        max_value=MOST_CYCLES,
        required=False,
        error_messages={
            name: gettext_lazy("Write a whole number from 0 to 500.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.NumberInput(
            attrs={"class": "field-short", "inputmode": "numeric"}
        ),
    )

    class Meta:
        model = Line
        fields = [
            "regimen",
            "regimen_name",
            "number",
            "phase",
            "started_on",
            "stopped_on",
            "why_ended",
            "cycles_given",
            "response",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {"regimen_name": gettext_lazy("Or its own name")}
        help_texts = {
            "regimen_name": gettext_lazy(
                "For a treatment that is not in the list, or a study."
            )
        }

    helper = PageFormHelper(*Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what the catalogue offers, and what was chosen before."""
        super().__init__(*args, **kwargs)
        line = self.instance
        mixes = offered(Regimen, line.regimen_id).filter(drugs__isnull=False)
        choices = {
            "regimen": mixes.distinct().prefetch_related("parts__drug"),
            "phase": offered(Phase, line.phase_id),
            "response": offered(Response, line.response_id),
        }
        for name, several in choices.items():
            self.fields[name].queryset = several  # type: ignore[attr-defined]
        for name in ("phase", "response"):
            self.fields[name].empty_label = _("Not said")  # type: ignore[attr-defined]
        self.fields["why_ended"].choices = [  # type: ignore[attr-defined]
            ("", _("Not said")),
            *Line._meta.get_field("why_ended").choices,  # type: ignore[misc]
        ]
        self.fields["regimen_name"].required = False
        if line.regimen and line.regimen_name == line.regimen.name:
            self.initial["regimen_name"] = ""

    def clean(self) -> dict[str, Any]:
        """Ask for a name, and for an end where there is a reason for one."""
        data = super().clean()
        if not data.get("regimen_name") and "regimen_name" not in self.errors:
            if chosen := data.get("regimen"):
                data["regimen_name"] = chosen.name
            elif "regimen" not in self.errors:
                problem = _("Choose the treatment above, or write its name here.")
                self.add_error("regimen_name", problem)
        if (
            data.get("why_ended")
            and not data.get("stopped_on")
            and "stopped_on" not in self.errors
        ):
            problem = _("Write when it ended, or choose “Not said” as the reason.")
            self.add_error("stopped_on", problem)
        return data

    def save(self, commit: bool = True) -> Line:
        """Let go of the words that were chosen before; copy the drugs of a mix."""
        line: Line = self.instance
        is_new = line._state.adding
        # Words whose record has left the catalogue stay until something else is chosen.
        if "phase" in self.changed_data:
            line.phase_name = ""
        if "response" in self.changed_data:
            line.best_response = ""
        super().save(commit)
        if is_new:
            line.copy_drugs()
        return line


class LineDrugForm(RecordForm):
    """One drug of a line; its name finds its page in the catalogue."""

    class Meta:
        model = LineDrug
        fields = ["name", "dose"]
        labels = {"name": gettext_lazy("Drug"), "dose": gettext_lazy("Dose and days")}
        error_messages = {
            "name": {
                "required": gettext_lazy(
                    "Write the name of the drug, or tick that it is taken out."
                )
            }
        }

    def __init__(self, *args: Any, drugs: Mapping[str, Drug], **kwargs: Any) -> None:
        """Know these `drugs` by name."""
        self.drugs = drugs
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["list"] = "drugs"

    def save(self, commit: bool = True) -> LineDrug:
        """Link the drug when its name is known."""
        self.instance.drug = self.drugs.get(self.instance.name.casefold())
        saved: LineDrug = super().save(commit)
        return saved


class LineDrugRows(forms.BaseInlineFormSet):
    """The drugs of one line, with empty rows for more."""

    def __init__(self, data: Any, *, line: Line) -> None:
        """Show at least six rows, and always two empty ones."""
        self.drugs = known_drugs()
        self.extra = max(FEWEST_DRUGS - line.drugs.count(), SPARE_DRUGS)
        super().__init__(
            data, instance=line, prefix="drug", form_kwargs={"drugs": self.drugs}
        )

    @property
    def drug_names(self) -> list[str]:
        """The names to propose."""
        return drug_names(self.drugs)

    def save_new(self, form: Any, commit: bool = True) -> LineDrug:
        """Put a new drug after those that are there."""
        form.instance.position = self.forms.index(form) + 1
        saved: LineDrug = super().save_new(form, commit)
        return saved

    def add_fields(self, form: Any, index: int | None) -> None:
        """Say in our words what the tick box does; know the drugs of this line only."""
        super().add_fields(form, index)
        form.fields["id"].queryset = self.instance.drugs.all()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take it out of this line")


LineDrugFormSet = forms.inlineformset_factory(
    Line,
    LineDrug,
    form=LineDrugForm,
    formset=LineDrugRows,
    can_delete_extra=False,
    max_num=MOST_DRUGS,
    absolute_max=MOST_DRUGS,
)


class MedicationForm(SpanForm):
    """Write or correct one medication."""

    # Spelt out because Django puts an empty first button on a model field's radios.
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind it is.")},
    )
    started_on = DayField(
        label=gettext_lazy("Started on"),
        required=False,
        help_text=gettext_lazy("Leave it empty if nobody knows."),
    )
    stopped_on = DayField(
        label=gettext_lazy("Stopped on"),
        required=False,
        help_text=gettext_lazy("From this day on it was not taken any more."),
    )

    class Meta:
        model = Medication
        fields = ["name", "kind", "dose", "what_for", "started_on", "stopped_on"]
        help_texts = {
            "name": gettext_lazy("As it stands on the box."),
            "dose": gettext_lazy("For example: 500 mg, some nights"),
            "what_for": gettext_lazy("For example: pain at night"),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write the name of the medication.")}
        }

    helper = PageFormHelper(*Meta.fields)

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


class AllergyForm(RecordForm):
    """Write or correct one allergy."""

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

    helper = PageFormHelper(*Meta.fields)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask in plain fields; the day does not matter here."""
        super().__init__(*args, **kwargs)
