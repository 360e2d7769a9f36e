"""Which symptoms and measures Today asks about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.models import (
    FollowedSymptom,
    MeasureChoice,
    MeasureSetting,
)
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField

MOST_NAMED = 3


@dataclass(frozen=True)
class Proposal:
    """The symptoms to watch for with one drug, as the catalogue lists them."""

    drug: str
    symptoms: list[Symptom]

    @property
    def names(self) -> str:
        """The first symptoms, and how many more there are, in one line."""
        first = "; ".join(symptom.label for symptom in self.symptoms[:MOST_NAMED])
        more = len(self.symptoms) - MOST_NAMED
        if more <= 0:
            return first
        return _("%(names)s, and %(more)s more") % {"names": first, "more": more}


def proposals(patient: Patient) -> list[Proposal]:
    """For each drug of the current line, what was never followed; three queries.

    Only proposed, never followed by itself. What a person once took away is not
    proposed again, and a symptom of two drugs is proposed once.
    """
    watched = Symptom.objects.current().filter(is_private=False)
    lines = patient.lines.current(patient.today()).prefetch_related(
        "drugs__drug", Prefetch("drugs__drug__watch_symptoms", watched)
    )
    known = set(patient.followed_symptoms.values_list("symptom_id", flat=True))
    found = []
    for given in (drug for line in lines for drug in line.drugs.all()):
        watch = given.drug.watch_symptoms.all() if given.drug else ()
        new = [symptom for symptom in watch if symptom.pk not in known]
        known |= {symptom.pk for symptom in new}
        if new:
            found.append(Proposal(given.name, new))
    return found


def offered_to(member: Membership) -> QuerySet[Symptom]:
    """The symptoms that `member` may choose: private ones are for the patient alone."""
    current: QuerySet[Symptom] = Symptom.objects.current()
    return current if member.is_patient else current.filter(is_private=False)


class FollowForm(PageForm):
    """Which symptoms to follow besides those that are followed."""

    follow = forms.ModelMultipleChoiceField(
        Symptom.objects.none(),
        label=gettext_lazy("Symptoms you can add"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )
    own = forms.CharField(
        label=gettext_lazy("Another symptom"),
        help_text=gettext_lazy("In your own words, if it isn’t on the list."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        """Offer what `member` may choose."""
        super().__init__(*args, **kwargs)
        offered = cast(forms.ModelMultipleChoiceField, self.fields["follow"])
        offered.queryset = offered_to(member)

    def clean(self) -> dict[str, Any]:
        """Ask for a choice when there is none."""
        chosen = self.cleaned_data.get("follow") or self.cleaned_data.get("own")
        if not chosen and not self.errors:
            raise ValidationError(
                _("Choose at least one symptom, or enter one of your own.")
            )
        return self.cleaned_data


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
        others = self.instance.patient.followed_symptoms.current()
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
