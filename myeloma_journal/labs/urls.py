"""Addresses."""

from django.urls import path

from myeloma_journal.labs import views

app_name = "labs"
urlpatterns = [
    path("patients/<uuid:patient_id>/labs/", views.result_list, name="result_list"),
    path("patients/<uuid:patient_id>/labs/add/", views.result_add, name="result_add"),
    path(
        "patients/<uuid:patient_id>/labs/paste/",
        views.result_paste,
        name="result_paste",
    ),
    path(
        "patients/<uuid:patient_id>/labs/<uuid:pk>/",
        views.result_edit,
        name="result_edit",
    ),
    path(
        "patients/<uuid:patient_id>/labs/<uuid:pk>/remove/",
        views.result_remove,
        name="result_remove",
    ),
]
