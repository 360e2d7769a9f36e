"""What was said to a question."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import saved_now
from myeloma_journal.questions import actions
from myeloma_journal.questions.forms import AnswerForm
from myeloma_journal.questions.models import Answer
from myeloma_journal.questions.views.one import page_of
from myeloma_journal.questions.views.places import seen


@require_POST
@circle_view(Permission.WRITE)
def answer_add(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Write down what was said to a question."""
    found = get_object_or_404(seen(member), pk=pk)
    form = AnswerForm(request.POST, today=member.patient.today())
    if not form.is_valid():
        return page_of(request, found, form)
    actions.keep_answer(question=found, by=member, **form.cleaned_data)
    messages.success(request, saved_now())
    return redirect("questions:question", member.patient_id, pk)


@circle_view(Permission.WRITE)
def answer_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an answer one wrote down; what stood before stays in its history.

    Nobody corrects another's: they write what they heard beside it.
    """
    mine = Answer.objects.filter(question__in=seen(member), created_by=member.user)
    found = get_object_or_404(mine.select_related("question"), pk=pk)
    form = AnswerForm(answers(request), instance=found, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("questions:question", member.patient_id, found.question_id)
    context = {"nav": "questions", "form": form, "question": found.question}
    status = 422 if form.errors else 200
    return render(request, "questions/answer_edit.html", context, status=status)
