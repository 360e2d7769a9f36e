"""The page that an invitation's link opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.care_circle import actions
from myeloma_journal.care_circle.forms import JoinForm
from myeloma_journal.care_circle.models import Invitation, Membership
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts import registration
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.rate_limits import rate_limited
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import render_form


@login_not_required
@rate_limited("invitation", "120/5m/ip")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    response = _invitation(request, token)
    # The URL is a secret. With "no-referrer" the CSRF check would fail.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _invitation(request: HttpRequest, token: str) -> HttpResponse:
    waiting = Invitation.objects.open(timezone.now()).by_token(token)
    found = waiting.select_related("patient").first()
    if found is None:
        return _invitation_over(request, token)
    if not request.user.is_authenticated:
        registration.allow_signup(request.session, found.token_hash)
        context = {"invitation": found, "role": Role(found.role)}
        return render(request, "care_circle/invitation.html", context)
    mine = Membership.objects.open_to(request.user.pk)
    if mine.filter(patient=found.patient).exists():
        return _already_member(request, found)
    return _join(request, found, request.user)


def _join(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    signed = {"your_name": user.name or found.name}
    form = JoinForm(form_data(request), is_patient=found.is_patient, initial=signed)
    if form.is_valid():
        name = form.cleaned_data["your_name"]
        relation = form.cleaned_data.get("relation", "")
        try:
            actions.accept(
                invitation=found,
                by=user,
                name=name,
                relation=relation,
                client=ClientInfo(request),
            )
        except actions.InvitationClosedError:
            return render(request, "care_circle/invitation_over.html", status=410)
        except actions.AlreadyMemberError:
            return _already_member(request, found)
        except actions.OtherPatientError:
            template = "care_circle/invitation_over.html"
            return render(request, template, {"has_patient": True}, status=410)
        words = {"name": found.patient.name}
        message = _("You now have access to the journal of %(name)s.") % words
        if found.is_patient:
            message = _("This is your journal now. You decide who has access to it.")
        messages.success(request, message)
        return redirect("today", found.patient_id)
    return render_form(
        request,
        "care_circle/invitation.html",
        form,
        invitation=found,
        role=Role(found.role),
    )


def _invitation_over(request: HttpRequest, token: str) -> HttpResponse:
    """A used link redirects whoever joined by it, as long as they are a member."""
    mine = Membership.objects.open_to(request.user.pk).values("patient")
    used = Invitation.objects.by_token(token).filter(
        accepted_at__isnull=False, patient__in=mine
    )
    if found := used.first():
        return _already_member(request, found)
    return render(request, "care_circle/invitation_over.html", status=410)


def _already_member(request: HttpRequest, found: Invitation) -> HttpResponse:
    message = _("You already have access to this journal.")
    if not found.accepted_at and found.is_patient:
        message = _(
            "You already have access to this journal. If it is about you, ask "
            "%(name)s to remove you first. Then open the link again."
        )
        message %= {"name": found.created_by_name}
    elif not found.accepted_at:
        # A shared device, or somebody who tries the link before they send it.
        message = _(
            "You already have access to this journal. If the invitation is for "
            "someone else, sign out before they open it on this device."
        )
    messages.warning(request, message)
    return redirect("today", found.patient_id)
