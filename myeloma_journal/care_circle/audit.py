"""The audit log of a journal: who did what in it, for its owner to read.

Reading, printing and changes to the circle are recorded as activities. Edits are
counted from the records and their history, not recorded again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Max,
    Model,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import (
    DAILY,
    Activity,
    ActivityKind,
    Membership,
    Patient,
)

Visibility = Callable[[Membership], Q]


class Audited(NamedTuple):
    """How the edits of one model are counted; `register` says what each means."""

    model: type[Any]
    name: Any
    patient: str
    created: tuple[str, str] | None
    visible_to: Visibility


_audited: dict[str, Audited] = {}


def register(
    model: type[Model],
    name: Any,
    *,
    patient: str = "patient",
    created: tuple[str, str] | None = None,
    visible_to: Visibility = lambda member: Q(),
) -> None:
    """Count the edits of a model that has a history.

    Args:
        model: Of an app above this one; registered below its class.
        name: What one or several are called, an `ngettext_lazy` of "number".
        patient: The path from a record to its patient.
        created: The fields that say who created a record and when, where its history
            begins with the first change.
        visible_to: Which records a member may know of; without it all.
    """
    audited = Audited(model, name, patient, created, visible_to)
    _audited[model._meta.label] = audited


def registered() -> frozenset[str]:
    """The labels of the models whose edits are counted."""
    return frozenset(_audited)


def own_or_shared(private_to: str) -> Visibility:
    """Records that this path keeps private to nobody, or to the member."""
    return lambda member: Q(**{private_to: None}) | Q(**{private_to: member.user_id})


class EditType(TextChoices):
    """How a record was edited; the values are those of simple_history, and 0."""

    CREATED = "+", _("Added: %(things)s")
    CHANGED = "~", _("Changed: %(things)s")
    TRASHED = "0", _("Deleted: %(things)s")
    DELETED = "-", _("Deleted: %(things)s")


class Edits(NamedTuple):
    """The edits of one type that one user made to records of one model on one day.

    Attributes:
        day: The day where the patient lives.
        at: The last time.
        by: Who; None where nobody was signed in, or the account is gone.
        how: Such as "Changed: %(things)s".
        things: Such as "2 questions".
    """

    day: date
    at: datetime
    by: UUID | None
    how: str
    things: str


def record(
    member: Membership,
    kind: ActivityKind,
    about: str = "",
    *,
    object_id: UUID | None = None,
) -> None:
    """Record that `member` did something, and from where.

    Args:
        member: Who did it, as `circle_view` passes them to the view.
        kind: What they did. What is `DAILY` is recorded once a day.
        about: The name of a person or thing, such as "packet": never words that
            somebody wrote in the journal, and no secret.
        object_id: The record it was done to.
    """
    client = member.client
    activity = Activity(
        patient=member.patient,
        **member.as_creator,
        kind=kind,
        on=member.patient.today(),
        about=about,
        object_id=object_id,
        network=client.network if client else "",
        device=client.device if client else "",
    )
    if kind in DAILY:
        Activity.objects.bulk_create([activity], ignore_conflicts=True)
    else:
        activity.save()


def operator_signature() -> str:
    """Who did it, where a command did: no account, and no name."""
    return gettext("The person who runs this site")


def record_by_operator(patient: Patient, kind: ActivityKind, about: str = "") -> None:
    """Record what a command did for the person who runs the site."""
    Activity.objects.create(
        patient=patient,
        created_by_name=operator_signature(),
        kind=kind,
        on=patient.today(),
        about=about,
    )


def edits(member: Membership, first: date, last: date) -> list[Edits]:
    """Edits from `first` to `last`, in one query.

    Edits of records that are private to another member are left out.
    """
    counted = list(_counts(member, first, last))
    rows = counted[0].union(*counted[1:], all=True)
    return [_edits(row) for row in rows]


def _edits(row: dict[str, Any]) -> Edits:
    things = _audited[row["model_label"]].name % {"number": row["number"]}
    how = str(EditType(row["how"]).label)
    return Edits(row["day"], row["at"], row["by"], how, things)


def _counts(
    member: Membership, first: date, last: date
) -> Iterator[QuerySet[Any, dict[str, Any]]]:
    zone = ZoneInfo(member.patient.zone)
    span = (_midnight(first, zone), _midnight(last + timedelta(days=1), zone))
    for label, audited in _audited.items():
        model, mine = audited.model, {audited.patient: member.patient}
        versions = model.history.filter(audited.visible_to(member), **mine)
        if audited.created:
            versions = versions.exclude(history_type="+")
            records = model._base_manager.filter(audited.visible_to(member), **mine)
            yield _count(
                records, label, *audited.created, Value(EditType.CREATED), span
            )
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
    """The number of distinct records per day, user and edit type."""
    named = rows.filter(**{f"{at}__gte": span[0], f"{at}__lt": span[1]}).annotate(
        model_label=Value(label, output_field=CharField()),
        by=F(by),
        how=how,
        day=TruncDate(at, tzinfo=span[0].tzinfo),
    )
    grouped = named.order_by().values("model_label", "by", "how", "day")
    return grouped.annotate(number=Count("id", distinct=True), at=Max(at))


def _how(fields: Iterable[str]) -> Any:
    if "deleted_at" not in fields:
        return F("history_type")
    trashed = When(
        history_type="~", deleted_at__isnull=False, then=Value(EditType.TRASHED)
    )
    return Case(trashed, default=F("history_type"), output_field=CharField())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
