from django.urls import URLPattern, path

from myeloma_journal.treatment.views import (
    diagnosis,
    events,
    lines,
    medications,
    record,
)

app_name = "treatment"
urlpatterns: list[URLPattern] = [
    path("", record.record, name="record"),
    path("history/", record.record_history, name="record_history"),
    path("medications/", medications.medication_list, name="medication_list"),
    path("allergies/", medications.allergy_list, name="allergy_list"),
    path("now/", lines.treatment_now, name="treatment_now"),
    path("earlier/", lines.earlier_treatments, name="earlier_treatments"),
    path("diagnosis/", diagnosis.diagnosis, name="diagnosis"),
    path("lines/add/", lines.line_add, name="line_add"),
    path("lines/<uuid:pk>/", lines.line_edit, name="line_edit"),
    path("lines/<uuid:pk>/drugs/", lines.line_drugs, name="line_drugs"),
    path("lines/<uuid:pk>/delete/", lines.line_delete, name="line_delete"),
    path("drugs/<uuid:pk>/days/", lines.line_drug_days, name="line_drug_days"),
    path("procedures/add/", lines.procedure_add, name="procedure_add"),
    path(
        "procedures/<uuid:pk>/",
        lines.procedure_edit,
        name="procedure_edit",
    ),
    path(
        "procedures/<uuid:pk>/delete/",
        lines.procedure_delete,
        name="procedure_delete",
    ),
    path("events/add/", events.health_event_add, name="health_event_add"),
    path("events/<uuid:pk>/", events.health_event_edit, name="health_event_edit"),
    path(
        "events/<uuid:pk>/delete/",
        events.health_event_delete,
        name="health_event_delete",
    ),
    path("medications/add/", medications.medication_add, name="medication_add"),
    path(
        "medications/<uuid:pk>/",
        medications.medication_edit,
        name="medication_edit",
    ),
    path(
        "medications/<uuid:pk>/delete/",
        medications.medication_delete,
        name="medication_delete",
    ),
    path("medications/check/", medications.medication_check, name="medication_check"),
    path("allergies/add/", medications.allergy_add, name="allergy_add"),
    path("allergies/<uuid:pk>/", medications.allergy_edit, name="allergy_edit"),
    path(
        "allergies/<uuid:pk>/delete/",
        medications.allergy_delete,
        name="allergy_delete",
    ),
    path("diagnosis/edit/", diagnosis.diagnosis_edit, name="diagnosis_edit"),
    path("stages/add/", diagnosis.stage_add, name="stage_add"),
    path("stages/<uuid:pk>/", diagnosis.stage_edit, name="stage_edit"),
    path("stages/<uuid:pk>/delete/", diagnosis.stage_delete, name="stage_delete"),
    path("genes/add/", diagnosis.gene_finding_add, name="gene_finding_add"),
    path(
        "genes/<uuid:pk>/",
        diagnosis.gene_finding_edit,
        name="gene_finding_edit",
    ),
    path(
        "genes/<uuid:pk>/delete/",
        diagnosis.gene_finding_delete,
        name="gene_finding_delete",
    ),
]
