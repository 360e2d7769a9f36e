"""The questions about lab results: one day, and a row for each result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.core.fields import DayField
from myeloma_journal.core.forms import PageForm
from myeloma_journal.core.numbers import parse_number
from myeloma_journal.labs.actions import keep_new
from myeloma_journal.labs.models import TYPED_LENGTH, LabResult
from myeloma_journal.labs.reading import Reading, read, same_unit

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 8, 3, 40
# So many results are looked through for the last one of each test.
LOOK_BACK = 2000


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

    @cached_property
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


class LastResults:
    """The last number of each test in each unit."""

    def __init__(self, patient: Patient, without: LabResult | None = None) -> None:
        """Look at all results of `patient` but the one that is being corrected."""
        self.results = patient.lab_results.filter(value__isnull=False)
        if without:
            self.results = self.results.exclude(pk=without.pk)

    def of(self, marker: LabMarker | None, name: str, unit: str) -> LabResult | None:
        """The last number of this test in this unit; none when there is none."""
        test = marker.pk if marker else name.casefold()
        return self._by_test.get((test, same_unit(unit)))

    @cached_property
    def _by_test(self) -> dict[tuple[object, str], LabResult]:
        found: dict[tuple[object, str], LabResult] = {}
        for result in self.results.order_by("-taken_on", "-created_at")[:LOOK_BACK]:
            found.setdefault((result.test, same_unit(result.unit)), result)
        return found


def is_past_soft_limits(value: Decimal, unit: Mapping[str, Any]) -> bool:
    """Whether a number of the catalogue's unit is more likely a slip.

    >>> is_past_soft_limits(Decimal(45), {"soft_min": 4, "soft_max": 20})
    True
    >>> is_past_soft_limits(Decimal(45), {})
    False
    """
    low, high = unit.get("soft_min"), unit.get("soft_max")
    too_low = low is not None and value < Decimal(str(low))
    too_high = high is not None and value > Decimal(str(high))
    return too_low or too_high


class ResultForm(PageForm):
    """One result, as it stands on the laboratory's paper.

    A number that looks like a slip is asked about once, and kept when the tick beside
    the question comes with it.
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
        tests: Tests,
        last: LastResults | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer these `tests`, and compare with the `last` results."""
        self.tests = tests
        self.last = last
        self.marker: LabMarker | None = None
        self.doubt = ""
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
        if reading and reading.value is not None and not self.errors:
            self.doubt = self._doubt(reading, reading.value)
        if self.doubt and not self.is_sure:
            self.add_error("typed", self.doubt)
        return self.cleaned_data

    @property
    def sure_name(self) -> str:
        """What the tick beside the question is called."""
        return self.add_prefix("sure")

    @property
    def sure_value(self) -> str:
        """What the tick is for: it says nothing about another number."""
        said = (self["typed"].value() or "", self.cleaned_data.get("unit", ""))
        return " ".join(said).strip()

    @property
    def is_sure(self) -> bool:
        """Whether this very number was ticked as right."""
        return bool(self.data.get(self.sure_name) == self.sure_value)

    def fill(self, result: LabResult) -> LabResult:
        """Write these answers into `result`, which is not kept yet."""
        data = self.cleaned_data
        result.marker, result.name = self.marker, data["name"]
        result.typed, result.unit = data["typed"], data["unit"]
        result.low_typed, result.high_typed = data["low"], data["high"]
        result.understand()
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
        if unit is None and not typed:
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

    def _doubt(self, reading: Reading, value: Decimal) -> str:
        """The question about a number that looks like a slip; empty for others."""
        name, unit = self.cleaned_data["name"], self.cleaned_data["unit"]
        last = self.last and self.last.of(self.marker, name, unit)
        if last and not reading.comparator and last.is_about_tenfold(value):
            words = {
                "typed": self.sure_value,
                "last": last.result,
                "day": date_format(last.taken_on, "DATE_FORMAT"),
            }
            question = _(
                "Is this number right? You typed %(typed)s. The last one, of "
                "%(day)s, was %(last)s. Check the number and the unit."
            )
            return question % words
        if self.marker and is_past_soft_limits(value, unit_of(self.marker, unit) or {}):
            question = _(
                "Is this number right? You typed %(typed)s. That is seldom seen for "
                "%(test)s. Check the number and the unit."
            )
            return question % {"typed": self.sure_value, "test": name}
        return ""

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
        if unit.get("ucum") == "1":
            names.add("")  # on paper, a ratio has none
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
        last = LastResults(result.patient, without=result)
        super().__init__(*args, tests=tests, last=last, initial=initial, **kw)
        cast(DayField, self.fields["taken_on"]).until(today)

    def save(self) -> None:
        """Correct the result and its day."""
        self.result.taken_on = self.cleaned_data["taken_on"]
        self.fill(self.result).save()


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
        numbers = LastResults(patient)
        self.rows = [
            ResultRow(
                data,
                prefix=f"row-{n}",
                tests=self.tests,
                last=numbers,
                initial=last[n],
            )
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
        """Keep every row that was filled in and is not there yet, or none."""
        day = self.day.cleaned_data["taken_on"]
        filled = [
            row.fill(LabResult(patient=self.patient, taken_on=day))
            for row in self.rows
            if row.has_changed()
        ]
        return keep_new(self.patient, filled)

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
