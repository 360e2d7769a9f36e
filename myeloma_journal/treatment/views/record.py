"""The treatment record on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.labs.tables import LAB_DAYS, side_by_side


@circle_view(Permission.READ)
def record(request: HttpRequest, member: Membership) -> HttpResponse:
    """All of it on one page, the latest first."""
    patient, today = member.patient, member.patient.today()
    lines = list(patient.lines.all().whole())
    medications = patient.medications.select_related("drug")
    results = patient.lab_results.all()
    days = list(results.latest_dates(LAB_DAYS))
    context = {
        "diagnosis": getattr(patient, "diagnosis", None),
        "stages": patient.stages_told.all(),
        "findings": patient.gene_findings.select_related("marker"),
        "lines": [(line, line.is_current(today)) for line in lines],
        "today": today,
        "current": medications.current(today),
        "planned": medications.planned(today),
        "stopped": medications.stopped(today),
        "allergies": patient.allergies.all(),
        "days": days,
        "rows": side_by_side(results.taken_on_days(days), days),
    }
    return render(request, "treatment/record.html", context)
