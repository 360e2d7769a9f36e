"""The week sheet: chosen, printed, forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.packets.forms import WeekSheetForm
from myeloma_journal.packets.views.responses import knows_of_boxes, pdf_response
from myeloma_journal.packets.week_sheet import week_html
from myeloma_journal.platform.forms.idempotency import idempotent
from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.platform.pdf.glyphs import refuse_boxes


@idempotent
@circle_view(Permission.READ)
def week_sheet(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose how the sheet prints; sent, it is the sheet. Nothing of it is kept."""
    form = WeekSheetForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        context = {"nav": "journal", "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "packets/week_sheet.html", context, status=status)
    chosen = form.cleaned_data

    def make() -> bytes:
        html = week_html(member, chosen["days"], chosen["size"], chosen["paper"])
        refuse_boxes(html, are_told=knows_of_boxes(request))
        return pdf.render_pdf(html)

    return pdf_response(request, make, "week-sheet.pdf")
