"""Does what was written meet what the team said? Pure.

A rule compares one number, or the strength of one symptom. It concludes nothing, and
a rule that is not met says nothing either.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt

from django.db import models
from django.utils.translation import gettext_lazy as _

# Two units of one thing, and how the first is written in the second. Exactly:
# °F = 1.8 °C + 32 and 1 lb = 0.45359237 kg (NIST SP 811, appendix B.8). Blood sugar by
# the molar mass of glucose; no other measure of ours is counted in mmol/L.
IN_THE_OTHER: dict[tuple[str, str], Callable[[Decimal], Decimal]] = {
    ("°C", "°F"): lambda value: value * Decimal("1.8") + 32,
    ("lb", "kg"): lambda value: value * Decimal("0.45359237"),
    ("mmol/L", "mg/dL"): lambda value: value * Decimal("18.016"),
}


class Comparator(models.TextChoices):
    """On which side of a number a team wants to hear."""

    AT_LEAST = "at_least", _("or more")
    ABOVE = "above", _("above")
    AT_MOST = "at_most", _("or less")
    BELOW = "below", _("below")


class AtLeast(models.IntegerChoices):
    """From which strength of a symptom on a team wants to hear."""

    MILD = 1, _("Mild or stronger")
    MODERATE = 2, _("Moderate or severe")
    SEVERE = 3, _("Severe")


UPWARD = {Comparator.AT_LEAST, Comparator.ABOVE}
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    Comparator.AT_LEAST: ge,
    Comparator.ABOVE: gt,
    Comparator.AT_MOST: le,
    Comparator.BELOW: lt,
}


@dataclass(frozen=True)
class Number:
    """One number as it was read: the slug of the measure, value and unit as typed."""

    measure: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Felt:
    """One symptom as it was felt: its slug (none for one's own), its name, 0 to 3."""

    symptom: str
    name: str
    severity: int


@dataclass(frozen=True)
class Threshold:
    """The team wants to hear of a number on this side of `value`."""

    measure: str
    comparator: str
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Strength:
    """The team wants to hear of a symptom that is `at_least` so strong, 1 to 3."""

    symptom: str
    name: str
    at_least: int


Reading = Number | Felt
Condition = Threshold | Strength


def meets(reading: Reading, condition: Condition) -> bool:
    """Whether `reading` is what `condition` speaks of, and on that side of it.

    Numbers in two units are compared where one turns into the other, and without
    rounding. A unit is never guessed: a number in any other unit meets no rule.

    >>> fever = Threshold("temperature", Comparator.AT_LEAST, Decimal("38.0"), "°C")
    >>> meets(Number("temperature", Decimal("100.4"), "°F"), fever)
    True
    >>> meets(Number("temperature", Decimal("100.3"), "°F"), fever)
    False
    >>> meets(Felt("nausea", "Nausea", 3), Strength("nausea", "Nausea", 2))
    True
    """
    match reading, condition:
        case Number(), Threshold():
            return reading.measure == condition.measure and _compares(
                reading, condition
            )
        case Felt(), Strength():
            return _is_same(reading, condition) and (
                reading.severity >= condition.at_least
            )
    return False


def is_about_the_same(one: Condition | None, other: Condition | None) -> bool:
    """Whether both watch one side of one measure, or one symptom.

    >>> ours = Threshold("temperature", Comparator.AT_LEAST, Decimal("38.0"), "°C")
    >>> theirs = Threshold("temperature", Comparator.ABOVE, Decimal("99.5"), "°F")
    >>> is_about_the_same(ours, theirs), is_about_the_same(ours, None)
    (True, False)
    """
    match one, other:
        case Threshold(), Threshold():
            is_same_side = (one.comparator in UPWARD) == (other.comparator in UPWARD)
            return one.measure == other.measure and is_same_side
        case Strength(), Strength():
            return _is_same(one, other)
    return False


def _compares(reading: Number, condition: Threshold) -> bool:
    compare = COMPARE[condition.comparator]
    read, limit = (reading.value, reading.unit), (condition.value, condition.unit)
    if read[1] == limit[1]:
        return compare(read[0], limit[0])
    if turn := IN_THE_OTHER.get((read[1], limit[1])):
        return compare(turn(read[0]), limit[0])
    if turn := IN_THE_OTHER.get((limit[1], read[1])):
        return compare(read[0], turn(limit[0]))
    return False


def _is_same(reading: Felt | Strength, condition: Strength) -> bool:
    """By the catalogue's name for it, or else by the words of the person."""
    if reading.symptom and condition.symptom:
        return reading.symptom == condition.symptom
    return reading.name.casefold() == condition.name.casefold()
