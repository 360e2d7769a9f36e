"""Which matches rest, because the team knows of the same already.

"They already know" holds for one rule and one measure or symptom, for a week, and until
it gets worse. A match that rests is saved like any other, and shown as one quiet line.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Urgency
from myeloma_journal.care_team.rules import UPWARD, in_unit
from myeloma_journal.journal.models import RuleMatch, Said

RESTS_FOR = timedelta(days=7)
URGENCY_ORDER = {level: rank for rank, level in enumerate(Urgency.values)}
# An answer that says that something is not so makes nothing worse.
NOT_SO: tuple[Any, ...] = (None, "", "no", [])
# What happened once: said again on another day, it happened again.
EVENTS = {("started", "suddenly"), ("fainted", "yes"), ("fell", "yes")}


def let_rest(matches: Iterable[RuleMatch], patient: Patient, now: datetime) -> None:
    """Set `rests_on` of these matches, which are not saved yet; in one query."""
    known = (
        RuleMatch.objects.of(patient)
        .active()
        .filter(reply__said=Said.KNOWN, reply__created_at__gt=now - RESTS_FOR)
        .with_replies()
        .order_by("-reply__created_at")
    )
    latest: dict[Any, RuleMatch] = {}
    for match in known:
        latest.setdefault(_pair(match), match)
    for match in matches:
        before = latest.get(_pair(match))
        if before and not is_worse(match, before):
            match.rests_on = before


def _pair(match: RuleMatch) -> tuple[Any, ...]:
    """What "They already know" holds for."""
    by = ("sign", match.sign_id) if match.sign_id else ("rule", match.rule_id)
    words = "" if match.sign_id or match.rule_id else match.rule_words
    return (*by, words, match.about, match.is_private)


def is_worse(match: RuleMatch, before: RuleMatch) -> bool:
    """Whether `match` says more than the team knew of."""
    if URGENCY_ORDER[match.level] < URGENCY_ORDER[before.level]:
        return True
    is_another_day = match.entry.felt_on != before.entry.felt_on
    return _is_further(match, before) or any(
        _is_new(answer, before.answers.get(key))
        or (is_another_day and (key, answer) in EVENTS)
        for key, answer in match.answers.items()
    )


def _is_further(match: RuleMatch, before: RuleMatch) -> bool:
    """Whether the number is further past the limit, or the symptom more severe."""
    if match.number is None or before.number is None:
        return match.number != before.number
    known = in_unit(before.number, before.unit, match.unit)
    if known is None:
        return True
    if not match.comparator or match.comparator in UPWARD:
        return match.number > known
    return match.number < known


def _is_new(answer: Any, before: Any) -> bool:
    if answer in NOT_SO or answer == before:
        return False
    if isinstance(answer, list):
        return not set(answer) <= set(before if isinstance(before, list) else ())
    if isinstance(answer, int) and isinstance(before, int):
        return answer > before
    return True
