"""Addresses."""

from django.urls import path

from myeloma_journal.appointments.views import after, calendars, visits

app_name = "appointments"
BASE = "patients/<uuid:patient_id>/appointments/"
ONE = BASE + "<uuid:pk>/"
urlpatterns = [
    path(BASE, visits.appointment_list, name="appointment_list"),
    path(BASE + "add/", visits.appointment_add, name="appointment_add"),
    path(ONE, visits.appointment, name="appointment"),
    path(ONE + "edit/", visits.appointment_edit, name="appointment_edit"),
    path(ONE + "cancel/", visits.appointment_cancel, name="appointment_cancel"),
    path(ONE + "visit.ics", calendars.appointment_file, name="appointment_file"),
    path(ONE + "after/", after.appointment_after, name="appointment_after"),
    path(ONE + "note/", after.appointment_note, name="appointment_note"),
    path(BASE + "steps/<uuid:pk>/done/", after.step_done, name="step_done"),
    path(BASE + "calendar/", calendars.calendar_address, name="calendar_address"),
    path(
        BASE + "calendar/withdraw/",
        calendars.calendar_withdraw,
        name="calendar_withdraw",
    ),
    path("calendar/<slug:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
]
