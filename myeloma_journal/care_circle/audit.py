"""The audit log of a journal: who did what in it, for its owner to read.

Reading, printing and changes to the circle are recorded as activities. Edits are
counted from the records and their history, never written twice.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Max,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from myeloma_journal.care_circle.models import DAILY, Activity, Kind, Membership

# What people write, named as one says it. These records stand in apps above this one.
ENTRY = "journal.Entry"
THINGS = {
    ENTRY: ngettext_lazy("a journal entry", "%(number)d journal entries", "number"),
    "journal.FollowedSymptom": ngettext_lazy(
        "a symptom to follow", "%(number)d symptoms to follow", "number"
    ),
    "questions.Question": ngettext_lazy("a question", "%(number)d questions", "number"),
    "questions.Answer": ngettext_lazy("an answer", "%(number)d answers", "number"),
    "treatment.Line": ngettext_lazy(
        "a line of therapy", "%(number)d lines of therapy", "number"
    ),
    "treatment.Medication": ngettext_lazy(
        "a medication", "%(number)d medications", "number"
    ),
    "treatment.Allergy": ngettext_lazy("an allergy", "%(number)d allergies", "number"),
    "treatment.ProcedureDone": ngettext_lazy(
        "a procedure", "%(number)d procedures", "number"
    ),
    "treatment.Diagnosis": ngettext_lazy(
        "the diagnosis", "the diagnosis %(number)d times", "number"
    ),
    "treatment.StageTold": ngettext_lazy("a stage", "%(number)d stages", "number"),
    "treatment.GeneFinding": ngettext_lazy(
        "a gene finding", "%(number)d gene findings", "number"
    ),
    "labs.LabResult": ngettext_lazy("a lab result", "%(number)d lab results", "number"),
    "labs.ToldResult": ngettext_lazy(
        "a result of another test", "%(number)d results of other tests", "number"
    ),
    "appointments.Appointment": ngettext_lazy("a visit", "%(number)d visits", "number"),
    "appointments.NextStep": ngettext_lazy(
        "a next step", "%(number)d next steps", "number"
    ),
    "care_team.CallRule": ngettext_lazy(
        "a rule about calling", "%(number)d rules about calling", "number"
    ),
    "care_team.Contact": ngettext_lazy("a contact", "%(number)d contacts", "number"),
}
# What is told with the record it belongs to.
PARTS = {"journal.Rating", "journal.Measurement", "treatment.LineDrug"}
# How to come from a record to its patient, where it is not the patient's by itself.
OWNED_BY = {
    "questions.Answer": "question__",
    "appointments.NextStep": "appointment__",
}


class How(TextChoices):
    """What was done to a thing."""

    WROTE = "+", _("wrote")
    CHANGED = "~", _("changed")
    TOOK_BACK = "0", _("took back")
    REMOVED = "-", _("removed")


class Edits(NamedTuple):
    """What one person did to things of one kind on one day.

    Attributes:
        day: The day where the patient lives.
        at: The last time.
        by: Who; None where nobody was signed in, or the account is gone.
        how: As in "changed".
        things: As in "2 questions".
    """

    day: date
    at: datetime
    by: UUID | None
    how: str
    things: str


def record(
    member: Membership, kind: Kind, about: str = "", *, object_id: UUID | None = None
) -> None:
    """Record that `member` did something, and from where.

    Args:
        member: Who did it, as `circle_view` hands them to the view.
        kind: What they did. What is `DAILY` is recorded once a day.
        about: The name of a person or thing, such as "packet": never words that
            somebody wrote in the journal, and no secret.
        object_id: The record it was done to.
    """
    visitor = member.visitor
    activity = Activity(
        patient=member.patient,
        by=member.user,
        signed=member.signature,
        kind=kind,
        on=member.patient.today(),
        about=about,
        object_id=object_id,
        address=visitor.network if visitor else "",
        device=visitor.device if visitor else "",
    )
    if kind in DAILY:
        Activity.objects.bulk_create([activity], ignore_conflicts=True)
    else:
        activity.save()


def edits(member: Membership, first: date, last: date) -> list[Edits]:
    """What was written from `first` to `last`, in one query however much it is.

    What is private to somebody else is not told, not even that it was written.
    """
    counted = list(_counts(member, first, last))
    rows = counted[0].union(*counted[1:], all=True)
    return [_edits(row) for row in rows]


def _edits(row: dict[str, Any]) -> Edits:
    things = THINGS[row["thing"]] % {"number": row["number"]}
    how = str(How(row["how"]).label)
    return Edits(row["day"], row["at"], row["by"], how, things)


def _counts(
    member: Membership, first: date, last: date
) -> Iterator[QuerySet[Any, dict[str, Any]]]:
    zone = ZoneInfo(member.patient.zone)
    span = (_midnight(first, zone), _midnight(last + timedelta(days=1), zone))
    entries = apps.get_model(ENTRY)._base_manager.filter(patient=member.patient)
    yield _count(entries, ENTRY, "author_id", "written_at", Value(How.WROTE), span)
    for label in THINGS:
        model = apps.get_model(label)
        mine = {f"{OWNED_BY.get(label, '')}patient": member.patient}
        versions = model.history.filter(_is_seen(label, member), **mine)
        if label == ENTRY:
            # Its history begins with the first change of it.
            versions = versions.exclude(history_type="+")
        how = _how(field.name for field in model._meta.fields)
        yield _count(versions, label, "history_user_id", "history_date", how, span)


def _count(
    rows: QuerySet[Any],
    label: str,
    by: str,
    at: str,
    how: Any,
    span: tuple[datetime, datetime],
) -> QuerySet[Any, dict[str, Any]]:
    """How many different records there are for each day, person and doing."""
    named = rows.filter(**{f"{at}__gte": span[0], f"{at}__lt": span[1]}).annotate(
        thing=Value(label, output_field=CharField()),
        by=F(by),
        how=how,
        day=TruncDate(at, tzinfo=span[0].tzinfo),
    )
    grouped = named.order_by().values("thing", "by", "how", "day")
    return grouped.annotate(number=Count("id", distinct=True), at=Max(at))


def _how(fields: Iterable[str]) -> Any:
    if "deleted_at" not in fields:
        return F("history_type")
    taken_back = When(
        history_type="~", deleted_at__isnull=False, then=Value(How.TOOK_BACK)
    )
    return Case(taken_back, default=F("history_type"), output_field=CharField())


def _is_seen(label: str, member: Membership) -> Q:
    if label.startswith("questions."):
        path = f"{OWNED_BY.get(label, '')}private_to"
        return Q(**{path: None}) | Q(**{path: member.user_id})
    if label == "journal.FollowedSymptom" and not member.is_patient:
        return Q(is_private=False)
    return Q()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
