"""Asks the rules about calling what they say of an entry, and keeps what was shown."""

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
from myeloma_journal.journal.models import Entry, Measurement, Rating, RuleMatch

logger = logging.getLogger(__name__)

# So long the words stand first on the entry's page; then they are told as what was.
STANDS_FIRST = timedelta(days=1)
SOONEST_FIRST = {level: place for place, level in enumerate(Urgency.values)}

# Each rule that is met, by its words and what was written.
Met = dict[tuple[str, str], CallRule]


def ask_rules(entry: Entry, *, now: datetime | None = None) -> None:
    """Keep which rules the entry meets as it is now, in the words to be shown.

    Asked again after a correction: what is met no longer stays readable, with the time
    of the correction. Whatever goes wrong here must not cost anybody an entry, so it
    is logged, and the entry is kept without it.
    """
    with _at_no_cost_of(entry):
        now = now or timezone.now()
        measured = Measurement.objects.filter(entry=entry).select_related("measure")
        rated = Rating.objects.filter(entry=entry).select_related("followed__symptom")
        met = _met(entry, [*measured, *rated])
        found = RuleMatch.objects.filter(entry=entry).active()
        active = {(one.rule_words, one.reading): one for one in found}
        for key, before in active.items():
            if key not in met:
                before.corrected_at = now
                before.save()
        new = {key: rule for key, rule in met.items() if key not in active}
        _keep(entry, new, now)


def ask_rules_of_new(
    entry: Entry, measured: list[Measurement], rated: list[Rating]
) -> None:
    """Do the same for an entry that was just made, with all that it holds at hand."""
    with _at_no_cost_of(entry):
        prefetch_related_objects(rated, "followed__symptom")
        _keep(entry, _met(entry, [*measured, *rated]), timezone.now())


@contextmanager
def _at_no_cost_of(entry: Entry) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("The rules could not be asked about entry %s", entry.pk)


def _keep(entry: Entry, new: Met, now: datetime) -> None:
    """Keep what is shown about each of these rules, and about what was written."""
    if not new:
        return
    numbers = numbers_of(entry.patient, entry.patient.contacts.to_call())
    levels = UrgencyLevel.objects.in_bulk(field_name="slug")
    shown = []
    for (rule_words, reading), rule in new.items():
        level = levels[rule.level]
        one = RuleMatch(
            entry=entry,
            rule=rule if rule.is_saved else None,
            sign=rule.sign,
            revision=(rule.revision if rule.is_general else None) or rule.version,
            level=rule.level,
            title=level.title,
            text=fill_in(level.text, level.text_without_number, numbers),
            reading=reading,
            rule_words=rule_words,
            attribution=rule.attribution
            + (f" {level.footer}" if rule.is_general else ""),
            shown_at=now,
        )
        shown.append(one)
    RuleMatch.objects.bulk_create(shown)


def _met(entry: Entry, parts: list[Rating | Measurement]) -> Met:
    """Each rule that these parts of the entry meet."""
    readings = [reading for one in parts if (reading := _reading(one))]
    if not readings:
        return {}
    measures = {
        one.measure.slug: one.measure
        for one in parts
        if isinstance(one, Measurement) and one.measure
    }
    return {
        (rule.in_full, words): rule
        for rule in checkable_rules(entry.patient, measures)
        for reading, words in readings
        if rule.condition and meets(reading, rule.condition)
    }


def _reading(part: Rating | Measurement) -> tuple[Reading, str] | None:
    """What a rule can be asked of, and the words to show.

    Of private symptoms no rule is asked: the whole circle reads what was met.
    """
    if isinstance(part, Rating):
        is_private = part.followed and part.followed.is_private
        return None if is_private else _felt(part)
    return _number(part) if part.measure else None


def _number(taken: Measurement) -> tuple[Reading, str]:
    slug = taken.measure.slug if taken.measure else ""
    return Number(slug, taken.value, taken.unit), f"{taken.name}: {taken.reading}"


def _felt(rating: Rating) -> tuple[Reading, str]:
    symptom = rating.followed.symptom if rating.followed else None
    reading = RatedSymptom(
        symptom.slug if symptom else "", rating.name, rating.severity
    )
    return reading, f"{rating.name}: {rating.get_severity_display()}"


def numbers_of(patient: Patient, to_call: Contact | None) -> PhoneNumbers:
    """Whom to call about this patient, as the texts need it."""
    return PhoneNumbers(
        contact_name=to_call.name if to_call else "",
        by_day=to_call.daytime_number if to_call else "",
        after_hours=to_call.after_hours_number if to_call else "",
        emergency=patient.emergency_number,
    )


@dataclass(frozen=True)
class Calls:
    """What the page of one entry says about calling.

    Attributes:
        active: The rules that it meets, those to call about soonest first.
        before: Those it met before it was corrected.
        stands_first: Whether what stands is the first thing on the page: for a day,
            and for those who write. Whoever only reads is told that it was shown.
    """

    active: list[RuleMatch]
    before: list[RuleMatch]
    stands_first: bool

    @classmethod
    def of(cls, entry: Entry, member: Membership) -> "Calls":
        """What was shown for `entry`, as `member` reads it."""
        shown = RuleMatch.objects.filter(entry=entry).shown_to(member)
        found = sorted(shown, key=lambda one: SOONEST_FIRST[one.level])
        active = [one for one in found if one.corrected_at is None]
        since = timezone.now() - STANDS_FIRST
        return cls(
            active=active,
            before=[one for one in found if one.corrected_at],
            stands_first=Permission.WRITE in member.permissions
            and any(one.shown_at > since for one in active),
        )

    @property
    def told(self) -> list[RuleMatch]:
        """What is told as what was."""
        return self.before if self.stands_first else self.active + self.before
