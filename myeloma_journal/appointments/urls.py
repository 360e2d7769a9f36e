"""Addresses."""

from django.urls import path

from myeloma_journal.appointments import views

app_name = "appointments"
BASE = "patients/<uuid:patient_id>/appointments/"
urlpatterns = [
    path(BASE, views.appointment_list, name="appointment_list"),
    path(BASE + "add/", views.appointment_add, name="appointment_add"),
    path(BASE + "<uuid:pk>/", views.appointment, name="appointment"),
    path(BASE + "<uuid:pk>/edit/", views.appointment_edit, name="appointment_edit"),
    path(
        BASE + "<uuid:pk>/cancel/", views.appointment_cancel, name="appointment_cancel"
    ),
]
