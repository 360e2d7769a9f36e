"""What was shown about calling."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.models import RuleMet


@circle_view(Permission.READ)
def rule_met_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Each rule that an entry met, the latest first."""
    shown = RuleMet.objects.of(member.patient).shown_to(member)
    context = {"nav": "journal", "shown": shown.select_related("entry")}
    return render(request, "journal/rule_match_list.html", context)
