"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive.views import data

app_name = "archive"
urlpatterns = [
    path("", data.my_data, name="my_data"),
    path(
        "take/",
        data.journal_take,
        name="journal_take",
    ),
]
