"""Landing page, onboarding, help, and the login of the demo."""

from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle import actions as care_circle
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team import actions as care_team
from myeloma_journal.catalogue.models import Checklist, Phase
from myeloma_journal.journal.actions.followed import follow_default_symptoms
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import render_form
from myeloma_journal.questions import actions as questions
from myeloma_journal.questions import pending_selection as selection
from myeloma_journal.questions.forms import AddFromCatalogueForm
from myeloma_journal.treatment.models import Diagnosis
from myeloma_journal.welcome import demo
from myeloma_journal.welcome.forms import JournalStartForm
from myeloma_journal.welcome.help import SECTIONS

# The phase of early myeloma.
WATCHING = "watching"
LANDING_CHECKLISTS = [
    "new-diagnosis",
    "starting-a-new-therapy",
    "relapse-and-switching",
    "stem-cell-transplant",
    "side-effects-and-interactions",
    "cost-work-daily-life",
    "caregiver",
    "comfort-and-planning",
]


@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    """The front page; those who are signed in go on to their journal."""
    if request.user.is_authenticated:
        return _redirect_to_journal(request)
    current = Checklist.objects.current().with_counts()
    checklists = current.in_bulk(LANDING_CHECKLISTS, field_name="slug")
    shown = [checklists[slug] for slug in LANDING_CHECKLISTS if slug in checklists]
    example = checklists.get("starting-a-new-therapy")
    context = {
        "checklists": shown,
        "example": example,
        "questions": example.questions.current().filter(is_sensitive=False)[:4]
        if example
        else [],
    }
    return render(request, "welcome/landing.html", context)


def _redirect_to_journal(request: HttpRequest) -> HttpResponse:
    """To the only journal, to a choice of several, or to starting one."""
    memberships = list(Membership.objects.open_to(request.user.pk))
    if not memberships:
        if pending := Membership.objects.of(request.user.pk).first():
            return redirect("care_circle:pending_deletion", pending.patient_id)
        return redirect("welcome:journal_start")
    if selection.load(request.session):
        return redirect("welcome:pending_selection")
    if len(memberships) == 1:
        return redirect("today", memberships[0].patient_id)
    return render(request, "welcome/journal_choose.html", {"memberships": memberships})


@adds_record_on_own_page
def journal_start(request: HttpRequest) -> HttpResponse:
    """Start a journal: mine, or somebody's I care for."""
    user = cast(User, request.user)
    form = JournalStartForm(form_data(request), initial={"your_name": user.name})
    if form.is_valid():
        member = _start_journal(user, form)
        _add_pending_selection(request, member)
        return redirect("today", member.patient_id)
    return render_form(request, "welcome/journal_start.html", form)


@transaction.atomic
def _start_journal(user: User, form: JournalStartForm) -> Membership:
    data = form.cleaned_data
    if not form.is_mine:
        user.name = data["your_name"]
    user.name = user.name or data["name"]
    user.save(update_fields=["name"])
    member = care_circle.start_journal(
        by=user,
        name=data["name"],
        zone=data["zone"],
        is_patient=form.is_mine,
        relation=data["relation"],
        country=data["country"],
    )
    if data["team_name"] or data["team_number"]:
        care_team.add_first_contact(
            member.patient,
            name=data["team_name"] or _("Care team"),
            number=data["team_number"],
        )
    if data["watching"]:
        watching = Phase.objects.current().filter(slug=WATCHING).first()
        Diagnosis.objects.create(patient=member.patient, phase=watching)
    follow_default_symptoms(member.patient)
    return member


def _add_pending_selection(request: HttpRequest, member: Membership) -> None:
    """Add the questions that were ticked before there was a journal."""
    if form := selection.load(request.session):
        added, already = questions.add_from_catalogue(
            catalogue_questions=form.selected,
            own=form.cleaned_data["own"],
            by=member,
        )
        messages.success(request, selection.added_message(added, already))
    selection.clear(request.session)


@login_not_required
@csrf_exempt
@require_POST
def pending_selection_save(request: HttpRequest) -> HttpResponse:
    """Save what was ticked on a public list in the session, until after sign-in.

    CSRF: public pages set no cookie, so there is no token; the Origin is checked.
    """
    if _request_origin(request) != f"{request.scheme}://{request.get_host()}":
        raise PermissionDenied
    form = AddFromCatalogueForm(request.POST)
    if not form.is_valid():
        template = "questions/question_add_from_catalogue.html"
        return render_form(request, template, form, nav="questions")
    selection.save(request.session, request.POST)
    if request.user.is_authenticated:
        return redirect("welcome:pending_selection")
    if form.is_empty:
        sentence = _(
            "You didn’t choose any questions. You can go back and choose some, or "
            "start a journal without them."
        )
        messages.warning(request, sentence)
    else:
        sentence = _(
            "The questions you chose are saved. They’ll be added to your new journal."
        )
        messages.success(request, sentence)
    return redirect("account_signup")


def _request_origin(request: HttpRequest) -> str:
    """The Origin header, or the origin of the Referer."""
    page = urlsplit(request.headers.get("Referer", ""))
    return request.headers.get("Origin", f"{page.scheme}://{page.netloc}")


def pending_selection(request: HttpRequest) -> HttpResponse:
    """Ask to which journal the ticked questions are added."""
    form = selection.load(request.session)
    if request.method == "POST" or form is None:
        selection.clear(request.session)
        return redirect("landing")
    mine = Membership.objects.open_to(request.user.pk)
    context = {
        "form": form,
        "wanted": form.selected,
        "own": form.cleaned_data["own"],
        "writable": [
            membership
            for membership in mine
            if Permission.WRITE in membership.permissions
        ],
    }
    return render(request, "welcome/pending_selection.html", context)


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/privacy.html")


@login_not_required
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/help.html", {"sections": SECTIONS})


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as the patient of the demo; only on a server for one machine."""
    if not settings.LOCAL:
        raise Http404
    # A new day's demo ends the sessions of the last one, maybe this one too.
    request.session.flush()
    member = demo.load()
    login(request, member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today", member.patient_id)
