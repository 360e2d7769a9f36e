"""The diagnosis, its stages and its gene findings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import recreate_with
from myeloma_journal.treatment.forms.diagnosis import (
    DiagnosisForm,
    GeneFindingForm,
    StageForm,
)
from myeloma_journal.treatment.models import Diagnosis, GeneFinding, Stage
from myeloma_journal.treatment.views.editing import delete_treatment, edit_treatment


@circle_view(Permission.READ)
def diagnosis(request: HttpRequest, member: Membership) -> HttpResponse:
    """What the team told: the diagnosis, stages, and genes."""
    patient = member.patient
    context = {
        "diagnosis": getattr(patient, "diagnosis", None),
        "stages": patient.stages.all(),
        "findings": patient.gene_findings.select_related("marker"),
    }
    return render(request, "treatment/diagnosis.html", context)


@circle_view(Permission.WRITE)
def diagnosis_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    patient = member.patient
    told = getattr(patient, "diagnosis", None) or Diagnosis(patient=patient)
    template = "treatment/diagnosis_edit.html"
    return edit_treatment(request, member, DiagnosisForm, told, template)


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def stage_add(request: HttpRequest, member: Membership) -> HttpResponse:
    stage = Stage(patient=member.patient)
    return edit_treatment(request, member, StageForm, stage, "treatment/stage_add.html")


@circle_view(Permission.WRITE)
@recreate_with("treatment:stage_add")
def stage_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    stage = get_object_or_404(member.patient.stages, pk=pk)
    return edit_treatment(
        request, member, StageForm, stage, "treatment/stage_edit.html"
    )


@circle_view(Permission.WRITE)
def stage_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    stage = get_object_or_404(member.patient.stages, pk=pk)
    return delete_treatment(request, member, stage, "treatment/stage_delete.html")


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def gene_finding_add(request: HttpRequest, member: Membership) -> HttpResponse:
    finding = GeneFinding(patient=member.patient)
    template = "treatment/gene_finding_add.html"
    return edit_treatment(request, member, GeneFindingForm, finding, template)


@circle_view(Permission.WRITE)
@recreate_with("treatment:gene_finding_add")
def gene_finding_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    finding = get_object_or_404(member.patient.gene_findings, pk=pk)
    template = "treatment/gene_finding_edit.html"
    return edit_treatment(request, member, GeneFindingForm, finding, template)


@circle_view(Permission.WRITE)
def gene_finding_delete(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    finding = get_object_or_404(member.patient.gene_findings, pk=pk)
    return delete_treatment(
        request, member, finding, "treatment/gene_finding_delete.html"
    )
