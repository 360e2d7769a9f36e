"""Forms for contacts, emergency numbers and rules about calling."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
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
from myeloma_journal.care_team.models.call_rules import (
    DIARRHEA,
    VOMITING,
    limit_in_words,
    number_in_words,
)
from myeloma_journal.care_team.rules import (
    UPWARD,
    AtLeast,
    LimitComparator,
    Threshold,
    in_other_unit,
    is_unusual,
    usual_limit,
)
from myeloma_journal.catalogue.models import Country, Measure, Symptom
from myeloma_journal.catalogue.units import OF_TEN, US_UNITS, Unit
from myeloma_journal.platform.forms.base import (
    ConfirmUnusualMixin,
    PageFormHelper,
    RecordForm,
)
from myeloma_journal.platform.forms.fields import DayField, number_that_fits
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.telephones import check_numbers

LIMIT_FIELDS = {"what", "comparator", "limit"}
COUNT_LABELS = {
    DIARRHEA: gettext_lazy("Loose stools in 24 hours: call for this many or more"),
    VOMITING: gettext_lazy("Hours without keeping anything down: call after this many"),
}


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
                "Often the hospital’s main number. Look on the card your team gave you."
            ),
            "is_first": gettext_lazy(
                "This number comes first wherever we tell you to call."
            ),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Enter a name. A department is fine.")}
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


def country_choices() -> list[tuple[str, str]]:
    """The countries whose numbers we publish, and all others as one."""
    countries = Country.objects.current()
    named = [(country.slug.upper(), country.name) for country in countries]
    return [("", _("Another country")), *named]


class CountryField(forms.ChoiceField):
    """Where the patient lives, as ISO 3166-1 code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Country where the patient lives"),
            help_text=gettext_lazy("We use it to show the right emergency number."),
            choices=country_choices,
            required=False,
            **kwargs,
        )


class NumbersForm(RecordForm):
    """The country, the emergency number and the crisis line."""

    country = CountryField()

    class Meta:
        model = Patient
        fields = ["country", "emergency_number", "crisis_line"]
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
                "Leave this empty to show the number published for the country."
            ),
            "crisis_line": gettext_lazy(
                "The number to call if you have thoughts of harming yourself. "
                "Leave this empty to show the one published for the country."
            ),
        }

    helper = PageFormHelper(*Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = cast(forms.ChoiceField, self.fields["country"])
        own = self.instance.country  # a restored journal may name any country
        if own not in dict(country_choices()):
            country.choices = [*country_choices(), (own, own)]

    @property
    def usual_numbers(self) -> list[str]:
        """The emergency numbers of all countries, to choose from."""
        numbers = Country.objects.current().exclude(emergency_number="")
        return sorted(set(numbers.values_list("emergency_number", flat=True)))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        country = data.get("country", "")
        check_numbers(self, country, "emergency_number", fewest=2)
        check_numbers(self, country, "crisis_line")
        return data


class RuleForm(ConfirmUnusualMixin, RecordForm):
    """Add or edit a rule; the fields depend on its kind.

    A limit far from the usual one, and a general sign made less urgent, are asked about
    once: confirmed, they are saved as they are.
    """

    what = forms.ChoiceField(label=gettext_lazy("Which measurement"))
    comparator = forms.ChoiceField(
        label=gettext_lazy("Call when it is"),
        choices=LimitComparator.choices,
    )
    limit = forms.CharField(
        label=gettext_lazy("The number your team gave you"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "field-short"}),
        error_messages={
            "required": gettext_lazy("Enter the number your team gave you.")
        },
    )
    symptom_name = forms.ChoiceField(label=gettext_lazy("Which symptom"))
    at_least = forms.TypedChoiceField(
        label=gettext_lazy("Call when it is"),
        choices=AtLeast.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how severe.")},
    )
    count = forms.IntegerField(
        min_value=1,
        max_value=200,
        widget=forms.NumberInput(attrs={"class": "field-short"}),
        error_messages={"required": gettext_lazy("Enter a number.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How soon to call"),
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how soon to call.")},
    )
    said_on = DayField(label=gettext_lazy("When they told you"), required=False)

    class Meta:
        model = CallRule
        fields = ["words", "level", "said_by"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "said_by": gettext_lazy(
                "A name or the clinic. If this rule is your own idea, enter your name."
            )
        }
        error_messages = {
            "words": {"required": gettext_lazy("Enter what they said.")},
            "said_by": {"required": gettext_lazy("Enter who said it.")},
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
        self.measures: dict[str, tuple[Measure, Unit]] = {}
        counts = self.instance.sign is not None and self.instance.count is not None
        if counts:
            self._set_count()
        hidden = [field.name for field in self.hidden_fields()]
        names = [*self.fields_of_kind[kind], "said_by", "said_on", *hidden]
        if counts:
            names.insert(0, "count")
        self.fields = {name: self.fields[name] for name in names}
        self.fields["words"].required = kind == RuleKind.WORDS
        self.fields["said_by"].required = True
        cast(DayField, self.fields["said_on"]).set_last(today)
        self.initial["said_on"] = self.instance.said_on
        if kind == RuleKind.NUMBER:
            self._set_number_choices()
            self._take_preset()
        if kind == RuleKind.SYMPTOM:
            self._set_symptom_choices(followed)

    @property
    def helper(self) -> PageFormHelper:
        return PageFormHelper(*self.fields)

    @property
    def confirm_value(self) -> str:
        names = ("what", "comparator", "limit", "count", "level")
        return " ".join(
            str(self[name].value()) for name in names if name in self.fields
        )

    @property
    def presets(self) -> list[str]:
        """Limits of this sign that one tap fills in, with their unit."""
        sign = self.instance.sign
        choices = (sign.rule or {}).get("presets", []) if sign else []
        is_us = self.instance.patient.units == Units.US
        return [_preset(Decimal(str(preset["c"])), is_us) for preset in choices]

    def clean(self) -> dict[str, Any]:
        """Ask about what looks like a slip."""
        data = super().clean() or self.cleaned_data
        warnings = {
            "limit": self._limit_warning(data) if self._has(LIMIT_FIELDS) else "",
            "count": self._count_warning(data) if self._has({"count"}) else "",
            "level": self._level_warning(data) if self._has({"level"}) else "",
        }
        self.warnings = [str(warning) for warning in warnings.values() if warning]
        if not self.is_confirmed:
            for name, warning in warnings.items():
                if warning:
                    self.add_error(name, warning)
        return data

    def _has(self, names: set[str]) -> bool:
        """Whether all of these fields are valid and one is not as it was saved."""
        return names <= self.cleaned_data.keys() and not names.isdisjoint(
            self.changed_data
        )

    def _limit_warning(self, data: dict[str, Any]) -> str | OfferError:
        measure, unit = self.measures[data["what"]]
        threshold = Threshold(
            measure.slug, data["comparator"], data["limit"], unit.name
        )
        if not is_unusual(threshold, unit.soft_range):
            return ""
        typed = limit_in_words(data["comparator"], data["limit"], unit.name)
        usual = usual_limit(measure.slug, data["comparator"], unit.name)
        if usual is None:
            return _("You entered: %(typed)s. Is that what your team said?") % {
                "typed": typed
            }
        words = {"typed": typed, "usual": number_in_words(usual.usual, unit.name)}
        if data["comparator"] in UPWARD:
            text = _(
                "You entered: %(typed)s. The general sign says %(usual)s or more. "
                "Did your team say %(typed)s?"
            )
        else:
            text = _(
                "You entered: %(typed)s. The general sign says below %(usual)s. "
                "Did your team say %(typed)s?"
            )
        number = number_in_words(usual.usual, unit.name)
        offer = Offer(
            _("Use %(number)s") % {"number": number},
            {"limit": plain_number(usual.usual)},
        )
        return OfferError(text % words, [offer])

    def _count_warning(self, data: dict[str, Any]) -> str:
        count, sign = data["count"], self.instance.sign
        usual = (sign.rule or {}).get("count") if sign else None
        if not usual or usual / 3 < count <= usual * 2:
            return ""
        return _(
            "You entered: %(typed)d. The general sign says %(usual)d. "
            "Did your team say %(typed)d?"
        ) % {"typed": count, "usual": usual}

    def _level_warning(self, data: dict[str, Any]) -> str:
        sign, level = self.instance.sign, Urgency(data["level"])
        if not sign or not level.is_after(Urgency(sign.level.slug)):
            return ""
        return _(
            "The general sign says “%(published)s”. Did your team say “%(level)s”?"
        ) % {"published": Urgency(sign.level.slug).label, "level": level.label}

    def _take_preset(self) -> None:
        """Fill in the limit of the button that was pressed, if it was one."""
        number, _space, unit = self.data.get("preset", "").partition(" ")
        slug = self.data.get("what", "").partition(" ")[0]
        if number and f"{slug} {unit}" in self.measures:
            data = cast(QueryDict, self.data)
            data["what"], data["limit"] = f"{slug} {unit}", number

    def _set_count(self) -> None:
        slug = self.instance.sign.slug if self.instance.sign else ""
        self.fields["count"].label = COUNT_LABELS.get(
            slug, _("Call for this number or more")
        )
        self.initial["count"] = self.instance.count

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
                _("“%(typed)s” is not a number. Enter a number like 100.4."),
                code="number",
                params={"typed": typed},
            ) from None
        if measure and unit and not unit.fits_hard(number):
            self._offer_other_unit(number, measure, unit)
            raise ValidationError(
                _(
                    "Enter a number from %(low)s to %(high)s, or choose a different "
                    "unit."
                ),
                code="range",
                params={
                    "low": plain_number(unit.hard_min),
                    "high": plain_number(unit.hard_max),
                },
            )
        if -int(number.normalize().as_tuple().exponent) > 2:
            raise ValidationError(
                _("Use no more than two digits after the decimal point."), code="digits"
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
            text = _("%(number)s %(unit)s can’t be right. Did you mean %(other)s?")
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
        if "count" in self.fields:
            rule.count = data["count"]
        rule.level = data["level"]
        rule.is_general, rule.is_active, rule.details = False, True, ""
        saved: CallRule = super().save(commit)
        return saved


def _preset(celsius: Decimal, is_us: bool) -> str:
    other = in_other_unit(celsius, "°C") if is_us else None
    value, unit = other or (celsius, "°C")
    return number_in_words(value, unit)
