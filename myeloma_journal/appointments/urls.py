"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "appointments"
urlpatterns = [
    path("patients/<uuid:patient_id>/appointments/", stub, name="appointment_list"),
    path("patients/<uuid:patient_id>/appointments/add/", stub, name="appointment_add"),
    path(
        "patients/<uuid:patient_id>/appointments/<uuid:pk>/", stub, name="appointment"
    ),
    path(
        "patients/<uuid:patient_id>/appointments/<uuid:pk>/edit/",
        stub,
        name="appointment_edit",
    ),
]
