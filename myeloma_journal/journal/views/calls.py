"""What is answered on the page of an entry: about calling, and about signs."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.actions import replies as actions
from myeloma_journal.journal.forms.calls import TeamNumberForm
from myeloma_journal.journal.models import CallReply, Entry, RuleMatch, Said
from myeloma_journal.journal.rule_matching import match_asked_sign, signs_to_ask
from myeloma_journal.journal.views.entries import entry_page
from myeloma_journal.platform.forms.record_pages import saved_now

ABOUT_A_MATCH = {Said.CALLED, Said.KNOWN, Said.NOT_CALLED}


@require_POST
@circle_view(Permission.WRITE)
def entry_call_reply(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Save whether somebody called about the matches that the page showed."""
    entry = _entry(member, pk)
    said = request.POST.get("said", "")
    shown = RuleMatch.objects.filter(entry=entry).visible_to(member).active()
    matches = shown.filter(pk__in=_ids(request, "match"))
    if said not in ABOUT_A_MATCH or not matches:
        raise Http404
    actions.reply(matches=matches, said=Said(said), by=member)
    return _back(entry)


@require_POST
@circle_view(Permission.WRITE)
def entry_call_undo(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Undo what was said, also to an earlier match on which one of this entry rests."""
    entry = _entry(member, pk)
    replies = CallReply.objects.visible_to(member).filter(
        entry__patient=member.patient, pk__in=_ids(request, "reply")
    )
    actions.undo(replies)
    messages.success(request, _("Undone."))
    return _back(entry)


@require_POST
@circle_view(Permission.WRITE)
def entry_signs(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Save that one of the signs asked about is happening, or none of them."""
    entry = _entry(member, pk)
    asked = {sign.slug: sign for sign in signs_to_ask(entry, member)}
    slug = request.POST.get("sign", "")
    if slug in asked:
        match_asked_sign(entry, asked[slug], member)
    elif asked and not slug:
        actions.reply_none(entry=entry, by=member)
    return _back(entry)


@require_POST
@circle_view(Permission.WRITE)
def entry_sign_undo(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Undo a yes to a sign; what was shown stays readable."""
    entry = _entry(member, pk)
    shown = RuleMatch.objects.filter(entry=entry, was_asked=True).visible_to(member)
    actions.undo_yes(shown.active().filter(pk__in=_ids(request, "match")))
    messages.success(request, _("Undone."))
    return _back(entry)


@circle_view(Permission.WRITE)
def entry_number(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Save the team's number from the box in which it was missing."""
    # An invalid form is shown at this URL, so a browser may come back to it by GET.
    if request.method != "POST":
        return _back(_entry(member, pk))
    form = TeamNumberForm(request.POST, patient=member.patient)
    if not form.is_valid():
        return entry_page(request, member, pk, number_form=form)
    form.save()
    messages.success(request, saved_now())
    return _back(_entry(member, pk))


def _entry(member: Membership, pk: UUID) -> Entry:
    found: Entry = get_object_or_404(member.patient.entries, pk=pk)
    return found


def _ids(request: HttpRequest, name: str) -> list[UUID]:
    try:
        return [UUID(value) for value in request.POST.getlist(name)]
    except ValueError:
        raise Http404 from None


def _back(entry: Entry) -> HttpResponse:
    """To the box of the entry, if it has one."""
    page = reverse("journal:entry", args=[entry.patient_id, entry.pk])
    return HttpResponseRedirect(f"{page}#page-title")
