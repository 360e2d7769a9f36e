"""Addresses of the pages that look back."""

from django.urls import path

from myeloma_journal.trends import views

app_name = "trends"
urlpatterns = [
    path("patients/<uuid:patient_id>/journal/", views.timeline, name="timeline"),
    path("patients/<uuid:patient_id>/journal/month/", views.month, name="month"),
    path(
        "patients/<uuid:patient_id>/journal/charts/",
        views.chart_list,
        name="chart_list",
    ),
    path(
        "patients/<uuid:patient_id>/journal/charts/<uuid:pk>/",
        views.symptom,
        name="symptom",
    ),
    path(
        "patients/<uuid:patient_id>/journal/charts/<slug:slug>/",
        views.measure,
        name="measure",
    ),
    path("patients/<uuid:patient_id>/journal/since/", views.since, name="since"),
]
