"""Addresses of what changed."""

from django.urls import path

from myeloma_journal.trends import views

app_name = "trends"
urlpatterns = [
    path("patients/<uuid:patient_id>/journal/since/", views.since, name="since"),
]
