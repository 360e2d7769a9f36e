"""Visits: planned, moved, cancelled, held."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.appointments.forms import AppointmentForm, PlanForm
from myeloma_journal.appointments.models import Appointment, NextStep
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import recreate_with, saved_now

# A long list is read on its own page; a visit shows how it begins.
QUESTIONS_SHOWN = 20


@circle_view(Permission.READ)
def appointment_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """The next visit, those after it, and those that have been."""
    now = timezone.now()
    appointments = member.patient.appointments
    coming = list(appointments.all().upcoming(now))
    context = {
        "nav": "visits",
        "next": coming[0] if coming else None,
        "days": coming[0].days_from(member.patient.today()) if coming else None,
        "later": coming[1:],
        "past": appointments.all().past(now),
        "cancelled": appointments.filter(is_cancelled=True),
        "steps": NextStep.objects.all()
        .open()
        .filter(appointment__in=appointments.all())
        .select_related("appointment"),
    }
    return render(request, "appointments/appointment_list.html", context)


@circle_view(Permission.WRITE)
def appointment_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Plan a visit on the clock of the place where the patient lives."""
    visit = Appointment(patient=member.patient, zone=member.patient.zone)
    form = PlanForm(answers(request), instance=visit, today=member.patient.today())
    if form.is_valid():
        planned = form.plan()
        messages.success(request, _what_was_planned(planned))
        if len(planned) > 1:
            return redirect("appointments:appointment_list", member.patient_id)
        return redirect("appointments:appointment", member.patient_id, planned[0].pk)
    context = {"nav": "visits", "form": form}
    status = 422 if form.errors else 200
    template = "appointments/appointment_add.html"
    return render(request, template, context, status=status)


@circle_view(Permission.READ)
def appointment(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One visit: what to ask there, or what was said there."""
    visits = member.patient.appointments.select_related("contact")
    visit = get_object_or_404(visits, pk=pk)
    days = visit.days_from(member.patient.today())
    questions = member.patient.questions.all()
    to_ask = list(questions.for_appointment(visit)) if days >= 0 else []
    context = {
        "nav": "visits",
        "appointment": visit,
        "days": days,
        "to_ask": to_ask[:QUESTIONS_SHOWN],
        "more_to_ask": len(to_ask[QUESTIONS_SHOWN:]),
        "said": questions.answered_on(visit.day) if days <= 0 else [],
        "left_open": questions.left_open_on(visit.day) if days < 0 else [],
        "steps": visit.next_steps.all(),
        "packets": visit.packets.all(),
    }
    return render(request, "appointments/appointment.html", context)


@circle_view(Permission.WRITE)
@recreate_with("appointments:appointment_add")
def appointment_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Correct a visit, or move it to another day."""
    visit = get_object_or_404(member.patient.appointments, pk=pk)
    form = AppointmentForm(
        answers(request), instance=visit, today=member.patient.today()
    )
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("appointments:appointment", member.patient_id, visit.pk)
    context = {"nav": "visits", "form": form, "appointment": visit}
    status = 422 if form.errors else 200
    template = "appointments/appointment_edit.html"
    return render(request, template, context, status=status)


@require_POST
@circle_view(Permission.WRITE)
def appointment_cancel(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Cancel a visit; `back` in the answers takes that back."""
    visit = get_object_or_404(member.patient.appointments, pk=pk)
    visit.is_cancelled = "back" not in request.POST
    visit.sequence += 1
    visit.save()
    messages.success(request, saved_now())
    return redirect("appointments:appointment", member.patient_id, visit.pk)


def _what_was_planned(planned: list[Appointment]) -> str:
    """When they were kept, and how many if there are several."""
    if len(planned) == 1:
        return saved_now()
    words = {"count": len(planned), "saved": saved_now()}
    return _("%(count)d visits are planned. %(saved)s") % words
