"""Form for one result, as the laboratory printed it."""

import re
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.catalogue.units import Unit
from myeloma_journal.labs.forms.choices import TestChoices, unit_of
from myeloma_journal.labs.forms.last_results import LastResults
from myeloma_journal.labs.forms.typed_values import TypedValuesForm
from myeloma_journal.labs.models import TYPED_LENGTH, LabResult, unit_in_print
from myeloma_journal.labs.parsing import ParsedResult
from myeloma_journal.labs.units import PERCENT, normalize_unit
from myeloma_journal.platform.forms.base import ConfirmUnusualMixin
from myeloma_journal.platform.forms.offers import Offer, OfferError


class ResultForm(ConfirmUnusualMixin, TypedValuesForm):
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
