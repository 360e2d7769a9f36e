"""Hospital stays, infections and transfusions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import recreate_with
from myeloma_journal.treatment.forms.events import HealthEventForm
from myeloma_journal.treatment.models import HealthEvent
from myeloma_journal.treatment.views.editing import delete_treatment, edit_treatment


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def health_event_add(request: HttpRequest, member: Membership) -> HttpResponse:
    event = HealthEvent(patient=member.patient, **member.as_creator)
    template = "treatment/health_event_add.html"
    return edit_treatment(request, member, HealthEventForm, event, template)


@circle_view(Permission.WRITE)
@recreate_with("treatment:health_event_add")
def health_event_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    event = get_object_or_404(member.patient.health_events, pk=pk)
    template = "treatment/health_event_edit.html"
    return edit_treatment(request, member, HealthEventForm, event, template)


@circle_view(Permission.WRITE)
def health_event_delete(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    event = get_object_or_404(member.patient.health_events, pk=pk)
    template = "treatment/health_event_delete.html"
    return delete_treatment(request, member, event, template)
