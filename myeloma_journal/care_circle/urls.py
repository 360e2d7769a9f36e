"""Addresses about the patient and the circle."""

from django.urls import path

from myeloma_journal.care_circle import views

app_name = "care_circle"
urlpatterns = [
    path("patients/<uuid:patient_id>/about/", views.patient_edit, name="patient_edit"),
]
