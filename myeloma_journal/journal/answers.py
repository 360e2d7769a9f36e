"""What a filled-in page says, apart from how it was asked."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import FollowedSymptom


class Rated(NamedTuple):
    """How strong, and what it stopped if that was said."""

    severity: int
    stopped: int | None = None


class Taken(NamedTuple):
    """A number as it was read; of two numbers the higher one first."""

    value: Decimal
    unit: str
    second_value: Decimal | None = None


@dataclass(frozen=True)
class Answers:
    """What a filled-in page says, ready to be written down."""

    day: dict[str, Any]
    ask: str = ""
    ratings: dict[FollowedSymptom, Rated] = field(default_factory=dict)
    measurements: dict[Measure, Taken] = field(default_factory=dict)
    # What the page asked about: only there does no answer mean "take it away".
    asked: frozenset[FollowedSymptom | Measure | None] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of how it was."""
        words = self.day["overall"], self.day["note"], self.ratings, self.measurements
        return all(said in (None, "", {}) for said in words)
