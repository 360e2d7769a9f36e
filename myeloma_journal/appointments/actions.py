import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from myeloma_journal.appointments.models import Appointment, local_to_utc


@transaction.atomic
def plan(
    *, visit: Appointment, days: Iterable[dt.date], clock: dt.time
) -> list[Appointment]:
    """Copy `visit` to each of these days, at the same local time.

    The visits are independent of each other. Idempotent, for a double click.
    """
    visit.patient.lock()
    return [_get_or_create(visit, local_to_utc(day, clock, visit.zone)) for day in days]


def _get_or_create(visit: Appointment, starts_at: dt.datetime) -> Appointment:
    names = ("contact", "with_whom", "place", "purpose", "zone")
    fields = {name: getattr(visit, name) for name in names}
    planned = visit.patient.appointments.planned()
    existing = planned.filter(starts_at=starts_at, with_whom=visit.with_whom).first()
    return existing or visit.patient.appointments.create(starts_at=starts_at, **fields)
