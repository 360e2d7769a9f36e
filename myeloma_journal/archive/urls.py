"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive import views

app_name = "archive"
urlpatterns = [
    path("patients/<uuid:patient_id>/my-data/", views.my_data, name="my_data"),
]
