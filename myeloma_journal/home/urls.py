"""Addresses of the front page and Today."""

from django.urls import path

from myeloma_journal.home import views
from myeloma_journal.home.today import today

app_name = "home"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("start/", views.journal_start, name="journal_start"),
    path("start/ticks/", views.ticks, name="ticks"),
    path("start/ticks/keep/", views.ticks_keep, name="ticks_keep"),
    path("patients/<uuid:patient_id>/", today, name="today"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/", views.help, name="help"),
    path("look-around/", views.look_around, name="look_around"),
]
