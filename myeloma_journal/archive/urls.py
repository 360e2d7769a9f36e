"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive.views import data, deletion

app_name = "archive"
urlpatterns = [
    path("patients/<uuid:patient_id>/my-data/", data.my_data, name="my_data"),
    path(
        "patients/<uuid:patient_id>/my-data/take/",
        data.journal_take,
        name="journal_take",
    ),
    path(
        "patients/<uuid:patient_id>/delete/",
        deletion.journal_delete,
        name="journal_delete",
    ),
    path(
        "patients/<uuid:patient_id>/leaving/",
        deletion.journal_leaving,
        name="journal_leaving",
    ),
    path(
        "patients/<uuid:patient_id>/keep/",
        deletion.journal_keep,
        name="journal_keep",
    ),
]
