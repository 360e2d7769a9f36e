"""Addresses."""

from django.urls import path

from myeloma_journal.appointments.views import after, calendars, visits

app_name = "appointments"
ONE = "<uuid:pk>/"
urlpatterns = [
    path("", visits.appointment_list, name="appointment_list"),
    path("add/", visits.appointment_add, name="appointment_add"),
    path(ONE, visits.appointment, name="appointment"),
    path(ONE + "edit/", visits.appointment_edit, name="appointment_edit"),
    path(ONE + "cancel/", visits.appointment_cancel, name="appointment_cancel"),
    path(ONE + "visit.ics", calendars.appointment_file, name="appointment_file"),
    path(ONE + "after/", after.appointment_after, name="appointment_after"),
    path(ONE + "note/", after.appointment_note, name="appointment_note"),
    path("steps/<uuid:pk>/done/", after.step_done, name="step_done"),
    path("calendar/", calendars.calendar_address, name="calendar_address"),
    path(
        "calendar/withdraw/",
        calendars.calendar_withdraw,
        name="calendar_withdraw",
    ),
]
