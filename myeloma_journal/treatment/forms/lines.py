"""Forms of a line of therapy, of a procedure, and of their timeline."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from myeloma_journal.catalogue.models import Phase, Procedure, Regimen, Response
from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, TimesForm
from myeloma_journal.platform.forms.fields import far_ahead
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import SpanForm, number_input, selectable
from myeloma_journal.treatment.models import (
    MOST_CYCLES,
    MOST_LINES,
    TREATMENT_FREE,
    Line,
    ProcedureDone,
    WhyEnded,
)
from myeloma_journal.treatment.timeline import Series, default_marker


class RegimenField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """As in D-Pd: daratumumab, pomalidomide, dexamethasone."""
        drugs = ", ".join(part.drug.name for part in obj.parts.all())
        return f"{obj.name}: {drugs}"


class LineForm(SpanForm):
    regimen = RegimenField(
        label=gettext_lazy("Treatment"),
        queryset=Regimen.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not on this list"),
        help_text=gettext_lazy("The short name, and the drugs in it."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Line number"),
        min_value=1,
        max_value=MOST_LINES,
        help_text=gettext_lazy(
            "The first treatment is number 1. After a relapse, the next treatment "
            "is 2, and so on."
        ),
        error_messages={
            name: gettext_lazy("Enter a whole number from 1 to 50.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
        widget=number_input(),
    )
    started = PartialDateField(
        label=gettext_lazy("Start date"),
        required=True,
        error_messages={
            "required": gettext_lazy("Enter when it started. A year is fine.")
        },
    )
    stopped = PartialDateField(
        label=gettext_lazy("End date"),
        help_text=gettext_lazy("Leave this empty if the treatment is still going on."),
    )
    cycles_planned = forms.IntegerField(
        label=gettext_lazy("Cycles planned"),
        min_value=1,
        max_value=MOST_CYCLES,
        required=False,
        help_text=gettext_lazy("Leave this empty if there is no planned end."),
        error_messages={
            name: gettext_lazy("Enter a whole number from 1 to 500.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=number_input(),
    )
    cycles_given = forms.IntegerField(
        label=gettext_lazy("Cycles so far"),
        min_value=0,
        max_value=MOST_CYCLES,
        required=False,
        error_messages={
            name: gettext_lazy("Enter a whole number from 0 to 500.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=number_input(),
    )

    class Meta:
        model = Line
        fields = [
            "regimen",
            "regimen_name",
            "number",
            "phase",
            "why_ended",
            "cycles_planned",
            "cycles_given",
            "response",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "regimen_name": gettext_lazy("Or enter its name"),
            "phase": gettext_lazy("Phase of treatment"),
            "response": gettext_lazy("Best response so far (from the care team)"),
        }
        help_texts = {
            "regimen_name": gettext_lazy(
                "For a treatment that isn’t on the list, or a study."
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
        "cycles_planned",
        "cycles_given",
        "response",
        "note",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.instance
        regimens = selectable(Regimen, line.regimen_id).filter(drugs__isnull=False)
        choices = {
            "regimen": regimens.distinct().prefetch_related("parts__drug"),
            "phase": selectable(Phase, line.phase_id),
            "response": selectable(Response, line.response_id),
        }
        for name, queryset in choices.items():
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = queryset
            if name != "regimen":
                field.empty_label = _("Not specified")
        reasons = cast(forms.ChoiceField, self.fields["why_ended"])
        reasons.choices = [("", _("Not specified")), *WhyEnded.choices]
        self.fields["regimen_name"].required = False
        if line.regimen and line.regimen_name == line.regimen.name:
            self.initial["regimen_name"] = ""

    def clean(self) -> dict[str, Any]:
        """Require a name, and an end where a reason for it is given."""
        data = super().clean()
        if not data.get("regimen_name") and "regimen_name" not in self.errors:
            phase = data.get("phase")
            if chosen := data.get("regimen"):
                data["regimen_name"] = chosen.name
            elif phase and phase.slug in TREATMENT_FREE:
                data["regimen_name"] = phase.name
            elif "regimen" not in self.errors:
                problem = _("Choose the treatment above, or enter its name here.")
                self.add_error("regimen_name", problem)
        if (
            data.get("why_ended")
            and not data.get("stopped")
            and "stopped" not in self.errors
        ):
            problem = _("Enter the end date, or choose “Not specified” as the reason.")
            self.add_error("stopped", problem)
        return data

    def save(self, commit: bool = True) -> Line:
        """Clear the names of replaced choices; a new line copies the regimen."""
        line: Line = self.instance
        is_new = line._state.adding
        # The name of a row that left the catalogue stays until another is chosen.
        if "phase" in self.changed_data:
            line.phase_name = ""
        if "response" in self.changed_data:
            line.best_response = ""
        super().save(commit)
        if is_new:
            line.copy_drugs()
        return line


class LineField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """As in Line 2: D-Pd."""
        return str(obj.title)


class ProcedureForm(TimesForm):
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Procedure"),
        queryset=Procedure.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not on this list"),
    )
    when = PartialDateField(label=gettext_lazy("Date of the procedure"))
    line = LineField(
        label=gettext_lazy("Which treatment it was part of"),
        queryset=Line.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )

    class Meta:
        model = ProcedureDone
        fields = ["kind", "name", "line", "where", "what"]
        labels = {"name": gettext_lazy("Or enter its name")}
        help_texts = {
            "name": gettext_lazy("For a procedure that isn’t on the list."),
            "where": gettext_lazy("For example: left hip, or the name of the hospital"),
            "what": gettext_lazy("In your own words. For example: 10 sessions"),
        }
        widgets = {"what": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("kind", "name", "when", "line", "where", "what")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = self.instance
        choices = {
            "kind": selectable(Procedure, done.kind_id),
            "line": done.patient.lines.all().with_drugs(),
        }
        for name, queryset in choices.items():
            cast(forms.ModelChoiceField, self.fields[name]).queryset = queryset
        self.fields["name"].required = False
        if done.kind and done.name == done.kind.name:
            self.initial["name"] = ""

    def latest(self, today: date) -> date:
        """Dates ahead are allowed, for what is planned."""
        return far_ahead(today)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("name") and "name" not in self.errors:
            if chosen := data.get("kind"):
                data["name"] = chosen.name
            elif "kind" not in self.errors:
                problem = _("Choose the procedure above, or enter its name here.")
                self.add_error("name", problem)
        return data


NOTHING = "nothing"


class TimelineForm(PageForm):
    """Choose the marker that is drawn above the treatments."""

    above = forms.CharField(
        label=gettext_lazy("Lab results shown above the treatments"),
        widget=forms.Select,
    )
    helper = PageFormHelper("above")

    def __init__(self, data: QueryDict, series: Series) -> None:
        self.series = {marker.slug: results for marker, results in series.items()}
        data = data.copy()
        if data.get("above") not in {*self.series, NOTHING}:
            default = default_marker(series)
            data["above"] = default.slug if default else NOTHING
        super().__init__(data)
        markers = [(marker.slug, marker.name) for marker in series]
        choices = [*markers, (NOTHING, pgettext("lab result", "None"))]
        self.fields["above"].widget = forms.Select(choices=choices)

    @property
    def results(self) -> Sequence[LabResult]:
        """The results of the chosen marker."""
        return self.series.get(self.data["above"], [])
