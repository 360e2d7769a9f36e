"""Pages for taking everything out of a journal."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from myeloma_journal.archive.export.journal_zip import journal_zip
from myeloma_journal.archive.private import private_from
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Kind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.forms.idempotency import idempotent


@circle_view(Permission.SHARE, pending_deletion=True)
@reauthentication_required
def my_data(request: HttpRequest, member: Membership) -> HttpResponse:
    """What can be done with all of it."""
    context = {"member": member, "private": private_from(member)}
    return render(request, "archive/my_data.html", context)


@idempotent
@circle_view(Permission.SHARE, pending_deletion=True)
@reauthentication_required
def journal_take(request: HttpRequest, member: Membership) -> HttpResponseBase:
    """Everything in one file, sent while it is made."""
    if request.method != "POST":
        return redirect("archive:my_data", member.patient_id)
    audit.record(member, Kind.EXPORTED)
    now = timezone.now()
    name = f"journal-{member.patient.local(now).date().isoformat()}.zip"
    return StreamingHttpResponse(
        journal_zip(member, now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
