"""The treatment record: a page of facts, the page of each part, and its history."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.models.reviews import needs_review
from myeloma_journal.treatment import record_facts
from myeloma_journal.treatment.history import revisions
from myeloma_journal.treatment.models import Medication
from myeloma_journal.treatment.record_facts import Fact

PAGE_SIZE = 40
# The last result of each test is among so many.
LATEST_RESULTS = 300


@dataclass(frozen=True)
class HubRow:
    """One part of the record: its page, what stands there, and where to add to it."""

    title: str
    url: str
    fact: Fact
    add_url: str


@circle_view(Permission.READ)
def record(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every part of the record with what stands there."""
    context = {
        "rows": _hub_rows(member.patient),
        "needs_review": needs_review(member.patient),
    }
    return render(request, "treatment/record.html", context)


def _hub_rows(patient: Patient) -> list[HubRow]:
    today = patient.today()
    lines = list(patient.lines.all().with_drugs())
    diagnosis = getattr(patient, "diagnosis", None)
    results = list(patient.lab_results.in_order()[:LATEST_RESULTS])
    other_tests = list(patient.other_test_results.all())
    earlier = record_facts.earlier_fact(
        lines,
        list(patient.procedures.all()),
        list(patient.health_events.all()),
        today,
    )
    told = record_facts.diagnosis_fact(
        diagnosis, list(patient.stages.all()), list(patient.gene_findings.all()), today
    )

    phase_name = diagnosis.phase_name if diagnosis else ""
    is_known = diagnosis is not None and diagnosis.is_known
    diagnosis_page = "treatment:diagnosis" if is_known else "treatment:diagnosis_edit"

    def row(title: str, page: str, fact: Fact, add: str) -> HubRow:
        url, add_url = (reverse(name, args=[patient.pk]) for name in (page, add))
        return HubRow(title, url, fact, add_url)

    return [
        row(
            _("Medications"),
            "treatment:medication_list",
            _medication_fact(patient, today),
            "treatment:medication_add",
        ),
        row(
            _("Allergies"),
            "treatment:allergy_list",
            _allergy_fact(patient, today),
            "treatment:allergy_add",
        ),
        row(
            _("Treatment now"),
            "treatment:treatment_now",
            record_facts.treatment_fact(lines, phase_name, today),
            "treatment:line_add",
        ),
        row(
            _("Lab results"),
            "labs:result_list",
            record_facts.lab_fact(results, today),
            "labs:result_add",
        ),
        row(
            _("Scans and other tests"),
            "labs:other_test_list",
            record_facts.other_test_fact(other_tests, today),
            "labs:other_test_add",
        ),
        row(
            _("Earlier treatments and hospital stays"),
            "treatment:earlier_treatments",
            earlier,
            "treatment:line_add",
        ),
        row(
            _("Diagnosis and genes"),
            "treatment:diagnosis",
            told,
            diagnosis_page,
        ),
    ]


def _medication_fact(patient: Patient, today: date) -> Fact:
    medications = list(patient.medications.all())
    visit = patient.appointments.all().last_visit(timezone.now())
    changes = Medication.history.filter(patient_id=patient.pk)
    last = changes.aggregate(last=Max("history_date"))["last"]
    return record_facts.medication_fact(
        medications,
        patient.lines.current(today).with_drugs(),
        since=visit.day if visit else None,
        changed_on=patient.local(last).date() if last else None,
        today=today,
    )


def _allergy_fact(patient: Patient, today: date) -> Fact:
    check = patient.medication_checks.first()
    return record_facts.allergy_fact(
        list(patient.allergies.current(today)),
        list(patient.allergies.ruled_out(today)),
        reviewed_on=check.checked_on if check else None,
        today=today,
    )


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
