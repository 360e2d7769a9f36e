"""Addresses."""

from django.urls import URLPattern, path

from myeloma_journal.treatment.views import (
    lines,
    medications,
    procedures,
    record,
    told,
    what_changed,
)

RECORD = "patients/<uuid:patient_id>/treatment/"

app_name = "treatment"
urlpatterns: list[URLPattern] = [
    path(RECORD, record.record, name="record"),
    path(f"{RECORD}changes/", what_changed.what_changed, name="what_changed"),
    path(f"{RECORD}lines/add/", lines.line_add, name="line_add"),
    path(f"{RECORD}lines/<uuid:pk>/", lines.line_edit, name="line_edit"),
    path(f"{RECORD}lines/<uuid:pk>/drugs/", lines.line_drugs, name="line_drugs"),
    path(f"{RECORD}lines/<uuid:pk>/remove/", lines.line_remove, name="line_remove"),
    path(f"{RECORD}drugs/<uuid:pk>/days/", lines.line_drug_days, name="line_drug_days"),
    path(f"{RECORD}procedures/add/", procedures.procedure_add, name="procedure_add"),
    path(
        f"{RECORD}procedures/<uuid:pk>/",
        procedures.procedure_edit,
        name="procedure_edit",
    ),
    path(
        f"{RECORD}procedures/<uuid:pk>/remove/",
        procedures.procedure_remove,
        name="procedure_remove",
    ),
    path(
        f"{RECORD}medications/add/", medications.medication_add, name="medication_add"
    ),
    path(
        f"{RECORD}medications/<uuid:pk>/",
        medications.medication_edit,
        name="medication_edit",
    ),
    path(
        f"{RECORD}medications/<uuid:pk>/remove/",
        medications.medication_remove,
        name="medication_remove",
    ),
    path(
        f"{RECORD}still-right/", medications.medications_check, name="medications_check"
    ),
    path(f"{RECORD}allergies/add/", medications.allergy_add, name="allergy_add"),
    path(
        f"{RECORD}allergies/<uuid:pk>/", medications.allergy_edit, name="allergy_edit"
    ),
    path(
        f"{RECORD}allergies/<uuid:pk>/remove/",
        medications.allergy_remove,
        name="allergy_remove",
    ),
    path(f"{RECORD}diagnosis/", told.diagnosis_edit, name="diagnosis_edit"),
    path(f"{RECORD}stages/add/", told.stage_add, name="stage_add"),
    path(f"{RECORD}stages/<uuid:pk>/", told.stage_edit, name="stage_edit"),
    path(f"{RECORD}stages/<uuid:pk>/remove/", told.stage_remove, name="stage_remove"),
    path(f"{RECORD}genes/add/", told.gene_finding_add, name="gene_finding_add"),
    path(
        f"{RECORD}genes/<uuid:pk>/",
        told.gene_finding_edit,
        name="gene_finding_edit",
    ),
    path(
        f"{RECORD}genes/<uuid:pk>/remove/",
        told.gene_finding_remove,
        name="gene_finding_remove",
    ),
]
