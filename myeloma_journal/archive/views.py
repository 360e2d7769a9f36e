"""Pages about a journal as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission


@circle_view(Permission.SHARE)
def my_data(request: HttpRequest, member: Membership) -> HttpResponse:
    """What can be done with all of it."""
    return render(request, "archive/my_data.html", {"member": member})
