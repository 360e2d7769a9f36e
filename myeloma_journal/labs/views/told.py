"""What was told of other tests: MRD, scans, heart tests."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import OtherTest
from myeloma_journal.labs.forms import MrdForm, ToldResultForm
from myeloma_journal.labs.models import MRD, ToldResult
from myeloma_journal.platform.forms import record_pages
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import recreate_with


@circle_view(Permission.WRITE)
def mrd_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down what a search for MRD ended with."""
    test = OtherTest.objects.filter(slug=MRD).first()
    told = ToldResult(patient=member.patient, test=test, name=_("MRD"))
    return _edit(request, member, told, "labs/mrd_add.html")


@circle_view(Permission.WRITE)
def told_result_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down what a scan or another test said."""
    told = ToldResult(patient=member.patient)
    return _edit(request, member, told, "labs/other_test_add.html")


@circle_view(Permission.WRITE)
@recreate_with("labs:told_result_add")
def told_result_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Correct what was told of a test."""
    told = get_object_or_404(member.patient.told_results, pk=pk)
    return _edit(request, member, told, "labs/other_test_edit.html")


@circle_view(Permission.WRITE)
def told_result_remove(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Ask once more, then take it out of the record."""
    told = get_object_or_404(member.patient.told_results, pk=pk)
    then = reverse("treatment:record", args=[member.patient_id])
    return record_pages.confirm_delete(
        request, told, "labs/other_test_remove.html", then=then
    )


def _edit(
    request: HttpRequest, member: Membership, told: ToldResult, template: str
) -> HttpResponse:
    """Show the questions that fit the test, and keep the answers."""
    form_class = MrdForm if told.is_mrd else ToldResultForm
    form = form_class(answers(request), instance=told, today=member.patient.today())
    then = reverse("treatment:record", args=[member.patient_id])
    return record_pages.edit_record(request, form, template, then=then, record=told)
