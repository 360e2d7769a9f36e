"""Today: the form of a new entry, and what else its buttons do."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.journal.actions.entries import Outcome, create_entry
from myeloma_journal.journal.forms.entries import EntryForm
from myeloma_journal.journal.forms.same import SameAs, same_as
from myeloma_journal.journal.models import Entry, Severity
from myeloma_journal.journal.models.entries import prefetch_items
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    adds_record_on_own_page,
    deduplicates_itself,
    shows_form_again,
)
from myeloma_journal.questions import actions as questions

# How many entries are searched for the last answer to each question.
RECENT_ENTRIES = 10


@adds_record_on_own_page
@shows_form_again
@deduplicates_itself
@circle_view(Permission.READ, post=Permission.WRITE)
def today(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the form, or do what the pressed button says."""
    if Permission.WRITE not in member.permissions:
        return redirect("journal:entry_list", member.patient_id)
    if request.method != "POST":
        return _page(request, member, _form(member, form_data(request)))
    if "same" in request.POST:
        return _prefill(request, member)
    return _save(request, member)


def _prefill(request: HttpRequest, member: Membership) -> HttpResponse:
    """Fill in what the button said. Nothing is saved yet."""
    form = _form(member, request.POST)
    before = _recent(member)
    chosen = [entry for entry in before if str(entry.pk) == request.POST["same"]]
    followed = [rating.followed for rating in form.ratings]
    same = same_as(chosen or before, followed, member.patient.today())
    if same:
        form = _form(member, same.fill_in(request.POST))
    return _page(request, member, form, prefilled=same)


def _save(request: HttpRequest, member: Membership) -> HttpResponse:
    """Save the entry, or only the question or the event when there is nothing else."""
    form = _form(member, request.POST)
    if not form.is_valid():
        return _page(request, member, form, is_invalid=True)
    with transaction.atomic():
        if form.event and form.has_event:
            form.event.save_once(by=member)
            messages.success(request, _("Saved. It’s in the treatment record."))
        return _save_entry(request, member, form)


def _save_entry(
    request: HttpRequest, member: Membership, form: EntryForm
) -> HttpResponse:
    if form.entry_data.is_empty and not form.entry_data.question:
        return redirect("treatment:record", member.patient_id)
    if form.entry_data.is_empty:
        questions.add(text=form.entry_data.question, by=member)
        messages.success(request, _("Question added."))
        return redirect("questions:question_list", member.patient_id)
    entry, outcome = create_entry(by=member, data=form.entry_data)
    page = reverse("journal:entry", args=[member.patient_id, entry.pk])
    if outcome is Outcome.CREATED:
        if form.entry_data.question:
            messages.success(request, _("Question added."))
        return redirect(f"{page}?saved=now#page-title")
    clock = time_format(member.patient.local(entry.written_at), "TIME_FORMAT")
    if outcome is Outcome.CORRECTED:
        changed = _(
            "You saved this entry at %(time)s and have now changed it. "
            "The earlier version is kept."
        )
        messages.success(request, changed % {"time": clock})
        return redirect(f"{page}?saved=again#page-title")
    messages.success(request, _("Already saved at %(time)s") % {"time": clock})
    return redirect(f"{page}?saved=again#page-title")


def _form(member: Membership, data: Mapping[str, Any] | None = None) -> EntryForm:
    followed = member.patient.followed_symptoms.current().visible_to(member)
    return EntryForm(
        data,
        patient=member.patient,
        # The rules about calling compare the symptom of the catalogue.
        followed=followed.select_related("symptom"),
        about="" if member.is_patient else member.patient.name,
    )


def _recent(member: Membership) -> list[Entry]:
    """The latest entries in the same words: the patient's, or what they noticed."""
    entries = member.patient.entries.all().in_words_of(member)
    return list(entries.with_ratings_for(member)[:RECENT_ENTRIES])


def _written_today(recent: list[Entry], member: Membership) -> Entry | None:
    """The latest entry about today, with all that it says."""
    today = member.patient.today()
    written = next((entry for entry in recent if entry.felt_on == today), None)
    if written:
        prefetch_related_objects([written], *prefetch_items(member))
    return written


def _page(
    request: HttpRequest,
    member: Membership,
    form: EntryForm,
    *,
    is_invalid: bool = False,
    prefilled: SameAs | None = None,
) -> HttpResponse:
    recent, day = _recent(member), member.patient.today()
    form.add_last_severities(recent)
    appointment = member.patient.appointments.all().next_visit(timezone.now())
    context = {
        "nav": "today",
        "form": form,
        "severities": list(Severity),
        "is_first": not recent,
        "same": same_as(recent, [rating.followed for rating in form.ratings], day),
        "prefilled": prefilled,
        "visit": appointment,
        "days": appointment.days_from(day) if appointment else None,
        "today": day,
        "written": None if form.day.other_day else _written_today(recent, member),
        "written_count": sum(entry.felt_on == day for entry in recent),
        "numbers": numbers_of(member.patient),
    }
    return render(
        request, "journal/today.html", context, status=422 if is_invalid else 200
    )
