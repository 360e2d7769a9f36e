"""Where questions stand on the list of one patient.

Every write locks the patient's row first, so that two people who tap at the same moment
cannot put two questions on one place, or take the same question twice.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.questions.models import TOP_PLACES, Question

UP, DOWN, TOP = "up", "down", "top"


class TopThreeFull(Exception):
    """Three questions are at the top already."""


@transaction.atomic
def move(*, question: Question, to: str | int) -> None:
    """Move a question within the part of the list it stands in.

    Args:
        question: The question.
        to: `UP`, `DOWN` or `TOP`, or the number of its new place in that part.
    """
    patient = lock_for(question)
    questions = patient.questions.all()
    is_top = question.top is not None
    part = questions.top_three() if is_top else questions.if_there_is_time()
    order = list(part)
    if question not in order:
        return
    old = order.index(question)
    named = {UP: max(old - 1, 0), DOWN: old + 1, TOP: 0}
    new = to - 1 if isinstance(to, int) else named[to]
    order.insert(new, order.pop(old))
    if is_top:
        _place_at_top(patient, order)
    else:
        _number(order)


@transaction.atomic
def mark_top(*, question: Question) -> None:
    """Give a question the next free place of the top three.

    Raises:
        TopThreeFull: All three are taken.
    """
    patient = lock_for(question)
    top = list(patient.questions.all().top_three())
    if question in top:
        return
    if len(top) == len(TOP_PLACES):
        raise TopThreeFull
    question.top = len(top) + 1
    question.save()


@transaction.atomic
def unmark_top(*, question: Question) -> None:
    """Let a question stand first below the top three, and close the gap it leaves."""
    patient = lock_for(question)
    question.top = None
    question.save()
    rest = patient.questions.all().if_there_is_time().exclude(pk=question.pk)
    _number([question, *rest])
    close_gaps(patient)


def lock_for(question: Question) -> Patient:
    """Lock its patient's list, and look at the question as it is by now."""
    patient = question.patient.lock()
    question.refresh_from_db()
    return patient


def last_position(patient: Patient) -> int:
    """Where the last question of this patient stands."""
    last: int | None = patient.questions.aggregate(last=Max("position"))["last"]
    return last or 0


def _number(order: Iterable[Question]) -> None:
    """Number the questions below the top three as they stand here."""
    changed = []
    for position, question in enumerate(order, start=1):
        if question.position != position:
            question.position = position
            changed.append(question)
    # The order is no part of the history: nobody asks who moved what when.
    Question.objects.bulk_update(changed, ["position"])


def close_gaps(patient: Patient) -> None:
    """Let those that are left of the top three move up."""
    _place_at_top(patient, list(patient.questions.all().top_three()))


def _place_at_top(patient: Patient, order: list[Question]) -> None:
    """Give the top places to these questions, in this order."""
    if [question.top for question in order] == list(range(1, len(order) + 1)):
        return
    # First all places are made free, for no place may be taken twice even for a moment.
    patient.questions.filter(top__isnull=False).update(top=None)
    for place, question in enumerate(order, start=1):
        patient.questions.filter(pk=question.pk).update(top=place)
