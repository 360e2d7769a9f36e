"""My questions: taken from lists or written, put in order, asked, answered."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.core.messages import saved_now
from myeloma_journal.questions import actions
from myeloma_journal.questions.forms import (
    AnswerForm,
    OwnWordsForm,
    QuestionForm,
    TakeForm,
)
from myeloma_journal.questions.models import Answer, Question, Status
from myeloma_journal.questions.ticked import forget, what_was_taken

ANSWERED_A_PAGE = 20


@circle_view(Permission.READ)
def question_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """All questions: the top three, the rest in order, and the answered ones."""
    return _list(request, member, OwnWordsForm())


@circle_view(Permission.WRITE)
def question_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Add a question in one's own words, from the list or from Today."""
    if request.method != "POST":
        return redirect("questions:question_list", member.patient_id)
    form = OwnWordsForm(request.POST)
    if not form.is_valid():
        return _list(request, member, form)
    text = form.cleaned_data["text"]
    added = actions.add(patient=member.patient, text=text, by=member)
    messages.success(request, _("Your question is on the list."))
    return _to_its_place(member, added)


@circle_view(Permission.WRITE)
def question_take(request: HttpRequest, member: Membership) -> HttpResponse:
    """Take questions from published lists: those ticked, or else all but the hard.

    What was typed beside the list is added too.
    """
    if request.method != "POST":
        return redirect("questions:question_list", member.patient_id)
    form = TakeForm(request.POST)
    if not form.is_valid():
        context = {"nav": "questions", "form": form}
        return render(request, "questions/question_take.html", context, status=422)
    taken, already = actions.take(
        patient=member.patient,
        catalogue_questions=form.wanted,
        own=form.cleaned_data["own"],
        by=member,
    )
    forget(request.session)
    messages.success(request, what_was_taken(taken, already))
    return redirect("questions:question_list", member.patient_id)


@circle_view(Permission.READ)
def question(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """One question: its words, where they come from, and what was said.

    One that was taken off the list can be put back here: Back leads to it.
    """
    every = member.patient.questions(manager="with_deleted")
    found = get_object_or_404(every, pk=pk)
    if found.deleted_at:
        context = {"nav": "questions", "question": found}
        return render(request, "questions/question_removed.html", context, status=410)
    form = AnswerForm(today=member.patient.today(), initial=_who_answers(found))
    return _one(request, found, form)


@circle_view(Permission.WRITE)
def question_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Change the words of a question; what stood before stays in its history."""
    found = get_object_or_404(member.patient.questions, pk=pk)
    answers = request.POST if request.method == "POST" else None
    form = QuestionForm(answers, instance=found, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("questions:question", member.patient_id, pk)
    context = {"nav": "questions", "form": form, "question": found}
    status = 422 if form.errors else 200
    return render(request, "questions/question_edit.html", context, status=status)


@require_POST
@circle_view(Permission.WRITE)
def question_move(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Move a question up, down or to the top of its part of the list."""
    found = get_object_or_404(member.patient.questions, pk=pk)
    to = request.POST.get("to")
    if to not in (actions.UP, actions.DOWN, actions.TOP):
        raise Http404
    actions.move(question=found, to=to)
    messages.success(request, _its_number(found))
    return _to_its_place(member, found)


@require_POST
@circle_view(Permission.WRITE)
def question_top(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Put a question among the top three, or take it out of them."""
    found = get_object_or_404(member.patient.questions.all().open(), pk=pk)
    if request.POST.get("top") == "0":
        actions.unmark_top(question=found)
        messages.success(request, _its_number(found))
        return _to_its_place(member, found)
    try:
        actions.mark_top(question=found)
    except actions.TopThreeFull:
        sentence = _("There are three at the top already. Take one of them out first.")
        messages.warning(request, sentence)
        return redirect("questions:question_list", member.patient_id)
    messages.success(request, _its_number(found))
    return _to_its_place(member, found)


@require_POST
@circle_view(Permission.WRITE)
def question_status(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Say how far a question has come. Answered it is by writing the answer down."""
    found = get_object_or_404(member.patient.questions, pk=pk)
    status = request.POST.get("status")
    if status not in Status.values or status == Status.ANSWERED:
        raise Http404
    actions.set_status(question=found, status=Status(status), on=member.patient.today())
    if "from_page" in request.POST:
        messages.success(request, saved_now())
        return redirect("questions:question", member.patient_id, pk)
    words = {"status": found.get_status_display()}
    messages.success(request, _("Now marked: %(status)s.") % words)
    return _to_its_place(member, found)


@require_POST
@circle_view(Permission.WRITE)
def question_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Take a question off the list, and offer to put it back."""
    found = get_object_or_404(member.patient.questions, pk=pk)
    actions.remove(question=found)
    address = reverse("questions:question_list", args=[member.patient_id])
    return redirect(f"{address}?removed={found.pk}")


@require_POST
@circle_view(Permission.WRITE)
def question_put_back(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Put a removed question back."""
    removed = member.patient.questions(manager="with_deleted")
    found = get_object_or_404(removed, pk=pk, deleted_at__isnull=False)
    try:
        actions.put_back(question=found)
    except actions.AlreadyTaken:
        messages.warning(request, _("The same question is on your list already."))
        return redirect("questions:question_list", member.patient_id)
    return _to_its_place(member, found)


@require_POST
@circle_view(Permission.WRITE)
def answer_add(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Write down what was said to a question."""
    found = get_object_or_404(member.patient.questions, pk=pk)
    form = AnswerForm(request.POST, today=member.patient.today())
    if not form.is_valid():
        return _one(request, found, form)
    actions.keep_answer(question=found, by=member, **form.cleaned_data)
    messages.success(request, saved_now())
    return redirect("questions:question", member.patient_id, pk)


@circle_view(Permission.WRITE)
def answer_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an answer; what stood before stays in its history."""
    mine = Answer.objects.filter(question__in=member.patient.questions.all())
    found = get_object_or_404(mine.select_related("question"), pk=pk)
    answers = request.POST if request.method == "POST" else None
    form = AnswerForm(answers, instance=found, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("questions:question", member.patient_id, found.question_id)
    context = {"nav": "questions", "form": form, "question": found.question}
    status = 422 if form.errors else 200
    return render(request, "questions/answer_edit.html", context, status=status)


def _list(request: HttpRequest, member: Membership, form: OwnWordsForm) -> HttpResponse:
    """The page with all questions, with `form` on top."""
    questions = member.patient.questions.all()
    answered = questions.answered().prefetch_related("answers", "entries")
    waiting = list(questions.open().in_order().prefetch_related("entries"))
    top = [one for one in waiting if one.top]
    context = {
        "nav": "questions",
        "form": form,
        "top": top,
        "top_count": len(top),
        "rest": [one for one in waiting if not one.top],
        "answered": Paginator(answered, ANSWERED_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "let_go": questions.no_longer_needed().prefetch_related("entries"),
        "removed": _removed(request, member),
        "next": member.patient.appointments.all().upcoming(timezone.now()).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "questions/question_list.html", context, status=status)


def _one(request: HttpRequest, found: Question, form: AnswerForm) -> HttpResponse:
    """The page of one question, with `form` for an answer."""
    context = {
        "nav": "questions",
        "form": form,
        "question": found,
        "answers": found.answers.all(),
        "entries": found.entries.all(),
        "earlier": _earlier_words(found),
    }
    status = 422 if form.errors else 200
    return render(request, "questions/question.html", context, status=status)


def _earlier_words(found: Question) -> list[str]:
    """Every wording it had before this one, the latest first, each once."""
    texts = found.history.order_by("-history_date").values_list("text", flat=True)
    return [text for text in dict.fromkeys(texts) if text != found.text]


def _who_answers(found: Question) -> dict[str, str]:
    """Whoever the visit is with, most likely."""
    return {"given_by": found.appointment.with_whom} if found.appointment else {}


def _removed(request: HttpRequest, member: Membership) -> Question | None:
    """The question that was taken off the list just now."""
    try:
        pk = UUID(request.GET.get("removed", ""))
    except ValueError:
        return None
    removed = member.patient.questions(manager="with_deleted")
    gone: Question | None = removed.filter(pk=pk, deleted_at__isnull=False).first()
    return gone


def _to_its_place(member: Membership, found: Question) -> HttpResponse:
    """Back to the list, where the question stands."""
    address = reverse("questions:question_list", args=[member.patient_id])
    return redirect(f"{address}#q-{found.pk}")


def _its_number(found: Question) -> str:
    """The place it has now, as its row on the list shows it."""
    order = found.patient.questions.all().open().in_order()
    places = list(order.values_list("pk", flat=True))
    if found.pk not in places:
        return saved_now()
    return _("Now number %(number)d.") % {"number": places.index(found.pk) + 1}
