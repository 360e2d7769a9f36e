"""Today: the form of a new entry, and what else its buttons do."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
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
from myeloma_journal.journal.forms.entries import EntryForm, prefill_from
from myeloma_journal.journal.models import Entry, Severity
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    adds_record_on_own_page,
    deduplicates_itself,
    shows_form_again,
)
from myeloma_journal.questions import actions as questions


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
    if "add" in request.POST:
        return _add_question(request, member)
    return _save(request, member)


def _prefill(request: HttpRequest, member: Membership) -> HttpResponse:
    """Fill in the ratings of the last entry. Nothing is saved yet."""
    last = _last(member)
    form = _form(member, prefill_from(last, request.POST) if last else request.POST)
    return _page(request, member, form, is_prefilled=last is not None)


def _add_question(request: HttpRequest, member: Membership) -> HttpResponse:
    """Save the question; the entry stays as typed, unsaved."""
    form = _form(member, request.POST)
    question = form.require_question()
    if question:
        questions.add(text=question, by=member)
    return _page(
        request, member, form, question_added=bool(question), is_invalid=not question
    )


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
        return redirect(f"{page}?saved#call-title")
    clock = time_format(member.patient.local(entry.written_at), "TIME_FORMAT")
    if outcome is Outcome.CORRECTED:
        changed = _(
            "You saved this entry at %(time)s and have now changed it. "
            "The earlier version is kept."
        )
        messages.success(request, changed % {"time": clock})
        return redirect(f"{page}#call-title")
    messages.success(request, _("Already saved at %(time)s") % {"time": clock})
    return redirect(page)


def _form(member: Membership, data: Mapping[str, Any] | None = None) -> EntryForm:
    followed = member.patient.followed_symptoms.current().visible_to(member)
    return EntryForm(
        data,
        patient=member.patient,
        # The rules about calling compare the symptom of the catalogue.
        followed=followed.select_related("symptom"),
        about="" if member.is_patient else member.patient.name,
    )


def _last(member: Membership) -> Entry | None:
    """The latest entry in the same words: the patient's, or what they noticed."""
    entries = member.patient.entries.all().in_words_of(member)
    last: Entry | None = entries.prefetch_related("ratings").first()
    return last


def _page(
    request: HttpRequest,
    member: Membership,
    form: EntryForm,
    *,
    is_invalid: bool = False,
    is_prefilled: bool = False,
    question_added: bool = False,
) -> HttpResponse:
    last, day = _last(member), member.patient.today()
    form.add_last_severities(last)
    appointment = member.patient.appointments.all().next_visit(timezone.now())
    context = {
        "nav": "today",
        "form": form,
        "severities": list(Severity),
        "last": last,
        "visit": appointment,
        "days": appointment.days_from(day) if appointment else None,
        "today": day,
        "wrote_today": last
        and last.created_by_id == member.user_id
        and last.felt_on == day,
        "is_prefilled": is_prefilled,
        "question_added": question_added,
        "numbers": numbers_of(member.patient),
    }
    return render(
        request, "journal/today.html", context, status=422 if is_invalid else 200
    )
