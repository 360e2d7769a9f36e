from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from myeloma_journal.appointments.forms import (
    AfterForm,
    AppointmentForm,
    NextStepFormSet,
    PlanForm,
)
from myeloma_journal.appointments.icalendar import calendar_file
from myeloma_journal.appointments.models import Appointment, CalendarAddress, NextStep
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
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


# How long a visit that has been stays in the phone.
KEPT = timedelta(days=365)


@circle_view(Permission.READ)
def appointment_file(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """One visit as a file that any calendar opens."""
    visit = get_object_or_404(member.patient.appointments, pk=pk)
    response = _answer(calendar_file([visit]))
    name = f"visit-{visit.day:%Y-%m-%d}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@circle_view(Permission.READ)
@reauthentication_required
def calendar_address(request: HttpRequest, member: Membership) -> HttpResponse:
    """Whether this member has a private address; a press of the button makes one.

    The page that made it is the only one that can show it.
    """
    addresses = CalendarAddress.objects.filter(membership=member)
    context: dict[str, object] = {"nav": "visits"}
    if request.method == "POST":
        secret = CalendarAddress.objects.all().make_for(member)
        audit.record(member, ActivityKind.CALENDAR_MADE)
        path = reverse("calendar_feed", args=[secret])
        context["address"] = f"{settings.SITE_URL}{path}"
        # The name that calendars answer to; they ask for it safely all the same.
        context["webcal"] = f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"
    context["made"] = addresses.first()
    return render(request, "appointments/calendar_address.html", context)


@require_POST
@circle_view(Permission.READ)
def calendar_withdraw(request: HttpRequest, member: Membership) -> HttpResponse:
    """Let one's own address open nothing any more."""
    withdrawn, _by_model = CalendarAddress.objects.filter(membership=member).delete()
    if withdrawn:
        audit.record(member, ActivityKind.CALENDAR_GONE)
    messages.success(request, _("The address is withdrawn. It opens nothing any more."))
    return redirect("appointments:calendar_address", member.patient_id)


@require_safe
@login_not_required
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """All visits of the last year and to come, for whoever knows the secret."""
    opened = get_object_or_404(CalendarAddress.objects.all().opened_by(secret))
    visits = opened.membership.patient.appointments.planned().filter(
        starts_at__gte=timezone.now() - KEPT
    )
    response = _answer(calendar_file(visits, name=_("Visits")))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(file: bytes) -> HttpResponse:
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
