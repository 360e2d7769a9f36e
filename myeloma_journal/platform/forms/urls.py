"""The addresses of drafts; all of them are for buttons and scripts."""

from django.urls import path

from myeloma_journal.platform.forms import drafts as views

app_name = "drafts"

urlpatterns = [
    path("drafts/keep/", views.draft_keep, name="draft_keep"),
    path("drafts/forget/", views.draft_forget, name="draft_forget"),
]
