"""Forms for one result, as the laboratory printed it."""

import re
from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.catalogue.units import Unit
from myeloma_journal.labs.actions import find_conflicting
from myeloma_journal.labs.forms.choices import (
    SampleTimeForm,
    TestChoices,
    unit_of,
)
from myeloma_journal.labs.models import TYPED_LENGTH, LabResult, unit_in_print
from myeloma_journal.labs.parsing import (
    ParsedResult,
    parse_limit,
    parse_range,
    parse_result,
)
from myeloma_journal.labs.units import PERCENT, normalize_unit
from myeloma_journal.platform.forms.base import ConfirmUnusualMixin, PageForm
from myeloma_journal.platform.forms.conflicts import add_version_field, check_version
from myeloma_journal.platform.forms.fields import which_number
from myeloma_journal.platform.forms.numbers import (
    COMMA,
    POINT,
    AmbiguousNumberError,
    plain_signs,
)
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.partial_dates import Precision

# How many results are searched for the last one of each test.
LOOK_BACK = 2000
# Hardly any result is so many times the upper end of its range.
MOST_TIMES_HIGH = 100


class LastResults:
    """The last number of each test in each unit."""

    def __init__(self, patient: Patient, without: LabResult | None = None) -> None:
        """Search the results of `patient`, except the one being edited."""
        self.results = patient.lab_results.filter(value__isnull=False)
        if without:
            self.results = self.results.exclude(pk=without.pk)

    def of(self, marker: LabMarker | None, name: str, unit: str) -> LabResult | None:
        """The last number of this test in this unit, if any."""
        test = marker.pk if marker else name.casefold()
        return self._by_test.get((test, normalize_unit(unit)))

    def units_of(self, marker: LabMarker) -> list[str]:
        """The units of this test, the one used last first."""
        return [
            result.unit
            for (test, _unit), result in self._by_test.items()
            if test == marker.pk
        ]

    @cached_property
    def _by_test(self) -> dict[tuple[object, str], LabResult]:
        last_by_test: dict[tuple[object, str], LabResult] = {}
        for result in self.results.order_by("-collected_on", "-created_at")[:LOOK_BACK]:
            last_by_test.setdefault(
                (result.test_key, normalize_unit(result.unit)), result
            )
        return last_by_test


class ResultForm(ConfirmUnusualMixin, PageForm):
    """One result, as the laboratory printed it.

    An unusual number leaves `warnings`, to which the caller may add before it requires
    confirmation.
    """

    test = forms.ChoiceField(label=gettext_lazy("Test"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or enter the test’s name"), max_length=100, required=False
    )
    typed = forms.CharField(
        label=gettext_lazy("Result"),
        max_length=TYPED_LENGTH,
        error_messages={"required": gettext_lazy("Enter the result.")},
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=30, required=False)
    low = forms.CharField(
        label=gettext_lazy("Range: low"), max_length=TYPED_LENGTH, required=False
    )
    high = forms.CharField(
        label=gettext_lazy("Range: high"), max_length=TYPED_LENGTH, required=False
    )
    flag = forms.CharField(
        label=gettext_lazy("Lab’s flag"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("If the lab printed one, for example: H or *"),
    )
    # The sign before decimals, where other numbers tell it; and whether those are of
    # its own range.
    decimal_sign = ""
    is_sign_of_range = False
    # Whether a range may be a word, as a column of ranges has it: "negative".
    allows_worded_range = False

    def __init__(
        self,
        *args: Any,
        tests: TestChoices,
        last: LastResults | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer these `tests`, and compare with the `last` results."""
        self.tests = tests
        self.last = last
        self.marker: LabMarker | None = None
        super().__init__(*args, use_required_attribute=False, **kwargs)
        cast(forms.ChoiceField, self.fields["test"]).choices = tests.choices
        self.fields["unit"].widget.attrs |= {"list": "units", "autocapitalize": "none"}

    def clean(self) -> dict[str, Any]:
        """Find the test, parse the result, and check that they fit."""
        self._find_test()
        reading = self._parse_typed()
        if reading:
            self._take_what_stood_beside(reading)
        self._check_range()
        if reading and reading.value is not None and self.marker:
            self._check_unit(reading.value, self.marker)
        if reading and not self.errors:
            self.warnings = (
                self._warnings_of_word(reading.word)
                if reading.value is None
                else self._warnings(reading, reading.value)
            )
        return self.cleaned_data

    def warn_of(self, other: LabResult) -> None:
        """Doubt that there are two results of one test and time."""
        question = _(
            "Is this a second result? %(test)s already has a result for %(when)s: "
            "%(other)s."
        )
        params = {"test": other.name, "when": other.collected, "other": other.result}
        self.warnings.append(question % params)

    def ask(self) -> None:
        """Refuse what is in doubt until somebody says that it is right."""
        self.require_confirmation("typed")

    @property
    def confirm_value(self) -> str:
        """The result and its unit."""
        parts = (self["typed"].value() or "", self.cleaned_data.get("unit", ""))
        return " ".join(parts).strip()

    def fill(self, result: LabResult) -> LabResult:
        """Set the fields of `result` without saving it."""
        data = self.cleaned_data
        result.marker, result.name = self.marker, data["name"]
        result.typed, result.unit = data["typed"], data["unit"]
        result.low_typed, result.high_typed = data["low"], data["high"]
        result.flag = data["flag"]
        result.parse_typed()
        return result

    def _find_test(self) -> None:
        """Set marker and name: chosen or typed, never both."""
        slug = self.cleaned_data.get("test", "")
        name = self.cleaned_data.get("name", "")
        if slug and name:
            problem = _("Choose a test or enter its name, not both.")
            self.add_error("name", problem)
        elif not slug and not name and not self.errors:
            self.add_error("test", _("Choose a test, or enter its name."))
        else:
            self.marker = self.tests.markers.get(slug) or self.tests.find_by_name(
                name, self.cleaned_data.get("unit", "")
            )
            self.cleaned_data["name"] = name or self.tests.name_of(slug)
            self._name_percentage(name)

    def _name_percentage(self, name: str) -> None:
        """Call a percentage so, where the test without it is another."""
        unit = normalize_unit(self.cleaned_data.get("unit", ""))
        if (
            unit == PERCENT
            and name
            and not self.marker
            and self.tests.find_by_name(name)
        ):
            self.cleaned_data["name"] = f"{name} %"

    def _parse_typed(self) -> ParsedResult | None:
        """The parsed result, or None after adding an error."""
        typed = self.cleaned_data.get("typed")
        if not typed:
            return None
        try:
            return self._parse(typed)
        except OfferError as unclear:
            self.add_error("typed", unclear)
        except ValueError:
            problem = _(
                "“%(typed)s” isn’t clear. Enter a number like 0.8, 1500, or <0.1, or "
                "a word like trace."
            )
            self.add_error("typed", problem % {"typed": typed})
        return None

    def _parse(self, typed: str) -> ParsedResult:
        """The result; of two readings the only one that the test can have.

        Raises:
            OfferError: Both can be.
            ValueError: It is neither a number nor a word.
        """
        try:
            return parse_result(typed)
        except AmbiguousNumberError as ambiguous:
            as_decimal = parse_result(typed, POINT if "." in ambiguous.text else COMMA)
            typed_unit = self.cleaned_data.get("unit") or as_decimal.unit
            unit = unit_of(self.marker, typed_unit) if self.marker else None
            question = which_number(ambiguous.text, ambiguous.readings)
            plain = plain_signs(typed)
            texts = [
                plain.replace(ambiguous.text, str(offer.values), 1)
                for offer in question.offers
            ]
            likely = self._likely(ambiguous, unit)
            if len(likely) == 1:
                return parse_result(texts[ambiguous.readings.index(likely[0])])
            question.offers = [
                Offer(offer.label, text)
                for offer, text in zip(question.offers, texts, strict=True)
            ]
            raise question from None

    def _likely(self, ambiguous: AmbiguousNumberError, unit: Unit | None) -> list[str]:
        """The readings that can be meant: one, or both where somebody is to be asked.

        A point elsewhere makes 1.250 a number with decimals only where 1250 is none
        that the test can have: a value a thousand times too small looks like a value.
        """
        whole, decimal = ambiguous.readings
        likely = [
            number
            for number in ambiguous.readings
            if not unit or unit.fits_hard(Decimal(number))
        ]
        if not self.decimal_sign or len(likely) == 1:
            return likely
        if self.decimal_sign not in ambiguous.text:
            return [whole]
        if self.is_sign_of_range or not self._can_be(Decimal(whole), unit):
            return [decimal]
        return likely

    def _can_be(self, value: Decimal, unit: Unit | None) -> bool:
        """Whether the test can have this value; by its range, where it is not known."""
        if unit:
            return unit.fits_soft(value)
        try:
            range_ = self.cleaned_data.get("low") or ""
            high = self.cleaned_data.get("high") or parse_range(range_).high
            return value <= MOST_TIMES_HIGH * (parse_limit(high) or value)
        except ValueError:
            return True

    def _take_what_stood_beside(self, reading: ParsedResult) -> None:
        """Take the flag and the unit that were typed with the number."""
        data = self.cleaned_data
        data["typed"] = reading.typed
        typed, beside = data.get("unit", ""), reading.unit
        if beside and typed and normalize_unit(beside) != normalize_unit(typed):
            problem = _("There are two units, %(one)s and %(other)s. Keep only one.")
            self.add_error("unit", problem % {"one": beside, "other": typed})
        data["unit"] = typed or beside
        flags = dict.fromkeys([*data.get("flag", "").split(), *reading.flag.split()])
        data["flag"] = " ".join(flags)

    def _check_unit(self, value: Decimal, marker: LabMarker) -> None:
        """Check the unit, and the number against the unit's hard limits."""
        names = ", ".join(unit.name for unit in marker.parsed_units)
        typed = self.cleaned_data.get("unit", "")
        unit = unit_of(marker, typed)
        if "unit" in self.errors:
            return
        if unit is None:
            problem = (
                _("“%(typed)s” is not a unit for this test. Units: %(units)s.")
                if typed
                else _("Enter a unit for this test. Units: %(units)s.")
            )
            offers = self._in_units(self._units_of(marker), value)
            words = {"typed": typed, "units": names}
            self.add_error("unit", OfferError(problem % words, offers))
            return
        self.cleaned_data["unit"] = unit.name
        if unit.fits_hard(value):
            return
        problem = _(
            "You entered %(typed)s %(unit)s. %(test)s must be from %(low)s to "
            "%(high)s %(unit)s. Check the number and the unit."
        )
        params = {
            "typed": self.cleaned_data["typed"],
            "unit": unit.name,
            "test": marker.name,
            "low": f"{unit.hard_min:,}",
            "high": f"{unit.hard_max:,}",
        }
        offers = self._in_units(self._units_of(marker), value)
        self.add_error("typed", OfferError(problem % params, offers))

    def _units_of(self, marker: LabMarker) -> list[Unit]:
        """The units of the test, the one used last first."""
        used = self.last.units_of(marker) if self.last else []
        names = [normalize_unit(unit) for unit in used]
        return sorted(
            marker.parsed_units,
            key=lambda unit: (
                names.index(normalize_unit(unit.name))
                if normalize_unit(unit.name) in names
                else len(names)
            ),
        )

    def _in_units(self, units: list[Unit], value: Decimal) -> list[Offer]:
        """The typed number in each of these units that it fits."""
        typed = self.cleaned_data["typed"]
        return [
            Offer(
                f"{typed} {unit_in_print(unit.name)}",
                {"unit": unit.name, "typed": typed, "flag": self.cleaned_data["flag"]},
            )
            for unit in units
            if unit.fits_soft(value) and unit.fits_hard(value)
        ]

    def _warnings_of_word(self, word: str) -> list[str]:
        """The question about a number in words, which no chart can show."""
        if not (self.marker and re.search(r"\d", word)):
            return []
        question = _(
            "Is this right? You entered %(typed)s. It will be saved as words, "
            "so no chart will show it."
        )
        return [question % {"typed": self.confirm_value}]

    def _warnings(self, reading: ParsedResult, value: Decimal) -> list[str]:
        """The question about a number that looks like a slip; none for others."""
        name, typed_unit = self.cleaned_data["name"], self.cleaned_data["unit"]
        last = self.last and self.last.of(self.marker, name, typed_unit)
        if last and not reading.comparator and last.is_about_tenfold(value):
            question = _(
                "Is this number right? You entered %(typed)s. The last result, on "
                "%(day)s, was %(last)s. Check the number and the unit."
            )
            params = {"day": last.collected, "last": last.result}
            return [question % {"typed": self.confirm_value, **params}]
        unit = unit_of(self.marker, typed_unit) if self.marker else None
        if unit and not unit.fits_soft(value):
            question = _(
                "Is this number right? You entered %(typed)s, which is rare for "
                "%(test)s. Check the number and the unit."
            )
            return [question % {"typed": self.confirm_value, "test": name}]
        return []

    def _check_range(self) -> None:
        """Read the limits, or a whole range in the first field; check their order."""
        data = self.cleaned_data
        if data.get("low") and not data.get("high"):
            self._split_range(data["low"])
        ends: dict[str, Decimal] = {}
        for end in ("low", "high"):
            typed = data.get(end)
            if not typed or end in self.errors:
                continue
            try:
                reading = parse_result(typed, self.decimal_sign)
                if self.allows_worded_range and reading.word and not reading.unit:
                    continue
                if reading.value is None or reading.flag:
                    raise ValueError(typed)
                ends[end], data[end] = reading.value, reading.typed
            except AmbiguousNumberError as unclear:
                self.add_error(end, which_number(unclear.text, unclear.readings))
            except ValueError:
                problem = _("“%(typed)s” is not a number. Enter a number like 12.0.")
                self.add_error(end, problem % {"typed": typed})
        if len(ends) == 2 and ends["low"] > ends["high"]:
            self.add_error(
                "high",
                _(
                    "In a range, the low number comes first: %(high)s is less than "
                    "%(low)s. Change one of them."
                )
                % {key: self.cleaned_data[key] for key in ends},
            )

    def _split_range(self, typed: str) -> None:
        """Split "3.3-19.4 mg/L" or "<26.3" into its ends."""
        try:
            both = parse_range(typed, self.decimal_sign)
        except ValueError:
            return
        data = self.cleaned_data
        unit = data.get("unit", "")
        if both.unit and unit and normalize_unit(both.unit) != normalize_unit(unit):
            problem = _("The range is in %(range)s, and the result in %(result)s.")
            words = {"range": both.unit, "result": unit}
            self.add_error("low", problem % words)
        data["low"], data["high"] = both.low, both.high
        data["unit"] = unit or both.unit


class ResultEditForm(SampleTimeForm, ResultForm):
    """Edit one result."""

    field_order = ("collected_on", "about")

    def __init__(self, *args: Any, result: LabResult, **kwargs: Any) -> None:
        """Prefill the fields from `result`."""
        self.result = result
        tests = TestChoices.current(result.marker, result.patient)
        slug = tests.slug_of(result)
        is_named_so = tests.name_of(slug) == result.name
        is_day = result.collected.precision == Precision.DAY
        initial = {
            "collected_on": result.collected_on if is_day else None,
            "about": "" if is_day else str(result.collected),
            "test": slug if is_named_so else "",
            "name": "" if is_named_so else result.name,
            "typed": result.typed,
            "unit": result.unit,
            "low": result.low_typed,
            "high": result.high_typed,
            "flag": result.flag,
        }
        last = LastResults(result.patient, without=result)
        super().__init__(*args, tests=tests, last=last, initial=initial, **kwargs)
        add_version_field(self, result)

    def clean(self) -> dict[str, Any]:
        """Warn of another result of this test and time."""
        data = super().clean()
        if not self.errors:
            corrected = self.fill(copy(self.result))
            for other in find_conflicting(self.result.patient, [corrected]).values():
                self.warn_of(other)
            self.ask()
        return data

    def fill(self, result: LabResult) -> LabResult:
        """Set the fields and the sample's time on `result`."""
        result.collected = self.collected
        return super().fill(result)

    @transaction.atomic
    def save(self) -> None:
        """Save, unless somebody else changed the result meanwhile.

        Raises:
            ConflictError: They did. The next page shows both versions.
        """
        check_version(self.result, self)
        self.fill(self.result).save()
