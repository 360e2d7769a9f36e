"""The journal by days and by months, one entry and its history, and the trash."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.journal.actions import entries as actions
from myeloma_journal.journal.call_box import EntryMatches, SignsAsked
from myeloma_journal.journal.counting import count_days
from myeloma_journal.journal.forms.calls import TeamNumberForm
from myeloma_journal.journal.forms.entries import EntryForm
from myeloma_journal.journal.forms.filters import EntryFilterForm
from myeloma_journal.journal.models import (
    TRASH_DAYS,
    Entry,
    EntryQuerySet,
    Overall,
    RuleMatch,
    Severity,
)
from myeloma_journal.journal.months import month_of, weekdays
from myeloma_journal.journal.paging import day_of, page_from, page_until
from myeloma_journal.journal.revisions import revisions_of
from myeloma_journal.journal.voices import (
    PATIENT,
    by_writer,
    describe_writers,
    main_writer,
    sole_writer,
)
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.platform.forms.record_pages import render_form, saved_at, saved_now
from myeloma_journal.treatment.doses import DaysSinceDose

# How far back the sentence above the newest entries counts.
RECENT_DAYS = 30


@circle_view(Permission.READ)
def entry_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """All entries or those that match the filters, newest day first."""
    form = EntryFilterForm(request.GET, member=member)
    entries = form.filter(member.patient.entries.all())
    if first := form.value_of("first"):
        page = page_from(entries, member, first)
    else:
        page = page_until(entries, member, form.value_of("until"))
    writers = by_writer(entry for day in page.days for entry in day.entries)
    is_whole = page.newer is None and not form.is_open and page.days
    context = {
        "nav": "journal",
        "page": page,
        "counted": _counted_days(member.patient) if is_whole else "",
        "sole_writer": sole_writer(writers),
        "who_wrote": describe_writers(writers, member.patient.name),
        "today": member.patient.today(),
    }
    return render_form(request, "journal/entry_list.html", form, **context)


@circle_view(Permission.READ)
def day(request: HttpRequest, member: Membership, on: str) -> HttpResponse:
    """All entries of one day; the only one on its own page."""
    try:
        found = day_of(member.patient.entries.all(), member, date.fromisoformat(on))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    if found.only_entry:
        return redirect("journal:entry", member.patient_id, found.only_entry.pk)
    context = {"nav": "journal", "day": found}
    return render(request, "journal/day.html", context)


def _counted_days(patient: Patient) -> str:
    """On how many of the last days there are entries."""
    today = patient.today()
    first = today - timedelta(days=RECENT_DAYS - 1)
    written, began = patient.entries.all().days_written(first, today)
    return count_days(written, first, today, today=today, began=began)


@circle_view(Permission.READ)
def month(request: HttpRequest, member: Membership) -> HttpResponse:
    """A calendar of the days with entries, and how they were."""
    today = member.patient.today()
    first = _first_of_month(request.GET.get("month", ""), today)
    shown = month_of(member.patient, first, today)
    main = main_writer(shown.writers)
    context = {
        "nav": "journal",
        "month": shown,
        "who_wrote": describe_writers(shown.writers, member.patient.name),
        "noticed_by": [
            writer.name for writer in shown.writers if writer not in {main, PATIENT}
        ],
        "weekdays": weekdays(),
        "overall": list(Overall),
        "today": today,
    }
    return render(request, "journal/month.html", context)


@circle_view(Permission.READ)
def rule_match_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Each match of a rule, the latest first."""
    shown = RuleMatch.objects.of(member.patient).visible_to(member)
    context = {"nav": "journal", "shown": shown.with_replies()}
    return render(request, "journal/rule_match_list.html", context)


@circle_view(Permission.READ)
def entry(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """An entry, its revisions and the rules it met."""
    return entry_page(request, member, pk)


def entry_page(
    request: HttpRequest,
    member: Membership,
    pk: UUID,
    *,
    number_form: TeamNumberForm | None = None,
) -> HttpResponse:
    """The page of an entry, perhaps with a number that could not be saved."""
    found = get_object_or_404(
        member.patient.entries.all().with_items_for(member), pk=pk
    )
    if request.GET.get("saved") == "now":
        # Added here: before the redirect it would cost a write to the session.
        messages.success(request, saved_at(found.written_at))
    doses = DaysSinceDose.of(member.patient, found.felt_on, found.felt_on)
    numbers = numbers_of(member.patient)
    matches = EntryMatches.of(found, member, numbers)
    if matches.box and not numbers.team:
        number_form = number_form or TeamNumberForm(patient=member.patient)
    asked = SignsAsked.of(found, member, matches)
    is_crisis_first = asked.is_severe_mood and not matches.box
    context = {
        "nav": "journal",
        "entry": found,
        "changes": revisions_of(found, member),
        "may_edit": found.is_editable_by(member),
        "may_trash": found.is_trashable_by(member),
        "doses": doses.on(found.felt_on),
        "today": member.patient.today(),
        "is_saved": "saved" in request.GET,
        "matches": matches,
        "asked": asked,
        "is_crisis_first": is_crisis_first,
        "is_headed": matches.box or is_crisis_first,
        "numbers": numbers,
        "number_form": number_form,
    }
    status = 422 if number_form and number_form.errors else 200
    return render(request, "journal/entry.html", context, status=status)


@circle_view(Permission.WRITE)
def entry_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = _own_entry(member, pk)
    form = EntryForm(
        form_data(request),
        patient=member.patient,
        followed=member.patient.followed_symptoms.visible_to(member).for_editing(found),
        entry=found,
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.check_version()
            actions.correct_entry(entry=found, by=member, data=form.entry_data)
        messages.success(request, saved_now())
        page = reverse("journal:entry", args=[member.patient_id, found.pk])
        return redirect(f"{page}?saved=again#page-title")
    context = {
        "nav": "journal",
        "entry": found,
        "severities": list(Severity),
    }
    return render_form(request, "journal/entry_edit.html", form, **context)


@require_POST
@circle_view(Permission.WRITE)
def entry_revert(
    request: HttpRequest, member: Membership, pk: UUID, number: int
) -> HttpResponse:
    """Revert an entry to what it said before a revision."""
    found = _own_entry(member, pk)
    try:
        actions.revert_to(entry=found, by=member, number=number)
    except ObjectDoesNotExist:
        raise Http404 from None
    messages.success(
        request, _("The earlier version is back. Your latest change is listed below.")
    )
    return redirect("journal:entry", member.patient_id, pk)


@require_POST
@circle_view(Permission.WRITE)
def entry_trash(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Move an entry to the trash."""
    found = get_object_or_404(member.patient.entries, pk=pk)
    if not found.is_trashable_by(member):
        raise PermissionDenied
    actions.trash(found)
    return redirect("journal:entry_trashed", member.patient_id, pk)


@circle_view(Permission.WRITE)
def entry_trashed(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Confirm a deletion, and offer to undo it."""
    found = get_object_or_404(_trash(member).with_items_for(member), pk=pk)
    context = {"nav": "journal", "entry": found, "today": member.patient.today()}
    return render(request, "journal/entry_trashed.html", context)


@require_POST
@circle_view(Permission.WRITE)
def entry_restore(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    actions.restore(get_object_or_404(_trash(member), pk=pk))
    messages.success(request, _("The entry is back in your journal."))
    return redirect("journal:entry", member.patient_id, pk)


@circle_view(Permission.WRITE)
def trash_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Deleted entries that can still be restored."""
    context = {
        "nav": "journal",
        "entries": _trash(member).with_items_for(member).select_related("patient"),
        "days": TRASH_DAYS,
        "today": member.patient.today(),
    }
    return render(request, "journal/trash_list.html", context)


def _own_entry(member: Membership, pk: UUID) -> Entry:
    """The entry, if `member` wrote it: nobody rewrites another's words.

    Raises:
        Http404: There is none in this journal.
        PermissionDenied: Somebody else wrote it.
    """
    entries = member.patient.entries.select_related("question")
    found: Entry = get_object_or_404(entries, pk=pk)
    if not found.is_editable_by(member):
        raise PermissionDenied
    return found


def _trash(member: Membership) -> EntryQuerySet:
    """The deleted entries that `member` may restore."""
    of_patient: EntryQuerySet = Entry.all_objects.filter(patient=member.patient)
    return of_patient.in_trash(timezone.now()).trashable_by(member)


def _first_of_month(text: str, today: date) -> date:
    """The first day of the month in the query string; `today` otherwise."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return first if FIRST_DAY <= first <= today else today
