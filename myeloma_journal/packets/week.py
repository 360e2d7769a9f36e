"""A week on paper: the symptoms a person follows, seven days, boxes to write in."""

from datetime import timedelta

from django import forms
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.core.forms import PageFormHelper
from myeloma_journal.core.repeatable import repeatable
from myeloma_journal.journal.models import Overall, Severity
from myeloma_journal.packets import pdf, printing
from myeloma_journal.packets.contents.choice import Paper, Size
from myeloma_journal.packets.forms import PaperForm
from myeloma_journal.packets.letters import in_our_letters, refuse_boxes
from myeloma_journal.packets.views.answers import knows_of_boxes, pdf_response

DAYS = 7


class Days(TextChoices):
    """Which days stand at the head of the columns."""

    FROM_TODAY = "from-today", _("Today and the six days after it")
    NONE = "none", _("No dates: a sheet to copy")


class WeekSheetForm(PaperForm):
    """How the week sheet prints."""

    days = forms.ChoiceField(
        label=_("Days"),
        choices=Days,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    helper = PageFormHelper("days", "size", "paper")

    def __init__(self, data: QueryDict) -> None:
        """Ask with the usual answers chosen."""
        chosen = data.copy()
        chosen["days"] = data.get("days") or Days.FROM_TODAY
        super().__init__(chosen)
        for name, choices in (("size", Size.choices), ("paper", Paper.choices)):
            self.fields[name].widget = forms.RadioSelect(choices=choices)


@repeatable
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


def week_html(member: Membership, days: str, size: str, paper: str) -> str:
    """The sheet for the press, in the order of the page that takes it down.

    Raises:
        TooMuch: More symptoms than a sheet may hold.
    """
    followed = member.patient.followed_symptoms.current().filter(is_private=False)
    names = list(followed.values_list("name", flat=True))
    printing.refuse_too_many(len(names))
    today = member.patient.today()
    dated = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    context = {
        "name": member.patient.name,
        "names": names,
        "days": dated if days == Days.FROM_TODAY else [None] * DAYS,
        "overalls": list(Overall),
        "severities": list(Severity),
        "size": size,
        "paper": paper,
    }
    return in_our_letters(render_to_string("packets/pdf/week.html", context))
