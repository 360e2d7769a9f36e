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
from myeloma_journal.treatment.forms.lines import LineForm, ProcedureForm, TimelineForm
from myeloma_journal.treatment.models import Line, LineDrug, ProcedureDone
from myeloma_journal.treatment.timeline import build_timeline, results_by_marker
from myeloma_journal.treatment.views.editing import (
    delete_treatment,
    edit_treatment,
    page_of,
)


@circle_view(Permission.READ)
def treatment_now(request: HttpRequest, member: Membership) -> HttpResponse:
    """The lines of therapy under way, and those that are planned."""
    patient, today = member.patient, member.patient.today()
    lines = [
        (line, line.is_current(today))
        for line in patient.lines.all().with_drugs().prefetch_related("procedures")
        if line.is_current(today) or line.started_on > today
    ]
    diagnosis = getattr(patient, "diagnosis", None)
    context = {
        "lines": lines,
        "today": today,
        "has_earlier": patient.lines.filter(started_on__lte=today).exists(),
        "phase_name": diagnosis.phase_name if diagnosis else "",
    }
    return render(request, "treatment/treatment_now.html", context)


@circle_view(Permission.READ)
def earlier_treatments(request: HttpRequest, member: Membership) -> HttpResponse:
    """The lines that are over, what else was done, and all of it as a chart."""
    patient, today = member.patient, member.patient.today()
    lines = list(patient.lines.all().with_drugs().prefetch_related("procedures"))
    procedures = list(patient.procedures.all())
    results = patient.lab_results.select_related("marker")
    form = TimelineForm(request.GET, results_by_marker(results))
    context = {
        "lines": [
            (line, False)
            for line in lines
            if line.started_on <= today and not line.is_current(today)
        ],
        "today": today,
        "other_procedures": [row for row in procedures if row.line_id is None],
        "events": patient.health_events.all(),
        "timeline": build_timeline(lines, procedures, form.results, today=today),
        "timeline_form": form,
    }
    return render(request, "treatment/earlier_treatments.html", context)


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
    page = page_of(line, member)
    form = LineDrugFormSet(form_data(request), line=line)
    is_sent = request.method == "POST"
    if is_sent and form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect(page.url)
    days = line.drugs.select_related("line")
    context = {"form": form, "line": line, "days": days, "page": page}
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
