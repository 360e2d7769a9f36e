"""Visits, what came out of them, and the addresses that phones read them from."""

from myeloma_journal.appointments.models.calendars import CalendarAddress
from myeloma_journal.appointments.models.steps import NextStep
from myeloma_journal.appointments.models.visits import Appointment, moment

__all__ = ["Appointment", "CalendarAddress", "NextStep", "moment"]
