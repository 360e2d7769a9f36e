"""Records who read a journal and who was refused, once the status is known."""

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
    """Record for the owner what `circle_view` found.

    It is outside of the transaction around a form: when that is rolled back, the
    refusal is still recorded. On most pages it runs no query.
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
    """Once a day for each member but the patient and the owners."""
    today = member.patient.today()
    if member.is_patient or member.role == Role.OWNER or member.last_read_on == today:
        return
    Membership.objects.filter(pk=member.pk).update(last_read_on=today)
    audit.record(member, ActivityKind.READ)


def _record_former_member(request: HttpRequest) -> None:
    """A former member asked for the journal again."""
    former = Membership.objects.filter(
        patient=request.requested_patient_id,  # type: ignore[attr-defined]
        user=request.user.pk,
        removed_at__isnull=False,
    )
    known = former.select_related("patient", "user").order_by("-removed_at")
    if member := known.first():
        member.client = ClientInfo(request)
        audit.record(member, ActivityKind.TURNED_AWAY)
