"""Which symptoms and measures Today asks about: choose, name, order, stop."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.searchable import synonyms
from myeloma_journal.journal.actions import followed as actions
from myeloma_journal.journal.forms.followed import (
    FollowedForm,
    FollowForm,
    MeasuresForm,
)
from myeloma_journal.journal.models import (
    FollowedSymptom,
    FollowedSymptomQuerySet,
    MeasureChoice,
)
from myeloma_journal.journal.symptom_choices import (
    Choice,
    choices_for,
    grouped,
    often,
    proposals,
    proposed,
    search,
)
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import shows_form_again
from myeloma_journal.platform.forms.record_pages import (
    edit_record,
    moved_message,
    render_form,
    saved_now,
)


@shows_form_again
@circle_view(Permission.WRITE)
def symptom_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """All symptoms, ticked where Today asks about them; saved or searched."""
    choices = choices_for(member)
    current = {choice.value: choice.followed for choice in choices if choice.followed}
    ticks = {"follow": list(current), "seen": list(current)}
    form = FollowForm(form_data(request), initial=ticks)
    if form.is_valid() and not form.is_search:
        added = form.ticked - form.seen_before - current.keys()
        removed = form.seen_before - form.ticked
        actions.save_list(
            by=member,
            add=[
                choice.symptom
                for choice in choices
                if choice.symptom and choice.value in added
            ],
            own=form.own_names(),
            stop=[named for value, named in current.items() if value in removed],
        )
        messages.success(request, saved_now())
        return redirect("today", member.patient_id)
    context = {"nav": "today", "has_order": bool(current)}
    context |= (
        _found(form, choices) if form.query else _in_groups(form, choices, member)
    )
    return render_form(request, "journal/symptom_list.html", form, **context)


def _found(form: FollowForm, choices: list[Choice]) -> dict[str, Any]:
    """What was searched for, and what else is ticked."""
    found = search(choices, form.query, synonyms())
    elsewhere = form.ticked - {choice.value for choice in found}
    others = [choice for choice in choices if choice.value in elsewhere]
    return {"found": found, "others": others}


def _in_groups(
    form: FollowForm, choices: list[Choice], member: Membership
) -> dict[str, Any]:
    by_drug = proposed(choices, proposals(member), form.ticked)
    return {
        "often": often(choices),
        "own": [choice for choice in choices if choice.symptom is None],
        "groups": [*by_drug, *grouped(choices, form.ticked)],
    }


@circle_view(Permission.WRITE)
def symptom_order(request: HttpRequest, member: Membership) -> HttpResponse:
    """What Today asks about, to put in order and to name; and what it once asked."""
    followed = list(_followed(member).current())
    context = {
        "nav": "today",
        "followed": followed,
        "stopped": _stopped(member, followed),
    }
    return render(request, "journal/symptom_order.html", context)


@circle_view(Permission.WRITE)
def symptom_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Name a followed symptom otherwise, keep it private, or say when it ended."""
    found = get_object_or_404(_followed(member), pk=pk)
    form = FollowedForm(
        form_data(request),
        instance=found,
        member=member,
        today=member.patient.today(),
    )
    then = reverse("journal:symptom_order", args=[member.patient_id])
    template = "journal/symptom_edit.html"
    return edit_record(request, template, form, then=then, nav="today", name=found.name)


@require_POST
@circle_view(Permission.WRITE)
def symptom_stop(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Ask about a symptom no more."""
    found = get_object_or_404(_followed(member).current(), pk=pk)
    today = member.patient.today()
    actions.stop_following(found, on=today)
    words = {"name": found.name, "day": date_format(today, "MONTH_DAY_FORMAT")}
    text = _(
        "“%(name)s” is off the symptom list as of %(day)s. Everything written about "
        "it is kept."
    )
    messages.success(request, text % words)
    return redirect("journal:symptom_order", member.patient_id)


@require_POST
@circle_view(Permission.WRITE)
def symptom_follow_again(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Ask about a symptom again, from today on."""
    found = get_object_or_404(_followed(member).stopped(), pk=pk)
    actions.follow_again(found)
    messages.success(
        request, _("“%(name)s” is back on the symptom list.") % {"name": found.name}
    )
    return redirect("journal:symptom_order", member.patient_id)


@require_POST
@circle_view(Permission.WRITE)
def symptom_move(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Change the order in which Today asks."""
    found = get_object_or_404(_followed(member).current(), pk=pk)
    to = request.POST.get("to", "")
    actions.move(found, to=to, by=member)
    order = list(_followed(member).current())
    message = moved_message(to, order.index(found) + 1)
    messages.success(request, message, extra_tags=found.row_id)
    url = reverse("journal:symptom_order", args=[member.patient_id])
    return redirect(f"{url}#{found.row_id}")


@circle_view(Permission.WRITE)
def measure_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose the measures and their units."""
    form = MeasuresForm(
        form_data(request),
        asked=MeasureChoice.objects.settings_of(member.patient),
    )
    if request.method == "POST" and form.is_valid():
        actions.choose_measures(member.patient, form.choices())
        messages.success(request, saved_now())
        return redirect("today", member.patient_id)
    return render_form(request, "journal/measure_list.html", form, nav="today")


def _followed(member: Membership) -> FollowedSymptomQuerySet:
    """What this member may know of."""
    followed: FollowedSymptomQuerySet = member.patient.followed_symptoms.all()
    return followed.visible_to(member)


def _stopped(
    member: Membership, followed: list[FollowedSymptom]
) -> list[FollowedSymptom]:
    """What was followed once and is not now: of each name the last time."""
    names = {symptom.name.casefold() for symptom in followed}
    last: dict[str, FollowedSymptom] = {}
    for symptom in _followed(member).stopped():
        if symptom.name.casefold() not in names:
            last.setdefault(symptom.name.casefold(), symptom)
    return list(last.values())
