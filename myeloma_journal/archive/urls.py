"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive.views import data

app_name = "archive"
urlpatterns = [
    path("patients/<uuid:patient_id>/my-data/", data.my_data, name="my_data"),
    path(
        "patients/<uuid:patient_id>/my-data/take/",
        data.journal_take,
        name="journal_take",
    ),
]
