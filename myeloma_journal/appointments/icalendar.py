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
    for visit in visits:
        calendar.add_component(_event(visit))
    return calendar.to_ical()


def _event(visit: Appointment) -> Event:
    event = Event()
    event.add("uid", str(visit.pk))
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.updated_at.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("duration", EVENT_DURATION)
    event.add("status", "CANCELLED" if visit.is_cancelled else "CONFIRMED")
    event.add("summary", visit.with_whom)
    if visit.place:
        event.add("location", visit.place)
    if visit.purpose:
        event.add("description", visit.purpose)
    return event
