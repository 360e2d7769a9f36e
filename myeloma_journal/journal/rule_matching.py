"""Evaluates the rules about calling for an entry, and saves what was shown."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.default_rules import checkable_rules
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.care_team.rules import (
    Number,
    RatedSymptom,
    Reading,
    Threshold,
    meets,
)
from myeloma_journal.care_team.wording import fill_in
from myeloma_journal.catalogue.models import UrgencyLevel
from myeloma_journal.journal.models import (
    Entry,
    EntryItem,
    Measurement,
    Rating,
    RuleMatch,
)

logger = logging.getLogger(__name__)

# How long the advice to call stays on top of the entry's page.
PROMINENT_FOR = timedelta(days=1)
URGENCY_ORDER = {level: rank for rank, level in enumerate(Urgency.values)}


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


# The rules that an entry meets and by what, by the words of both.
MetByWords = dict[tuple[str, str], tuple[CallRule, ReadItem]]


def evaluate_rules(entry: Entry, *, now: datetime | None = None) -> None:
    """Save which rules the entry meets as it is now.

    After a correction, matches that no longer hold stay readable, with the time of the
    correction. An error here must not lose an entry: it is logged, and the entry is
    saved without matches.
    """
    with _never_failing(entry):
        now = now or timezone.now()
        measurements = Measurement.objects.filter(entry=entry).select_related("measure")
        ratings = Rating.objects.filter(entry=entry).select_related("followed__symptom")
        met = _find_met(entry, [*measurements, *ratings])
        matches = RuleMatch.objects.filter(entry=entry).active()
        active = {(match.rule_words, match.reading): match for match in matches}
        for key, match in active.items():
            if key not in met and not match.was_asked:
                match.corrected_at = now
                match.save()
        new = {key: both for key, both in met.items() if key not in active}
        _save_matches(entry, new, now)


def evaluate_rules_for_new(
    entry: Entry, measurements: list[Measurement], ratings: list[Rating]
) -> None:
    """Do the same for an entry just created, without reading its items again."""
    with _never_failing(entry):
        prefetch_related_objects(ratings, "followed__symptom")
        met = _find_met(entry, [*measurements, *ratings])
        _save_matches(entry, met, timezone.now())


@contextmanager
def _never_failing(entry: Entry) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("The rules could not be evaluated for entry %s", entry.pk)


def _save_matches(entry: Entry, met: MetByWords, now: datetime) -> None:
    if not met:
        return
    numbers = numbers_of(entry.patient, now).in_words
    levels = UrgencyLevel.objects.in_bulk(field_name="slug")
    matches = []
    for rule, item in met.values():
        level = levels[rule.level]
        footer = f" {level.footer}" if rule.is_general else ""
        match = RuleMatch(
            entry=entry,
            rule=rule if rule.is_saved else None,
            sign=rule.sign,
            revision=(rule.revision if rule.is_general else None) or rule.version,
            level=rule.level,
            title=level.title,
            text=fill_in(level.text, level.text_without_number, numbers),
            rule_words=rule.in_full,
            attribution=rule.attribution + footer,
            is_general=rule.is_general,
            shown_at=now,
            **item.columns,
            **_limit_columns(rule),
        )
        matches.append(match)
    RuleMatch.objects.bulk_create(matches)


def _limit_columns(rule: CallRule) -> dict[str, Any]:
    """The columns of a `RuleMatch` that keep the number of its rule."""
    match rule.condition:
        case Threshold(_, comparator, value, unit):
            return {"comparator": comparator, "limit": value, "limit_unit": unit}
    return {}


def _find_met(entry: Entry, items: list[EntryItem]) -> MetByWords:
    read = [found for item in items if (found := _read(item))]
    if not read:
        return {}
    measures = {
        item.measure.slug: item.measure
        for item in items
        if isinstance(item, Measurement) and item.measure
    }
    return {
        (rule.in_full, found.words): (rule, found)
        for rule in checkable_rules(entry.patient, measures)
        for found in read
        if rule.condition and meets(found.reading, rule.condition)
    }


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
        f"{rating.name}: {rating.get_severity_display()}",
        answers=rating.answers,
        is_private=bool(rating.followed and rating.followed.is_private),
    )


@dataclass(frozen=True)
class EntryMatches:
    """The rules that one entry matched, for its page.

    Attributes:
        active: Those that still hold, the most urgent first.
        corrected: Those that held before a correction.
        is_prominent: Whether the active ones are on top of the page: for a day, and
            only for members who write. Others read that it was shown.
    """

    active: list[RuleMatch]
    corrected: list[RuleMatch]
    is_prominent: bool

    @classmethod
    def of(cls, entry: Entry, member: Membership) -> "EntryMatches":
        shown = RuleMatch.objects.filter(entry=entry).visible_to(member)
        matches = sorted(shown, key=lambda match: URGENCY_ORDER[match.level])
        active = [match for match in matches if match.corrected_at is None]
        since = timezone.now() - PROMINENT_FOR
        return cls(
            active=active,
            corrected=[match for match in matches if match.corrected_at],
            is_prominent=Permission.WRITE in member.permissions
            and any(match.shown_at > since for match in active),
        )

    @property
    def past(self) -> list[RuleMatch]:
        """What the page lists as shown at an earlier time."""
        return self.corrected if self.is_prominent else self.active + self.corrected
