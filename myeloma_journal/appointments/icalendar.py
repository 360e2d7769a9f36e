"""Visits as an iCalendar file (RFC 5545).

Calendars are shown on lock screens and read by the companies that host them: an event
holds what the person wrote about the visit, and names neither patient nor product.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from myeloma_journal.appointments.models import Appointment

PRODID = "-//Visits//EN"
# The length of a visit is unknown; an hour shows well in a calendar.
EVENT_DURATION = timedelta(hours=1)
REFRESH_INTERVAL = timedelta(hours=4)


def calendar_file(visits: Iterable[Appointment], *, name: str = "") -> bytes:
    """The visits as a calendar; a `name` makes it one to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH_INTERVAL, {"value": "DURATION"})
    for appointment in visits:
        calendar.add_component(_event(appointment))
    return calendar.to_ical()


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", str(appointment.pk))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.updated_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("duration", EVENT_DURATION)
    event.add("status", "CANCELLED" if appointment.is_cancelled else "CONFIRMED")
    event.add("summary", appointment.with_whom)
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.purpose:
        event.add("description", appointment.purpose)
    return event
