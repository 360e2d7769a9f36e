"""What several forms share: tests and units to choose from, and the sample's time."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.catalogue.units import Unit
from myeloma_journal.labs.models import MRD, LabResult
from myeloma_journal.labs.parsing import normalize_unit
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

    @classmethod
    def current(cls, include: LabMarker | None = None) -> "TestChoices":
        """Those of the catalogue; `include` even if it was retired."""
        markers = {marker.slug: marker for marker in LabMarker.objects.current()}
        if include:
            markers.setdefault(include.slug, include)
        # A scan has no result that fits in a row, and MRD has a page of its own.
        others = OtherTest.objects.current().filter(kind="choice").exclude(slug=MRD)
        return cls(markers, dict(others.values_list("slug", "name")))

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

    def find_by_name(self, name: str) -> LabMarker | None:
        """The marker with this name or alias."""
        for marker in self.markers.values():
            if name.casefold() in map(str.casefold, [marker.name, *marker.aliases]):
                return marker
        return None

    def name_of(self, slug: str) -> str:
        """The name of the test with this slug, or an empty text."""
        marker = self.markers.get(slug)
        return marker.name if marker else self.others.get(slug, "")

    def slug_of(self, result: LabResult) -> str:
        """The choice for this result; empty when it has a name of its own."""
        if result.marker:
            return result.marker.slug
        return next(
            (slug for slug, name in self.others.items() if name == result.name), ""
        )


def unit_of(marker: LabMarker, typed: str) -> Unit | None:
    """The marker's unit that was typed."""
    for unit in marker.parsed_units:
        names = {unit.name, unit.ucum or unit.name}
        if unit.ucum == "1":
            names.add("")  # printed ratios have no unit
        if normalize_unit(typed) in map(normalize_unit, names):
            return unit
    return None


class SampleTimeForm(forms.Form):
    """When the sample was collected: a day, or a partial date."""

    collected_on = DayField(
        label=gettext_lazy("Taken on"),
        help_text=gettext_lazy("The day the blood or urine was taken."),
        error_messages={"required": gettext_lazy("Choose the day it was taken.")},
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
            problem = _("Choose the day or write about when it was, not both.")
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
