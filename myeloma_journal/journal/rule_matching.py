"""Evaluates the rules about calling for an entry, and saves what was shown."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.default_rules import checkable_rules, saved_rules
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.care_team.rules import Threshold, meets
from myeloma_journal.care_team.wording import fill_in
from myeloma_journal.catalogue.models import SignRelation, UrgencyLevel, WarningSign
from myeloma_journal.journal.models import (
    Entry,
    EntryItem,
    Measurement,
    Rating,
    RuleMatch,
)
from myeloma_journal.journal.readings import ReadItem, read_items
from myeloma_journal.journal.resting import let_rest
from myeloma_journal.journal.sign_matching import SignTable

logger = logging.getLogger(__name__)

# More than five questions are read by nobody.
MOST_ASKED = 5

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
        met = _find_met(entry, _items_of(entry))
        matches = RuleMatch.objects.filter(entry=entry).active()
        active = {(match.rule_words, match.reading): match for match in matches}
        for key, match in list(active.items()):
            if _has_ended(match, met.get(key)):
                match.corrected_at = now
                match.save()
                del active[key]
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


def _has_ended(match: RuleMatch, met: tuple[CallRule, ReadItem] | None) -> bool:
    """Whether what was shown is so no longer, or at another level by now."""
    if met is None:
        return not match.was_asked
    rule, _item = met
    return rule.level != match.level


@contextmanager
def _never_failing(entry: Entry) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("The rules could not be evaluated for entry %s", entry.pk)


def _items_of(entry: Entry) -> list[EntryItem]:
    measurements = Measurement.objects.filter(entry=entry).select_related("measure")
    ratings = Rating.objects.filter(entry=entry).select_related("followed__symptom")
    return [*measurements, *ratings]


def _save_matches(
    entry: Entry, met: MetByWords, now: datetime, *, was_asked: bool = False
) -> list[RuleMatch]:
    if not met:
        return []
    numbers = numbers_of(entry.patient, now).in_words
    levels = UrgencyLevel.objects.in_bulk(field_name="slug")
    signs = [rule.sign for rule, _item in met.values() if rule.sign]
    prefetch_related_objects(signs, "sources")
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
            rule_words=rule.as_shown,
            attribution=rule.attribution + footer,
            is_general=rule.is_general,
            was_asked=was_asked,
            shown_at=now,
            **item.columns,
            **_limit_columns(rule),
        )
        matches.append(match)
    let_rest(matches, entry.patient, now)
    return RuleMatch.objects.bulk_create(matches)


def _limit_columns(rule: CallRule) -> dict[str, Any]:
    """The columns of a `RuleMatch` that keep the number of its rule."""
    match rule.condition:
        case Threshold(_, comparator, value, unit):
            return {"comparator": comparator, "limit": value, "limit_unit": unit}
    return {}


def _find_met(entry: Entry, items: list[EntryItem]) -> MetByWords:
    read = read_items(items)
    if not read:
        return {}
    saved = saved_rules(entry.patient)
    met = _met_rules(entry, items, read, saved)
    numbers = [rule for rule, _item in met]
    # A mistake in the table of signs must not cost the rules about numbers.
    with _never_failing(entry):
        signs = SignTable(
            entry, read, saved=saved, met=numbers, relation=SignRelation.IS
        )
        met += signs.met()
    return _most_urgent_by_words(met)


def _most_urgent_by_words(met: Iterable[tuple[CallRule, ReadItem]]) -> MetByWords:
    """One match for the same words: of two levels the more urgent."""
    by_words: MetByWords = {}
    for rule, item in met:
        key = (rule.as_shown, item.words)
        same = by_words.get(key)
        if same is None or Urgency(same[0].level).is_after(Urgency(rule.level)):
            by_words[key] = (rule, item)
    return by_words


def _met_rules(
    entry: Entry, items: list[EntryItem], read: list[ReadItem], saved: list[CallRule]
) -> list[tuple[CallRule, ReadItem]]:
    """The rules about a number or one symptom that are met, with what meets them."""
    measures = {
        item.measure.slug: item.measure
        for item in items
        if isinstance(item, Measurement) and item.measure
    }
    return [
        (rule, item)
        for rule in checkable_rules(entry.patient, measures, saved)
        for item in read
        if rule.condition and meets(item.reading, rule.condition)
    ]


def signs_to_ask(entry: Entry, member: Membership) -> list[WarningSign]:
    """The signs that may go with what the entry says, the most urgent first.

    Five at most, and none that is shown already, or of which the team knows; each with
    the words and the level of the patient's own copy, if there is one. Only members who
    write are asked.
    """
    return asked_and_known(entry, member)[0]


def asked_and_known(
    entry: Entry, member: Membership
) -> tuple[list[WarningSign], list[RuleMatch]]:
    """The signs to ask, and the earlier matches that make others need no question."""
    asked = _asked(entry, member)
    if not asked:
        return [], []
    candidates = [
        RuleMatch(entry=entry, sign=rule.sign, level=rule.level, **item.columns)
        for rule, item in asked
    ]
    let_rest(candidates, entry.patient, timezone.now())
    signs = []
    for (rule, _item), match in zip(asked, candidates, strict=True):
        if rule.sign and not match.rests_on:
            sign = rule.sign
            sign.label, sign.examples = rule.words, rule.details
            signs.append(sign)
    known = [match.rests_on for match in candidates if match.rests_on]
    return signs[:MOST_ASKED], known


@transaction.atomic
def match_asked_sign(
    entry: Entry, sign: WarningSign, by: Membership
) -> RuleMatch | None:
    """Save that somebody said yes to a sign they were asked about.

    Also one that would not be among the first five by now.

    Returns:
        The match; one that was there before, if it was. None where the sign is not
        asked about any longer.
    """
    shown = RuleMatch.objects.filter(entry=entry, sign=sign).active()
    if match := shown.visible_to(by).first():
        return match
    met = {
        (rule.as_shown, item.words): (rule, item)
        for rule, item in _asked(entry, by)
        if rule.sign == sign
    }
    matches = _save_matches(entry, met, timezone.now(), was_asked=True)
    return matches[0] if matches else None


def _asked(entry: Entry, member: Membership) -> list[tuple[CallRule, ReadItem]]:
    """The rules of all signs to ask about, the most urgent first."""
    if Permission.WRITE not in member.permissions:
        return []
    items = _items_of(entry)
    read = read_items(items)
    if not read:
        return []
    saved = saved_rules(entry.patient)
    met = [rule for rule, _item in _met_rules(entry, items, read, saved)]
    matches = RuleMatch.objects.filter(entry=entry).active().visible_to(member)
    shown = set(matches.exclude(sign=None).values_list("sign__slug", flat=True))
    signs = SignTable(entry, read, saved=saved, met=met)
    return signs.asked(with_private=member.is_patient, shown=shown)
