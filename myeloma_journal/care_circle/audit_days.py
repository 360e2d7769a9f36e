"""The audit log of a journal, day by day, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext as _

from myeloma_journal.care_circle.audit import Edits, edits
from myeloma_journal.care_circle.models import Activity, Membership


@dataclass(frozen=True)
class AuditRow:
    """What one user did on one day, once or several times.

    Attributes:
        day: The day where the patient lives.
        at: When; the last time, if there were several.
        by: The user; None where the account is gone or nobody was signed in.
        who: Their signature.
        about: The name of a person or thing; may be empty.
        where: Device and network; may be empty.
    """

    day: date
    at: datetime
    by: UUID | None
    who: str
    words: str
    about: str = ""
    where: str = ""
    times: int = 1


@dataclass(frozen=True)
class AuditDay:
    """What was done on one day, newest first."""

    day: date
    rows: list[AuditRow]


def days(
    member: Membership, first: date, last: date, *, by: UUID | None = None
) -> list[AuditDay]:
    """The days from `first` to `last` on which something was done, newest first.

    Args:
        member: Who reads it, an owner.
        first: The first day.
        last: The last day, included.
        by: Only what this user did.
    """
    every = [*_recorded(member, first, last), *_edited(member, first, last)]
    wanted = [row for row in every if by is None or row.by == by]
    wanted.sort(key=attrgetter("day", "at"), reverse=True)
    days = groupby(wanted, attrgetter("day"))
    return [AuditDay(day, list(rows)) for day, rows in days]


def _recorded(member: Membership, first: date, last: date) -> Iterator[AuditRow]:
    """Activities; equal ones of one user on one day make one row."""
    key = attrgetter("on", "created_by_id", "kind", "about", "network", "device")
    equal: dict[tuple[object, ...], list[Activity]] = {}
    for activity in member.patient.activities.all().between(first, last):
        equal.setdefault(key(activity), []).append(activity)
    for activities in equal.values():
        latest = activities[0]
        yield AuditRow(
            day=latest.on,
            at=latest.created_at,
            by=latest.created_by_id,
            who=latest.created_by_name,
            words=latest.get_kind_display(),
            about=latest.about,
            where=", ".join(filter(None, [latest.device, latest.network])),
            times=len(activities),
        )


def _edited(member: Membership, first: date, last: date) -> Iterator[AuditRow]:
    """Edits; those of one user, day and type make one row."""
    members = member.patient.memberships.select_related("user").order_by("created_at")
    names = {other.user_id: other.signature for other in members}
    grouped: dict[tuple[object, ...], list[Edits]] = {}
    for counted in edits(member, first, last):
        key = (counted.day, counted.by, counted.how)
        grouped.setdefault(key, []).append(counted)
    for group in grouped.values():
        latest = max(group, key=attrgetter("at"))
        things = ", ".join(counted.things for counted in group)
        who = names.get(latest.by) if latest.by else None
        # An account that is gone, or a restored journal.
        who = who or _("Someone without an account")
        words = latest.how % {"things": things}
        yield AuditRow(latest.day, latest.at, latest.by, who, words)
