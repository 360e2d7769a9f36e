"""How far a question has come, and what was said to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.questions.actions import (
    AlreadyOnListError,
    close_gaps,
    last_position,
    lock_for,
    restore,
)
from myeloma_journal.questions.models import OPEN, PUT, Answer, Question, Status


@dataclass(frozen=True)
class FromVisit:
    """What one page said about one question.

    Attributes:
        question: The question.
        is_asked: Whether it was ticked; None where the tick stands as it stood.
        said: What was answered; empty for nothing new.
    """

    question: Question
    is_asked: bool | None
    said: str


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
        **by.as_creator,
    )
    question.status = Status.ANSWERED
    question.asked_on = question.asked_on or given_on
    question.top = None
    question.save()
    close_gaps(patient)
    return answer


@transaction.atomic
def keep_from_visit(
    *, told: Iterable[FromVisit], given_by: str, day: date, by: Membership
) -> None:
    """Keep what was ticked and written down at a visit.

    Several people may do so at once, and a phone may send it hours later: ticks are
    taken as changes, and an answer never takes the place of somebody else's.

    Args:
        told: What changed, question by question.
        given_by: Who answered.
        day: The day of the visit.
        by: Who wrote it down.
    """
    for one in told:
        if one.said:
            question = _on_the_list(one.question)
            _hear(question, one.said, given_by=given_by, day=day, by=by)
        elif one.is_asked:
            question = _on_the_list(one.question)
            if question.is_open and question.asked_on != day:
                set_status(question=question, status=Status.ASKED, on=day)
        elif one.is_asked is False:
            _take_back_the_tick(one.question, day)


@transaction.atomic
def end_visit(*, by: Membership, day: date) -> None:
    """Let what was asked on `day`, and got no answer, come along to the next visit."""
    asked = Question.every.seen_by(by).on_list().left_open_on(day)
    for question in asked.filter(status=Status.ASKED):
        set_status(question=question, status=Status.NOT_ANSWERED, on=day)


def _on_the_list(question: Question) -> Question:
    """The question; one that was taken off meanwhile is put back for its answer."""
    if question.deleted_at is None:
        return question
    try:
        restore(question=question)
    except AlreadyOnListError:
        source = question.catalogue_question_id
        again: Question = question.patient.questions.get(catalogue_question=source)
        return again
    return question


def _hear(
    question: Question, text: str, *, given_by: str, day: date, by: Membership
) -> None:
    """Keep an answer; one's own words of the same day, written on, stay one answer."""
    mine = question.answers.filter(created_by=by.user, given_on=day).first()
    if mine is None or not text.startswith(mine.text):
        keep_answer(
            question=question, text=text, given_by=given_by, given_on=day, by=by
        )
    elif text != mine.text:
        mine.increment_version(mine.version)
        mine.text, mine.given_by = text, given_by
        mine.save()
    question.refresh_from_db()
    if question.asked_on != day:
        question.asked_on = day
        question.save()


def _take_back_the_tick(question: Question, day: date) -> None:
    """A question that was ticked by mistake is as far as it was before."""
    lock_for(question)
    if (question.status, question.asked_on) != (Status.ASKED, day):
        return
    earlier = question.history.exclude(status=Status.ASKED, asked_on=day).first()
    question.status = earlier.status if earlier else Status.TO_ASK
    question.asked_on = earlier.asked_on if earlier else None
    question.save()
