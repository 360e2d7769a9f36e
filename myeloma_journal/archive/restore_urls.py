from django.urls import path

from myeloma_journal.archive.views import restore

app_name = "restore"
urlpatterns = [
    path("", restore.choose_file, name="choose_file"),
    path("<uuid:key>/", restore.checked_file, name="checked_file"),
    path("<uuid:key>/add/", restore.journal_add, name="journal_add"),
    path("<uuid:key>/cancel/", restore.file_cancel, name="file_cancel"),
]
