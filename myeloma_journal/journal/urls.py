"""Addresses of the journal."""

from django.urls import path

from myeloma_journal.journal import views

app_name = "journal"
urlpatterns = [
    path("patients/<uuid:patient_id>/journal/<uuid:pk>/", views.entry, name="entry"),
    path(
        "patients/<uuid:patient_id>/journal/<uuid:pk>/edit/",
        views.entry_edit,
        name="entry_edit",
    ),
    path(
        "patients/<uuid:patient_id>/journal/<uuid:pk>/take-back/",
        views.entry_take_back,
        name="entry_take_back",
    ),
    path(
        "patients/<uuid:patient_id>/journal/<uuid:pk>/taken-back/",
        views.entry_taken_back,
        name="entry_taken_back",
    ),
    path(
        "patients/<uuid:patient_id>/symptoms/", views.symptom_list, name="symptom_list"
    ),
]
