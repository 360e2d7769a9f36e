"""What several forms share: tests and units to choose from, and the sample's time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.catalogue.units import Unit
from myeloma_journal.labs.models import MRD, LabResult
from myeloma_journal.labs.names import is_perhaps, name_words
from myeloma_journal.labs.units import PERCENT, find_unit, normalize_unit
from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.platform.forms.partial_dates import (
    PartialDate,
    PartialDateField,
    Precision,
)


@dataclass(frozen=True)
class TestChoices:
    """Tests to choose from: markers with a number, other tests with a word."""

    markers: dict[str, LabMarker]
    others: dict[str, str]
    # The slugs of tests that this patient's results already have, by what their names
    # say; empty for a name of its own.
    joined: dict[frozenset[str], str] = field(default_factory=dict)

    @classmethod
    def current(
        cls, include: LabMarker | None = None, patient: Patient | None = None
    ) -> "TestChoices":
        """Those of the catalogue; `include` even if it was retired.

        With a `patient`, a name that was joined to a test before is that test again.
        """
        markers = {marker.slug: marker for marker in LabMarker.objects.current()}
        if include:
            markers.setdefault(include.slug, include)
        # A scan has no result that fits in a row, and MRD has a page of its own.
        others = OtherTest.objects.current().filter(kind="choice").exclude(slug=MRD)
        joined: dict[frozenset[str], str] = {}
        if patient:
            names = patient.lab_results.order_by("created_at")
            for name, slug in names.values_list("name", "marker__slug"):
                joined[name_words(name)] = slug or ""
        return cls(markers, dict(others.values_list("slug", "name")), joined)

    @cached_property
    def choices(self) -> list[Any]:
        """Grouped choices of a select, the empty one first."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for marker in self.markers.values():
            group = groups.setdefault(marker.get_group_display(), [])
            group.append((marker.slug, marker.name))
        groups[_("Other tests")] = list(self.others.items())
        return [("", _("Choose a test")), *groups.items()]

    @property
    def units(self) -> list[str]:
        """Every unit of any test, without duplicates."""
        names = (u.name for m in self.markers.values() for u in m.parsed_units)
        return list(dict.fromkeys(names))

    @cached_property
    def _words(self) -> dict[str, list[frozenset[str]]]:
        """What each name and alias of a marker says, by slug."""
        return {
            slug: [name_words(name) for name in (marker.name, *marker.aliases)]
            for slug, marker in self.markers.items()
        }

    def find_by_name(self, name: str, unit: str = "") -> LabMarker | None:
        """The marker with this name or alias, if that is sure."""
        words = name_words(name)
        for slug, known in self._words.items():
            marker = self.markers[slug]
            if words in known and _is_same_kind(words, unit, marker):
                return marker
        joined = self.markers.get(self.joined.get(words, ""))
        return joined if joined and not _is_other_percent(unit, joined) else None

    def is_name_of(self, marker: LabMarker, name: str) -> bool:
        """Whether the catalogue knows the marker by this name."""
        return name_words(name) in self._words[marker.slug]

    def joined_names(self, marker: LabMarker, names: Iterable[str]) -> list[str]:
        """Those of the names under which results were joined to the marker."""
        return [n for n in dict.fromkeys(names) if not self.is_name_of(marker, n)]

    def join_choices(self, name: str) -> list[LabMarker]:
        """The markers that a name can be joined to, the likely ones first."""
        likely = self.suggest(name)
        return [*likely, *(m for m in self.markers.values() if m not in likely)]

    def suggest(self, name: str, unit: str = "") -> list[LabMarker]:
        """The markers that a name of its own may mean."""
        words = name_words(name)
        if words in self.joined or self.find_by_name(name, unit):
            return []
        return [
            self.markers[slug]
            for slug, known in self._words.items()
            if (
                is_perhaps(words, known)
                or (words in known and not name_words(name) & {"bence"})
            )
            and not _is_other_percent(unit, self.markers[slug])
            and (_is_daily(self.markers[slug]) or not _is_per_day(unit))
        ]

    def name_of(self, slug: str) -> str:
        """The name of the test with this slug, or an empty text."""
        marker = self.markers.get(slug)
        return marker.name if marker else self.others.get(slug, "")

    def slug_of(self, result: LabResult) -> str:
        """The choice for this result; empty when it has a name of its own."""
        if result.marker:
            return result.marker.slug
        return self.slug_of_other(result.name)

    def slug_of_other(self, name: str) -> str:
        """The slug of the other test with this name, or an empty text."""
        return next((slug for slug, known in self.others.items() if known == name), "")

    def slug_named(self, typed: str) -> str:
        """The slug of the test with exactly this name, or an empty text."""
        names = {slug: marker.name for slug, marker in self.markers.items()}
        names |= self.others
        plain = typed.casefold()
        return next((slug for slug in names if names[slug].casefold() == plain), "")

    @property
    def names(self) -> list[str]:
        """The name of every test."""
        return [
            *(marker.name for marker in self.markers.values()),
            *self.others.values(),
        ]


def _is_same_kind(words: frozenset[str], unit: str, marker: LabMarker) -> bool:
    """Whether a name of the marker means it, by what is measured.

    A urine sample has tests of the same names as all urine of a day, which are others.
    """
    is_of_one_day = "24" in words or unit_of(marker, unit) is not None
    return (is_of_one_day or not _is_daily(marker)) and not _is_other_percent(
        unit, marker
    )


def _is_daily(marker: LabMarker) -> bool:
    return all(_is_per_day(unit.name) for unit in marker.parsed_units)


def _is_per_day(unit: str) -> bool:
    return normalize_unit(unit).endswith("/24h")


def _is_other_percent(unit: str, marker: LabMarker) -> bool:
    """Whether a percentage is another test: neutrophils in %, M-spike in %."""
    return normalize_unit(unit) == PERCENT and unit_of(marker, unit) is None


def unit_of(marker: LabMarker, typed: str) -> Unit | None:
    """The marker's unit that was typed."""
    return find_unit(marker.parsed_units, typed)


class SampleTimeForm(forms.Form):
    """When the sample was collected: a day, or a partial date."""

    collected_on = DayField(
        label=gettext_lazy("Date taken"),
        help_text=gettext_lazy("The date the blood or urine was taken."),
        error_messages={"required": gettext_lazy("Choose the date it was taken.")},
    )
    about = PartialDateField(
        label=gettext_lazy("About when it was taken"),
        help_text=gettext_lazy("For example: March 2024, or spring 2024, or 2024."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Allow no time after `today`, in the patient's time zone."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["collected_on"]).set_last(today)
        cast(PartialDateField, self.fields["about"]).set_last(today)
        if self.is_bound and self["about"].data:
            self.fields["collected_on"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse both a day and a partial date."""
        data = super().clean() or self.cleaned_data
        day, about = data.get("collected_on"), data.get("about")
        if day and about:
            problem = _("Choose the date, or enter about when it was taken, not both.")
            self.add_error("about", problem)
        return data

    @property
    def collected(self) -> PartialDate:
        """The time, of a valid form."""
        about: PartialDate | None = self.cleaned_data["about"]
        return about or PartialDate(self.cleaned_data["collected_on"], Precision.DAY)

    @property
    def about_is_open(self) -> bool:
        """Whether the details element with the partial date is open."""
        return bool(self["about"].value() or self["about"].errors)
