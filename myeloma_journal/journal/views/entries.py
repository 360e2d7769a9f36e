"""The journal by days and by months, one entry and its history, and the trash."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.wording import is_after_hours
from myeloma_journal.journal import actions
from myeloma_journal.journal.forms.entries import EntryForm
from myeloma_journal.journal.forms.filters import EntryFilterForm
from myeloma_journal.journal.models import (
    BIN_DAYS,
    Entry,
    EntryQuerySet,
    Overall,
    RuleMet,
    Severity,
)
from myeloma_journal.journal.months import month_of, weekdays
from myeloma_journal.journal.paging import page_from, page_until
from myeloma_journal.journal.revisions import changes_of
from myeloma_journal.journal.rule_matching import Calls
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.platform.forms.record_pages import saved_at, saved_now
from myeloma_journal.treatment.doses import Doses


@circle_view(Permission.READ)
def entry_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """What was written, newest day first; all of it, or some."""
    form = EntryFilterForm(request.GET, member=member)
    entries = form.narrow(member.patient.entries.all())
    if first := form.asked("first"):
        page = page_from(entries, member, first)
    else:
        page = page_until(entries, member, form.asked("until"))
    context = {
        "nav": "journal",
        "form": form,
        "page": page,
        "today": member.patient.today(),
    }
    status = 422 if form.errors else 200
    return render(request, "journal/entry_list.html", context, status=status)


@circle_view(Permission.READ)
def month(request: HttpRequest, member: Membership) -> HttpResponse:
    """One month: on which days something is written, and how they were."""
    today = member.patient.today()
    first = _first_of_month(request.GET.get("month", ""), today)
    context = {
        "nav": "journal",
        "month": month_of(member.patient, first, today),
        "weekdays": weekdays(),
        "overall": list(Overall),
        "today": today,
    }
    return render(request, "journal/month.html", context)


@circle_view(Permission.READ)
def rule_met_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Each rule that an entry met, the latest first."""
    shown = RuleMet.objects.of(member.patient).shown_to(member)
    context = {"nav": "journal", "shown": shown.select_related("entry")}
    return render(request, "journal/rule_match_list.html", context)


@circle_view(Permission.READ)
def entry(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One entry, as it was saved, and what was changed in it since."""
    found = get_object_or_404(member.patient.entries.all().whole_for(member), pk=pk)
    if "saved" in request.GET:
        # Said here and not before the redirect: waiting in the session costs a write.
        messages.success(request, saved_at(found.written_at))
    doses = Doses.of(member.patient, found.felt_on, found.felt_on)
    context = {
        "nav": "journal",
        "entry": found,
        "changes": changes_of(found, member),
        "may_correct": found.is_corrected_by(member),
        "may_take_back": found.is_taken_back_by(member),
        "doses": doses.on(found.felt_on),
        "today": member.patient.today(),
        "calls": Calls.of(found, member),
        "to_call": member.patient.contacts.to_call(),
        "is_after_hours": is_after_hours(member.patient.local(timezone.now())),
    }
    return render(request, "journal/entry.html", context)


@circle_view(Permission.WRITE)
def entry_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an entry."""
    found = _own_entry(member, pk)
    form = EntryForm(
        answers(request),
        patient=member.patient,
        followed=member.patient.followed_symptoms.shown_to(member).asked_in(found),
        entry=found,
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.check_version()
            actions.correct_entry(entry=found, by=member, answers=form.answers)
        messages.success(request, saved_now())
        return redirect("journal:entry", member.patient_id, found.pk)
    context = {
        "nav": "journal",
        "entry": found,
        "form": form,
        "severities": list(Severity),
    }
    status = 422 if form.errors else 200
    return render(request, "journal/entry_edit.html", context, status=status)


@require_POST
@circle_view(Permission.WRITE)
def entry_undo(
    request: HttpRequest, member: Membership, pk: UUID, number: int
) -> HttpResponse:
    """Put back what stood in an entry before a change."""
    found = _own_entry(member, pk)
    try:
        actions.put_back_before(entry=found, by=member, number=number)
    except ObjectDoesNotExist:
        raise Http404 from None
    messages.success(request, _("What stood before is back. The change is kept below."))
    return redirect("journal:entry", member.patient_id, pk)


@require_POST
@circle_view(Permission.WRITE)
def entry_take_back(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Put an entry into the bin."""
    found = get_object_or_404(member.patient.entries, pk=pk)
    if not found.is_taken_back_by(member):
        raise PermissionDenied
    actions.take_back(found)
    return redirect("journal:entry_taken_back", member.patient_id, pk)


@circle_view(Permission.WRITE)
def entry_taken_back(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Say that an entry was taken back, and put it back when asked to."""
    found = get_object_or_404(_bin_of(member).whole_for(member), pk=pk)
    if request.method == "POST":
        actions.put_back(found)
        messages.success(request, _("The entry is back in the journal."))
        return redirect("journal:entry", member.patient_id, pk)
    context = {"nav": "journal", "entry": found, "today": member.patient.today()}
    return render(request, "journal/entry_deleted.html", context)


@circle_view(Permission.WRITE)
def entry_bin(request: HttpRequest, member: Membership) -> HttpResponse:
    """What was taken back and can still be put back."""
    context = {
        "nav": "journal",
        "entries": _bin_of(member).whole_for(member).select_related("patient"),
        "days": BIN_DAYS,
        "today": member.patient.today(),
    }
    return render(request, "journal/entry_trash.html", context)


def _own_entry(member: Membership, pk: UUID) -> Entry:
    """The entry, for the one who wrote it: nobody rewrites another's words.

    Raises:
        Http404: There is none in this journal.
        PermissionDenied: Somebody else wrote it.
    """
    entries = member.patient.entries.select_related("question")
    found: Entry = get_object_or_404(entries, pk=pk)
    if not found.is_corrected_by(member):
        raise PermissionDenied
    return found


def _bin_of(member: Membership) -> EntryQuerySet:
    """The entries that this member may put back."""
    of_patient: EntryQuerySet = Entry.with_deleted.filter(patient=member.patient)
    return of_patient.in_bin(timezone.now()).in_the_hands_of(member)


def _first_of_month(text: str, today: date) -> date:
    """The first day of the month in an address, or today when it says none."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return first if FIRST_DAY <= first <= today else today
