"""Addresses."""

from django.urls import path

from myeloma_journal.packets import views, week

VISIT = "patients/<uuid:patient_id>/appointments/<uuid:pk>/packet/"

app_name = "packets"
urlpatterns = [
    path("checklists/all/sheet/", views.all_sheet, name="all_sheet"),
    path(
        "checklists/bundles/<slug:slug>/sheet/", views.bundle_sheet, name="bundle_sheet"
    ),
    path(
        "checklists/<slug:slug>/sheet/", views.checklist_sheet, name="checklist_sheet"
    ),
    path("patients/<uuid:patient_id>/week-sheet/", week.week_sheet, name="week_sheet"),
    path(VISIT, views.packet, name="packet"),
    path(f"{VISIT}print/", views.packet_print, name="packet_print"),
]
