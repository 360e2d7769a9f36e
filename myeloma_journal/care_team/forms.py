"""Forms for contacts, emergency numbers and rules about calling."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.care_team import actions
from myeloma_journal.care_team.models import (
    CallRule,
    Contact,
    RuleKind,
    Urgency,
)
from myeloma_journal.care_team.rules import AtLeast, LimitComparator
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.catalogue.units import OF_TEN, US_UNITS, Unit
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField, number_that_fits
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.telephones import check_numbers

EMERGENCY_NUMBERS = ["911", "112", "999", "000", "111"]


class ContactForm(RecordForm):
    class Meta:
        model = Contact
        fields = [
            "name",
            "role",
            "place",
            "daytime_number",
            "after_hours_number",
            "is_first",
        ]
        widgets = {
            name: forms.TextInput(attrs={"type": "tel"})
            for name in ("daytime_number", "after_hours_number")
        }
        help_texts = {
            "name": gettext_lazy("For example: Lakeside nurse line, or Dr. Elena Ruiz"),
            "role": gettext_lazy("For example: nurse line, doctor, pharmacy"),
            "after_hours_number": gettext_lazy(
                "Often the hospital’s main number. It is on the card they gave you."
            ),
            "is_first": gettext_lazy("This one stands on top wherever we say to call."),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Write a name. A department will do.")}
        }

    helper = PageFormHelper(*Meta.fields)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        country = self.instance.patient.country
        check_numbers(self, country, "daytime_number", "after_hours_number")
        return data

    def save(self, commit: bool = True) -> Contact:
        """Save; only one contact is the first to call."""
        with transaction.atomic():
            if self.instance.is_first:
                actions.clear_other_first(self.instance)
            saved: Contact = super().save(commit)
        return saved


class NumbersForm(RecordForm):
    """The emergency number and the crisis line."""

    class Meta:
        model = Patient
        fields = ["emergency_number", "crisis_line"]
        widgets = {
            "emergency_number": forms.TextInput(
                attrs={
                    "type": "tel",
                    "list": "emergency-numbers",
                    "class": "field-short",
                }
            ),
            "crisis_line": forms.TextInput(
                attrs={"type": "tel", "class": "field-short"}
            ),
        }
        help_texts = {
            "emergency_number": gettext_lazy(
                "Such as 911 in the United States, 112 in Europe, "
                "999 in the United Kingdom, 000 in Australia, 111 in New Zealand."
            ),
            "crisis_line": gettext_lazy(
                "The number you would call with thoughts of harming yourself. "
                "In the United States there is 988."
            ),
        }

    helper = PageFormHelper(*Meta.fields)
    usual_numbers = EMERGENCY_NUMBERS

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        country = self.instance.country
        check_numbers(self, country, "emergency_number", "crisis_line")
        return data


class RuleForm(RecordForm):
    """Add or edit a rule; the fields depend on its kind."""

    what = forms.ChoiceField(label=gettext_lazy("Which number"))
    comparator = forms.ChoiceField(
        label=gettext_lazy("Call when it is"),
        choices=[
            (LimitComparator.AT_LEAST, gettext_lazy("this number or more")),
            (LimitComparator.ABOVE, gettext_lazy("above this number")),
            (LimitComparator.AT_MOST, gettext_lazy("this number or less")),
            (LimitComparator.BELOW, gettext_lazy("below this number")),
        ],
    )
    limit = forms.CharField(
        label=gettext_lazy("The number they gave you"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "field-short"}),
        error_messages={
            "required": gettext_lazy("Write the number that your team gave you.")
        },
    )
    symptom_name = forms.ChoiceField(label=gettext_lazy("Which symptom"))
    at_least = forms.TypedChoiceField(
        label=gettext_lazy("Call when it is"),
        choices=AtLeast.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how strong.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How soon to call"),
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how soon to call.")},
    )
    said_on = DayField(label=gettext_lazy("When they said so"), required=False)

    class Meta:
        model = CallRule
        fields = ["words", "level", "said_by"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "said_by": gettext_lazy(
                "A name or the clinic. If it is your own wish, write your name."
            )
        }
        error_messages = {
            "words": {"required": gettext_lazy("Write what they said.")},
            "said_by": {"required": gettext_lazy("Write who said so.")},
        }

    fields_of_kind = {
        RuleKind.NUMBER: ["what", "limit", "comparator", "level", "words"],
        RuleKind.SYMPTOM: ["symptom_name", "at_least", "level", "words"],
        RuleKind.WORDS: ["words", "level"],
    }

    def __init__(
        self,
        *args: Any,
        kind: RuleKind,
        today: date,
        followed: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        """Select the fields of this kind of rule.

        `today`, in the patient's time zone, is the latest day for `said_on`; the names
        of `followed` symptoms are offered first.
        """
        super().__init__(*args, **kwargs)
        self.kind = kind
        hidden = [field.name for field in self.hidden_fields()]
        names = [*self.fields_of_kind[kind], "said_by", "said_on", *hidden]
        self.fields = {name: self.fields[name] for name in names}
        self.fields["words"].required = kind == RuleKind.WORDS
        self.fields["said_by"].required = True
        cast(DayField, self.fields["said_on"]).set_last(today)
        self.initial["said_on"] = self.instance.said_on
        if kind == RuleKind.NUMBER:
            self._set_number_choices()
        if kind == RuleKind.SYMPTOM:
            self._set_symptom_choices(followed)

    @property
    def helper(self) -> PageFormHelper:
        return PageFormHelper(*self.fields)

    def _set_number_choices(self) -> None:
        rule = self.instance
        us_first = rule.patient.units == Units.US
        self.measures = {
            f"{measure.slug} {unit.name}": (measure, unit)
            for measure in Measure.objects.filter(parts=[])
            for unit in sorted(
                measure.parsed_units,
                key=lambda unit: us_first and unit.name not in US_UNITS,
            )
        }
        what = cast(forms.ChoiceField, self.fields["what"])
        what.choices = [
            (key, self._measure_label(measure, unit.name))
            for key, (measure, unit) in self.measures.items()
        ]
        if rule.measure and rule.value is not None:
            self.initial.update(
                what=f"{rule.measure.slug} {rule.unit}",
                comparator=rule.comparator,
                limit=plain_number(rule.value),
            )

    @staticmethod
    def _measure_label(measure: Measure, unit: str) -> str:
        if unit == OF_TEN:
            return measure.label
        return _("%(measure)s in %(unit)s") % {"measure": measure.label, "unit": unit}

    def _set_symptom_choices(self, followed: Iterable[str]) -> None:
        self.symptoms = {
            symptom.label: symptom
            for symptom in Symptom.objects.filter(is_private=False)
        }
        own = self.instance.symptom_name
        names = dict.fromkeys([*([own] if own else []), *followed, *self.symptoms])
        choice = cast(forms.ChoiceField, self.fields["symptom_name"])
        choice.choices = [(name, name) for name in names]
        self.initial["at_least"] = self.instance.at_least

    def clean_limit(self) -> Decimal:
        """Parse the number; refuse one outside the hard limits of its unit."""
        typed: str = self.cleaned_data["limit"]
        measure, unit = self.measures.get(
            self.cleaned_data.get("what", ""), (None, None)
        )
        try:
            number = number_that_fits(typed, lambda n: not unit or unit.fits_hard(n))
        except ValueError:
            raise ValidationError(
                _("“%(typed)s” is not a number. Write it like 100.4."),
                code="number",
                params={"typed": typed},
            ) from None
        if measure and unit and not unit.fits_hard(number):
            self._offer_other_unit(number, measure, unit)
            raise ValidationError(
                _("Write a number from %(low)s to %(high)s, or choose another unit."),
                code="range",
                params={
                    "low": plain_number(unit.hard_min),
                    "high": plain_number(unit.hard_max),
                },
            )
        if -int(number.normalize().as_tuple().exponent) > 2:
            raise ValidationError(
                _("Use two digits or fewer after the point."), code="digits"
            )
        return number

    def _offer_other_unit(self, number: Decimal, measure: Measure, unit: Unit) -> None:
        """Ask whether the number was meant in another unit that it fits.

        Raises:
            OfferError: There is such a unit.
        """
        offers = [
            Offer(f"{number:f} {other.name}", {"what": f"{measure.slug} {other.name}"})
            for other in measure.parsed_units
            if other != unit and other.fits_hard(number)
        ]
        if offers:
            text = _("%(number)s %(unit)s can’t be. Did you mean %(other)s?")
            words = {"number": f"{number:f}", "unit": unit.name}
            raise OfferError(text % (words | {"other": offers[0].label}), offers)

    def save(self, commit: bool = True) -> CallRule:
        """Save as a rule of the team, switched on."""
        rule, data = self.instance, self.cleaned_data
        if self.kind == RuleKind.NUMBER:
            rule.measure, unit = self.measures[data["what"]]
            rule.unit = unit.name
            rule.comparator, rule.value = data["comparator"], data["limit"]
        if self.kind == RuleKind.SYMPTOM:
            rule.symptom_name = data["symptom_name"]
            rule.symptom = self.symptoms.get(rule.symptom_name)
            rule.at_least = data["at_least"]
        rule.said_on = data["said_on"]
        rule.level = data["level"]
        rule.is_general, rule.is_active, rule.details = False, True, ""
        saved: CallRule = super().save(commit)
        return saved
