"""The days a packet tells about."""

from dataclasses import dataclass
from datetime import date, datetime

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.packets.choices import Choice, SinceWhen
from myeloma_journal.trends.since import first_day


@dataclass(frozen=True)
class Span:
    """The first and the last day, and the visit before this one, if there was any."""

    first: date
    last: date
    visit_before: Appointment | None


def span_of(
    patient: Patient, appointment: Appointment, now: datetime, choice: Choice
) -> Span:
    """From the last visit on, or as chosen, to today or the day of the visit.

    For an old packet, the last visit is the last one before it.
    """
    last = min(patient.local(now).date(), appointment.day)
    before = patient.appointments.past(min(now, appointment.starts_at)).first()
    is_short = choice.since == SinceWhen.MONTH
    return Span(first_day(None if is_short else before, last), last, before)
