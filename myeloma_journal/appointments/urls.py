from django.urls import path

from myeloma_journal.appointments import views

app_name = "appointments"
APPOINTMENT = "<uuid:pk>/"
urlpatterns = [
    path("", views.appointment_list, name="appointment_list"),
    path("add/", views.appointment_add, name="appointment_add"),
    path(APPOINTMENT, views.appointment, name="appointment"),
    path(f"{APPOINTMENT}edit/", views.appointment_edit, name="appointment_edit"),
    path(f"{APPOINTMENT}cancel/", views.appointment_cancel, name="appointment_cancel"),
    path(f"{APPOINTMENT}visit.ics", views.appointment_file, name="appointment_file"),
    path(f"{APPOINTMENT}after/", views.appointment_after, name="appointment_after"),
    path(f"{APPOINTMENT}note/", views.appointment_note, name="appointment_note"),
    path("steps/<uuid:pk>/done/", views.step_done, name="step_done"),
    path("calendar/", views.calendar_address, name="calendar_address"),
    path("calendar/withdraw/", views.calendar_withdraw, name="calendar_withdraw"),
]
