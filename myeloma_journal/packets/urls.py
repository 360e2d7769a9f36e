"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "packets"
urlpatterns = [
    path("checklists/bundles/<slug:slug>/sheet/", stub, name="bundle_sheet"),
    path("checklists/<slug:slug>/sheet/", stub, name="checklist_sheet"),
    path(
        "patients/<uuid:patient_id>/appointments/<uuid:pk>/packet/", stub, name="packet"
    ),
    path(
        "patients/<uuid:patient_id>/appointments/<uuid:pk>/packet/print/",
        stub,
        name="packet_print",
    ),
]
