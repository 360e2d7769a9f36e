"""Addresses of what concerns a journal as a whole."""

from django.urls import path

from myeloma_journal.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.my_data, name="my_data"),
    path(
        "take/",
        views.journal_take,
        name="journal_take",
    ),
]
