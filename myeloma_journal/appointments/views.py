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
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from myeloma_journal.appointments import actions
from myeloma_journal.appointments.forms import (
    AfterForm,
    AppointmentForm,
    NextStepFormSet,
    PlanForm,
)
from myeloma_journal.appointments.icalendar import calendar_file
from myeloma_journal.appointments.models import Appointment, CalendarFeed, NextStep
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import (
    edit_record,
    recreate_with,
    render_form,
    saved_now,
)

# The rest is on the page of the questions.
QUESTIONS_SHOWN = 20


@circle_view(Permission.READ)
def appointment_list(request: HttpRequest, member: Membership) -> HttpResponse:
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


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def appointment_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Plan visits, in the time zone of the patient."""
    appointment = Appointment(patient=member.patient, zone=member.patient.zone)
    form = PlanForm(
        form_data(request), instance=appointment, today=member.patient.today()
    )
    if form.is_valid():
        planned = form.plan()
        messages.success(request, _planned_message(planned))
        if len(planned) > 1:
            return redirect("appointments:appointment_list", member.patient_id)
        return redirect("appointments:appointment", member.patient_id, planned[0].pk)
    template = "appointments/appointment_add.html"
    return render_form(request, template, form, nav="visits")


@circle_view(Permission.READ)
def appointment(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One visit with its open questions, or with what came out of it."""
    visits = member.patient.appointments.select_related("contact")
    appointment = get_object_or_404(visits, pk=pk)
    days = appointment.days_from(member.patient.today())
    questions = member.patient.questions.all()
    to_ask = list(questions.for_appointment(appointment)) if days >= 0 else []
    context = {
        "nav": "visits",
        "appointment": appointment,
        "days": days,
        "to_ask": to_ask[:QUESTIONS_SHOWN],
        "more_to_ask": len(to_ask[QUESTIONS_SHOWN:]),
        "said": questions.answered_on(appointment.day) if days <= 0 else [],
        "left_open": questions.left_open_on(appointment.day) if days < 0 else [],
        "steps": appointment.next_steps.all(),
        "packets": appointment.packets.all(),
    }
    return render(request, "appointments/appointment.html", context)


@circle_view(Permission.WRITE)
@recreate_with("appointments:appointment_add")
def appointment_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    form = AppointmentForm(
        form_data(request), instance=appointment, today=member.patient.today()
    )
    then = reverse("appointments:appointment", args=[member.patient_id, appointment.pk])
    template = "appointments/appointment_edit.html"
    return edit_record(
        request, template, form, then=then, nav="visits", appointment=appointment
    )


@require_POST
@circle_view(Permission.WRITE)
def appointment_cancel(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Cancel a visit; with `back`, undo that."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    actions.set_cancelled(
        appointment=appointment, is_cancelled="back" not in request.POST
    )
    messages.success(request, saved_now())
    return redirect("appointments:appointment", member.patient_id, appointment.pk)


def _planned_message(planned: list[Appointment]) -> str:
    if len(planned) == 1:
        return saved_now()
    added = ngettext("%(count)d visit added.", "%(count)d visits added.", len(planned))
    return f"{added % {'count': len(planned)}} {saved_now()}"


@circle_view(Permission.WRITE)
def appointment_after(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    data = form_data(request)
    form = AfterForm(data, instance=appointment)
    steps = NextStepFormSet(data, appointment=appointment, today=member.patient.today())
    # Validate both, so that the page shows all errors.
    is_valid = [form.is_valid(), steps.is_valid()]
    if all(is_valid):
        with transaction.atomic():
            form.save()
            steps.save()
        messages.success(request, saved_now())
        return redirect("appointments:appointment", member.patient_id, appointment.pk)
    context = {
        "nav": "visits",
        "appointment": appointment,
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
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    coming = member.patient.appointments.exclude(pk=appointment.pk)
    questions = member.patient.questions.all()
    outcome = {
        "said": questions.answered_on(appointment.day),
        "left_open": questions.left_open_on(appointment.day),
        "steps": appointment.next_steps.all(),
    }
    context = {
        "nav": "visits",
        "appointment": appointment,
        **outcome,
        "says_something": appointment.heard
        or appointment.decided
        or any(outcome.values()),
        "next": coming.next_visit(timezone.now()),
    }
    return render(request, "appointments/appointment_note.html", context)


@require_POST
@circle_view(Permission.WRITE)
def step_done(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Mark a step as done; with `back`, as not done."""
    steps = NextStep.objects.filter(appointment__in=member.patient.appointments.all())
    step = get_object_or_404(steps, pk=pk)
    today = member.patient.today()
    actions.set_step_done(step=step, on=None if "back" in request.POST else today)
    messages.success(request, saved_now())
    return redirect("appointments:appointment", member.patient_id, step.appointment_id)


# How long past visits stay in the feed.
FEED_HISTORY = timedelta(days=365)


@circle_view(Permission.READ)
def appointment_file(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """One visit as an iCalendar file."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    response = _calendar_response(calendar_file([appointment]))
    day = appointment.day.isoformat()
    name = member.patient.file_name("visit", day, extension="ics")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@circle_view(Permission.READ)
@reauthentication_required
def calendar_address(request: HttpRequest, member: Membership) -> HttpResponse:
    """Whether the member has a feed; POST creates or replaces it.

    Its URL is shown on this one response only, for just a hash is stored.
    """
    feeds = CalendarFeed.objects.filter(membership=member)
    context: dict[str, object] = {"nav": "visits"}
    if request.method == "POST":
        secret = actions.renew_feed(member)
        path = reverse("calendar_feed", args=[secret])
        context["address"] = f"{settings.SITE_URL}{path}"
        # The scheme that calendar programs register; they fetch it by HTTPS.
        context["webcal"] = f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"
    context["made"] = feeds.first()
    return render(request, "appointments/calendar_address.html", context)


@require_POST
@circle_view(Permission.READ)
def calendar_withdraw(request: HttpRequest, member: Membership) -> HttpResponse:
    """Revoke the member's own feed."""
    actions.withdraw_feed(member)
    messages.success(request, _("Your calendar address no longer works."))
    return redirect("appointments:calendar_address", member.patient_id)


@require_safe
@login_not_required
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Visits of the last year and to come, for whoever has the secret URL."""
    feed = get_object_or_404(CalendarFeed.objects.all().for_token(secret))
    visits = feed.membership.patient.appointments.planned().filter(
        starts_at__gte=timezone.now() - FEED_HISTORY
    )
    response = _calendar_response(calendar_file(visits, name=_("Visits")))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _calendar_response(file: bytes) -> HttpResponse:
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
