"""Delete a journal, and cancel that during the grace period."""

from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle import actions, deletion
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.forms import JournalDeleteForm
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.backups.retention import IN_BACKUPS
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import render_form


@circle_view(Permission.ERASE, require_mfa=False)
@reauthentication_required
def journal_delete(request: HttpRequest, member: Membership) -> HttpResponse:
    """Schedule the deletion, when the name is typed."""
    form = JournalDeleteForm(form_data(request), patient=member.patient)
    if form.is_valid():
        try:
            deletion.schedule_deletion(member)
        except actions.NoLongerOwnerError as error:
            raise PermissionDenied from error
        except deletion.DeletionCancelledError:
            form.add_error(None, _deletion_was_stopped(member))
        else:
            return redirect("care_circle:pending_deletion", member.patient_id)
    others = member.patient.memberships.all().with_account().exclude(pk=member.pk)
    context = {
        "others": others.select_related("user").order_by("created_at"),
        "days": deletion.GRACE_PERIOD.days,
        "days_in_backups": IN_BACKUPS.days,
        "sends_mail": settings.SENDS_MAIL,
    }
    return render_form(request, "care_circle/journal_delete.html", form, **context)


def _deletion_was_stopped(member: Membership) -> str:
    patient = member.patient
    holder = patient.holder()
    cancelled_at = cast(datetime, patient.deletion_cancelled_at)
    words = _(
        "Someone restored this journal. Until %(day)s, only %(name)s can delete it."
    )
    day = patient.local(cancelled_at + deletion.GRACE_PERIOD).date()
    return words % {
        "day": date_format(day, "DATE_FORMAT"),
        "name": holder.user if holder else patient.name,
    }


@circle_view(Permission.READ, pending_deletion=True, require_mfa=False)
def pending_deletion(request: HttpRequest, member: Membership) -> HttpResponse:
    """When a journal will be erased, and who can cancel that."""
    if not member.patient.deletion_scheduled_at:
        return redirect("today", member.patient_id)
    owners = member.patient.memberships.all().owners().select_related("user")
    context: dict[str, object] = {
        "membership": member,
        # No way leads into this journal, and nothing need be said twice.
        "member": None,
        "pending_deletion": [],
        "decides": Permission.ERASE in member.permissions,
        "is_over": member.patient.deletion_scheduled_at <= timezone.now(),
        "owners": owners.order_by("created_at"),
        "days_in_backups": IN_BACKUPS.days,
    }
    return render(request, "care_circle/pending_deletion.html", context)


@require_POST
@circle_view(Permission.ERASE, pending_deletion=True, require_mfa=False)
def deletion_cancel(request: HttpRequest, member: Membership) -> HttpResponse:
    try:
        deletion.cancel_deletion(member)
    except deletion.GracePeriodOverError:
        return redirect("care_circle:pending_deletion", member.patient_id)
    messages.success(request, _("This journal is open again, just as it was."))
    return redirect("today", member.patient_id)
