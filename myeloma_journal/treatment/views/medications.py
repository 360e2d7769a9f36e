"""Medications and allergies."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.treatment.forms import AllergyForm, MedicationForm
from myeloma_journal.treatment.models import Allergy, Medication
from myeloma_journal.treatment.views.asking import ask, remove


@circle_view(Permission.WRITE)
def medication_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down a medication."""
    medication = Medication(patient=member.patient)
    template = "treatment/medication_add.html"
    return ask(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
def medication_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct a medication, or say that it was stopped."""
    medication = get_object_or_404(member.patient.medications, pk=pk)
    template = "treatment/medication_edit.html"
    return ask(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
def medication_remove(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Take a medication that was written by mistake out of the record."""
    medication = get_object_or_404(member.patient.medications, pk=pk)
    return remove(request, member, medication, "treatment/medication_remove.html")


@circle_view(Permission.WRITE)
def allergy_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down an allergy."""
    allergy = Allergy(patient=member.patient)
    return ask(request, member, AllergyForm, allergy, "treatment/allergy_add.html")


@circle_view(Permission.WRITE)
def allergy_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an allergy."""
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return ask(request, member, AllergyForm, allergy, "treatment/allergy_edit.html")


@circle_view(Permission.WRITE)
def allergy_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Take an allergy that was written by mistake out of the record."""
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return remove(request, member, allergy, "treatment/allergy_remove.html")
