"""Forms for one result, as the laboratory printed it."""

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
from myeloma_journal.labs.actions import find_conflicting
from myeloma_journal.labs.forms.choices import (
    SampleTimeForm,
    TestChoices,
    unit_of,
)
from myeloma_journal.labs.models import TYPED_LENGTH, LabResult
from myeloma_journal.labs.parsing import ParsedResult, normalize_unit, parse_result
from myeloma_journal.platform.forms.base import ConfirmUnusualMixin, PageForm
from myeloma_journal.platform.forms.conflicts import add_version_field, check_version
from myeloma_journal.platform.forms.numbers import parse_number
from myeloma_journal.platform.forms.partial_dates import Precision

# How many results are searched for the last one of each test.
LOOK_BACK = 2000


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
        label=gettext_lazy("Or its name"), max_length=100, required=False
    )
    typed = forms.CharField(
        label=gettext_lazy("Result"),
        max_length=TYPED_LENGTH,
        error_messages={"required": gettext_lazy("Write the result.")},
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=30, required=False)
    low = forms.CharField(
        label=gettext_lazy("Range from"), max_length=TYPED_LENGTH, required=False
    )
    high = forms.CharField(
        label=gettext_lazy("Range to"), max_length=TYPED_LENGTH, required=False
    )

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
        if reading and reading.value is None:
            self.cleaned_data["unit"] = ""  # a word has none
        elif reading and reading.value is not None and self.marker:
            self._check_unit(reading.value, self.marker)
        self._check_range()
        if reading and reading.value is not None and not self.errors:
            self.warnings = self._warnings(reading, reading.value)
        return self.cleaned_data

    def warn_of(self, other: LabResult) -> None:
        """Doubt that there are two results of one test and time."""
        question = _(
            "Is this another result? For %(test)s, %(when)s, there is %(other)s."
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
        result.parse_typed()
        return result

    def _find_test(self) -> None:
        """Set marker and name: chosen or typed, never both."""
        slug = self.cleaned_data.get("test", "")
        name = self.cleaned_data.get("name", "")
        if slug and name:
            problem = _("Choose a test or write its name, not both.")
            self.add_error("name", problem)
        elif not slug and not name and not self.errors:
            self.add_error("test", _("Choose the test, or write its name."))
        else:
            self.marker = self.tests.markers.get(slug) or self.tests.find_by_name(name)
            self.cleaned_data["name"] = name or self.tests.name_of(slug)

    def _parse_typed(self) -> ParsedResult | None:
        """The parsed result, or None after adding an error."""
        typed = self.cleaned_data.get("typed")
        if not typed:
            return None
        try:
            return parse_result(typed)
        except ValueError:
            problem = _(
                "“%(typed)s” is not clear. Write a number like 0.8, 1500 or <0.1 "
                "without its unit, or a word like trace."
            )
            self.add_error("typed", problem % {"typed": typed})
            return None

    def _check_unit(self, value: Decimal, marker: LabMarker) -> None:
        """Check the unit, and the number against the unit's hard limits."""
        names = _(" or ").join(unit.name for unit in marker.parsed_units)
        typed = self.cleaned_data.get("unit", "")
        unit = unit_of(marker, typed)
        if "unit" in self.errors:
            return
        if unit is None and not typed:
            self.add_error("unit", _("Write the unit: %(units)s.") % {"units": names})
        elif unit is None:
            problem = _("“%(typed)s” is not a unit of this test. Write %(units)s.")
            self.add_error("unit", problem % {"typed": typed, "units": names})
        else:
            self.cleaned_data["unit"] = unit.name
            if not unit.fits_hard(value):
                problem = _(
                    "You typed %(typed)s %(unit)s. %(test)s is from %(low)s to "
                    "%(high)s %(unit)s. Check the number and the unit."
                )
                params = {
                    "typed": self.cleaned_data["typed"],
                    "unit": unit.name,
                    "test": marker.name,
                    "low": f"{unit.hard_min:,}",
                    "high": f"{unit.hard_max:,}",
                }
                self.add_error("typed", problem % params)

    def _warnings(self, reading: ParsedResult, value: Decimal) -> list[str]:
        """The question about a number that looks like a slip; none for others."""
        name, typed_unit = self.cleaned_data["name"], self.cleaned_data["unit"]
        last = self.last and self.last.of(self.marker, name, typed_unit)
        if last and not reading.comparator and last.is_about_tenfold(value):
            question = _(
                "Is this number right? You typed %(typed)s. The last one, of "
                "%(day)s, was %(last)s. Check the number and the unit."
            )
            params = {"day": last.collected, "last": last.result}
            return [question % {"typed": self.confirm_value, **params}]
        unit = unit_of(self.marker, typed_unit) if self.marker else None
        if unit and not unit.fits_soft(value):
            question = _(
                "Is this number right? You typed %(typed)s. That is seldom seen for "
                "%(test)s. Check the number and the unit."
            )
            return [question % {"typed": self.confirm_value, "test": name}]
        return []

    def _check_range(self) -> None:
        """Check that the limits are numbers, and in order."""
        ends: dict[str, Decimal] = {}
        for end in ("low", "high"):
            typed = self.cleaned_data.get(end)
            if not typed:
                continue
            try:
                ends[end] = parse_number(typed)
            except ValueError:
                problem = _("“%(typed)s” is not a number. Write it like 12.0.")
                self.add_error(end, problem % {"typed": typed})
        if len(ends) == 2 and ends["low"] > ends["high"]:
            self.add_error(
                "high",
                _("The range goes up: %(high)s is less than %(low)s. Change one.")
                % {key: self.cleaned_data[key] for key in ends},
            )


class ResultEditForm(SampleTimeForm, ResultForm):
    """Edit one result."""

    field_order = ("collected_on", "about")

    def __init__(self, *args: Any, result: LabResult, **kwargs: Any) -> None:
        """Prefill the fields from `result`."""
        self.result = result
        tests = TestChoices.current(include=result.marker)
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
