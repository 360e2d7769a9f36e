"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "labs"
urlpatterns = [
    path("patients/<uuid:patient_id>/labs/add/", stub, name="result_add"),
]
