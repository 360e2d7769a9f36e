"""What is known about the patient."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.forms import PatientForm, SignatureForm
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import saved_now


@circle_view(Permission.WRITE)
def patient_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Correct what is known about the patient."""
    data = answers(request)
    form = PatientForm(data, instance=member.patient)
    own = None if member.is_patient else SignatureForm(data, member=member)
    forms = [one for one in (form, own) if one]
    if all(one.is_valid() for one in forms):
        _save(forms)
        messages.success(request, saved_now())
        return redirect("care_circle:patient_edit", member.patient_id)
    # A refused name must not stand at the head of the page as the patient's.
    member.patient.refresh_from_db()
    status = 422 if any(one.errors for one in forms) else 200
    context = {"form": form, "own": own, "forms": forms}
    return render(request, "care_circle/patient_edit.html", context, status=status)


@transaction.atomic
def _save(forms: Iterable[PatientForm | SignatureForm]) -> None:
    for form in forms:
        form.save()
