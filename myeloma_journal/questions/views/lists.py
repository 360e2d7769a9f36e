"""The list of questions, and adding to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import render_form
from myeloma_journal.questions import actions, pending_selection
from myeloma_journal.questions.forms import AddForm, AddFromCatalogueForm
from myeloma_journal.questions.limits import (
    list_full_message,
    nearly_full_message,
    remaining,
)
from myeloma_journal.questions.models import Question, QuestionQuerySet
from myeloma_journal.questions.suggestions import (
    suggested_lists,
)
from myeloma_journal.questions.views.redirects import (
    OPEN_PER_PAGE,
    redirect_to_row,
)

ANSWERED_PER_PAGE = 20


@circle_view(Permission.READ)
def question_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """All questions: the top three, the rest in order, and the answered ones."""
    form = AddForm()
    if Permission.WRITE in member.permissions:
        add = reverse("questions:question_add", args=[member.patient_id])
        form = AddForm(form_data(request, add))
    return _list_page(request, member, form)


@circle_view(Permission.WRITE)
def question_order(request: HttpRequest, member: Membership) -> HttpResponse:
    """The questions to ask, with buttons to move them."""
    to_ask = list(member.patient.questions.all().to_ask().in_order())
    context = {"nav": "questions", **_in_two_parts(request, to_ask)}
    return render(request, "questions/question_order.html", context)


@circle_view(Permission.WRITE)
def question_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Add a question in one's own words, from the list or from Today."""
    # An invalid form is shown at this URL, so a browser may reload it by GET.
    if request.method != "POST":
        return redirect("questions:question_list", member.patient_id)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _list_page(request, member, form)
    text = form.cleaned_data["text"]
    if same := actions.same_question(text=text, by=member):
        return _redirect_to_existing(request, member, same)
    left = remaining(member.patient)
    if not left:
        form.add_error("text", list_full_message(left))
        return _list_page(request, member, form)
    added = actions.add(
        text=text,
        by=member,
        is_private=form.cleaned_data["is_private"],
    )
    messages.success(request, _("Question added."), extra_tags=added.row_id)
    if _warn_if_nearly_full(request, left - 1):
        # The message is at the top of the page: do not lead on to the question below.
        return redirect("questions:question_list", member.patient_id)
    return redirect_to_row(member, added)


def _redirect_to_existing(
    request: HttpRequest, member: Membership, same: Question
) -> HttpResponse:
    words = {"status": same.get_status_display()}
    message = _("This question is already on your list. Status: %(status)s.") % words
    if same.is_to_ask:
        messages.success(request, message, extra_tags=same.row_id)
        return redirect_to_row(member, same)
    messages.success(request, message)
    return redirect("questions:question", member.patient_id, same.pk)


@circle_view(Permission.WRITE)
def question_add_from_catalogue(
    request: HttpRequest, member: Membership
) -> HttpResponse:
    """Add the ticked questions of published lists, or else all but the sensitive ones.

    What was typed beside the list is added too.
    """
    # As for `question_add`.
    if request.method != "POST":
        return redirect("questions:question_list", member.patient_id)
    form = AddFromCatalogueForm(request.POST)
    left = remaining(member.patient)
    if form.is_valid() and len(form.selected) + len(form.cleaned_data["own"]) > left:
        form.add_error("own", list_full_message(left))
    if form.errors:
        template = "questions/question_add_from_catalogue.html"
        return render_form(request, template, form, nav="questions")
    added, already = actions.add_from_catalogue(
        catalogue_questions=form.selected,
        own=form.cleaned_data["own"],
        by=member,
    )
    pending_selection.clear(request.session)
    messages.success(request, pending_selection.added_message(added, already))
    _warn_if_nearly_full(request, left - len(added))
    return redirect("questions:question_list", member.patient_id)


def _warn_if_nearly_full(request: HttpRequest, left: int) -> bool:
    """Whether a message was added."""
    message = nearly_full_message(left)
    if message:
        messages.info(request, message)
    return bool(message)


def _list_page(request: HttpRequest, member: Membership, form: AddForm) -> HttpResponse:
    questions = Question.all_objects.visible_to(member).on_list()
    answered = questions.answered().prefetch_related("answers", "entries")
    in_order = questions.to_ask().in_order().select_related("appointment")
    to_ask = list(in_order.prefetch_related("entries"))
    shared = [question for question in to_ask if not question.is_private]
    appointment = member.patient.appointments.all().next_visit(timezone.now())
    context = {
        "nav": "questions",
        **_in_two_parts(request, shared),
        "private": [question for question in to_ask if question.is_private],
        "waiting": questions.waiting().prefetch_related("entries"),
        "answered": Paginator(answered, ANSWERED_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "let_go": questions.no_longer_needed().prefetch_related("entries"),
        "asked": _asked(request, member),
        "trashed": _trashed(request, member),
        "next": appointment,
        "is_today": appointment and appointment.day <= member.patient.today(),
        "suggested_lists": suggested_lists(member.patient),
    }
    return render_form(request, "questions/question_list.html", form, **context)


def _in_two_parts(request: HttpRequest, to_ask: list[Question]) -> dict[str, Any]:
    """The top three, and a page of the rest."""
    top = [question for question in to_ask if question.top]
    rest = [question for question in to_ask if not question.top]
    page = Paginator(rest, OPEN_PER_PAGE).get_page(request.GET.get("open"))
    return {
        "top": top,
        "top_count": len(top),
        "rest": page,
        "is_several": len(to_ask) > 1,
    }


def _asked(request: HttpRequest, member: Membership) -> Question | None:
    """The question that was marked as asked just now."""
    visible = Question.all_objects.visible_to(member).on_list()
    return _by_id(visible.waiting(), request.GET.get("asked", ""))


def _trashed(request: HttpRequest, member: Membership) -> Question | None:
    """The question that was removed from the list just now."""
    visible = Question.all_objects.visible_to(member)
    return _by_id(visible.trashed(), request.GET.get("trashed", ""))


def _by_id(questions: QuestionQuerySet, pk: str) -> Question | None:
    try:
        return questions.filter(pk=UUID(pk)).first()
    except ValueError:
        return None
