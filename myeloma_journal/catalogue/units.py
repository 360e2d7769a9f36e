"""Units of measures and lab tests, with limits that catch slips of the finger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# The unit of a number that is a place on a scale.
OF_TEN = "0-10"
US_UNITS = frozenset({"°F", "lb"})


@dataclass(frozen=True)
class Unit:
    """A unit and its limits, which say nothing about health.

    A value past a soft limit is asked about; past a hard limit it is refused.
    """

    name: str
    hard_min: Decimal
    hard_max: Decimal
    soft_min: Decimal | None = None
    soft_max: Decimal | None = None
    ucum: str = ""
    decimals: int | None = None

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Unit":
        """The unit as the catalogue describes it in JSON."""
        limits = {
            name: Decimal(str(data[name]))
            for name in ("hard_min", "hard_max", "soft_min", "soft_max")
            if data.get(name) is not None
        }
        ucum, decimals = data.get("ucum", ""), data.get("decimals")
        return cls(name=data["unit"], ucum=ucum, decimals=decimals, **limits)

    def fits_hard(self, value: Decimal) -> bool:
        return self.hard_min <= value <= self.hard_max

    @property
    def soft_range(self) -> tuple[Decimal, Decimal] | None:
        """Both soft limits; None where one is missing."""
        if self.soft_min is None or self.soft_max is None:
            return None
        return self.soft_min, self.soft_max

    def fits_soft(self, value: Decimal) -> bool:
        """Whether the value is within the soft limits, of which either may be missing.

        >>> unit = Unit("g/dL", Decimal(1), Decimal(30), soft_max=Decimal(20))
        >>> unit.fits_soft(Decimal(2)), unit.fits_soft(Decimal(25))
        (True, False)
        """
        is_low = self.soft_min is not None and value < self.soft_min
        is_high = self.soft_max is not None and value > self.soft_max
        return not is_low and not is_high


def parse_units(units: Iterable[Mapping[str, Any]]) -> list[Unit]:
    return [Unit.parse(unit) for unit in units]
