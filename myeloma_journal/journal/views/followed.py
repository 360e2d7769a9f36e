"""Which symptoms and measures Today asks about: choose, name, order, stop."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.actions import followed as actions
from myeloma_journal.journal.forms.followed import (
    FollowedForm,
    FollowForm,
    MeasuresForm,
    Proposal,
    offered_to,
    proposals,
)
from myeloma_journal.journal.models import (
    FollowedSymptom,
    FollowedSymptomQuerySet,
    MeasureChoice,
)
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import (
    edit_record,
    render_form,
    saved_now,
)


@circle_view(Permission.WRITE)
def symptom_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """What is followed, and what else could be."""
    form = FollowForm(form_data(request), member=member)
    if form.is_valid():
        own = form.cleaned_data["own"].strip()
        added = actions.follow(
            patient=member.patient,
            symptoms=form.cleaned_data["follow"],
            own=[own] if own else [],
        )
        messages.success(request, _added(added))
        return redirect("journal:symptom_list", member.patient_id)
    followed = list(_followed(member).current())
    proposed = proposals(member.patient)
    offered = _offered(member, followed, proposed)
    context = {
        "nav": "today",
        "ticked": set(form["follow"].value() or ()),
        "followed": followed,
        "stopped": _stopped(member, followed),
        "proposals": proposed,
        "groups": _grouped([symptom for symptom in offered if not symptom.is_private]),
        "private": [symptom for symptom in offered if symptom.is_private],
    }
    return render_form(request, "journal/symptom_list.html", form, **context)


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
    then = reverse("journal:symptom_list", args=[member.patient_id])
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
    return redirect("journal:symptom_list", member.patient_id)


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
    return redirect("journal:symptom_list", member.patient_id)


@require_POST
@circle_view(Permission.WRITE)
def symptom_move(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Change the order in which Today asks."""
    found = get_object_or_404(_followed(member).current(), pk=pk)
    actions.move(found, to=request.POST.get("to", ""))
    return redirect("journal:symptom_list", member.patient_id)


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


def _offered(
    member: Membership, followed: list[FollowedSymptom], proposed: list[Proposal]
) -> list[Symptom]:
    """What else can be followed, in the order of the catalogue."""
    known = {symptom.symptom_id for symptom in followed}
    known |= {symptom.pk for proposal in proposed for symptom in proposal.symptoms}
    return [symptom for symptom in offered_to(member) if symptom.pk not in known]


def _grouped(symptoms: list[Symptom]) -> dict[str, list[Symptom]]:
    """The symptoms by where in the body or in life they are felt."""
    groups: dict[str, list[Symptom]] = {}
    for symptom in symptoms:
        groups.setdefault(symptom.get_group_display(), []).append(symptom)
    return groups


def _added(added: list[FollowedSymptom]) -> str:
    """What was added, in words."""
    if not added:
        return _("That symptom is already on the list.")
    names = ", ".join(symptom.name for symptom in added)
    return _("Added to the Today page: %(names)s.") % {"names": names}
