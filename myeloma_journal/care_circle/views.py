"""Pages about the patient and the circle."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.forms import PatientForm
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.core.messages import saved_now


@circle_view(Permission.WRITE)
def patient_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Correct what is known about the patient."""
    answers = request.POST if request.method == "POST" else None
    form = PatientForm(answers, instance=member.patient)
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("care_circle:patient_edit", member.patient_id)
    # A refused name must not stand at the head of the page as the patient's.
    member.patient.refresh_from_db()
    status = 422 if form.errors else 200
    return render(
        request, "care_circle/patient_edit.html", {"form": form}, status=status
    )
