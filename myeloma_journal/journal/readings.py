"""What an entry says, as rules about calling read it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator

from myeloma_journal.care_team.rules import Number, RatedSymptom, Reading
from myeloma_journal.journal.models import (
    READING_LENGTH,
    EntryItem,
    Measurement,
    Rating,
)


@dataclass(frozen=True)
class ReadItem:
    """What an entry says about one measure or symptom.

    Attributes:
        reading: What a rule is compared with.
        words: The same as it is shown.
        answers: What was answered beside the severity.
        is_private: Whether only the patient sees the symptom.
    """

    reading: Reading
    words: str
    answers: dict[str, Any] = field(default_factory=dict)
    is_private: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a `RuleMatch` that keep it."""
        kept = {
            "reading": self.words,
            "answers": self.answers,
            "is_private": self.is_private,
        }
        match self.reading:
            case Number(measure, value, unit):
                return kept | {"about": measure, "number": value, "unit": unit}
            case RatedSymptom(symptom, name, severity):
                return kept | {"about": symptom or name, "number": severity}


def read_items(items: Iterable[EntryItem]) -> list[ReadItem]:
    """What each item says; a measurement of a measure that is no more says nothing."""
    return [found for item in items if (found := _read(item))]


def _read(item: EntryItem) -> ReadItem | None:
    if isinstance(item, Rating):
        return _read_symptom(item)
    return _read_number(item) if item.measure else None


def _read_number(measurement: Measurement) -> ReadItem:
    slug = measurement.measure.slug if measurement.measure else ""
    number = Number(slug, measurement.value, measurement.unit)
    return ReadItem(number, str(measurement))


def _read_symptom(rating: Rating) -> ReadItem:
    symptom = rating.followed.symptom if rating.followed else None
    return ReadItem(
        RatedSymptom(symptom.slug if symptom else "", rating.name, rating.severity),
        _as_shown(rating),
        answers=rating.answers,
        is_private=bool(rating.followed and rating.followed.is_private),
    )


def _as_shown(rating: Rating) -> str:
    """The severity and the answers, of which one may be what a sign is about."""
    severity = f"{rating.name}: {rating.get_severity_display()}"
    words = ". ".join(filter(None, (severity, rating.answers_in_words)))
    return Truncator(words.removesuffix(".")).chars(READING_LENGTH)
