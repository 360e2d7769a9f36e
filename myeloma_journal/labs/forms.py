"""The questions about lab results: one day, and a row for each result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.core.fields import DayField
from myeloma_journal.core.forms import PageForm
from myeloma_journal.core.numbers import parse_number
from myeloma_journal.labs.models import TYPED_LENGTH, LabResult
from myeloma_journal.labs.reading import Reading, read

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 8, 3, 40


@dataclass(frozen=True)
class Tests:
    """The tests one can choose: those with a number, and those with a word."""

    markers: dict[str, LabMarker]
    words: dict[str, str]

    @classmethod
    def offered(cls, keep: LabMarker | None = None) -> "Tests":
        """What the catalogue offers today; `keep` also when it was retired since."""
        markers = {one.slug: one for one in LabMarker.objects.current()}
        if keep:
            markers.setdefault(keep.slug, keep)
        # A scan has no result that fits in a row.
        others = OtherTest.objects.current().filter(kind="choice")
        return cls(markers, dict(others.values_list("slug", "name")))

    @property
    def choices(self) -> list[Any]:
        """For a select: grouped, and first the empty one."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for marker in self.markers.values():
            several = groups.setdefault(marker.get_group_display(), [])
            several.append((marker.slug, marker.name))
        groups[_("Other tests")] = list(self.words.items())
        return [("", _("Choose a test")), *groups.items()]

    @property
    def units(self) -> list[str]:
        """Every unit that any test comes in, once."""
        units = (u["unit"] for m in self.markers.values() for u in m.units)
        return list(dict.fromkeys(units))

    def named(self, name: str) -> LabMarker | None:
        """The marker that goes by this very name, or by another of its names."""
        for marker in self.markers.values():
            if name.casefold() in map(str.casefold, [marker.name, *marker.aliases]):
                return marker
        return None

    def name_of(self, slug: str) -> str:
        """What the test behind this choice is called; empty when there is none."""
        marker = self.markers.get(slug)
        return marker.name if marker else self.words.get(slug, "")

    def slug_of(self, result: LabResult) -> str:
        """What to choose for this result; empty when it goes by its own name."""
        if result.marker:
            return result.marker.slug
        return next((s for s, name in self.words.items() if name == result.name), "")


def same_unit(one: str) -> str:
    """How a unit looks when the ways to type it are evened out.

    >>> same_unit("10^9/L") == same_unit("10*9 / l")
    True
    >>> same_unit("µmol/L") == same_unit("umol/L")
    True
    """
    plain = one.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
    return "".join(letter for letter in plain if letter not in " ^*.")


class ResultForm(PageForm):
    """One result, as it stands on the laboratory's paper."""

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

    def __init__(self, *args: Any, tests: Tests, **kwargs: Any) -> None:
        """Offer these `tests`."""
        self.tests = tests
        self.marker: LabMarker | None = None
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["test"].choices = tests.choices  # type: ignore[attr-defined]
        self.fields["unit"].widget.attrs |= {"list": "units", "autocapitalize": "none"}

    def clean(self) -> dict[str, Any]:
        """Find the test, understand the result, and see that the two fit."""
        self._find_test()
        reading = self._read()
        if reading and reading.value is None:
            self.cleaned_data["unit"] = ""  # a word has none
        elif reading and reading.value is not None and self.marker:
            self._fit(reading.value, self.marker)
        self._check_range()
        return self.cleaned_data

    def save(self, result: LabResult) -> LabResult:
        """Write these answers into `result`."""
        data = self.cleaned_data
        result.marker, result.name = self.marker, data["name"]
        result.typed, result.unit = data["typed"], data["unit"]
        result.low_typed, result.high_typed = data["low"], data["high"]
        result.save()
        return result

    def _find_test(self) -> None:
        """Settle marker and name: chosen, or written, never both."""
        slug = self.cleaned_data.get("test", "")
        name = self.cleaned_data.get("name", "")
        if slug and name:
            problem = _("Choose a test or write its name, not both.")
            self.add_error("name", problem)
        elif not slug and not name and not self.errors:
            self.add_error("test", _("Choose the test, or write its name."))
        else:
            self.marker = self.tests.markers.get(slug) or self.tests.named(name)
            self.cleaned_data["name"] = name or self.tests.name_of(slug)

    def _read(self) -> Reading | None:
        """What was typed as a result, if it can be understood."""
        typed = self.cleaned_data.get("typed")
        if not typed:
            return None
        try:
            return read(typed)
        except ValueError:
            problem = _(
                "“%(typed)s” is not clear. Write a number like 0.8, 1500 or <0.1 "
                "without its unit, or a word like trace."
            )
            self.add_error("typed", problem % {"typed": typed})
            return None

    def _fit(self, value: Decimal, marker: LabMarker) -> None:
        """Ask for the unit, and refuse a number that cannot be."""
        names = _(" or ").join(one["unit"] for one in marker.units)
        typed = self.cleaned_data.get("unit", "")
        unit = unit_of(marker, typed)
        if "unit" in self.errors:
            return
        if not typed:
            self.add_error("unit", _("Write the unit: %(units)s.") % {"units": names})
        elif unit is None:
            problem = _("“%(typed)s” is not a unit of this test. Write %(units)s.")
            self.add_error("unit", problem % {"typed": typed, "units": names})
        else:
            self.cleaned_data["unit"] = unit["unit"]
            if not unit["hard_min"] <= value <= unit["hard_max"]:
                problem = _(
                    "You typed %(typed)s %(unit)s. %(test)s is from %(low)s to "
                    "%(high)s %(unit)s. Check the number and the unit."
                )
                words = {
                    "typed": self.cleaned_data["typed"],
                    "unit": unit["unit"],
                    "test": marker.name,
                    "low": f"{unit['hard_min']:,}",
                    "high": f"{unit['hard_max']:,}",
                }
                self.add_error("typed", problem % words)

    def _check_range(self) -> None:
        """Two numbers or one or none, and the second not below the first."""
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


def unit_of(marker: LabMarker, typed: str) -> dict[str, Any] | None:
    """The unit of this marker that was meant, with its limits."""
    for unit in marker.units:
        names = {unit["unit"], unit.get("ucum", unit["unit"])}
        if same_unit(typed) in map(same_unit, names):
            return dict(unit)
    return None


class TakenOn(forms.Form):
    """The day the blood was taken."""

    taken_on = DayField(
        label=gettext_lazy("Taken on"),
        help_text=gettext_lazy("The day the blood or urine was taken."),
        error_messages={"required": gettext_lazy("Choose the day it was taken.")},
    )


class DayForm(TakenOn, PageForm):
    """The day that all results of a page belong to."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about a day no later than `today`, the patient's own."""
        super().__init__(*args, use_required_attribute=False, **kwargs)
        cast(DayField, self.fields["taken_on"]).until(today)


class ResultRow(ResultForm):
    """One of several results; a row without an answer is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Allow the row to stay empty."""
        super().__init__(*args, empty_permitted=True, **kwargs)

    def has_changed(self) -> bool:
        """Whether anything was written; the test alone may have been proposed."""
        said = {name: (self[name].data or "").strip() for name in self.fields}
        written = said["typed"] or said["low"] or said["high"]
        return bool(written) or said["name"] != self.initial.get("name", "")

    @property
    def proposed(self) -> str:
        """The test of the last report that this row is about; empty in an open row."""
        said = {name: self[name].value() or "" for name in ("test", "name")}
        if any(said[name] != self.initial.get(name, "") for name in said):
            return ""
        if self["test"].errors or self["name"].errors:
            return ""
        return self.tests.name_of(said["test"]) or said["name"]


class ResultEditForm(TakenOn, ResultForm):
    """One result that is there already."""

    field_order = ("taken_on",)

    def __init__(self, *args: Any, result: LabResult, today: date, **kw: Any) -> None:
        """Ask about `result` with what stands in it."""
        self.result = result
        tests = Tests.offered(keep=result.marker)
        slug = tests.slug_of(result)
        is_named_so = tests.name_of(slug) == result.name
        initial = {
            "taken_on": result.taken_on,
            "test": slug if is_named_so else "",
            "name": "" if is_named_so else result.name,
            "typed": result.typed,
            "unit": result.unit,
            "low": result.low_typed,
            "high": result.high_typed,
        }
        super().__init__(*args, tests=tests, initial=initial, **kw)
        cast(DayField, self.fields["taken_on"]).until(today)

    def save(self, result: LabResult | None = None) -> LabResult:
        """Correct the result and its day."""
        self.result.taken_on = self.cleaned_data["taken_on"]
        return super().save(self.result)


class ResultsPage:
    """A whole report: its day, and its rows."""

    def __init__(self, data: Mapping[str, Any] | None, patient: Patient) -> None:
        """Propose the tests and units of the last report, as many rows as were sent."""
        self.patient = patient
        self.tests = Tests.offered()
        self.day = DayForm(data, today=patient.today())
        last = list(self._last_report())
        asked = max(FEWEST_ROWS, len(last) + SPARE_ROWS)
        count = asked if data is None else rows_sent(data)
        last += [{}] * count
        self.rows = [
            ResultRow(data, prefix=f"row-{n}", tests=self.tests, initial=last[n])
            for n in range(count)
        ]

    @property
    def known_rows(self) -> list[ResultRow]:
        """The rows for the tests of the last report."""
        return [row for row in self.rows if row.proposed]

    @property
    def spare_rows(self) -> list[ResultRow]:
        """The rows for any other test."""
        return [row for row in self.rows if not row.proposed]

    @property
    def spare_rows_are_open(self) -> bool:
        """Whether something was typed into one of them, or refused there."""
        return any(
            row.is_bound and (row.has_changed() or row.errors)
            for row in self.spare_rows
        )

    @property
    def forms(self) -> list[PageForm]:
        """All forms in the order of the page."""
        return [self.day, *self.rows]

    @property
    def errors(self) -> list[Any]:
        """What was refused, anywhere on the page."""
        return [form.errors for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        """Whether all of it can be kept, and there is something to keep."""
        if self.day.is_bound and not any(row.has_changed() for row in self.rows):
            self.day.add_error(None, _("Write at least one result."))
        return self.day.is_bound and not self.errors

    def save(self) -> list[LabResult]:
        """Keep every row that was filled in, or none."""
        day = self.day.cleaned_data["taken_on"]
        with transaction.atomic():
            return [
                row.save(LabResult(patient=self.patient, taken_on=day))
                for row in self.rows
                if row.has_changed()
            ]

    def _last_report(self) -> Iterator[dict[str, str]]:
        """Test and unit of each result of the last day, to be filled in again."""
        results = self.patient.lab_results.all()
        for result in results.taken_on_days(results.latest_dates(1)).select_related(
            "marker"
        )[:MOST_ROWS]:
            slug = self.tests.slug_of(result)
            yield {
                "test": slug,
                "name": "" if slug else result.name,
                "unit": result.unit,
            }


def rows_sent(data: Mapping[str, Any]) -> int:
    """How many rows the page had that was sent."""
    return next(
        (n for n in range(MOST_ROWS) if f"row-{n}-typed" not in data), MOST_ROWS
    )
