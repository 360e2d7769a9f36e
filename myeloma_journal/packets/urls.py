from django.urls import path

from myeloma_journal.packets.views import packets, prepare, sheets

app_name = "packets"
PACKET = "<uuid:pk>/"
PREPARE = f"{PACKET}prepare/"
urlpatterns = [
    path("week/", sheets.week_sheet, name="week_sheet"),
    path("when-to-call/", sheets.when_to_call, name="when_to_call"),
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
