"""One entry of the journal, how to correct it, and which symptoms to follow."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.core.messages import saved_now
from myeloma_journal.journal import actions
from myeloma_journal.journal.forms import EntryForm, FollowForm
from myeloma_journal.journal.models import Entry, Severity


@circle_view(Permission.READ)
def entry(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One entry, as it was saved."""
    found = get_object_or_404(member.patient.entries.all().whole(), pk=pk)
    context = {
        "nav": "journal",
        "entry": found,
        "earlier": _earlier(found),
        "today": member.patient.today(),
    }
    return render(request, "journal/entry.html", context)


@circle_view(Permission.WRITE)
def entry_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an entry."""
    found = get_object_or_404(member.patient.entries.all().whole(), pk=pk)
    symptoms = member.patient.followed_symptoms
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        patient=member.patient,
        followed=symptoms.filter(Q(until=None) | Q(ratings__entry=found)).distinct(),
        measures=Measure.objects.filter(is_core=True),
        entry=found,
    )
    if request.method == "POST" and form.is_valid():
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
def entry_take_back(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Hide an entry."""
    actions.take_back(get_object_or_404(member.patient.entries, pk=pk))
    return redirect("journal:entry_taken_back", member.patient_id, pk)


@circle_view(Permission.WRITE)
def entry_taken_back(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Say that an entry was taken back, and put it back when asked to."""
    entries = member.patient.entries(manager="with_deleted")
    found = get_object_or_404(entries, pk=pk, deleted_at__isnull=False)
    if request.method == "POST":
        actions.put_back(found)
        messages.success(request, _("The entry is back in the journal."))
        return redirect("journal:entry", member.patient_id, pk)
    context = {"nav": "journal", "entry": found, "today": member.patient.today()}
    return render(request, "journal/entry_taken_back.html", context)


@circle_view(Permission.WRITE)
def symptom_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose which symptoms to follow."""
    followed = list(member.patient.followed_symptoms.filter(until=None))
    names = {one.name for one in followed}
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        own = form.cleaned_data["own"].strip()
        keep = set(request.POST.getlist("keep"))
        stopped = [one for one in followed if str(one.pk) not in keep]
        actions.stop_following(stopped)
        actions.follow(
            patient=member.patient,
            symptoms=form.cleaned_data["follow"],
            own=[own] if own else [],
        )
        count = member.patient.followed_symptoms.filter(until=None).count()
        messages.success(
            request,
            ngettext(
                "You follow %(count)s symptom now.",
                "You follow %(count)s symptoms now.",
                count,
            )
            % {"count": count},
        )
        return redirect("home:today", member.patient_id)
    context = {
        "nav": "today",
        "form": form,
        "followed": followed,
        "offered": [
            one
            for one in Symptom.objects.filter(is_private=False)
            if one.label not in names
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "journal/symptom_list.html", context, status=status)


def _earlier(found: Entry) -> list[Entry]:
    """What was said before of that day as a whole, the latest first, each once."""
    said = (found.overall, found.note)
    versions: dict[tuple[int | None, str], Entry] = {}
    for version in found.history.order_by("-history_date"):
        if (version.overall, version.note) != said:
            versions.setdefault((version.overall, version.note), version)
    return list(versions.values())
