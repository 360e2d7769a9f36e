"""The way back to a question on the list."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.questions.models import Question

# Questions below the top three on one page; more are too many for a phone.
OPEN_PER_PAGE = 200


def redirect_to_row(
    member: Membership, question: Question, view: str = "questions:question_list"
) -> HttpResponse:
    """Back to the page of the list that shows this question, and to its row."""
    url = reverse(view, args=[member.patient_id])
    below = member.patient.questions.all().if_there_is_time().to_ask()
    ids = list(below.values_list("pk", flat=True))
    index = ids.index(question.pk) if question.pk in ids else 0
    page = f"?open={index // OPEN_PER_PAGE + 1}" if index >= OPEN_PER_PAGE else ""
    return redirect(f"{url}{page}#{question.row_id}")


def number_of(question: Question) -> int:
    """Its number on the list by now, as its row shows it; 0 if it is not to ask."""
    ordered = question.patient.questions.all().to_ask().in_order()
    ids = list(ordered.values_list("pk", flat=True))
    return ids.index(question.pk) + 1 if question.pk in ids else 0


def say_who_left_top(request: HttpRequest, were_top: Iterable[Question]) -> None:
    """Add a message if any of these questions is no longer in the top three."""
    ids = [question.pk for question in were_top]
    left = Question.all_objects.filter(pk__in=ids, top__isnull=True).count()
    if left:
        message = ngettext(
            "Taken out of your top three.",
            "%(count)d questions were taken out of your top three.",
            left,
        )
        messages.success(request, message % {"count": left})
