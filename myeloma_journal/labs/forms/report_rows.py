"""The rows of the form for a laboratory report: a box for each test."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.forms.last_results import LastResults
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult, unit_in_print
from myeloma_journal.labs.parsing import ParsedResult
from myeloma_journal.labs.units import normalize_unit


class ResultRow(ResultForm):
    """One test of a report: a box for its result; an empty box is ignored."""

    last: LastResults

    def __init__(self, *args: Any, is_in_words: bool = False, **kwargs: Any) -> None:
        """Allow an empty row, and offer the units of its test."""
        self.is_in_words = is_in_words
        self.is_just_added = False
        super().__init__(*args, empty_permitted=True, **kwargs)
        if self.units_to_choose:
            names = [("", _("Choose a unit")), *((u, u) for u in self.units_to_choose)]
            self.fields["unit"].widget = forms.Select(choices=names)

    def text(self, name: str) -> str:
        """What the page shows in this field."""
        return str(self[name].value() or "").strip()

    @property
    def title(self) -> str:
        """The test of the row; empty where it is still to be chosen."""
        if self["test"].errors or self["name"].errors:
            return ""
        return self._test_name

    def has_test(self, slug: str, name: str, marker: LabMarker | None) -> bool:
        """Whether it is the row of this test."""
        if marker or slug:
            own = self._known_marker
            return own == marker if marker else self.text("test") == slug
        return self._test_name.casefold() == name.casefold()

    @cached_property
    def previous(self) -> LabResult | None:
        """The last result of this test."""
        return self.last.latest(self._known_marker, self._test_name)

    @property
    def is_older(self) -> bool:
        """Whether the test was done before, but not last time."""
        is_older = self.previous and self.previous.collected != self.last.last_time
        return bool(is_older) and not self.is_just_added

    @cached_property
    def units_to_choose(self) -> list[str]:
        """The units of a test that has no result yet, where there are several."""
        marker = self._known_marker
        if self.previous or not marker or len(marker.parsed_units) < 2:
            return []
        names = [unit.name for unit in marker.parsed_units]
        typed = self.text("unit")
        return names if typed in {"", *names} else [typed, *names]

    @property
    def _known_marker(self) -> LabMarker | None:
        marker = self.tests.markers.get(self.text("test"))
        return marker or self.tests.find_by_name(self._test_name)

    @property
    def _test_name(self) -> str:
        return self.tests.name_of(self.text("test")) or self.text("name")

    @property
    def unit_is_known(self) -> bool:
        """Whether the unit is text beside the box, to be changed below the row."""
        return bool(self.previous or self.initial.get("unit"))

    @property
    def unit_in_print(self) -> str:
        return unit_in_print(self.text("unit"))

    @property
    def range_in_words(self) -> str:
        low, high = self.text("low"), self.text("high")
        return LabResult(low_typed=low, high_typed=high).range_in_words

    @property
    def is_open(self) -> bool:
        """Whether the fields below the row are shown, as one of them may be wrong."""
        below = ["low", "high", *(["unit"] if self.unit_is_known else [])]
        return bool(self.warnings) or any(self[name].errors for name in below)

    @property
    def box(self) -> SafeString:
        """The field of the result; what stands beside it describes it."""
        field = self["typed"]
        beside = ["error"] * bool(field.errors)
        beside += ["unit"] * bool(self.unit_is_known and self.unit_in_print)
        beside += ["last"] * bool(self.previous)
        attrs: dict[str, str | bool] = {
            "class": f"form-control{' is-invalid' * bool(field.errors)}"
        }
        if beside:
            ids = " ".join(f"{field.auto_id}_{part}" for part in beside)
            attrs["aria-describedby"] = ids
        return field.as_widget(attrs=attrs)

    @property
    def unit_box(self) -> SafeString:
        """The field of a unit that is not known yet, beside the result."""
        field = self["unit"]
        kind = "form-select" if self.units_to_choose else "form-control"
        attrs: dict[str, str | bool] = {
            "class": f"{kind}{' is-invalid' * bool(field.errors)}"
        }
        if field.errors:
            attrs["aria-describedby"] = f"{field.auto_id}_error"
        return field.as_widget(attrs=attrs)

    def has_changed(self) -> bool:
        """Whether there is a result, or a range that no earlier result has."""
        if self.text("typed"):
            return True
        low, high = self.text("low"), self.text("high")
        if not (low or high) or self.previous is None:
            return bool(low or high)
        return (low, high) not in self.last.ranges_of(self.previous)

    def _take_what_stood_beside(self, reading: ParsedResult) -> None:
        """Drop what is of the last report and can't be of this: nobody typed it.

        That is the unit beside a word, and the range beside another unit.
        """
        data, last = self.cleaned_data, self.initial
        if reading.word and data.get("unit") == last.get("unit"):
            data["unit"] = ""
        super()._take_what_stood_beside(reading)
        is_other_unit = normalize_unit(data["unit"]) != normalize_unit(
            last.get("unit", "")
        )
        limits = ("low", "high")
        if (
            not reading.word
            and is_other_unit
            and all(data.get(name, "") == last.get(name, "") for name in limits)
        ):
            data |= dict.fromkeys(limits, "")


class AnotherRow(ResultRow):
    """A test that has no box yet, by its name."""

    name = forms.CharField(
        label=gettext_lazy("Which test?"),
        help_text=gettext_lazy("Type the name the way the report has it."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["list"] = "tests"

    def has_changed(self) -> bool:
        """Whether anything was typed."""
        return any(self.text(name) for name in ("test", "name", "typed", "unit"))


def is_filled(row: ResultRow) -> bool:
    """Whether it has input or errors, so that its fold is open."""
    return row.is_bound and bool(row.has_changed() or row.errors)
