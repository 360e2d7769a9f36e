"""Writes that touch more than one visit."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from myeloma_journal.appointments.models import Appointment, moment


@transaction.atomic
def plan(
    *, visit: Appointment, days: Iterable[dt.date], clock: dt.time
) -> list[Appointment]:
    """One visit like `visit` on each of these days, at the same time of day.

    Each stands for itself and can be moved or cancelled alone. What was planned already
    (a double click) is not planned twice.
    """
    visit.patient.lock()
    return [_planned_once(visit, moment(day, clock, visit.zone)) for day in days]


def _planned_once(visit: Appointment, starts_at: dt.datetime) -> Appointment:
    names = ("contact", "with_whom", "place", "purpose", "zone")
    words = {name: getattr(visit, name) for name in names}
    planned = visit.patient.appointments.planned()
    there = planned.filter(starts_at=starts_at, with_whom=visit.with_whom).first()
    return there or visit.patient.appointments.create(starts_at=starts_at, **words)
