"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "journal"
urlpatterns = [
    path("patients/<uuid:patient_id>/journal/", stub, name="entry_list"),
    path("patients/<uuid:patient_id>/journal/<uuid:pk>/", stub, name="entry"),
    path("patients/<uuid:patient_id>/journal/<uuid:pk>/edit/", stub, name="entry_edit"),
    path("patients/<uuid:patient_id>/symptoms/", stub, name="symptom_list"),
]
