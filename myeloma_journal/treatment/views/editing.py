"""Edit and delete views of the treatment record."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.base import RecordForm
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import (
    confirm_delete,
    edit_record,
    safe_next_url,
)


def edit_treatment(
    request: HttpRequest,
    member: Membership,
    form_class: Callable[..., RecordForm],
    record: Record,
    template: str,
    then: str = "",
) -> HttpResponse:
    """Save the form, then redirect to `then`, to `next` or to the record."""
    form = form_class(form_data(request), instance=record, today=member.patient.today())
    then = then or safe_next_url(request) or _record(member)
    return edit_record(request, template, form, then=then, record=record)


def delete_treatment(
    request: HttpRequest, member: Membership, record: Record, template: str
) -> HttpResponse:
    """Ask, then delete the record and redirect to the treatment record."""
    return confirm_delete(request, record, template, then=_record(member))


def _record(member: Membership) -> str:
    return reverse("treatment:record", args=[member.patient_id])
