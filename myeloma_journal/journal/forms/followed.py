"""Which symptoms and measures Today asks about."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import (
    FollowedSymptom,
    MeasureChoice,
    MeasureSetting,
)
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField


class FollowForm(PageForm):
    """Which symptoms Today asks about, and a search among those there are."""

    find = forms.CharField(
        label=gettext_lazy("Search"),
        help_text=gettext_lazy("Use your own word, like nausea or dizzy."),
        max_length=100,
        required=False,
    )
    # What is ticked, and what was when the page was opened.
    follow = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    seen = forms.Field(widget=forms.MultipleHiddenInput, required=False)
    own = forms.CharField(
        label=gettext_lazy("What do you call it?"),
        help_text=gettext_lazy("Save adds it to the symptom list."),
        max_length=100,
        required=False,
    )
    # A word nothing was found for.
    add = forms.CharField(max_length=100, required=False)

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self["follow"].value() or ())

    @property
    def seen_before(self) -> frozenset[str]:
        return frozenset(self["seen"].value() or ())

    @property
    def is_search(self) -> bool:
        """Whether a button was pressed that saves nothing.

        Enter in the field of an own symptom presses the first button, which searches.
        """
        find, own = self["find"].value(), self["own"].value()
        return "all" in self.data or ("search" in self.data and bool(find or not own))

    @property
    def query(self) -> str:
        is_found = "search" in self.data and not self.errors
        return str(self["find"].value() or "") if is_found else ""

    def own_names(self) -> list[str]:
        """Symptoms in the person's own words. Only of a page that is valid."""
        names = (self.cleaned_data["own"], self.cleaned_data["add"])
        return [name for name in names if name]


class FollowedForm(RecordForm):
    """A followed symptom: its name here, who sees it, and when it ended."""

    until = DayField(
        label=gettext_lazy("Last day on the list"),
        help_text=gettext_lazy(
            "The Today page will stop asking about it. Everything written about "
            "it is kept."
        ),
        required=False,
    )

    class Meta:
        model = FollowedSymptom
        fields = ("name", "is_private", "until")
        labels = {"name": gettext_lazy("What you call it")}
        help_texts = {
            "name": gettext_lazy("Earlier entries keep the old name."),
            "is_private": gettext_lazy(
                "No one else with access can see it, and it isn’t printed."
            ),
        }
        error_messages = {"name": {"required": gettext_lazy("Enter a name for it.")}}

    def __init__(self, *args: Any, member: Membership, today: date, **kwargs: Any):
        """Ask `member`; only the patient may keep a symptom to themselves."""
        super().__init__(*args, **kwargs)
        self.member = member
        cast(DayField, self.fields["until"]).set_last(today)
        if not member.is_patient:
            del self.fields["is_private"]

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(
            *(name for name in self.Meta.fields if name in self.fields)
        )

    def clean_until(self) -> date | None:
        """It ends on the day it began, or later."""
        until: date | None = self.cleaned_data["until"]
        if until and until < self.instance.since:
            raise ValidationError(_("Choose a day on or after the first day."))
        return until

    def clean_name(self) -> str:
        """One name for one symptom, or Today would ask the same thing twice."""
        name: str = self.cleaned_data["name"]
        shown = self.member.patient.followed_symptoms.visible_to(self.member)
        others = shown.current()
        if others.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("This name is already on the symptom list. Choose a different name.")
            )
        return name


class MeasureForm(PageForm):
    """One measure: whether to ask for it, and the unit on the device at home."""

    is_shown = forms.BooleanField(required=False)
    unit = forms.ChoiceField()

    def __init__(self, *args: Any, asked: MeasureSetting, **kwargs: Any) -> None:
        """Ask about the measure of `asked`, starting from what holds now."""
        self.measure = asked.measure
        now = {"is_shown": asked.is_shown, "unit": asked.unit}
        super().__init__(*args, prefix=asked.measure.slug, initial=now, **kwargs)
        self.fields["is_shown"].label = asked.measure.label
        self.fields["is_shown"].help_text = asked.measure.help
        names = [unit.name for unit in asked.measure.parsed_units]
        unit = cast(forms.ChoiceField, self.fields["unit"])
        unit.choices = [(name, name) for name in names]
        unit.required = False
        unit.label = _("%(measure)s: unit") % {"measure": asked.measure.label}

    @property
    def has_units(self) -> bool:
        """Whether there is a unit to choose."""
        return len(self.measure.units) > 1


class MeasuresForm:
    """All measures on one page."""

    def __init__(self, data: Any, *, asked: Iterable[MeasureSetting]) -> None:
        """Ask about each measure of the catalogue."""
        self.forms = [MeasureForm(data, asked=measure) for measure in asked]

    @property
    def errors(self) -> bool:
        """Whether anything was refused."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether every measure is filled in as it should be."""
        refused = [form for form in self.forms if not form.is_valid()]
        return not refused

    def choices(self) -> list[MeasureChoice]:
        """What differs from what held before. Only of a page that is valid."""
        return [
            MeasureChoice(
                measure=form.measure,
                is_shown=form.cleaned_data["is_shown"],
                unit=form.cleaned_data["unit"] or form.initial["unit"],
            )
            for form in self.forms
            if form.has_changed()
        ]
