"""Visits as a calendar file (RFC 5545). Pure: visits in, bytes out.

Calendars lie open on lock screens and with the companies that keep them. A visit there
says what the person wrote about it, and neither whose it is nor who made the file.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from myeloma_journal.appointments.models import Appointment

MAKER = "-//Visits//EN"
# Nobody knows how long it takes; an hour shows well in a calendar.
SHOWN_AS = timedelta(hours=1)
LOOK_AGAIN = timedelta(hours=4)


def calendar_file(visits: Iterable[Appointment], *, name: str = "") -> bytes:
    """A calendar with these visits, named when it is one to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOK_AGAIN, {"value": "DURATION"})
    for visit in visits:
        calendar.add_component(_event(visit))
    return calendar.to_ical()


def _event(visit: Appointment) -> Event:
    event = Event()
    event.add("uid", str(visit.pk))
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.updated_at.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("duration", SHOWN_AS)
    event.add("status", "CANCELLED" if visit.is_cancelled else "CONFIRMED")
    event.add("summary", visit.with_whom)
    if visit.place:
        event.add("location", visit.place)
    if visit.purpose:
        event.add("description", visit.purpose)
    return event
