"""Compare a reading with the condition of a rule. Pure.

A condition is a limit of one number or of the severity of one symptom. Nothing is
concluded from it, nor from a condition that is not met.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

# From the first unit to the second, exactly:
# °F = 1.8 °C + 32 and 1 lb = 0.45359237 kg (NIST SP 811, appendix B.8). Blood sugar by
# the molar mass of glucose; no other measure of ours is counted in mmol/L.
CONVERSIONS: dict[tuple[str, str], Callable[[Decimal], Decimal]] = {
    ("°C", "°F"): lambda value: value * Decimal("1.8") + 32,
    ("lb", "kg"): lambda value: value * Decimal("0.45359237"),
    ("mmol/L", "mg/dL"): lambda value: value * Decimal("18.016"),
}


class LimitComparator(models.TextChoices):
    """On which side of a number to call."""

    AT_LEAST = "at_least", _("This number or more")
    ABOVE = "above", _("Above this number")
    AT_MOST = "at_most", _("This number or less")
    BELOW = "below", _("Below this number")


class AtLeast(models.IntegerChoices):
    """From which severity of a symptom on to call."""

    MILD = 1, _("Mild or worse")
    MODERATE = 2, _("Moderate or severe")
    SEVERE = 3, _("Severe")


UPWARD = {LimitComparator.AT_LEAST, LimitComparator.ABOVE}
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    LimitComparator.AT_LEAST: ge,
    LimitComparator.ABOVE: gt,
    LimitComparator.AT_MOST: le,
    LimitComparator.BELOW: lt,
}


@dataclass(frozen=True)
class Number:
    """A measurement: the slug of the measure, value and unit as typed."""

    measure: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class RatedSymptom:
    """A symptom's rating: its slug (empty for one's own), its name, 0 to 3."""

    symptom: str
    name: str
    severity: int


@dataclass(frozen=True)
class Threshold:
    """Call when a number is on this side of `value`."""

    measure: str
    comparator: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class SeverityThreshold:
    """Call when a symptom has this severity or more, 1 to 3."""

    symptom: str
    name: str
    at_least: int


Reading = Number | RatedSymptom
Condition = Threshold | SeverityThreshold


def meets(reading: Reading, condition: Condition) -> bool:
    """Whether `reading` is of the condition's measure or symptom, and fulfils it.

    Numbers in two units are converted without rounding. A unit is never guessed: a
    number in a unit that cannot be converted meets no rule.

    >>> fever = Threshold(
    ...     "temperature", LimitComparator.AT_LEAST, Decimal("38.0"), "°C"
    ... )
    >>> meets(Number("temperature", Decimal("100.4"), "°F"), fever)
    True
    >>> meets(Number("temperature", Decimal("100.3"), "°F"), fever)
    False
    >>> nausea = RatedSymptom("nausea", "Nausea", 3)
    >>> meets(nausea, SeverityThreshold("nausea", "Nausea", 2))
    True
    """
    match reading, condition:
        case Number(), Threshold():
            return reading.measure == condition.measure and _compares(
                reading, condition
            )
        case RatedSymptom(), SeverityThreshold():
            return _is_same(reading, condition) and (
                reading.severity >= condition.at_least
            )
    return False


class UsualLimit(NamedTuple):
    """The usual limit of a measure on one side, and how far from it nobody asks."""

    usual: Decimal
    lowest: Decimal
    highest: Decimal


# By measure, whether it is a limit upward, and unit. What lies outside is most often a
# slip: a lost point, the other unit, the wrong side.
USUAL_LIMITS = {
    ("temperature", True, "°F"): UsualLimit(
        Decimal("100.4"), Decimal(99), Decimal(101)
    ),
    ("temperature", True, "°C"): UsualLimit(
        Decimal(38), Decimal("37.2"), Decimal("38.3")
    ),
    ("temperature", False, "°F"): UsualLimit(
        Decimal("96.8"), Decimal(95), Decimal("97.2")
    ),
    ("temperature", False, "°C"): UsualLimit(Decimal(36), Decimal(35), Decimal("36.2")),
}
# Measures of which only a low number asks for a call.
ONLY_DOWNWARD = {"oxygen"}


def usual_limit(measure: str, comparator: str, unit: str) -> UsualLimit | None:
    return USUAL_LIMITS.get((measure, comparator in UPWARD, unit))


def is_unusual(threshold: Threshold, soft: tuple[Decimal, Decimal] | None) -> bool:
    """Whether a limit looks like a slip, so that it is asked about once.

    Args:
        threshold: As typed.
        soft: Between which numbers readings usually are, where that is known.

    >>> fever = Threshold("temperature", LimitComparator.AT_LEAST, Decimal(104), "°F")
    >>> is_unusual(fever, None)
    True
    >>> pulse = Threshold("pulse", LimitComparator.AT_LEAST, Decimal(30), "beats/min")
    >>> is_unusual(pulse, (Decimal(40), Decimal(150)))
    True
    """
    upward, value = threshold.comparator in UPWARD, threshold.value
    usual = usual_limit(threshold.measure, threshold.comparator, threshold.unit)
    if usual:
        return not usual.lowest <= value <= usual.highest
    if upward and threshold.measure in ONLY_DOWNWARD:
        return True
    if soft is None:
        return False
    low, high = soft
    is_outside = not low <= value <= high
    # At the end of the range every reading meets it.
    return is_outside or (value <= low if upward else value >= high)


def in_other_unit(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """The same number in another unit, with one decimal; None where we know no other.

    >>> in_other_unit(Decimal("100.4"), "°F"), in_other_unit(Decimal(80), "beats/min")
    ((Decimal('38.0'), '°C'), None)
    """
    for first, second in CONVERSIONS:
        if unit in (first, second):
            other = second if unit == first else first
            return round(in_unit(value, unit, other) or Decimal(0), 1), other
    return None


def overlap(first: Condition | None, second: Condition | None) -> bool:
    """Whether both are about one side of one measure, or about one symptom.

    >>> ours = Threshold(
    ...     "temperature", LimitComparator.AT_LEAST, Decimal("38.0"), "°C"
    ... )
    >>> theirs = Threshold("temperature", LimitComparator.ABOVE, Decimal("99.5"), "°F")
    >>> overlap(ours, theirs), overlap(ours, None)
    (True, False)
    """
    match first, second:
        case Threshold(), Threshold():
            is_same_side = (first.comparator in UPWARD) == (second.comparator in UPWARD)
            return first.measure == second.measure and is_same_side
        case SeverityThreshold(), SeverityThreshold():
            return _is_same(first, second)
    return False


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The number in another unit, not rounded; None where it cannot be converted.

    >>> in_unit(Decimal("38.0"), "°C", "°F"), in_unit(Decimal("100.4"), "°F", "°C")
    (Decimal('100.40'), Decimal('38'))
    >>> in_unit(Decimal(80), "beats/min", "kg")
    """
    if unit == wanted:
        return value
    if convert := CONVERSIONS.get((unit, wanted)):
        return convert(value)
    if convert := CONVERSIONS.get((wanted, unit)):
        # Each conversion is a straight line.
        start = convert(Decimal(0))
        return (value - start) / (convert(Decimal(1)) - start)
    return None


def _compares(reading: Number, condition: Threshold) -> bool:
    compare = COMPARE[condition.comparator]
    if reading.unit == condition.unit:
        return compare(reading.value, condition.value)
    if convert := CONVERSIONS.get((reading.unit, condition.unit)):
        return compare(convert(reading.value), condition.value)
    if convert := CONVERSIONS.get((condition.unit, reading.unit)):
        return compare(reading.value, convert(condition.value))
    return False


def _is_same(
    reading: RatedSymptom | SeverityThreshold, condition: SeverityThreshold
) -> bool:
    """By slug where both have one, else by name."""
    if reading.symptom and condition.symptom:
        return reading.symptom == condition.symptom
    return reading.name.casefold() == condition.name.casefold()
