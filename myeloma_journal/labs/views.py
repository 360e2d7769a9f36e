"""Pages of lab results and of other tests."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import LabMarker, OtherTest
from myeloma_journal.catalogue.provenance import Provenance
from myeloma_journal.labs import actions
from myeloma_journal.labs.forms.choices import TestChoices
from myeloma_journal.labs.forms.other_tests import MrdForm, OtherTestForm
from myeloma_journal.labs.forms.paste import MAX_LINES, PasteForm
from myeloma_journal.labs.forms.reports import ADD, ReportForm
from myeloma_journal.labs.forms.result_edit import ResultEditForm
from myeloma_journal.labs.models import MRD, OtherTestResult, hash_test
from myeloma_journal.labs.result_history import find_test, load_result_history
from myeloma_journal.labs.tables import (
    LAB_TIMES,
    LIGHT_CHAINS,
    build_table,
    calculate_ratios,
)
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    adds_record_on_own_page,
    shows_form_again,
)
from myeloma_journal.platform.forms.record_pages import (
    confirm_delete,
    edit_record,
    recreate_with,
    render_form,
    safe_next_url,
    saved_now,
)

PAGE_SIZE = 100


@circle_view(Permission.READ)
def result_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """The latest results side by side, then all earlier ones, newest first."""
    results = member.patient.lab_results.all()
    table = build_table(list(results.of_latest_days(LAB_TIMES).by_test()))
    in_table = [
        result.pk
        for row in table.rows
        for cell in row.cells.values()
        for result in cell
        if result.pk
    ]
    earlier = results.exclude(pk__in=in_table).in_order()
    page = Paginator(earlier, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page)
    # A day may continue on the next page; its ratio needs all its results.
    chains = results.filter(
        collected_on__in={result.collected_on for result in shown},
        marker__slug__in=LIGHT_CHAINS,
    )
    ratios = calculate_ratios(list(chains.by_test()))
    context = {
        "page": page,
        "table": table if page.number == 1 else None,
        "has_results": bool(in_table),
        "rows": [(result, ratios.get(result.pk)) for result in shown],
    }
    return render(request, "labs/result_list.html", context)


@circle_view(Permission.READ)
def result_chart(
    request: HttpRequest, member: Membership, test_hash: str
) -> HttpResponse:
    """All results of one test, as charts and as a table."""
    test = find_test(member.patient, test_hash)
    history = load_result_history(member.patient, test)
    if not history:
        raise Http404
    context: dict[str, object] = {"history": history, "test_hash": test_hash}
    tests = TestChoices.current(include=history.marker)
    if marker := history.marker:
        context["provenance"] = Provenance.of([marker], marker.sources.all())
        context["questions"] = marker.questions.current().filter(is_sensitive=False)
        names = (str(result.name) for result in history.results if result.pk)
        context["joined_names"] = tests.joined_names(marker, names)
    else:
        context["join_choices"] = tests.join_choices(history.name)
    return render(request, "labs/result_chart.html", context)


@circle_view(Permission.WRITE)
@require_POST
def test_join(request: HttpRequest, member: Membership, test_hash: str) -> HttpResponse:
    """Join all results of a test with a name of its own to one of the catalogue."""
    name = find_test(member.patient, test_hash)
    markers = TestChoices.current().markers
    marker = markers.get(request.POST.get("marker", ""))
    if name in markers or not name:
        raise Http404
    if not marker:
        messages.error(request, _("Choose the test that this one is the same as."))
        return redirect("labs:result_chart", member.patient_id, test_hash)
    joined, left = actions.join_test(member.patient, name, marker)
    sentences = [
        ngettext("Joined %(count)s result.", "Joined %(count)s results.", joined)
        % {"count": joined}
    ]
    if left:
        text = ngettext(
            "%(count)s is in a unit that %(test)s doesn’t have, so it stays separate.",
            "%(count)s are in units that %(test)s doesn’t have, so they stay separate.",
            left,
        )
        sentences.append(text % {"count": left, "test": marker.name})
    messages.success(request, " ".join(sentences))
    if joined:
        test_hash = hash_test(member.patient_id, marker.slug)
    return redirect("labs:result_chart", member.patient_id, test_hash)


@circle_view(Permission.WRITE)
@require_POST
def test_split(
    request: HttpRequest, member: Membership, test_hash: str
) -> HttpResponse:
    """Undo the join of one name."""
    slug = find_test(member.patient, test_hash)
    marker = get_object_or_404(LabMarker, slug=slug)
    name = request.POST.get("name", "")
    if actions.split_test(member.patient, name, marker):
        text = _("%(name)s is a separate test again.")
        messages.success(request, text % {"name": name})
        test_hash = hash_test(member.patient_id, name)
    return redirect("labs:result_chart", member.patient_id, test_hash)


@adds_record_on_own_page
@shows_form_again
@circle_view(Permission.WRITE)
def result_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Add the results of one report; the button "Add this test" saves nothing."""
    if ADD in request.POST:
        form = ReportForm.with_test_added(request.POST, member.patient)
        return render_form(request, "labs/result_add.html", form)
    form = ReportForm(form_data(request), member.patient)
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect(safe_next_url(request) or _result_list(member))
    return render_form(request, "labs/result_add.html", form)


@adds_record_on_own_page
@shows_form_again
@circle_view(Permission.WRITE)
def result_paste(request: HttpRequest, member: Membership) -> HttpResponse:
    """Import results from pasted text: preview, then save."""
    form = PasteForm(form_data(request), patient=member.patient)
    wants_to_save = "save" in request.POST
    if form.is_valid() and wants_to_save and form.is_previewed:
        _report_import(request, form, len(form.save()))
        if not form.refused:
            return redirect(_result_list(member))
        # Lines with a problem stay in the form.
        form = PasteForm({"text": form.text_to_correct}, patient=member.patient)
        wants_to_save = False
    return render_form(
        request, "labs/result_paste.html", form, changed=wants_to_save, most=MAX_LINES
    )


def _report_import(request: HttpRequest, form: PasteForm, saved: int) -> None:
    known = len(form.parsed) - saved
    sentences = [
        ngettext("Saved %(count)s result.", "Saved %(count)s results.", saved)
        % {"count": saved}
    ]
    if known:
        already = ngettext(
            "%(count)s was already there.", "%(count)s were already there.", known
        )
        sentences.append(already % {"count": known})
    if form.refused:
        sentences.append(_("Lines with a problem are still here. They are not saved."))
    messages.success(request, " ".join(sentences))


@circle_view(Permission.WRITE)
@recreate_with("labs:result_add")
def result_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Edit one result."""
    result = get_object_or_404(member.patient.lab_results, pk=pk)
    form = ResultEditForm(
        form_data(request), result=result, today=member.patient.today()
    )
    template, then = "labs/result_edit.html", _result_list(member)
    return edit_record(request, template, form, then=then, result=result)


@circle_view(Permission.WRITE)
def result_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Delete one result after confirmation."""
    result = get_object_or_404(member.patient.lab_results, pk=pk)
    return confirm_delete(
        request, result, "labs/result_delete.html", then=_result_list(member)
    )


@circle_view(Permission.READ)
def other_test_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Scans, MRD and every other test with a result in words."""
    results = member.patient.other_test_results.select_related("test")
    context = {"other_test_results": results}
    return render(request, "labs/other_test_list.html", context)


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def mrd_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Add an MRD result."""
    test = OtherTest.objects.filter(slug=MRD).first()
    result = OtherTestResult(patient=member.patient, test=test, name=_("MRD"))
    return _edit(request, member, result, "labs/mrd_add.html")


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def other_test_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Add a scan or another test."""
    result = OtherTestResult(patient=member.patient)
    return _edit(request, member, result, "labs/other_test_add.html")


@circle_view(Permission.WRITE)
@recreate_with("labs:other_test_add")
def other_test_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    result = get_object_or_404(member.patient.other_test_results, pk=pk)
    return _edit(request, member, result, "labs/other_test_edit.html")


@circle_view(Permission.WRITE)
def other_test_delete(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Delete it after confirmation."""
    result = get_object_or_404(member.patient.other_test_results, pk=pk)
    return confirm_delete(
        request, result, "labs/other_test_delete.html", then=_other_test_list(member)
    )


def _edit(
    request: HttpRequest, member: Membership, result: OtherTestResult, template: str
) -> HttpResponse:
    """Edit with the form that fits the test."""
    form_class = MrdForm if result.is_mrd else OtherTestForm
    form = form_class(form_data(request), instance=result, today=member.patient.today())
    then = _other_test_list(member)
    return edit_record(request, template, form, then=then, record=result)


def _other_test_list(member: Membership) -> str:
    return reverse("labs:other_test_list", args=[member.patient_id])


def _result_list(member: Membership) -> str:
    return reverse("labs:result_list", args=[member.patient_id])
