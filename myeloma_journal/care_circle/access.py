"""Authorization: every page about a patient is guarded by `circle_view`."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from myeloma_journal.care_circle import mfa_gate
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.accounts.client_info import ClientInfo

View = Callable[..., HttpResponseBase]


def circle_view(
    permission: Permission,
    *,
    post: Permission | None = None,
    pending_deletion: bool = False,
    require_mfa: bool = True,
) -> Callable[[View], View]:
    """Open a view only to circle members whose role grants `permission`.

    With `post`, a POST request needs that permission instead.

    In place of the `patient_id` in the URL, the view receives the Membership:
    the user, the patient and the role. Inside, the current time zone is the patient's,
    and until the end of the request the language is the member's.

    A journal whose deletion is scheduled opens only to views that say so
    (`pending_deletion`); GET requests of others are redirected to the page about it.

    A member of several journals without MFA must set it up first, except to leave or
    delete a journal, or to cancel that (`require_mfa=False`).

    Raises:
        Http404: Not a member, so the journal does not exist for them.
        PermissionDenied: A member, whose role may not do this.
    """
    to_post = post or permission

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, patient_id: UUID, **kwargs: Any
        ) -> HttpResponseBase:
            memberships = {
                membership.patient_id: membership
                for membership in _memberships(request)
            }
            if patient_id not in memberships:
                request.requested_patient_id = patient_id  # type: ignore[attr-defined]
                raise Http404
            member = memberships[patient_id]
            if member.language:
                translation.activate(member.language)
            if member.patient.is_pending_deletion and not pending_deletion:
                return _redirect_to_pending_deletion(request, member)
            if require_mfa and mfa_gate.lacks_mfa(request, _open_memberships(request)):
                return mfa_gate.mfa_required(request, _open_memberships(request))
            member.client = ClientInfo(request)
            request.member = member  # type: ignore[attr-defined]
            required = to_post if request.method == "POST" else permission
            if required not in member.permissions:
                raise PermissionDenied
            with timezone.override(member.patient.zone):
                return view(request, member, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        guarded.required_to_post = to_post  # type: ignore[attr-defined]
        return guarded

    return guard


def may_save_draft(user_id: UUID, page: ResolverMatch, action: ResolverMatch) -> bool:
    """Whether a draft of a form on `page`, sent to `action`, can be opened again.

    Both must be of one patient: no page may lead somebody to write into another
    journal. The role does not matter, only membership.
    """
    patient_id = page.kwargs.get("patient_id")
    if patient_id != action.kwargs.get("patient_id"):
        return False
    mine = Membership.objects.of(user_id)
    return patient_id is None or mine.filter(patient=patient_id).exists()


def _memberships(request: HttpRequest) -> list[Membership]:
    """The memberships of the user; one query per request."""
    if not hasattr(request, "_memberships"):
        found = list(Membership.objects.of(request.user.pk))
        request._memberships = found  # type: ignore[attr-defined]
    memberships: list[Membership] = request._memberships  # type: ignore[attr-defined]
    return memberships


def _redirect_to_pending_deletion(
    request: HttpRequest, member: Membership
) -> HttpResponse:
    # The 404 page gives a form back that was sent.
    if request.method == "POST":
        raise Http404
    return redirect("care_circle:pending_deletion", member.patient_id)


def journals(request: HttpRequest) -> dict[str, object]:
    """Context processor: the journal that is open, and the others of the user.

    `memberships` costs a query only where they are shown; those in `pending_deletion`
    are not among them.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"memberships": []}
    return {
        "member": getattr(request, "member", None),
        "memberships": SimpleLazyObject(lambda: _open_memberships(request)),
        "pending_deletion": SimpleLazyObject(lambda: _pending_deletion(request)),
    }


def _open_memberships(request: HttpRequest) -> list[Membership]:
    found = _memberships(request)
    return [
        membership for membership in found if not membership.patient.is_pending_deletion
    ]


def _pending_deletion(request: HttpRequest) -> list[Membership]:
    found = _memberships(request)
    return [
        membership for membership in found if membership.patient.is_pending_deletion
    ]
