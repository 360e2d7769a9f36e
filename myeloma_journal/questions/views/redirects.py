"""The way back to a question on the list."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.forms.record_pages import saved_now
from myeloma_journal.questions.models import Question

# Questions below the top three on one page; more are too many for a phone.
OPEN_PER_PAGE = 200


def redirect_to_row(member: Membership, question: Question) -> HttpResponse:
    """Back to the page of the list that shows this question, and to its row."""
    url = reverse("questions:question_list", args=[member.patient_id])
    ordered = member.patient.questions.all().if_there_is_time()
    ids = list(ordered.values_list("pk", flat=True))
    index = ids.index(question.pk) if question.pk in ids else 0
    page = f"?open={index // OPEN_PER_PAGE + 1}" if index >= OPEN_PER_PAGE else ""
    return redirect(f"{url}{page}#q-{question.pk}")


def position_message(question: Question) -> str:
    """Its number on the list by now, as its row shows it."""
    ordered = question.patient.questions.all().open().in_order()
    ids = list(ordered.values_list("pk", flat=True))
    if question.pk not in ids:
        return saved_now()
    return _("Now number %(number)d.") % {"number": ids.index(question.pk) + 1}


def say_who_left_top(request: HttpRequest, were_top: Iterable[Question]) -> None:
    """Add a message if any of these questions is no longer in the top three."""
    ids = [question.pk for question in were_top]
    left = Question.all_objects.filter(pk__in=ids, top__isnull=True).count()
    if left:
        message = ngettext(
            "Removed from your top three.",
            "%(count)d questions were removed from your top three.",
            left,
        )
        messages.success(request, message % {"count": left})
