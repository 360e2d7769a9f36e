"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "trends"
urlpatterns = [
    path("patients/<uuid:patient_id>/journal/since/", stub, name="since"),
]
