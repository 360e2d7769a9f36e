import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import (
    edit_record,
    moved_message,
    recreate_with,
    render_form,
    saved_now,
)
from myeloma_journal.questions import actions, answering
from myeloma_journal.questions.forms import AnswerForm, QuestionForm
from myeloma_journal.questions.models import Answer, Question, Status
from myeloma_journal.questions.views.redirects import (
    number_of,
    redirect_to_row,
    say_who_left_top,
)

T = TypeVar("T")


@circle_view(Permission.READ)
def question(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One question with its answers; a trashed one can be restored here."""
    trashed = Question.all_objects.visible_to(member).trashed().filter(pk=pk).first()
    if trashed:
        context = {"nav": "questions", "question": trashed}
        return render(request, "questions/question_trashed.html", context, status=410)
    questions = Question.all_objects.visible_to(member).on_list()
    found = get_object_or_404(
        questions.select_related("catalogue_question", "appointment"), pk=pk
    )
    add = reverse("questions:answer_add", args=[member.patient_id, pk])
    may_write = Permission.WRITE in member.permissions
    form = AnswerForm(
        form_data(request, add) if may_write else None,
        today=member.patient.today(),
        initial=_initial_answer(found),
    )
    return _question_page(request, found, form)


@circle_view(Permission.WRITE)
@recreate_with("questions:question_add")
def question_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = _question_on_list(member, pk)
    form = QuestionForm(
        form_data(request), instance=found, today=member.patient.today()
    )
    then = reverse("questions:question", args=[member.patient_id, pk])
    template = "questions/question_edit.html"
    response = edit_record(
        request, template, form, then=then, nav="questions", question=found
    )
    if form.is_valid() and "appointment" in form.changed_data:
        _say_when_top_prints(request, found)
    return response


def _say_when_top_prints(request: HttpRequest, question: Question) -> None:
    """The top three are the patient's; a packet prints those for its visit only."""
    if question.top and question.appointment:
        message = _(
            "It’s still in your top three. It prints for the visit on %(day)s, "
            "not for an earlier one."
        )
        day = date_format(question.appointment.day)
        messages.info(request, message % {"day": day})


@require_POST
@circle_view(Permission.WRITE)
def question_move(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Move a question up, down, to the top or to a number within its section."""
    found = _question_on_list(member, pk)
    to = _move_target(request.POST.get("to", ""))
    actions.move(question=found, to=to)
    number = number_of(found)
    message = moved_message(to, number) if number else saved_now()
    messages.success(request, message, extra_tags=found.row_id)
    return redirect_to_row(member, found, "questions:question_order")


@require_POST
@circle_view(Permission.WRITE)
def question_top(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Add a question to the top three; with `top=0`, remove it from them."""
    found = get_object_or_404(member.patient.questions.all().open(), pk=pk)
    if request.POST.get("top") == "0":
        actions.unmark_top(question=found)
        level, message = messages.SUCCESS, _("Taken out of your top three.")
    else:
        level, message = _mark_top(found)
    messages.add_message(request, level, message, extra_tags=found.row_id)
    return redirect_to_row(member, found)


def _mark_top(question: Question) -> tuple[int, str]:
    try:
        actions.mark_top(question=question)
    except actions.TopThreeFullError:
        return messages.WARNING, _("You have three already. Take one out first.")
    return messages.SUCCESS, _("Now in your top three.")


@require_POST
@circle_view(Permission.WRITE)
def question_status(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Set the status, or undo "asked"; only an answer makes a question answered."""
    found = _question_on_list(member, pk)
    if "undo" in request.POST:
        return _undo_asked(request, member, found)
    status = request.POST.get("status")
    if status not in Status.values or status == Status.ANSWERED:
        raise Http404
    were_top = _if_top(found)
    answering.set_status(
        question=found, status=Status(status), on=member.patient.today()
    )
    say_who_left_top(request, were_top)
    if "from_page" in request.POST:
        messages.success(request, saved_now())
        return redirect("questions:question", member.patient_id, pk)
    return _redirect_to_message(member, asked=found)


def _undo_asked(
    request: HttpRequest, member: Membership, found: Question
) -> HttpResponse:
    """The page may be a day old, and somebody else may have answered meanwhile."""
    if found.asked_on:
        answering.undo_asked(question=found, on=found.asked_on)
    if not found.is_to_ask:
        words = {"status": found.get_status_display()}
        messages.warning(request, _("Nothing was undone. Status: %(status)s.") % words)
        return redirect("questions:question", member.patient_id, found.pk)
    undone = _("Undone. The question is back on your list.")
    messages.success(request, undone, extra_tags=found.row_id)
    return redirect_to_row(member, found)


@require_POST
@circle_view(Permission.WRITE)
def question_reword(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Accept or decline the newer words of the catalogue."""
    found = _question_on_list(member, pk)
    actions.reword(question=found, accept=request.POST.get("words") == "new")
    messages.success(request, saved_now())
    return redirect("questions:question", member.patient_id, pk)


@require_POST
@circle_view(Permission.WRITE)
def question_share(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Make a private question visible to the whole circle."""
    found = get_object_or_404(
        Question.all_objects.visible_to(member).on_list(), pk=pk, private_to=member.user
    )
    actions.share(question=found)
    messages.success(request, _("Everyone with access can now see this question."))
    return redirect("questions:question", member.patient_id, pk)


@require_POST
@circle_view(Permission.WRITE)
def question_trash(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = _question_on_list(member, pk)
    were_top = _if_top(found)
    actions.trash(question=found)
    say_who_left_top(request, were_top)
    return _redirect_to_message(member, trashed=found)


@require_POST
@circle_view(Permission.WRITE)
def question_restore(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    found = get_object_or_404(Question.all_objects.visible_to(member).trashed(), pk=pk)
    try:
        actions.restore(question=found)
    except actions.AlreadyOnListError:
        messages.warning(request, _("The same question is already on your list."))
        return redirect("questions:question_list", member.patient_id)
    row = found.row_id if found.is_to_ask else ""
    messages.success(request, _("Question restored."), extra_tags=row)
    return redirect_to_row(member, found)


@circle_view(Permission.WRITE)
def answer_add(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    found = _question_on_list(member, pk)
    # An invalid form is shown at this URL, so a browser may come back to it by GET.
    if request.method != "POST":
        return redirect("questions:question", member.patient_id, pk)
    form = AnswerForm(request.POST, today=member.patient.today())
    if not form.is_valid():
        return _question_page(request, found, form)
    were_top = _if_top(found)
    answering.save_answer(question=found, by=member, **form.cleaned_data)
    say_who_left_top(request, were_top)
    messages.success(request, saved_now())
    return redirect("questions:question", member.patient_id, pk)


@circle_view(Permission.WRITE)
def answer_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct one's own answer; to another member's, one adds an answer."""
    own = Answer.objects.filter(
        question__in=Question.all_objects.visible_to(member).on_list(),
        created_by=member.user,
    )
    found = get_object_or_404(own.select_related("question"), pk=pk)
    form = AnswerForm(form_data(request), instance=found, today=member.patient.today())
    then = reverse("questions:question", args=[member.patient_id, found.question_id])
    template = "questions/answer_edit.html"
    return edit_record(
        request, template, form, then=then, nav="questions", question=found.question
    )


def _question_on_list(member: Membership, pk: UUID) -> Question:
    visible = Question.all_objects.visible_to(member).on_list()
    return get_object_or_404(visible, pk=pk)


def _redirect_to_message(member: Membership, **about: Question) -> HttpResponse:
    """To the list, and to what it says there about a question."""
    url = reverse("questions:question_list", args=[member.patient_id])
    query = urlencode({name: question.pk for name, question in about.items()})
    return redirect(f"{url}?{query}#just-now")


def _if_top(question: Question) -> list[Question]:
    return [question] if question.top else []


def _question_page(
    request: HttpRequest, found: Question, form: AnswerForm
) -> HttpResponse:
    versions = list(found.history.order_by("-history_date"))
    context = {
        "nav": "questions",
        "question": found,
        "answers": _with_earlier_texts(list(found.answers.all())),
        "entries": found.entries.all(),
        "earlier": _earlier([version.text for version in versions], found.text),
        "asked_before": _earlier(_days_asked(versions, found), found.asked_on),
    }
    return render_form(request, "questions/question.html", form, **context)


def _move_target(to: str) -> str | int:
    """A direction from a button, or the number something was dragged to."""
    if to in (actions.UP, actions.DOWN, actions.TOP):
        return to
    if not re.fullmatch("[1-9][0-9]{0,3}", to):
        raise Http404
    return int(to)


def _earlier(values: Iterable[T], now: T) -> list[T]:
    """The distinct values that are neither empty nor the present one."""
    return [value for value in dict.fromkeys(values) if value and value != now]


def _days_asked(versions: Iterable[Any], found: Question) -> Iterator[date | None]:
    """The days it was asked at a visit, without ticks that were undone."""
    for version in versions:
        is_over = version.status in (Status.ANSWERED, Status.NOT_ANSWERED)
        if is_over or (
            found.asked_on and version.asked_on and version.asked_on < found.asked_on
        ):
            yield version.asked_on


def _with_earlier_texts(answers: list[Answer]) -> list[tuple[Answer, list[str]]]:
    """Each answer with its texts before corrections, the latest first."""
    corrected = [answer.pk for answer in answers if answer.version > 1]
    texts = defaultdict(list)
    if corrected:
        history = Answer.history.filter(id__in=corrected).order_by("-history_date")
        for pk, text in history.values_list("id", "text"):
            texts[pk].append(text)
    return [(answer, _earlier(texts[answer.pk], answer.text)) for answer in answers]


def _initial_answer(found: Question) -> dict[str, str]:
    """The answer most likely comes from whom the visit is with."""
    return {"given_by": found.appointment.with_whom} if found.appointment else {}
