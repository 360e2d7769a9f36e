"""The questions about a procedure."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import Procedure
from myeloma_journal.platform.forms.base import PageFormHelper, TimesForm
from myeloma_journal.platform.forms.fields import far_ahead
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.offered import offered
from myeloma_journal.treatment.models import Line, ProcedureDone


class LineField(forms.ModelChoiceField):
    """One of the patient's lines, with its number."""

    def label_from_instance(self, obj: Any) -> str:
        """As in Line 2: D-Pd."""
        words = {"number": obj.number, "name": obj.regimen_name}
        return _("Line %(number)d: %(name)s") % words


class ProcedureForm(TimesForm):
    """Write or correct one procedure."""

    kind = forms.ModelChoiceField(
        label=gettext_lazy("Procedure"),
        queryset=Procedure.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not in this list"),
    )
    when = PartialDateField(label=gettext_lazy("When it was done"))
    line = LineField(
        label=gettext_lazy("Part of which treatment"),
        queryset=Line.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )

    class Meta:
        model = ProcedureDone
        fields = ["kind", "name", "line", "where", "what"]
        labels = {"name": gettext_lazy("Or its own name")}
        help_texts = {
            "name": gettext_lazy("For a procedure that is not in the list."),
            "where": gettext_lazy("For example: left hip, or the name of the hospital"),
            "what": gettext_lazy("In your own words. For example: 10 sessions"),
        }
        widgets = {"what": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("kind", "name", "when", "line", "where", "what")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the catalogue's procedures and this patient's lines."""
        super().__init__(*args, **kwargs)
        done = self.instance
        choices = {
            "kind": offered(Procedure, done.kind_id),
            "line": done.patient.lines.all(),
        }
        for name, several in choices.items():
            cast(forms.ModelChoiceField, self.fields[name]).queryset = several
        self.fields["name"].required = False
        if done.kind and done.name == done.kind.name:
            self.initial["name"] = ""

    def latest(self, today: date) -> date:
        """One may plan for it."""
        return far_ahead(today)

    def clean(self) -> dict[str, Any]:
        """Ask for a name."""
        data = super().clean()
        if not data.get("name") and "name" not in self.errors:
            if chosen := data.get("kind"):
                data["name"] = chosen.name
            elif "kind" not in self.errors:
                problem = _("Choose the procedure above, or write its name here.")
                self.add_error("name", problem)
        return data
