"""How far a question has come, and what was said to it."""

from datetime import date

from django.db import transaction

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.questions.actions.places import (
    close_gaps,
    last_position,
    lock_for,
)
from myeloma_journal.questions.models import OPEN, PUT, Answer, Question, Status


@transaction.atomic
def set_status(*, question: Question, status: Status, on: date) -> None:
    """Say how far a question has come; `on` is the day it was asked, if it was now."""
    patient = lock_for(question)
    question.status = status
    if status == Status.TO_ASK:
        question.asked_on = None
        question.position = last_position(patient) + 1
    elif status == Status.ASKED:
        question.asked_on = on
    elif status in PUT:
        question.asked_on = question.asked_on or on
    if status not in OPEN:
        question.top = None
    question.save()
    close_gaps(patient)


@transaction.atomic
def keep_answer(
    *, question: Question, text: str, given_by: str, given_on: date, by: Membership
) -> Answer:
    """Write down what was said; the question is answered now."""
    patient = lock_for(question)
    answer = Answer.objects.create(
        question=question,
        text=text,
        given_by=given_by,
        given_on=given_on,
        written_by=by.user,
        signed=by.signature,
    )
    question.status = Status.ANSWERED
    question.asked_on = question.asked_on or given_on
    question.top = None
    question.save()
    close_gaps(patient)
    return answer
