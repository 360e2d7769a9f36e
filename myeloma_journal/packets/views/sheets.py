"""The public question sheet: chosen, printed, forgotten."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Bundle, Checklist
from myeloma_journal.packets import printing
from myeloma_journal.packets.call_sheet import call_sheet, call_sheet_pdf
from myeloma_journal.packets.forms import CallSheetForm, SheetForm, WeekSheetForm
from myeloma_journal.packets.models import default_paper
from myeloma_journal.packets.sheets import (
    Sheet,
    SheetSettings,
    sheet_of_bundle,
    sheet_of_checklist,
    sheet_of_picks,
)
from myeloma_journal.packets.views.responses import (
    PDF_ERRORS,
    glyphs_acknowledged,
    pdf_error,
    pdf_response,
)
from myeloma_journal.packets.week_sheet import week_html
from myeloma_journal.platform.accounts.rate_limits import rate_limited
from myeloma_journal.platform.forms.idempotency import skip_deduplication
from myeloma_journal.platform.forms.record_pages import render_form
from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.platform.pdf.glyphs import require_glyphs

# From one address, which may be a clinic or a support group.
SHEETS = "120/5m/ip"


@login_not_required
@csrf_exempt
@rate_limited("sheet", SHEETS)
def checklist_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of one list. It needs no cookie, and nothing of it is kept."""
    checklist = get_object_or_404(Checklist.objects.current(), slug=slug)
    if request.method != "POST":
        return redirect(checklist)
    return _sheet(request, checklist, lambda c: sheet_of_checklist(checklist, c))


@login_not_required
@csrf_exempt
@rate_limited("sheet", SHEETS)
def bundle_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of several lists. It needs no cookie, and nothing of it is kept."""
    bundle = get_object_or_404(Bundle.objects.current(), slug=slug)
    if request.method != "POST":
        return redirect(bundle)
    return _sheet(request, bundle, lambda c: sheet_of_bundle(bundle, c))


@login_not_required
@csrf_exempt
@rate_limited("sheet", SHEETS)
def all_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of questions from any lists, or a blank one. Nothing of it is kept."""
    if request.method != "POST":
        return redirect("catalogue:search")
    return _sheet(request, None, sheet_of_picks)


def _sheet(
    request: HttpRequest,
    listed: Checklist | Bundle | None,
    sheet_of: Callable[[SheetSettings], Sheet],
) -> HttpResponse:
    form = SheetForm(request.POST)
    if not form.is_valid():
        template = "packets/sheet_refused.html"
        return render_form(request, template, form, listed=listed)
    chosen = form.cleaned_data
    settings = SheetSettings(
        frozenset(form.picks), tuple(chosen["own"]), chosen["space"]
    )
    sheet = sheet_of(settings)
    size, paper = chosen["size"], chosen["paper"]
    try:
        require_glyphs(sheet, acknowledged=glyphs_acknowledged(request))
        made = printing.sheet_pdf(sheet, size, paper, ruled=chosen["ruled"])
    except PDF_ERRORS as problem:
        return pdf_error(request, problem)
    return pdf_response(made, "question-sheet.pdf")


@skip_deduplication  # saves nothing
@circle_view(Permission.READ)
def week_sheet(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose how the sheet prints; sent, it is the sheet. Nothing of it is kept."""
    form = WeekSheetForm(request.POST, default_paper(member.patient))
    if request.method != "POST" or not form.is_valid():
        context = {"nav": "journal", "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "packets/week_sheet.html", context, status=status)
    chosen = form.cleaned_data
    try:
        html = week_html(member, chosen["days"], chosen["size"], chosen["paper"])
        require_glyphs(html, acknowledged=glyphs_acknowledged(request))
        made = pdf.render_pdf(html)
    except PDF_ERRORS as problem:
        return pdf_error(request, problem)
    return pdf_response(made, member.patient.file_name("week-sheet", extension="pdf"))


@skip_deduplication  # saves nothing but that it was made
@circle_view(Permission.READ)
def when_to_call(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose how the sheet and the card print; submitted, they are the file."""
    form = CallSheetForm(request.POST, default_paper(member.patient))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "packets/when_to_call.html", context, status=status)
    chosen = form.cleaned_data
    sheet = call_sheet(member.patient)
    try:
        require_glyphs(sheet, acknowledged=glyphs_acknowledged(request))
        made = call_sheet_pdf(sheet, chosen["parts"], chosen["size"], chosen["paper"])
    except PDF_ERRORS as problem:
        return pdf_error(request, problem)
    audit.record(member, ActivityKind.PRINTED, "when to call")
    return pdf_response(made, member.patient.file_name("when-to-call", extension="pdf"))
