"""Addresses of the front page and Today."""

from django.urls import path

from myeloma_journal.journal.views import today
from myeloma_journal.welcome import views as front

app_name = "home"
urlpatterns = [
    path("", front.landing, name="landing"),
    path("start/", front.journal_start, name="journal_start"),
    path("start/ticks/", front.ticks, name="ticks"),
    path("start/ticks/keep/", front.ticks_keep, name="ticks_keep"),
    path("patients/<uuid:patient_id>/", today.today, name="today"),
    path("privacy/", front.privacy, name="privacy"),
    path("help/", front.help, name="help"),
    path("demo/", front.demo_login, name="demo_login"),
]
