"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "home"
urlpatterns = [
    path("", stub, name="landing"),
    path("start/", stub, name="journal_start"),
    path("patients/<uuid:patient_id>/", stub, name="today"),
    path("privacy/", stub, name="privacy"),
    path("help/", stub, name="help"),
    path("look-around/", stub, name="look_around"),
]
