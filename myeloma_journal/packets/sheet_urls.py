"""Question sheets: public, so in a namespace and a prefix of their own."""

from django.urls import path

from myeloma_journal.packets.views import sheets

app_name = "sheets"
urlpatterns = [
    path("all/", sheets.all_sheet, name="all_sheet"),
    path("bundles/<slug:slug>/", sheets.bundle_sheet, name="bundle_sheet"),
    path("<slug:slug>/", sheets.checklist_sheet, name="checklist_sheet"),
]
