"""Pages about the patient, the members of the circle, and the audit log."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle import actions
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.audit_days import AuditRow, days
from myeloma_journal.care_circle.forms import (
    ActivityForm,
    InvitationForm,
    PatientForm,
    RoleForm,
    SignatureForm,
)
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission, Role
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.forms import drafts
from myeloma_journal.platform.forms.record_pages import render_form, saved_now
from myeloma_journal.platform.web.qr_codes import qr_code

RECENT_ROWS = 5
RECENT_DAYS = timedelta(days=6)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@circle_view(Permission.WRITE)
def patient_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    data = drafts.form_data(request)
    form = PatientForm(data, instance=member.patient, is_own=member.is_patient)
    own = None if member.is_patient else SignatureForm(data, member=member)
    forms: list[PatientForm | SignatureForm] = [form, own] if own else [form]
    if all(form.is_valid() for form in forms):
        _save_all(forms)
        messages.success(request, saved_now())
        return redirect("care_circle:patient_edit", member.patient_id)
    # A refused name must not stand at the head of the page as the patient's.
    member.patient.refresh_from_db()
    status = 422 if any(form.errors for form in forms) else 200
    context = {"form": form, "own": own, "forms": forms}
    return render(request, "care_circle/patient_edit.html", context, status=status)


@circle_view(Permission.READ)
def circle(request: HttpRequest, member: Membership) -> HttpResponse:
    add = reverse("care_circle:invitation_add", args=[member.patient_id])
    may_invite = Permission.SHARE in member.permissions
    draft = drafts.form_data(request, add) if may_invite else None
    form = _invitation_form(member, draft)
    return _circle(request, member, form)


@circle_view(Permission.SHARE)
@reauthentication_required
def invitation_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Create an invitation; its link is shown once, since only a hash is stored."""
    if request.method != "POST":
        return redirect("care_circle:circle", member.patient_id)
    form = _invitation_form(member, request.POST)
    if not form.is_valid():
        return _circle(request, member, form)
    data = form.cleaned_data
    is_patient = data.get("is_patient", False)
    try:
        token = actions.invite(
            by=member,
            name=data["name"],
            role=data["role"],
            is_patient=is_patient,
        )
    except actions.NoLongerOwnerError as error:
        raise PermissionDenied from error
    drafts.mark_submitted(request)
    link = settings.SITE_URL.rstrip("/") + reverse("invitation", args=[token])
    context = {
        "name": data["name"],
        "role": Role(data["role"]),
        "link": link,
        "qr": qr_code(link),
        "days": actions.INVITATION_LASTS.days,
        "until": timezone.localdate() + actions.INVITATION_LASTS,
        "is_patient": is_patient,
    }
    return render(request, "care_circle/invitation_add.html", context)


@require_POST
@circle_view(Permission.SHARE)
def invitation_withdraw(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    listed = member.patient.invitations.listed(timezone.now())
    invitation = get_object_or_404(listed, pk=pk)
    try:
        actions.withdraw(invitation=invitation, by=member)
    except actions.NoLongerOwnerError as error:
        raise PermissionDenied from error
    except actions.InvitationClosedError:
        messages.warning(request, _("Someone has already used this invitation."))
    else:
        messages.success(
            request, _("The invitation has been canceled. The link no longer works.")
        )
    return redirect("care_circle:circle", member.patient_id)


@circle_view(Permission.SHARE, require_mfa=False)
@reauthentication_required
def member_role(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    other = get_object_or_404(member.patient.memberships.all().active(), pk=pk)
    template = "care_circle/member_role.html"
    if refused := actions.why_protected(other, member):
        return _refused(request, template, other, refused)
    form = RoleForm(drafts.form_data(request), initial={"role": other.role})
    if form.is_valid():
        try:
            actions.change_role(member=other, role=form.cleaned_data["role"], by=member)
        except actions.LastOwnerError as error:
            form.add_error("role", _sentence(error, other))
        except actions.CircleRefusedError as error:
            return _refused(request, template, other, error)
        else:
            messages.success(request, _("Saved. The change applies now."))
            return redirect("care_circle:circle", member.patient_id)
    return render_form(request, template, form, other=other, roles=list(reversed(Role)))


@circle_view(Permission.SHARE)
@reauthentication_required
def member_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    others = member.patient.memberships.all().active().exclude(pk=member.pk)
    other = get_object_or_404(others, pk=pk)
    template = "care_circle/member_remove.html"
    if refused := actions.why_protected(other, member):
        return _refused(request, template, other, refused)
    if request.method != "POST":
        return render(request, template, {"other": other})
    try:
        actions.remove(member=other, by=member)
    except actions.CircleRefusedError as error:
        return _refused(request, template, other, error)
    words = {"name": other.user}
    messages.success(request, _("%(name)s can no longer open this journal.") % words)
    return redirect("care_circle:circle", member.patient_id)


@circle_view(Permission.READ, require_mfa=False)
@reauthentication_required
def circle_leave(request: HttpRequest, member: Membership) -> HttpResponse:
    template = "care_circle/circle_leave.html"
    owners = member.patient.memberships.all().owners().exclude(pk=member.pk)
    context: dict[str, object] = {
        "owners": owners.select_related("user").order_by("created_at")
    }
    if request.method != "POST":
        return render(request, template, context)
    try:
        actions.remove(member=member, by=member)
    except actions.LastOwnerError as error:
        context["problem"] = _sentence(error, member)
        return render(request, template, context, status=422)
    words = {"name": member.patient.name}
    messages.success(
        request, _("You no longer have access to the journal of %(name)s.") % words
    )
    return redirect("landing")


@circle_view(Permission.SHARE)
def activity(request: HttpRequest, member: Membership) -> HttpResponse:
    """The audit log, a week per page."""
    form = ActivityForm(request.GET, member=member)
    last = form.last
    first = last - WEEK + DAY
    shown = days(member, first, last, by=form.person_id)
    began = member.patient.local(member.patient.created_at).date()
    context = {
        "days": shown,
        "first": first,
        "last": last,
        # A restored journal has days before it was created here.
        "earlier": first - DAY if shown or first > began else None,
        "later": min(last + WEEK, form.today) if last < form.today else None,
        "is_open": "only" in request.GET or form.errors,
    }
    return render_form(request, "care_circle/activity.html", form, **context)


@transaction.atomic
def _save_all(forms: Iterable[PatientForm | SignatureForm]) -> None:
    for form in forms:
        form.save()


def _circle(
    request: HttpRequest, member: Membership, form: InvitationForm
) -> HttpResponse:
    members = member.patient.memberships.all().with_account().select_related("user")
    decides = Permission.SHARE in member.permissions
    now = timezone.now()
    context = {
        "members": members.order_by("created_at"),
        "holder": member.patient.holder(),
        "roles": list(reversed(Role)),
        "invitations": member.patient.invitations.listed(now) if decides else [],
        "recent": _recent(member) if decides else [],
    }
    return render_form(request, "care_circle/circle.html", form, **context)


def _recent(member: Membership) -> list[AuditRow]:
    """The last rows of this week's audit log."""
    today = member.patient.today()
    week = days(member, today - RECENT_DAYS, today)
    return [row for day in week for row in day.rows][:RECENT_ROWS]


def _invitation_form(member: Membership, data: QueryDict | None) -> InvitationForm:
    acts_for_patient = not member.is_patient and member == member.patient.holder()
    return InvitationForm(data, may_invite_patient=acts_for_patient)


def _refused(
    request: HttpRequest,
    template: str,
    other: Membership,
    error: actions.CircleRefusedError,
) -> HttpResponse:
    """The page without its form. With 403 the audit log has the try, too."""
    context = {"other": other, "problem": _sentence(error, other)}
    return render(request, template, context, status=403)


def _sentence(error: actions.CircleRefusedError, other: Membership) -> str:
    sentences = {
        actions.LastOwnerError: _(
            "You’re the only owner. Make someone else an owner first, so there "
            "is always someone who can make decisions about this journal."
        ),
        actions.PatientStaysError: _(
            "%(name)s is the patient, and this journal belongs to the patient. "
            "So %(name)s is always an owner, and no one can remove them."
        ),
        actions.FounderStaysError: _(
            "%(name)s acts for the patient, who doesn’t use this journal with their "
            "own account. So no other owner can remove %(name)s or change their role."
        ),
        actions.NoLongerOwnerError: _("You’re not an owner of this journal anymore."),
    }
    return sentences[type(error)] % {"name": other.user}
