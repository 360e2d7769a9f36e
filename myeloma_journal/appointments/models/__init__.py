"""Visits, and the private addresses that phones read them from."""

from myeloma_journal.appointments.models.calendars import CalendarAddress
from myeloma_journal.appointments.models.visits import Appointment, moment

__all__ = ["Appointment", "CalendarAddress", "moment"]
