"""What everybody did in a journal, day by day, in sentences."""

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
class Line:
    """One thing that one person did on one day, once or several times.

    Attributes:
        day: The day where the patient lives.
        at: When; the last time, if there were several.
        by: Their account; None where it is gone or nobody was signed in.
        who: How they sign.
        words: What they did.
        about: The person or thing it was about; may be empty.
        where: The device, and the network it was in; may be empty.
        times: How often.
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
class Day:
    """What was done on one day, the latest first."""

    day: date
    lines: list[Line]


def days(
    member: Membership, first: date, last: date, *, by: UUID | None = None
) -> list[Day]:
    """The days from `first` to `last` on which something was done, the latest first.

    Args:
        member: Who reads it, an owner.
        first: The first day.
        last: The last day, included.
        by: Tell of this person only.
    """
    told = [*_recorded(member, first, last), *_edited(member, first, last)]
    wanted = [line for line in told if by is None or line.by == by]
    wanted.sort(key=attrgetter("day", "at"), reverse=True)
    return [Day(day, list(lines)) for day, lines in groupby(wanted, attrgetter("day"))]


def _recorded(member: Membership, first: date, last: date) -> Iterator[Line]:
    """Activities; what one person did several times on a day is told once."""
    counted: dict[tuple[object, ...], list[Activity]] = {}
    for one in member.patient.activities.all().between(first, last):
        same = (one.on, one.created_by_id, one.kind, one.about, one.network, one.device)
        counted.setdefault(same, []).append(one)
    for several in counted.values():
        one = several[0]
        yield Line(
            day=one.on,
            at=one.created_at,
            by=one.created_by_id,
            who=one.created_by_name,
            words=one.get_kind_display(),
            about=one.about,
            where=", ".join(filter(None, [one.device, one.network])),
            times=len(several),
        )


def _edited(member: Membership, first: date, last: date) -> Iterator[Line]:
    """Edits; all that one person did in the same way in one line."""
    members = member.patient.memberships.select_related("user").order_by("created_at")
    names = {one.user_id: one.signature for one in members}
    counted: dict[tuple[object, ...], list[Edits]] = {}
    for one in edits(member, first, last):
        counted.setdefault((one.day, one.by, one.how), []).append(one)
    for several in counted.values():
        one = max(several, key=attrgetter("at"))
        things = ", ".join(each.things for each in several)
        who = names.get(one.by) if one.by else None
        # An account that is gone, or a copy that was brought in.
        signed = who or _("Somebody without an account")
        yield Line(one.day, one.at, one.by, signed, f"{one.how} {things}")
