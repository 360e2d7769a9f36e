"""The cleaned answers of an entry form, on their way to the database."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import FollowedSymptom


class RatingAnswer(NamedTuple):
    """How strong a symptom was, and how much it stopped, where answered."""

    severity: int
    stopped: int | None = None


class MeasurementAnswer(NamedTuple):
    """A number as typed; of two numbers the higher one first."""

    value: Decimal
    unit: str
    second_value: Decimal | None = None


@dataclass(frozen=True)
class Answers:
    day: dict[str, Any]
    question: str = ""
    ratings: dict[FollowedSymptom, RatingAnswer] = field(default_factory=dict)
    measurements: dict[Measure, MeasurementAnswer] = field(default_factory=dict)
    # What the form asked about: only of these, no answer means that one is deleted.
    asked_about: frozenset[FollowedSymptom | Measure | None] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer but perhaps a question."""
        day = self.day
        return not (
            day["overall"] is not None
            or day["note"]
            or self.ratings
            or self.measurements
        )
