"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive import views, views_of_deletion

app_name = "archive"
urlpatterns = [
    path("patients/<uuid:patient_id>/my-data/", views.my_data, name="my_data"),
    path(
        "patients/<uuid:patient_id>/my-data/take/",
        views.journal_take,
        name="journal_take",
    ),
    path(
        "patients/<uuid:patient_id>/delete/",
        views_of_deletion.journal_delete,
        name="journal_delete",
    ),
    path(
        "patients/<uuid:patient_id>/leaving/",
        views_of_deletion.journal_leaving,
        name="journal_leaving",
    ),
    path(
        "patients/<uuid:patient_id>/keep/",
        views_of_deletion.journal_keep,
        name="journal_keep",
    ),
    path("account/delete/", views_of_deletion.account_delete, name="account_delete"),
]
