"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "treatment"
urlpatterns = [
    path("patients/<uuid:patient_id>/treatment/", stub, name="record"),
]
