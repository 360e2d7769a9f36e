"""Exporting a journal, and deleting one's own account."""

from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header

from myeloma_journal.archive import erasure
from myeloma_journal.archive.export.bundle import journal_zip
from myeloma_journal.archive.private import private_from
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.accounts.views.login import clear_site_data
from myeloma_journal.platform.backups.retention import IN_BACKUPS
from myeloma_journal.platform.forms.idempotency import skip_deduplication


@circle_view(Permission.SHARE, pending_deletion=True)
@reauthentication_required
def my_data(request: HttpRequest, member: Membership) -> HttpResponse:
    """What can be done with all of it."""
    context = {"member": member, "private": private_from(member)}
    return render(request, "archive/my_data.html", context)


@skip_deduplication  # each export is a file of its own
@circle_view(Permission.SHARE, pending_deletion=True)
@reauthentication_required
def journal_export(request: HttpRequest, member: Membership) -> HttpResponseBase:
    """Everything in one file, sent while it is made."""
    if request.method != "POST":
        return redirect("archive:my_data", member.patient_id)
    audit.record(member, ActivityKind.EXPORTED)
    now = timezone.now()
    day = member.patient.local(now).date().isoformat()
    name = member.patient.file_name("journal", day, extension="zip")
    return StreamingHttpResponse(
        journal_zip(member, now, translation.get_language()),
        content_type="application/zip",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@reauthentication_required
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete one's own account."""
    user = cast(User, request.user)
    alone = erasure.journals_owned_alone(user)
    if request.method == "POST":
        try:
            erasure.delete_account(user)
        except erasure.SoleOwnerError as error:
            alone = error.journals
        else:
            logout(request)
            return clear_site_data(render(request, "archive/account_deleted.html"))
    context = {
        "alone": alone,
        "own": Membership.objects.open_to(user.pk).filter(is_patient=True),
        "days_in_backups": IN_BACKUPS.days,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "archive/account_delete.html", context, status=status)
