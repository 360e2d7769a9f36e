"""Edit and delete views of the treatment record, and the page each record is on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.base import RecordForm
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import (
    confirm_delete,
    edit_record,
    safe_next_url,
)
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    HealthEvent,
    Line,
    LineDrug,
    Medication,
    ProcedureDone,
    Stage,
)

NOW, EARLIER = "treatment_now", "earlier_treatments"
PAGES: dict[type[Record], str] = {
    Medication: "medication_list",
    Allergy: "allergy_list",
    ProcedureDone: EARLIER,
    HealthEvent: EARLIER,
    Diagnosis: "diagnosis",
    Stage: "diagnosis",
    GeneFinding: "diagnosis",
}
TITLES: dict[str, Promise] = {
    "medication_list": _("Medications"),
    "allergy_list": _("Allergies"),
    NOW: _("Treatment now"),
    EARLIER: _("Earlier treatments and hospital stays"),
    "diagnosis": _("Diagnosis and genes"),
}


@dataclass(frozen=True)
class RecordPage:
    """A page of the treatment record."""

    url: str
    title: Promise


def page_of(record: Record, member: Membership) -> RecordPage:
    """The page on which this record stands."""
    line = record.line if isinstance(record, LineDrug | ProcedureDone) else record
    if isinstance(line, Line):
        stopped, today = line.stopped_on, member.patient.today()
        name = EARLIER if stopped is not None and stopped <= today else NOW
    else:
        name = PAGES[type(record)]
    url = reverse(f"treatment:{name}", args=[member.patient_id])
    return RecordPage(url, TITLES[name])


def edit_treatment(
    request: HttpRequest,
    member: Membership,
    form_class: Callable[..., RecordForm],
    record: Record,
    template: str,
    then: str = "",
) -> HttpResponse:
    """Save the form, then redirect to `then`, to `next` or to the record's page."""
    page = page_of(record, member)
    form = form_class(form_data(request), instance=record, today=member.patient.today())
    form.is_valid()  # sets the dates, which tell the page
    then = then or safe_next_url(request) or page_of(record, member).url
    return edit_record(request, template, form, then=then, record=record, page=page)


def delete_treatment(
    request: HttpRequest, member: Membership, record: Record, template: str
) -> HttpResponse:
    """Ask, then delete the record and redirect to the page on which it stood."""
    then = page_of(record, member).url
    return confirm_delete(request, record, template, then=then)
