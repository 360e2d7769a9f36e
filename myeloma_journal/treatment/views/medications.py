"""Medications and allergies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import (
    recreate_with,
    render_form,
    saved_now,
)
from myeloma_journal.treatment.forms.medications import (
    AllergyForm,
    MedicationCheckForm,
    MedicationForm,
)
from myeloma_journal.treatment.history import ChangesSinceVisit
from myeloma_journal.treatment.models import Allergy, Medication
from myeloma_journal.treatment.views.editing import delete_treatment, edit_treatment

# The app checks no drug interactions; it offers this question for the team instead.
INTERACTION_QUESTION = "se-interact"


@circle_view(Permission.READ)
def medication_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """What is taken now, what is planned, and what was stopped."""
    patient, today = member.patient, member.patient.today()
    last_visit = patient.appointments.all().last_visit(timezone.now())
    since = ChangesSinceVisit(patient, last_visit)
    medications = patient.medications.select_related("drug")
    questions = CatalogueQuestion.objects.current()
    context = {
        "lines": patient.lines.current(today).with_drugs(),
        "current": since.of(medications.current(today), today),
        "planned": since.of(medications.planned(today), today),
        "stopped": since.of(medications.stopped(today), today),
        "check": patient.medication_checks.first(),
        "interaction_question": questions.filter(slug=INTERACTION_QUESTION).first(),
    }
    return render(request, "treatment/medication_list.html", context)


@circle_view(Permission.READ)
def allergy_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """What this person must not have, and what was ruled out."""
    patient, today = member.patient, member.patient.today()
    context = {
        "allergies": patient.allergies.current(today),
        "ruled_out": patient.allergies.ruled_out(today),
        "check": patient.medication_checks.first(),
    }
    return render(request, "treatment/allergy_list.html", context)


@circle_view(Permission.WRITE)
def medication_check(request: HttpRequest, member: Membership) -> HttpResponse:
    """Check each current medication and allergy on one page."""
    form = MedicationCheckForm(form_data(request), member)
    if form.rows and form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("treatment:record", member.patient_id)
    today = member.patient.today()
    context = {
        "lines": member.patient.lines.all().given_on(today),
        "check": member.patient.medication_checks.first(),
    }
    template = "treatment/medication_check.html"
    return render_form(request, template, form, **context)


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def medication_add(request: HttpRequest, member: Membership) -> HttpResponse:
    medication = Medication(patient=member.patient)
    template = "treatment/medication_add.html"
    return edit_treatment(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
@recreate_with("treatment:medication_add")
def medication_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    medication = get_object_or_404(member.patient.medications, pk=pk)
    template = "treatment/medication_edit.html"
    return edit_treatment(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
def medication_delete(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    medication = get_object_or_404(member.patient.medications, pk=pk)
    return delete_treatment(
        request, member, medication, "treatment/medication_delete.html"
    )


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def allergy_add(request: HttpRequest, member: Membership) -> HttpResponse:
    allergy = Allergy(patient=member.patient)
    return edit_treatment(
        request, member, AllergyForm, allergy, "treatment/allergy_add.html"
    )


@circle_view(Permission.WRITE)
@recreate_with("treatment:allergy_add")
def allergy_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return edit_treatment(
        request, member, AllergyForm, allergy, "treatment/allergy_edit.html"
    )


@circle_view(Permission.WRITE)
def allergy_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return delete_treatment(request, member, allergy, "treatment/allergy_delete.html")
