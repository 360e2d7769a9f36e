"""Addresses."""

from django.urls import path

from myeloma_journal.packets.views import packets, prepare, sheets, week

VISIT = "patients/<uuid:patient_id>/appointments/<uuid:pk>/"
PACKET, PREPARE = f"{VISIT}packet/", f"{VISIT}prepare/"

app_name = "packets"
urlpatterns = [
    path("checklists/all/sheet/", sheets.all_sheet, name="all_sheet"),
    path(
        "checklists/bundles/<slug:slug>/sheet/",
        sheets.bundle_sheet,
        name="bundle_sheet",
    ),
    path(
        "checklists/<slug:slug>/sheet/", sheets.checklist_sheet, name="checklist_sheet"
    ),
    path("patients/<uuid:patient_id>/week-sheet/", week.week_sheet, name="week_sheet"),
    path(PACKET, packets.packet, name="packet"),
    path(f"{PACKET}print/", packets.packet_print, name="packet_print"),
    path(PREPARE, prepare.prepare, name="prepare"),
    path(f"{PREPARE}top/", prepare.prepare_top, name="prepare_top"),
    path(f"{PREPARE}changes/", prepare.prepare_changes, name="prepare_changes"),
    path(
        f"{PREPARE}medications/",
        prepare.prepare_medications,
        name="prepare_medications",
    ),
    path(f"{PREPARE}labs/", prepare.prepare_labs, name="prepare_labs"),
    path(f"{PREPARE}print/", prepare.prepare_print, name="prepare_print"),
]
