"""The questions about a line of therapy and its drugs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import Drug, Phase, Regimen, Response
from myeloma_journal.core.forms import PageFormHelper, RecordForm
from myeloma_journal.core.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.offered import offered
from myeloma_journal.treatment.forms.spans import SpanForm, drug_names, known_drugs
from myeloma_journal.treatment.models import MOST_CYCLES, MOST_LINES, Line, LineDrug

FEWEST_DRUGS, SPARE_DRUGS, MOST_DRUGS = 6, 2, 40


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
    started = PartialDateField(
        label=gettext_lazy("When it started"),
        required=True,
        error_messages={
            "required": gettext_lazy("Write when it started. The year will do.")
        },
    )
    stopped = PartialDateField(
        label=gettext_lazy("When it stopped"),
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

    helper = PageFormHelper(
        "regimen",
        "regimen_name",
        "number",
        "phase",
        "started",
        "stopped",
        "why_ended",
        "cycles_given",
        "response",
        "note",
    )

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
            and not data.get("stopped")
            and "stopped" not in self.errors
        ):
            problem = _("Write when it ended, or choose “Not said” as the reason.")
            self.add_error("stopped", problem)
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
