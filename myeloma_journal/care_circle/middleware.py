"""Audit of who looked, and who was turned away, once it is known how a page ended."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.client_info import ClientInfo

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]
SHOWS_A_PAGE = (200, 409, 422)


def audit_middleware(get_response: Answer) -> Answer:
    """Record for the owner what `circle_view` saw.

    It stands outside of the transaction around a form: what a view refuses is undone,
    and that somebody was refused is kept. Costs nothing on most pages: that somebody
    looked is recorded once a day, and what is turned away is rare.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        try:
            _record(request, response.status_code)
        except DatabaseError:
            # A full disk does not keep anybody from reading.
            logger.exception("An activity could not be recorded.")
        return response

    return answer


def _record(request: HttpRequest, status: int) -> None:
    member: Membership | None = getattr(request, "member", None)
    if member is None:
        if status == 404 and hasattr(request, "requested_patient_id"):
            _record_former_member(request)
    elif status == 403:
        audit.record(member, ActivityKind.REFUSED)
    elif status in SHOWS_A_PAGE:
        # By whatever method: a page is read in the answer to a refused form, too.
        _record_reading(member)


def _record_reading(member: Membership) -> None:
    """Once a day for each person but the patient and the owners."""
    today = member.patient.today()
    if member.is_patient or member.role == Role.OWNER or member.last_read_on == today:
        return
    Membership.objects.filter(pk=member.pk).update(last_read_on=today)
    audit.record(member, ActivityKind.READ)


def _record_former_member(request: HttpRequest) -> None:
    """Somebody who once was in the circle asks for the journal again."""
    former = Membership.objects.filter(
        patient=request.requested_patient_id,  # type: ignore[attr-defined]
        user=request.user.pk,
        removed_at__isnull=False,
    )
    known = former.select_related("patient", "user").order_by("-removed_at")
    if member := known.first():
        member.client = ClientInfo(request)
        audit.record(member, ActivityKind.TURNED_AWAY)
