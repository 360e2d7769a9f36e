"""The status of a question, and the answers to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.questions.actions import (
    AlreadyOnListError,
    close_gaps,
    last_position,
    lock_list,
    restore,
)
from myeloma_journal.questions.models import (
    ASKED_STATUSES,
    OPEN_STATUSES,
    Answer,
    Question,
    Status,
)


@dataclass(frozen=True)
class VisitAnswer:
    """What one submitted page says about one question.

    Attributes:
        question: The question.
        is_asked: Whether it is ticked; None if the page did not change the tick.
        text: The answer; empty if there is none.
    """

    question: Question
    is_asked: bool | None
    text: str


@transaction.atomic
def set_status(*, question: Question, status: Status, on: date) -> None:
    """Set the status; `on` is the day it was asked, unless one is known already."""
    patient = lock_list(question)
    question.status = status
    if status == Status.TO_ASK:
        question.asked_on = None
        question.position = last_position(patient) + 1
    elif status == Status.ASKED:
        question.asked_on = on
    elif status in ASKED_STATUSES:
        question.asked_on = question.asked_on or on
    if status not in OPEN_STATUSES:
        question.top = None
    question.save()
    close_gaps(patient)


@transaction.atomic
def save_answer(
    *, question: Question, text: str, given_by: str, given_on: date, by: Membership
) -> Answer:
    """Add an answer and mark the question as answered."""
    patient = lock_list(question)
    answer = Answer.objects.create(
        question=question,
        text=text,
        given_by=given_by,
        given_on=given_on,
        **by.as_creator,
    )
    question.status = Status.ANSWERED
    question.asked_on = question.asked_on or given_on
    question.top = None
    question.save()
    close_gaps(patient)
    return answer


@transaction.atomic
def save_answers(
    *, answers: Iterable[VisitAnswer], given_by: str, day: date, by: Membership
) -> None:
    """Save the ticks and answers of a visit.

    Several people may do so at once, and an offline queue may send it hours later: only
    ticks that the page changed are applied, and nobody's answer is overwritten.
    """
    for answer in answers:
        if answer.text:
            question = _restored(answer.question)
            _save_text(question, answer.text, given_by=given_by, day=day, by=by)
        elif answer.is_asked:
            question = _restored(answer.question)
            if question.is_open and question.asked_on != day:
                set_status(question=question, status=Status.ASKED, on=day)
        elif answer.is_asked is False:
            undo_asked(question=answer.question, on=day)


@transaction.atomic
def end_visit(*, by: Membership, day: date) -> None:
    """Mark what was asked on `day` and not answered, for the next visit."""
    asked = Question.all_objects.visible_to(by).on_list().left_open_on(day)
    for question in asked.filter(status=Status.ASKED):
        set_status(question=question, status=Status.NOT_ANSWERED, on=day)


def _restored(question: Question) -> Question:
    """The question, restored if it was trashed meanwhile.

    If the same question was added again from the catalogue, that one.
    """
    if question.deleted_at is None:
        return question
    try:
        restore(question=question)
    except AlreadyOnListError:
        source = question.catalogue_question_id
        again: Question = question.patient.questions.get(catalogue_question=source)
        return again
    return question


def _save_text(
    question: Question, text: str, *, given_by: str, day: date, by: Membership
) -> None:
    """Add an answer, or extend the member's own of that day if it begins the same."""
    own = question.answers.filter(created_by=by.user, given_on=day).first()
    if own is None or not text.startswith(own.text):
        save_answer(
            question=question, text=text, given_by=given_by, given_on=day, by=by
        )
    elif text != own.text:
        own.increment_version(own.version)
        own.text, own.given_by = text, given_by
        own.save()
    question.refresh_from_db()
    if question.asked_on != day:
        question.asked_on = day
        question.save()


@transaction.atomic
def undo_asked(*, question: Question, on: date) -> None:
    """Set a question ticked by mistake back to its status before, from its history."""
    lock_list(question)
    if (question.status, question.asked_on) != (Status.ASKED, on):
        return
    earlier = question.history.exclude(status=Status.ASKED, asked_on=on).first()
    question.status = earlier.status if earlier else Status.TO_ASK
    question.asked_on = earlier.asked_on if earlier else None
    question.save()
