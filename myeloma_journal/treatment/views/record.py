"""The treatment record on one page, and its history."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.models.reviews import needs_review
from myeloma_journal.labs.tables import LAB_TIMES, build_table
from myeloma_journal.treatment.forms.lines import TimelineForm
from myeloma_journal.treatment.history import revisions
from myeloma_journal.treatment.timeline import build_timeline, results_by_marker
from myeloma_journal.treatment.views.medications import medication_context

PAGE_SIZE = 40


@circle_view(Permission.READ)
def record(request: HttpRequest, member: Membership) -> HttpResponse:
    """All of it on one page, the latest first."""
    patient, today = member.patient, member.patient.today()
    lines = list(patient.lines.all().with_drugs().prefetch_related("procedures"))
    procedures = list(patient.procedures.all())
    results = patient.lab_results.select_related("marker")
    form = TimelineForm(request.GET, results_by_marker(results))
    latest_results = patient.lab_results.of_latest_days(LAB_TIMES).by_test()
    context = {
        "diagnosis": getattr(patient, "diagnosis", None),
        "stages": patient.stages.all(),
        "findings": patient.gene_findings.select_related("marker"),
        "lines": [(line, line.is_current(today)) for line in lines],
        "events": patient.health_events.all(),
        "timeline": build_timeline(lines, procedures, form.results, today=today),
        "timeline_form": form,
        "other_procedures": [row for row in procedures if row.line_id is None],
        "today": today,
        "needs_review": needs_review(patient),
        **medication_context(member),
        "labs": build_table(list(latest_results)),
        "other_test_results": patient.other_test_results.select_related("test"),
    }
    return render(request, "treatment/record.html", context)


@circle_view(Permission.READ)
def record_history(request: HttpRequest, member: Membership) -> HttpResponse:
    """Changes, and what stood there before, the latest first."""
    paginator = Paginator(revisions(member.patient), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "revisions": page.object_list,
        "earlier": f"?page={page.next_page_number()}" if page.has_next() else "",
        "later": f"?page={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "treatment/record_history.html", context)
