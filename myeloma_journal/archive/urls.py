from django.urls import path

from myeloma_journal.archive.views import my_data as views

app_name = "archive"
urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("export/", views.journal_export, name="journal_export"),
]
