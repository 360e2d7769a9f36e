"""Addresses for whoever watches the server."""

from django.urls import path

from myeloma_journal.platform.web import views

app_name = "backups"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
