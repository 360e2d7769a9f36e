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
    *, appointment: Appointment, days: Iterable[dt.date], clock: dt.time
) -> list[Appointment]:
    """Copy `visit` to each of these days, at the same local time.

    The visits are independent of each other. Idempotent, for a double click.
    """
    appointment.patient.lock()
    return [
        _get_or_create(appointment, local_to_utc(day, clock, appointment.zone))
        for day in days
    ]


@transaction.atomic
def set_cancelled(*, appointment: Appointment, is_cancelled: bool) -> None:
    """Cancel a visit, or undo that."""
    appointment.patient.lock()
    appointment.refresh_from_db()
    appointment.is_cancelled = is_cancelled
    appointment.sequence += 1
    appointment.save()


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


def _get_or_create(appointment: Appointment, starts_at: dt.datetime) -> Appointment:
    names = ("contact", "with_whom", "place", "purpose", "zone")
    fields = {name: getattr(appointment, name) for name in names}
    planned = appointment.patient.appointments.planned()
    existing = planned.filter(
        starts_at=starts_at, with_whom=appointment.with_whom
    ).first()
    return existing or appointment.patient.appointments.create(
        starts_at=starts_at, **fields
    )
