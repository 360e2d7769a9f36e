import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from myeloma_journal.appointments.models import (
    Appointment,
    CalendarFeed,
    NextStep,
    local_to_utc,
)
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import ActivityKind, Membership


@transaction.atomic
def plan(
    *, visit: Appointment, days: Iterable[dt.date], clock: dt.time
) -> list[Appointment]:
    """Copy `visit` to each of these days, at the same local time.

    The visits are independent of each other. Idempotent, for a double click.
    """
    visit.patient.lock()
    return [_get_or_create(visit, local_to_utc(day, clock, visit.zone)) for day in days]


@transaction.atomic
def set_cancelled(*, visit: Appointment, is_cancelled: bool) -> None:
    """Cancel a visit, or undo that."""
    visit.patient.lock()
    visit.refresh_from_db()
    visit.is_cancelled = is_cancelled
    visit.sequence += 1
    visit.save()


def set_step_done(*, step: NextStep, on: dt.date | None) -> None:
    """Mark a step as done on a day, or with None as not done."""
    step.done_on = on
    step.save(update_fields=["done_on", "updated_at"])


@transaction.atomic
def renew_feed(by: Membership) -> str:
    """Create the member's calendar feed, or replace its secret, which is returned."""
    secret = CalendarFeed.objects.all().renew_for(by)
    audit.record(by, ActivityKind.CALENDAR_MADE)
    return secret


@transaction.atomic
def withdraw_feed(by: Membership) -> None:
    withdrawn, _by_model = CalendarFeed.objects.filter(membership=by).delete()
    if withdrawn:
        audit.record(by, ActivityKind.CALENDAR_GONE)


def _get_or_create(visit: Appointment, starts_at: dt.datetime) -> Appointment:
    names = ("contact", "with_whom", "place", "purpose", "zone")
    fields = {name: getattr(visit, name) for name in names}
    planned = visit.patient.appointments.planned()
    existing = planned.filter(starts_at=starts_at, with_whom=visit.with_whom).first()
    return existing or visit.patient.appointments.create(starts_at=starts_at, **fields)
