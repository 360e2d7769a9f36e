"""Addresses."""

from django.urls import URLPattern, path

from myeloma_journal.treatment import views

RECORD = "patients/<uuid:patient_id>/treatment/"

app_name = "treatment"
urlpatterns: list[URLPattern] = [
    path(RECORD, views.record, name="record"),
    path(f"{RECORD}lines/add/", views.line_add, name="line_add"),
    path(f"{RECORD}lines/<uuid:pk>/", views.line_edit, name="line_edit"),
    path(f"{RECORD}lines/<uuid:pk>/drugs/", views.line_drugs, name="line_drugs"),
    path(f"{RECORD}lines/<uuid:pk>/remove/", views.line_remove, name="line_remove"),
    path(f"{RECORD}medications/add/", views.medication_add, name="medication_add"),
    path(
        f"{RECORD}medications/<uuid:pk>/",
        views.medication_edit,
        name="medication_edit",
    ),
    path(
        f"{RECORD}medications/<uuid:pk>/remove/",
        views.medication_remove,
        name="medication_remove",
    ),
    path(f"{RECORD}allergies/add/", views.allergy_add, name="allergy_add"),
    path(f"{RECORD}allergies/<uuid:pk>/", views.allergy_edit, name="allergy_edit"),
    path(
        f"{RECORD}allergies/<uuid:pk>/remove/",
        views.allergy_remove,
        name="allergy_remove",
    ),
    path(f"{RECORD}diagnosis/", views.diagnosis_edit, name="diagnosis_edit"),
    path(f"{RECORD}stages/add/", views.stage_add, name="stage_add"),
    path(f"{RECORD}stages/<uuid:pk>/", views.stage_edit, name="stage_edit"),
    path(f"{RECORD}stages/<uuid:pk>/remove/", views.stage_remove, name="stage_remove"),
    path(f"{RECORD}genes/add/", views.gene_finding_add, name="gene_finding_add"),
    path(
        f"{RECORD}genes/<uuid:pk>/",
        views.gene_finding_edit,
        name="gene_finding_edit",
    ),
    path(
        f"{RECORD}genes/<uuid:pk>/remove/",
        views.gene_finding_remove,
        name="gene_finding_remove",
    ),
]
