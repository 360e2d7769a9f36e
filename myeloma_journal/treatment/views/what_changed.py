"""What changed in the treatment record."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.treatment import history

PAGE_SIZE = 40


@circle_view(Permission.READ)
def what_changed(request: HttpRequest, member: Membership) -> HttpResponse:
    """Who wrote what, and what stood there before, the latest first."""
    happened = history.what_changed(member.patient)
    page = Paginator(happened, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "happened": page.object_list,
        "earlier": f"?page={page.next_page_number()}" if page.has_next() else "",
        "later": f"?page={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "treatment/what_changed.html", context)
