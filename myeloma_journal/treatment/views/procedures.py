"""Procedures: transplant, CAR-T, radiation, surgery."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.record_pages import recreate_with
from myeloma_journal.treatment.forms import ProcedureForm
from myeloma_journal.treatment.models import ProcedureDone
from myeloma_journal.treatment.views.editing import confirm_delete, edit_record


@circle_view(Permission.WRITE)
def procedure_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down a procedure."""
    procedure = ProcedureDone(patient=member.patient)
    template = "treatment/procedure_add.html"
    return edit_record(request, member, ProcedureForm, procedure, template)


@circle_view(Permission.WRITE)
@recreate_with("treatment:procedure_add")
def procedure_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct a procedure."""
    procedure = get_object_or_404(member.patient.procedures, pk=pk)
    template = "treatment/procedure_edit.html"
    return edit_record(request, member, ProcedureForm, procedure, template)


@circle_view(Permission.WRITE)
def procedure_remove(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Take a procedure that was written by mistake out of the record."""
    procedure = get_object_or_404(member.patient.procedures, pk=pk)
    return confirm_delete(request, member, procedure, "treatment/procedure_remove.html")
