"""Pages that are paper: the public question sheet, and the packet for a visit."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Bundle, Checklist
from myeloma_journal.core.repeatable import repeatable
from myeloma_journal.core.slowing import slowed
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents import Packet, gather
from myeloma_journal.packets.contents.choice import Choice as PacketChoice
from myeloma_journal.packets.contents.choice import Paper, SinceWhen, Size
from myeloma_journal.packets.forms import PacketForm, SheetForm
from myeloma_journal.packets.letters import not_printable
from myeloma_journal.packets.pdf import Busy, PressBroke, TooMuch
from myeloma_journal.packets.sheets import (
    Choice,
    Sheet,
    sheet_of_bundle,
    sheet_of_checklist,
    sheet_of_picks,
)

logger = logging.getLogger(__name__)

# From one address, which may be a clinic or a support group.
SHEETS = "120/5m/ip"
STATUS = {TooMuch: 422, Busy: 503, PressBroke: 500}


@login_not_required
@csrf_exempt
@slowed("sheet", SHEETS)
def checklist_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of one list. It needs no cookie, and nothing of it is kept."""
    checklist = get_object_or_404(Checklist.objects.current(), slug=slug)
    if request.method != "POST":
        return redirect(checklist)
    return _sheet(request, checklist, lambda c: sheet_of_checklist(checklist, c))


@login_not_required
@csrf_exempt
@slowed("sheet", SHEETS)
def bundle_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of several lists. It needs no cookie, and nothing of it is kept."""
    bundle = get_object_or_404(Bundle.objects.current(), slug=slug)
    if request.method != "POST":
        return redirect(bundle)
    return _sheet(request, bundle, lambda c: sheet_of_bundle(bundle, c))


@login_not_required
@csrf_exempt
@slowed("sheet", SHEETS)
def all_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of questions from any lists, or a blank one. Nothing of it is kept."""
    if request.method != "POST":
        return redirect("catalogue:all_questions")
    return _sheet(request, None, sheet_of_picks)


@circle_view(Permission.READ)
def packet(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """The packet on screen: the same document that prints."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    form = PacketForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    contents = _gather(member, appointment, chosen)
    try:
        printing.refuse_too_many(contents.rows)
    except TooMuch as problem:
        return _not_made(request, problem, shorter=True)
    context = {
        "member": member,
        "appointment": appointment,
        "form": form,
        "packet": contents,
        "size": chosen.get("size", Size.REGULAR),
        "paper": chosen.get("paper", Paper.LETTER),
        "since": chosen.get("since", SinceWhen.VISIT),
        "fit": printing.ROOMY,
        "boxes": not_printable(contents),
    }
    return render(request, "packets/pdf/packet.html", context)


@repeatable
@circle_view(Permission.READ)
def packet_print(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """The packet on paper."""
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    if request.method != "POST":
        return redirect("packets:packet", member.patient_id, pk)
    form = PacketForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {}
    size, paper = chosen.get("size", Size.REGULAR), chosen.get("paper", Paper.LETTER)
    contents = _gather(member, appointment, chosen)
    return pdf_response(
        request,
        lambda: printing.packet_pdf(contents, size, paper),
        f"packet-{appointment.day.isoformat()}.pdf",
        shorter=True,
    )


def _gather(
    member: Membership, appointment: Appointment, chosen: dict[str, str]
) -> Packet:
    since = chosen.get("since") or SinceWhen.VISIT
    now = timezone.now()
    return gather(member, appointment, now=now, choice=PacketChoice(since=since))


def _sheet(
    request: HttpRequest,
    listed: Checklist | Bundle | None,
    sheet_of: Callable[[Choice], Sheet],
) -> HttpResponse:
    form = SheetForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "listed": listed}
        return render(request, "packets/sheet_refused.html", context, status=422)
    chosen = form.cleaned_data
    choice = Choice(frozenset(form.picks), tuple(chosen["own"]), chosen["space"])
    return pdf_response(
        request,
        lambda: printing.sheet_pdf(
            sheet_of(choice), chosen["size"], chosen["paper"], lines=chosen["lines"]
        ),
        "question-sheet.pdf",
    )


def pdf_response(
    request: HttpRequest, make: Callable[[], bytes], name: str, *, shorter: bool = False
) -> HttpResponse:
    """The file, or a page that says why there is none."""
    try:
        body = make()
    except (TooMuch, Busy, PressBroke) as problem:
        return _not_made(request, problem, shorter=shorter)
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="application/pdf", headers=attached)


def _not_made(
    request: HttpRequest, problem: TooMuch | Busy | PressBroke, *, shorter: bool
) -> HttpResponse:
    """Say what is in the way. What was chosen and typed comes along to the next try."""
    if isinstance(problem, PressBroke):
        logger.error("The press broke: %s", problem)
    sent = request.POST if request.method == "POST" else request.GET
    again = [
        (name, value)
        for name, values in sent.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {
        "problem": problem,
        "kind": type(problem).__name__,
        "again": again,
        "shorter": shorter,
    }
    status = STATUS[type(problem)]
    response = render(request, "packets/not_made.html", context, status=status)
    if status == STATUS[Busy]:
        response.headers["Retry-After"] = "30"
    return response
