"""Which questions a member sees, and the way back to one of them on the list."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.forms.record_pages import saved_now
from myeloma_journal.questions.models import Question, QuestionQuerySet

# The ones below the top three; more are too many for one page on a phone.
OPEN_A_PAGE = 200


def seen(member: Membership) -> QuestionQuerySet:
    """The questions on the list that this member may see."""
    return Question.every.seen_by(member).on_list()


def to_its_place(member: Membership, found: Question) -> HttpResponse:
    """Back to the list, where the question stands."""
    address = reverse("questions:question_list", args=[member.patient_id])
    order = member.patient.questions.all().if_there_is_time()
    places = list(order.values_list("pk", flat=True))
    before = places.index(found.pk) if found.pk in places else 0
    page = f"?open={before // OPEN_A_PAGE + 1}" if before >= OPEN_A_PAGE else ""
    return redirect(f"{address}{page}#q-{found.pk}")


def its_number(found: Question) -> str:
    """The place it has now, as its row on the list shows it."""
    order = found.patient.questions.all().open().in_order()
    places = list(order.values_list("pk", flat=True))
    if found.pk not in places:
        return saved_now()
    return _("Now number %(number)d.") % {"number": places.index(found.pk) + 1}
