"""Lines of therapy with their drugs, and procedures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import recreate_with, saved_now
from myeloma_journal.treatment.forms.line_drugs import DoseDaysForm, LineDrugFormSet
from myeloma_journal.treatment.forms.lines import LineForm, ProcedureForm
from myeloma_journal.treatment.models import Line, LineDrug, ProcedureDone
from myeloma_journal.treatment.views.editing import delete_treatment, edit_treatment


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def line_add(request: HttpRequest, member: Membership) -> HttpResponse:
    number = member.patient.lines.all().next_number()
    line = Line(patient=member.patient, number=number)
    then = reverse("treatment:line_drugs", args=[member.patient_id, line.pk])
    return edit_treatment(
        request, member, LineForm, line, "treatment/line_add.html", then
    )


@circle_view(Permission.WRITE)
@recreate_with("treatment:line_add")
def line_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    line = get_object_or_404(member.patient.lines, pk=pk)
    return edit_treatment(request, member, LineForm, line, "treatment/line_edit.html")


@circle_view(Permission.WRITE)
def line_drugs(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    line = get_object_or_404(member.patient.lines, pk=pk)
    form = LineDrugFormSet(form_data(request), line=line)
    is_sent = request.method == "POST"
    if is_sent and form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("treatment:record", member.patient_id)
    context = {"form": form, "line": line, "days": line.drugs.select_related("line")}
    status = 422 if is_sent else 200
    return render(request, "treatment/line_drugs.html", context, status=status)


@circle_view(Permission.WRITE)
def line_drug_days(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    drugs = LineDrug.objects.select_related("line")
    drug = get_object_or_404(drugs, pk=pk, line__in=member.patient.lines.all())
    template = "treatment/line_drug_days.html"
    return edit_treatment(request, member, DoseDaysForm, drug, template)


@circle_view(Permission.WRITE)
def line_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    line = get_object_or_404(member.patient.lines, pk=pk)
    return delete_treatment(request, member, line, "treatment/line_delete.html")


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def procedure_add(request: HttpRequest, member: Membership) -> HttpResponse:
    procedure = ProcedureDone(patient=member.patient)
    template = "treatment/procedure_add.html"
    return edit_treatment(request, member, ProcedureForm, procedure, template)


@circle_view(Permission.WRITE)
@recreate_with("treatment:procedure_add")
def procedure_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    procedure = get_object_or_404(member.patient.procedures, pk=pk)
    template = "treatment/procedure_edit.html"
    return edit_treatment(request, member, ProcedureForm, procedure, template)


@circle_view(Permission.WRITE)
def procedure_delete(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    procedure = get_object_or_404(member.patient.procedures, pk=pk)
    return delete_treatment(
        request, member, procedure, "treatment/procedure_delete.html"
    )
