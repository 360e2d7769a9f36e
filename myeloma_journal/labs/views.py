"""Lab results: written down from the laboratory's paper, and corrected."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.core.messages import saved_now
from myeloma_journal.labs.forms import ResultEditForm, ResultsPage

PAGE_SIZE = 100


@circle_view(Permission.READ)
def result_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every result, the latest first."""
    results = member.patient.lab_results.all()
    page = Paginator(results.in_order(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "labs/result_list.html", {"page": page})


@circle_view(Permission.WRITE)
def result_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down the results of one day."""
    answers = request.POST if request.method == "POST" else None
    form = ResultsPage(answers, member.patient)
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("treatment:record", member.patient_id)
    status = 422 if form.errors else 200
    return render(request, "labs/result_add.html", {"form": form}, status=status)


@circle_view(Permission.WRITE)
def result_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct one result."""
    result = get_object_or_404(member.patient.lab_results, pk=pk)
    answers = request.POST if request.method == "POST" else None
    form = ResultEditForm(answers, result=result, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("treatment:record", member.patient_id)
    context = {"form": form, "result": result}
    status = 422 if form.errors else 200
    return render(request, "labs/result_edit.html", context, status=status)


@circle_view(Permission.WRITE)
def result_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Ask once more, then take one result out of the record."""
    result = get_object_or_404(member.patient.lab_results, pk=pk)
    if request.method == "POST":
        name = str(result)
        result.delete()
        messages.success(request, _("Removed: %(name)s.") % {"name": name})
        return redirect("treatment:record", member.patient_id)
    return render(request, "labs/result_remove.html", {"thing": result})
