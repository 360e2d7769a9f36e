"""The cleaned data of an entry form, on its way to the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.follow_ups import Answer
from myeloma_journal.journal.models import FollowedSymptom


class RatingData(NamedTuple):
    """How strong a symptom was, and what was answered about it."""

    severity: int
    stopped: int | None = None
    answers: Mapping[str, Answer] = {}
    answers_in_words: str = ""


class MeasurementData(NamedTuple):
    """A number as typed; of two numbers the higher one first."""

    value: Decimal
    unit: str
    second_value: Decimal | None = None


@dataclass(frozen=True)
class EntryData:
    day: dict[str, Any]
    question: str = ""
    ratings: dict[FollowedSymptom, RatingData] = field(default_factory=dict)
    measurements: dict[Measure, MeasurementData] = field(default_factory=dict)
    # What the form asked about: only of these, an item that is missing is deleted.
    asked_about: frozenset[FollowedSymptom | Measure | None] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but perhaps a question."""
        day = self.day
        return not (
            day["overall"] is not None
            or day["note"]
            or self.ratings
            or self.measurements
        )
