"""The packet for a visit, on screen and on paper."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.packets import actions, printing
from myeloma_journal.packets.actions import load_settings
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.packets.fitting import ROOMY, PageOne
from myeloma_journal.packets.forms import PacketForm
from myeloma_journal.packets.settings import PacketSettings, SinceWhen
from myeloma_journal.packets.views.responses import (
    PDF_ERRORS,
    Suggestion,
    glyphs_acknowledged,
    pdf_error,
    pdf_response,
)
from myeloma_journal.platform.forms.idempotency import skip_deduplication
from myeloma_journal.platform.pdf.client import LimitExceededError
from myeloma_journal.platform.pdf.glyphs import missing_glyphs, require_glyphs


@circle_view(Permission.READ)
def packet(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """The packet on screen: the same document that prints."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    saved = load_settings(request.session, appointment)
    form = PacketForm(request.GET, saved)
    settings = replace(saved, **form.overrides)
    contents = build_contents(
        member, appointment, now=timezone.now(), settings=settings
    )
    try:
        printing.check_row_limit(contents.rows)
    except LimitExceededError as problem:
        suggestion = _suggestion(problem, member, appointment, settings)
        return pdf_error(request, problem, suggestion)
    context = {
        "member": member,
        "appointment": appointment,
        "is_screen": True,
        "form": form,
        "packet": contents,
        "size": settings.size,
        "paper": settings.paper,
        "since": settings.since,
        "page_one": PageOne(contents, ROOMY),
        "missing_glyphs": missing_glyphs(contents),
    }
    return render(request, "packets/pdf/packet.html", context)


@skip_deduplication  # each print is a packet of its own
@circle_view(Permission.READ)
def packet_print(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """The packet on paper, with what is chosen for whoever the visit is with."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    if request.method != "POST":
        return redirect("packets:packet", member.patient_id, pk)
    saved = load_settings(request.session, appointment)
    settings = replace(saved, **PacketForm(request.POST, saved).overrides)
    return packet_file(request, member, appointment, settings)


def packet_file(
    request: HttpRequest,
    member: Membership,
    appointment: Appointment,
    settings: PacketSettings,
) -> HttpResponse:
    """The packet as a file, recorded once it is there; or why there is none."""
    now = timezone.now()
    try:
        contents = build_contents(member, appointment, now=now, settings=settings)
        require_glyphs(contents, acknowledged=glyphs_acknowledged(request))
        made = printing.packet_pdf(contents, settings.size, settings.paper)
    except LimitExceededError as problem:
        suggestion = _suggestion(problem, member, appointment, settings)
        return pdf_error(request, problem, suggestion)
    except PDF_ERRORS as problem:
        return pdf_error(request, problem)
    actions.record_packet(
        contents, made, appointment=appointment, settings=settings, by=member, at=now
    )
    day = appointment.day.isoformat()
    name = member.patient.file_name("packet", day, extension="pdf")
    return pdf_response(made, name)


def _suggestion(
    problem: LimitExceededError,
    member: Membership,
    appointment: Appointment,
    settings: PacketSettings,
) -> Suggestion:
    """What makes this packet shorter: a month is judged by its share of the rows."""
    now = timezone.now()
    whole = build_contents(member, appointment, now=now, settings=settings).rows
    of_a_month = replace(settings, since=SinceWhen.MONTH)
    month = build_contents(member, appointment, now=now, settings=of_a_month).rows
    # Without a count it took too long, and half of it should not.
    count, limit = problem.count or 2, problem.limit or 1
    url = reverse("packets:prepare_print", args=[member.patient_id, appointment.pk])
    return Suggestion(url, is_month_enough=month * count <= whole * limit)
