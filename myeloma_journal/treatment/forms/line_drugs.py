"""Forms of the drugs of a line and of their dose schedules."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import Drug, Route
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField, far_ahead
from myeloma_journal.platform.forms.partial_dates import Precision
from myeloma_journal.treatment.dose_days import (
    MOST_CYCLE_DAYS,
    format_days,
    parse_days,
)
from myeloma_journal.treatment.forms.spans import (
    drug_names,
    drugs_by_name,
    number_input,
)
from myeloma_journal.treatment.models import Line, LineDrug, Pattern

FEWEST_DRUGS, SPARE_DRUGS, MOST_DRUGS = 6, 2, 40
NEITHER = "neither"


class LineDrugForm(RecordForm):
    """A drug of a line; a known name links it to the catalogue."""

    class Meta:
        model = LineDrug
        fields = ["name", "dose", "route"]
        labels = {
            "name": gettext_lazy("Drug"),
            "dose": gettext_lazy("Dose"),
            "route": gettext_lazy("How it is given"),
        }
        error_messages = {
            "name": {
                "required": gettext_lazy(
                    "Enter the name of the drug, or choose “Delete this drug”."
                )
            }
        }

    def __init__(self, *args: Any, drugs: Mapping[str, Drug], **kwargs: Any) -> None:
        self.drugs = drugs
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["list"] = "drugs"
        if self.instance._state.adding:
            self.fields["name"].error_messages["required"] = _(
                "Enter the name of the drug, or leave the whole row empty."
            )
        route = cast(forms.ChoiceField, self.fields["route"])
        route.choices = [("", _("Not specified")), *Route.choices]

    def save(self, commit: bool = True) -> LineDrug:
        """Link the drug whose name or alias was typed."""
        self.instance.drug = self.drugs.get(self.instance.name.casefold())
        saved: LineDrug = super().save(commit)
        return saved


class LineDrugRows(forms.BaseInlineFormSet):
    """The drugs of a line, with at least six rows and two empty ones."""

    def __init__(self, data: Any, *, line: Line) -> None:
        self.drugs = drugs_by_name()
        self.extra = max(FEWEST_DRUGS - line.drugs.count(), SPARE_DRUGS)
        super().__init__(
            data, instance=line, prefix="drug", form_kwargs={"drugs": self.drugs}
        )

    @property
    def drug_names(self) -> list[str]:
        """The names of the datalist."""
        return drug_names(self.drugs)

    def save_new(self, form: Any, commit: bool = True) -> LineDrug:
        """Append a new drug to the existing ones."""
        form.instance.position = self.forms.index(form) + 1
        saved: LineDrug = super().save_new(form, commit)
        return saved

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label the delete box, and accept ids of this line only."""
        super().add_fields(form, index)
        form.fields["id"].queryset = self.instance.drugs.all()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Delete this drug")


LineDrugFormSet = forms.inlineformset_factory(
    Line,
    LineDrug,
    form=LineDrugForm,
    formset=LineDrugRows,
    can_delete_extra=False,
    max_num=MOST_DRUGS,
    absolute_max=MOST_DRUGS,
)


class DoseDaysForm(RecordForm):
    """The schedule of a drug: weekly, a cycle, or a note in own words."""

    pattern = forms.ChoiceField(
        label=gettext_lazy("Days it is given"),
        choices=[
            *Pattern.choices,
            (NEITHER, gettext_lazy("Something else, or I don’t know")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three options.")},
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"),
        choices=[(str(number + 1), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cycle_length = forms.IntegerField(
        label=gettext_lazy("Days in a cycle"),
        min_value=1,
        max_value=MOST_CYCLE_DAYS,
        required=False,
        help_text=gettext_lazy("For example: 28"),
        error_messages={
            name: gettext_lazy("Enter how many days a cycle has, from 1 to 99.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=number_input(),
    )
    cycle_began_on = DayField(
        label=gettext_lazy("First day of a cycle"),
        required=False,
        help_text=gettext_lazy("The date of day 1, in this cycle or any other."),
    )

    class Meta:
        model = LineDrug
        fields = [
            "pattern",
            "weekdays",
            "cycle_days",
            "cycle_length",
            "cycle_began_on",
            "schedule_note",
        ]
        labels = {"schedule_note": gettext_lazy("In your own words")}
        help_texts = {
            "cycle_days": gettext_lazy("For example: 1, 8, 15 or 1 to 21"),
            "schedule_note": gettext_lazy(
                "For example: only in weeks without an infusion"
            ),
        }

    helper = PageFormHelper(*Meta.fields)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["cycle_began_on"]).set_last(far_ahead(today))
        drug, started = self.instance, self.instance.line.started
        self.initial["weekdays"] = list(drug.weekdays)
        self.initial["cycle_days"] = drug.cycle_days.replace(",", ", ")
        if drug.schedule_note and not drug.pattern:
            self.initial["pattern"] = NEITHER
        if not drug.cycle_began_on and started.precision == Precision.DAY:
            self.initial["cycle_began_on"] = started.first

    def clean(self) -> dict[str, Any]:
        """Require the fields of the chosen pattern, and clear the others."""
        data = self.cleaned_data
        pattern = data.get("pattern")
        if pattern == Pattern.WEEKLY:
            self._require("weekdays", _("Choose the days of the week."))
        else:
            self._clear("weekdays", [])
        if pattern == Pattern.CYCLE:
            self._clean_cycle()
        else:
            self._clear("cycle_days", "")
            self._clear("cycle_length", None)
            self._clear("cycle_began_on", None)
        data["weekdays"] = "".join(sorted(data.get("weekdays", [])))
        data["pattern"] = "" if pattern == NEITHER else pattern
        return data

    def _clean_cycle(self) -> None:
        """Require days, length and first day of a cycle that fit each other."""
        data, problem = self.cleaned_data, _("Enter the first day of a cycle.")
        self._require("cycle_began_on", problem)
        began, started = data.get("cycle_began_on"), self.instance.line.started
        if began and began < started.first:
            problem = _(
                "%(began)s is before the start of this treatment (%(started)s). "
                "Enter the first day of a cycle."
            )
            params = {"began": date_format(began), "started": started}
            self.add_error("cycle_began_on", problem % params)
        problem = _("Enter how many days a cycle has, from 1 to 99.")
        self._require("cycle_length", problem)
        try:
            days = parse_days(data.get("cycle_days", ""))
        except ValueError:
            days = frozenset()
        if not days:
            problem = _("Enter the days of the cycle, like 1, 8, 15 or 1 to 21.")
            self.add_error("cycle_days", problem)
        elif (length := data.get("cycle_length")) and max(days) > length:
            problem = _("A %(length)d-day cycle has no day %(day)d.")
            params = {"length": length, "day": max(days)}
            self.add_error("cycle_days", problem % params)
        else:
            data["cycle_days"] = format_days(days)

    def _require(self, name: str, problem: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, problem)

    def _clear(self, name: str, empty: Any) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = empty
