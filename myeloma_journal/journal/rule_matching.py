"""Evaluates the rules about calling for an entry, and saves what was shown."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.default_rules import checkable_rules
from myeloma_journal.care_team.models import CallRule, Contact, Urgency
from myeloma_journal.care_team.rules import Number, RatedSymptom, Reading, meets
from myeloma_journal.care_team.wording import PhoneNumbers, fill_in
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

# The rules that an entry meets, by the words of the rule and of what was entered.
RulesByWords = dict[tuple[str, str], CallRule]


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
            if key not in met:
                match.corrected_at = now
                match.save()
        new = {key: rule for key, rule in met.items() if key not in active}
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


def _save_matches(entry: Entry, met: RulesByWords, now: datetime) -> None:
    if not met:
        return
    numbers = phone_numbers(entry.patient, entry.patient.contacts.to_call())
    levels = UrgencyLevel.objects.in_bulk(field_name="slug")
    matches = []
    for (rule_words, reading), rule in met.items():
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
            reading=reading,
            rule_words=rule_words,
            attribution=rule.attribution + footer,
            shown_at=now,
        )
        matches.append(match)
    RuleMatch.objects.bulk_create(matches)


def _find_met(entry: Entry, items: list[EntryItem]) -> RulesByWords:
    readings = [reading for item in items if (reading := _reading(item))]
    if not readings:
        return {}
    measures = {
        item.measure.slug: item.measure
        for item in items
        if isinstance(item, Measurement) and item.measure
    }
    return {
        (rule.in_full, words): rule
        for rule in checkable_rules(entry.patient, measures)
        for reading, words in readings
        if rule.condition and meets(reading, rule.condition)
    }


def _reading(item: EntryItem) -> tuple[Reading, str] | None:
    """What a rule is compared with, and the words to show.

    None for private symptoms: everybody in the circle reads what was matched.
    """
    if isinstance(item, Rating):
        is_private = item.followed and item.followed.is_private
        return None if is_private else _symptom_reading(item)
    return _number_reading(item) if item.measure else None


def _number_reading(measurement: Measurement) -> tuple[Reading, str]:
    slug = measurement.measure.slug if measurement.measure else ""
    return Number(slug, measurement.value, measurement.unit), str(measurement)


def _symptom_reading(rating: Rating) -> tuple[Reading, str]:
    symptom = rating.followed.symptom if rating.followed else None
    reading = RatedSymptom(
        symptom.slug if symptom else "", rating.name, rating.severity
    )
    return reading, f"{rating.name}: {rating.get_severity_display()}"


def phone_numbers(patient: Patient, to_call: Contact | None) -> PhoneNumbers:
    return PhoneNumbers(
        contact_name=to_call.name if to_call else "",
        by_day=to_call.daytime_number if to_call else "",
        after_hours=to_call.after_hours_number if to_call else "",
        emergency=patient.emergency_number,
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
