"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "care_circle"
urlpatterns = [
    path("patients/<uuid:patient_id>/about/", stub, name="patient_edit"),
]
