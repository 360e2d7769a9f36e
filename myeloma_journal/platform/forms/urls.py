from django.urls import path

from myeloma_journal.platform.forms import drafts

app_name = "drafts"

urlpatterns = [
    path("drafts/save/", drafts.draft_save, name="draft_save"),
    path("drafts/discard/", drafts.draft_discard, name="draft_discard"),
    path("drafts/restore/", drafts.draft_restore, name="draft_restore"),
]
