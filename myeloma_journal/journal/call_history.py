"""What was said about calling, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.journal.models import Entry, RuleMatch


@dataclass(frozen=True)
class CallShown:
    """One match, and what somebody said to it.

    Attributes:
        day: The day that the entry is about.
        shown_at: When the page said to call.
        reading: What the entry said: "Temperature: 100.6 °F".
        level: A value of `Urgency`.
        title: What the page said: "Call your team now".
        said: A value of `Said`; empty where nobody answered.
        by: Who answered.
        said_at: When; None where nobody did.
        answer: All of that in a sentence, or empty.
        was_known: Whether it rested, because the team knew already.
    """

    day: date
    shown_at: datetime
    reading: str
    level: str
    title: str
    said: str = ""
    by: str = ""
    said_at: datetime | None = None
    answer: str = ""
    was_known: bool = False


def what_was_said(
    patient: Patient, since: date, until: date | None = None
) -> list[CallShown]:
    """What everybody with access may read of it, the earliest first; in one query.

    Matches that a later correction ended are left out.

    Args:
        patient: Whose journal.
        since: The first day that the entries are about.
        until: The last one.
    """
    matches = RuleMatch.objects.of(patient).public().active()
    matches = matches.filter(entry__felt_on__gte=since)
    if until:
        matches = matches.filter(entry__felt_on__lte=until)
    return [
        _shown(match, patient)
        for match in matches.order_by("shown_at", "created_at").with_replies()
    ]


def said_to_call(
    entries: Iterable[Entry], member: Membership
) -> dict[date, tuple[str, ...]]:
    """What was written on each day when the journal said to call, in one query.

    Matches that a later correction ended are left out, and those that rested.
    """
    days = {entry.pk: entry.felt_on for entry in entries}
    matches = RuleMatch.objects.filter(entry__in=days).visible_to(member).active()
    calls: dict[date, dict[str, None]] = {}
    for match in matches.order_by("shown_at", "created_at").with_replies():
        if not match.is_resting:
            calls.setdefault(days[match.entry_id], {})[match.reading_and_sign] = None
    return {day: tuple(readings) for day, readings in calls.items()}


def _shown(match: RuleMatch, patient: Patient) -> CallShown:
    given = match.answer
    return CallShown(
        day=match.entry.felt_on,
        shown_at=patient.local(match.shown_at),
        reading=match.reading_and_sign,
        level=match.level,
        title=match.title,
        said=given.said if given else "",
        by=given.created_by_name if given else "",
        said_at=patient.local(given.created_at) if given else None,
        answer=given.sentence if given else "",
        was_known=match.is_resting,
    )
