"""What the forms offer: the tests one can choose, and the units of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.labs.models import MRD, LabResult
from myeloma_journal.labs.reading import same_unit


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
        # A scan has no result that fits in a row, and MRD has a page of its own.
        others = OtherTest.objects.current().filter(kind="choice").exclude(slug=MRD)
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


def unit_of(marker: LabMarker, typed: str) -> dict[str, Any] | None:
    """The unit of this marker that was meant, with its limits."""
    for unit in marker.units:
        names = {unit["unit"], unit.get("ucum", unit["unit"])}
        if unit.get("ucum") == "1":
            names.add("")  # on paper, a ratio has none
        if same_unit(typed) in map(same_unit, names):
            return dict(unit)
    return None


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
