"""After a visit: what was heard, what was decided, what is to be done."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from myeloma_journal.appointments.forms import AfterForm, NextStepFormSet
from myeloma_journal.appointments.models import NextStep
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import saved_now


@circle_view(Permission.WRITE)
def appointment_after(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Write down what came out of a visit."""
    visit = get_object_or_404(member.patient.appointments, pk=pk)
    data = answers(request)
    form = AfterForm(data, instance=visit)
    steps = NextStepFormSet(data, visit=visit, today=member.patient.today())
    # Both are asked, so that the page says everything that is missing.
    is_valid = [form.is_valid(), steps.is_valid()]
    if all(is_valid):
        with transaction.atomic():
            form.save()
            steps.save()
        messages.success(request, saved_now())
        return redirect("appointments:appointment", member.patient_id, visit.pk)
    context = {
        "nav": "visits",
        "appointment": visit,
        "form": form,
        "steps": steps,
        "forms": [form, *steps.forms],
    }
    status = 422 if request.method == "POST" else 200
    template = "appointments/appointment_after.html"
    return render(request, template, context, status=status)


@circle_view(Permission.READ)
def appointment_note(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """All that came out of a visit on one page, to print or to copy for the family."""
    visit = get_object_or_404(member.patient.appointments, pk=pk)
    coming = member.patient.appointments.exclude(pk=visit.pk)
    questions = member.patient.questions.all()
    told = {
        "said": questions.answered_on(visit.day),
        "left_open": questions.left_open_on(visit.day),
        "steps": visit.next_steps.all(),
    }
    context = {
        "nav": "visits",
        "appointment": visit,
        **told,
        "says_something": visit.heard or visit.decided or any(told.values()),
        "next": coming.next_visit(timezone.now()),
    }
    return render(request, "appointments/appointment_note.html", context)


@require_POST
@circle_view(Permission.WRITE)
def step_done(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Say that a step is done; `back` in the answers takes that back."""
    mine = NextStep.objects.filter(appointment__in=member.patient.appointments.all())
    step = get_object_or_404(mine, pk=pk)
    step.set_done(None if "back" in request.POST else member.patient.today())
    messages.success(request, saved_now())
    return redirect("appointments:appointment", member.patient_id, step.appointment_id)
