"""Pages for deleting a journal, keeping it after all, and deleting an account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.accounts.models import User
from myeloma_journal.accounts.sudo import confirmed
from myeloma_journal.archive import erasure
from myeloma_journal.archive.forms.deletion import JournalDeleteForm
from myeloma_journal.backups.retention import IN_BACKUPS
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission


@circle_view(Permission.ERASE, second_lock=False)
@confirmed
def journal_delete(request: HttpRequest, member: Membership) -> HttpResponse:
    """Say what goes, and hide it at once when the name is typed."""
    answers = request.POST if request.method == "POST" else None
    form = JournalDeleteForm(answers, patient=member.patient)
    if form.is_valid():
        erasure.hide(member)
        return redirect("archive:journal_leaving", member.patient_id)
    others = member.patient.memberships.all().with_account().exclude(pk=member.pk)
    context = {
        "form": form,
        "others": others.select_related("user").order_by("created_at"),
        "days": erasure.WAITS.days,
        "days_in_backups": IN_BACKUPS.days,
    }
    status = 422 if form.errors else 200
    return render(request, "care_circle/journal_delete.html", context, status=status)


@circle_view(Permission.READ, leaving=True, second_lock=False)
def journal_leaving(request: HttpRequest, member: Membership) -> HttpResponse:
    """Until when a deleted journal can be kept after all, and by whom."""
    if not member.patient.leaves_at:
        return redirect("home:today", member.patient_id)
    owners = member.patient.memberships.all().owners().select_related("user")
    context: dict[str, object] = {
        "place": member,
        # No way leads into this journal, and nothing need be said twice.
        "member": None,
        "leaving": [],
        "decides": Permission.ERASE in member.permissions,
        "is_over": member.patient.leaves_at <= timezone.now(),
        "owners": owners.order_by("created_at"),
        "days_in_backups": IN_BACKUPS.days,
    }
    return render(request, "care_circle/pending_deletion.html", context)


@require_POST
@circle_view(Permission.ERASE, leaving=True, second_lock=False)
def journal_keep(request: HttpRequest, member: Membership) -> HttpResponse:
    """Open a deleted journal again, as it was."""
    try:
        erasure.spare(member)
    except erasure.WeekIsOver:
        return redirect("archive:journal_leaving", member.patient_id)
    messages.success(request, _("This journal stays. It is open again, as it was."))
    return redirect("home:today", member.patient_id)


@confirmed
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete one's own account."""
    user = cast(User, request.user)
    alone = erasure.journals_of_theirs_alone(user)
    if request.method == "POST" and not alone:
        erasure.delete_account(user)
        logout(request)
        response = render(request, "archive/account_deleted.html")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
    context = {
        "alone": alone,
        "places": Membership.objects.open_to(user.pk),
        "days_in_backups": IN_BACKUPS.days,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "archive/account_delete.html", context, status=status)
