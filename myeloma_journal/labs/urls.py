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
        "patients/<uuid:patient_id>/labs/tests/<path:test>/",
        views.result_chart,
        name="result_chart",
    ),
    path("patients/<uuid:patient_id>/labs/mrd/add/", views.mrd_add, name="mrd_add"),
    path(
        "patients/<uuid:patient_id>/labs/told/add/",
        views.told_result_add,
        name="told_result_add",
    ),
    path(
        "patients/<uuid:patient_id>/labs/told/<uuid:pk>/",
        views.told_result_edit,
        name="told_result_edit",
    ),
    path(
        "patients/<uuid:patient_id>/labs/told/<uuid:pk>/remove/",
        views.told_result_remove,
        name="told_result_remove",
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
