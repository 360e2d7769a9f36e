"""MFA is required of members of several journals before one opens."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.mfa.adapter import NEXT_PAGE, has_mfa
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.drafts import save_draft
from myeloma_journal.platform.forms.form_data import submitted_text


def lacks_mfa(request: HttpRequest, memberships: Sequence[Membership]) -> bool:
    """Whether this person has to set up MFA before a journal opens.

    Args:
        request: Of a signed-in user.
        memberships: Theirs; a single journal needs no MFA.
    """
    user = cast(User, request.user)
    if len(memberships) < 2 or (settings.LOCAL and user.is_demo):
        return False
    return not has_mfa(user)


def mfa_required(
    request: HttpRequest, memberships: Sequence[Membership]
) -> HttpResponse:
    """The page that asks to set up MFA; a form that was sent is saved as a draft."""
    draft = save_draft(request) if request.method == "POST" else None
    there = draft.page if draft else request.get_full_path()
    is_page = draft is not None or request.method == "GET"
    if is_page and request.session.get(NEXT_PAGE) != there:
        request.session[NEXT_PAGE] = there
    context = {
        "draft_saved": draft is not None,
        "typed": "" if draft else submitted_text(request),
        "alternatives": _alternatives(memberships),
    }
    return render(request, "care_circle/mfa_required.html", context, status=403)


class Alternative(NamedTuple):
    """How to give up one of several journals: with one, a password is enough."""

    membership: Membership
    # Without them it would be nobody's: it cannot be left, but handed over or deleted.
    is_alone: bool
    # Who could take it over.
    others: list[Membership]


def _alternatives(memberships: Sequence[Membership]) -> list[Alternative]:
    """For each journal, how to give it up; nobody is held where they cannot go on."""
    patients = [own.patient_id for own in memberships if own.role == Role.OWNER]
    circles = Membership.objects.with_account().filter(patient__in=patients)
    found = circles.exclude(pk__in=[own.pk for own in memberships])
    others = list(found.select_related("user").order_by("created_at"))
    return [_alternative(own, others) for own in memberships]


def _alternative(own: Membership, others: list[Membership]) -> Alternative:
    theirs = [other for other in others if other.patient_id == own.patient_id]
    has_owner = any(other.role == Role.OWNER for other in theirs)
    return Alternative(own, own.role == Role.OWNER and not has_owner, theirs)
