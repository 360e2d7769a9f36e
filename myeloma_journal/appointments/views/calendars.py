"""Visits in the calendar of a phone: one as a file, or all by a private address."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from myeloma_journal.appointments.calendars import calendar_file
from myeloma_journal.appointments.models import CalendarAddress
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Kind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required

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
        audit.record(member, Kind.CALENDAR_MADE)
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
        audit.record(member, Kind.CALENDAR_GONE)
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
