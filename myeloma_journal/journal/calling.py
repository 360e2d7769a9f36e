"""Asks the rules about calling what they say of an entry, and keeps what was shown."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.models import CallRule, Contact, Level
from myeloma_journal.care_team.rules import Felt, Number, Reading, meets
from myeloma_journal.care_team.starters import rules_to_ask
from myeloma_journal.care_team.wording import Numbers, say
from myeloma_journal.catalogue.models import ContactLevel
from myeloma_journal.journal.models import Entry, Measurement, Rating, RuleMet

logger = logging.getLogger(__name__)

# So long the words stand first on the entry's page; then they are told as what was.
STANDS_FIRST = timedelta(days=1)
SOONEST_FIRST = {level: place for place, level in enumerate(Level.values)}


def ask_rules(entry: Entry, *, now: datetime | None = None) -> None:
    """Keep which rules the entry meets as it is now, in the words to be shown.

    Asked again after a correction: what is met no longer stays readable, with the time
    of the correction. Whatever goes wrong here must not cost anybody an entry, so it
    is logged, and the entry is kept without it.
    """
    try:
        with transaction.atomic():
            _ask(entry, now or timezone.now())
    except Exception:
        logger.exception("The rules could not be asked about entry %s", entry.pk)


def _ask(entry: Entry, now: datetime) -> None:
    found = RuleMet.objects.filter(entry=entry).standing()
    standing = {(one.rule_words, one.reading): one for one in found}
    met = {(rule.in_full, words): rule for rule, words in _met(entry)}
    for key, before in standing.items():
        if key not in met:
            before.corrected_at = now
            before.save()
    new = {key: rule for key, rule in met.items() if key not in standing}
    if not new:
        return
    numbers = numbers_of(entry.patient, entry.patient.contacts.to_call())
    levels = ContactLevel.objects.in_bulk(field_name="slug")
    for (rule_words, reading), rule in new.items():
        level = levels[rule.level]
        RuleMet.objects.create(
            entry=entry,
            rule=rule if rule.is_kept else None,
            sign=rule.sign,
            revision=(rule.revision if rule.is_general else None) or rule.version,
            level=rule.level,
            title=level.title,
            text=say(level.text, level.text_without_number, numbers),
            reading=reading,
            rule_words=rule_words,
            said=f"{rule.said} {level.footer}" if rule.is_general else rule.said,
            shown_at=now,
        )


def _met(entry: Entry) -> Iterator[tuple[CallRule, str]]:
    """Each rule that is met, with what was written.

    Of private symptoms no rule is asked: the whole circle reads what was met.
    """
    measured = Measurement.objects.filter(entry=entry, measure__isnull=False)
    taken = list(measured.select_related("measure"))
    rated = Rating.objects.shown_to(None).filter(entry=entry)
    felt = list(rated.select_related("followed__symptom"))
    if not taken and not felt:
        return
    readings = [*map(_number, taken), *map(_felt, felt)]
    measures = {one.measure.slug: one.measure for one in taken if one.measure}
    for rule in rules_to_ask(entry.patient, measures):
        for reading, words in readings:
            if rule.condition and meets(reading, rule.condition):
                yield rule, words


def _number(taken: Measurement) -> tuple[Reading, str]:
    slug = taken.measure.slug if taken.measure else ""
    return Number(slug, taken.value, taken.unit), f"{taken.name}: {taken.reading}"


def _felt(rating: Rating) -> tuple[Reading, str]:
    symptom = rating.followed.symptom if rating.followed else None
    reading = Felt(symptom.slug if symptom else "", rating.name, rating.severity)
    return reading, f"{rating.name}: {rating.get_severity_display()}"


def numbers_of(patient: Patient, to_call: Contact | None) -> Numbers:
    """Whom to call about this patient, as the texts need it."""
    return Numbers(
        contact_name=to_call.name if to_call else "",
        by_day=to_call.daytime_number if to_call else "",
        after_hours=to_call.after_hours_number if to_call else "",
        emergency=patient.emergency_number,
    )


@dataclass(frozen=True)
class Calls:
    """What the page of one entry says about calling.

    Attributes:
        standing: The rules that it meets, those to call about soonest first.
        before: Those it met before it was corrected.
        stands_first: Whether what stands is the first thing on the page: for a day,
            and for those who write. Whoever only reads is told that it was shown.
    """

    standing: list[RuleMet]
    before: list[RuleMet]
    stands_first: bool

    @classmethod
    def of(cls, entry: Entry, member: Membership) -> "Calls":
        """What was shown for `entry`, as `member` reads it."""
        shown = RuleMet.objects.filter(entry=entry)
        found = sorted(shown, key=lambda one: SOONEST_FIRST[one.level])
        standing = [one for one in found if one.corrected_at is None]
        since = timezone.now() - STANDS_FIRST
        return cls(
            standing=standing,
            before=[one for one in found if one.corrected_at],
            stands_first=Permission.WRITE in member.permissions
            and any(one.shown_at > since for one in standing),
        )

    @property
    def told(self) -> list[RuleMet]:
        """What is told as what was."""
        return self.before if self.stands_first else self.standing + self.before
